"""Jordbruksverket: calls for cooperation and knowledge in farming and in the countryside.

Seen on stored pages: "Du kan söka stödet mellan den 22 september 2025 och den 15 december 2025",
once without its years, once in the past tense of a call that is over and still listed. The day by
which one asks for the last payment is no closing day. Procurements stand in the same list, and
every page again as .printable. Leader is applied for here too, after talking with the area: see
`leader`. The markup is not confirmed; what does the site say of the use of its texts?
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from lexicon.terms import Status
from scrapers.draft import Draft
from scrapers.lists import below, call_of, fetched, links, listed
from scrapers.pages import Told, told, undated
from scrapers.reading import page_of
from scrapers.rounds import spoken
from scrapers.site import Site
from scrapers.source import Source, source

PRINTED = ".printable"
PROCURED = re.compile(r"upphandling", re.IGNORECASE)
KIND = re.compile(r"^Utlysning:\s*")
APPLYING = re.compile(r"\b[Dd]u söker stödet (?=mellan)")
OVER = re.compile(r"\b(?:du kunde söka stödet|utlysningen är stängd)\b", re.IGNORECASE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a call."""
    yield from call(told(page_of(body, url)), source, None)


@source(
    country="SE",
    funder="Jordbruksverket", start="https://jordbruksverket.se/stod/utlysningar-och-upphandlingar",
    language="sv", zone="Europe/Stockholm", expect=range(1, 100), open_data=False, hours=24,
    answer=read_answer,
)  # fmt: skip
def read_jordbruksverket(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list to each call."""
    inside = below(site.start)
    for url in links(listed(site), lambda url: inside(url) and not url.endswith(PRINTED)):
        if found := fetched(site, url):
            yield from call(found, source, site.today)


def call(page: Told, source: Source, today: dt.date | None) -> Iterator[Draft]:
    """Leave out procurements, and close what is told in the past."""
    if PROCURED.match(page.title):
        return
    for draft in call_of(page, source, today, say):
        status = Status.CLOSED if OVER.search(draft.text) else draft.status
        yield undated(replace(draft, title=KIND.sub("", draft.title), status=status))


def say(lines: Iterable[str]) -> str:
    """Say that one can apply where the page says that one does."""
    return APPLYING.sub("Du kan söka stödet ", spoken(lines))
