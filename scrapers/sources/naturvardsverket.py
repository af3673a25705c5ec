"""Naturvårdsverket: grants and Klimatklivet, whose rounds are spans of days, one page per grant.

"18 to 29 september 2023", with a dash, was seen, and several such rounds on a page. Klimatklivet is
applied for at the county's e-service, and its rounds were put off at short notice ("öppnar inte som
planerat 5 to 28 maj"): such a sentence's days are no dates, and without others the call is paused.
The address of the list is that of curated lists; the pages below it, their markup and the terms of
use are not confirmed.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from lexicon.terms import Doubt, Status
from scrapers.draft import Draft
from scrapers.lists import below, fetched, links, listed, slug
from scrapers.pages import Told, draft_of, told, wanted
from scrapers.prose.sentences import sentences
from scrapers.reading import page_of
from scrapers.rounds import spoken
from scrapers.site import Site
from scrapers.source import Source, source

PUT_OFF = re.compile(
    r"öppna\w* (?:inte|ej)\b|skjut\w* (?:\w+ )?(?:fram|upp)|uppskjut\w*|framskjut\w*"
    r"|\bpausa(?:r|s)\b"
    r"|inte (?:kan |längre |nu )*(?:ta|tar) (?:emot|in) (?:nya |några )*ansökningar"
    r"|(?:ta|tar) inte (?:emot|in) (?:nya |några )*ansökningar",
    re.IGNORECASE,
)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a grant."""
    yield from wanted(grant_of(told(page_of(body, url)), source, None))


@source(
    country="SE",
    funder="Naturvårdsverket", start="https://www.naturvardsverket.se/bidrag/", language="sv",
    zone="Europe/Stockholm", expect=range(1, 150), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_naturvardsverket(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list to each grant."""
    for url in links(listed(site), below(site.start)):
        if found := fetched(site, url):
            yield from wanted(grant_of(found, source, site.today))


def grant_of(page: Told, source: Source, today: dt.date | None) -> Draft:
    """Read one grant; what its page says was put off is not read as dates."""
    put_off = [
        each.words for line in page.lines for each in sentences(line) if PUT_OFF.search(each.words)
    ]

    def say(lines: Iterable[str]) -> str:
        return spoken(left for line in lines if (left := without(line, put_off)))

    name = slug(page.url, source.start)
    draft = draft_of(page, source, today, identifier=name, say=say)
    if not put_off or draft.status in (Status.PAUSED, Status.WITHDRAWN):
        return draft
    if draft.deadlines:
        doubt = Doubt(field="status", words=put_off[0], why="it may be put off")
        return replace(draft, uncertain=(*draft.uncertain, doubt))
    return replace(draft, status=Status.PAUSED)


def without(line: str, left_out: list[str]) -> str:
    """Leave sentences out of a line."""
    said = [each.words for each in sentences(line)]
    if not any(each in left_out for each in said):
        return line
    return " ".join(each for each in said if each not in left_out)
