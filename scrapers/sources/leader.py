"""Leader: the page of one area (LAG) with its next days for handing in, as a pattern for all forty.

Each area has a site of its own. Seen on one of them: "Nästa inlämningsdatum för projektansökningar
är 8 augusti 2024. För småprojektansökningar gäller 12 augusti", five rounds a year: two calls told
in two sentences, the second day without its year and so in doubt. One talks with the area's office
first, applies in Jordbruksverket's e-service, and needs public, private and non-profit partners.
The reader has no area of its own: those are what the operator's source says, a page each.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from scrapers.draft import Draft
from scrapers.lists import plain
from scrapers.pages import Told, demanded, draft_of, told
from scrapers.prose.sentences import sentences
from scrapers.reading import page, page_of
from scrapers.rounds import spoken
from scrapers.site import Site
from scrapers.source import Source, source

SMALL = re.compile(r"\bsmåprojekt", re.IGNORECASE)
SMALL_TITLE, SMALL_NAME = "småprojekt", "smaprojekt"
CLOSING = "Sista ansökningsdag"


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of an area."""
    yield from calls_of(told(page_of(body, url)), source, None)


@source(
    country="",
    funder="A Leader area", start="https://example.org/leader", language="sv",
    zone="Europe/Stockholm", expect=range(1, 3), open_data=False, hours=24, answer=read_answer,
    pattern=True,
)  # fmt: skip
def read_leader(site: Site, source: Source) -> Iterator[Draft]:
    """Read the area's page."""
    yield from calls_of(told(page(site)), source, site.today)


def calls_of(page: Told, source: Source, today: dt.date | None) -> Iterator[Draft]:
    """Read the area's call and, where small projects have a day of their own, that for them."""
    name, title = plain(page.url), f"{source.funder}: {page.title}"
    own, small = parted(page.lines)
    large = draft_of(
        page, source, today, identifier=name, title=title, say=lambda lines: spoken(own)
    )
    minor = draft_of(
        page, source, today, identifier=f"{name}#{SMALL_NAME}", url=f"{page.url}#{SMALL_NAME}",
        title=f"{title}, {SMALL_TITLE}", lines=small, say=closing,
    )  # fmt: skip
    if large.deadlines and minor.deadlines:
        yield from (large, minor)
    else:
        yield demanded(draft_of(page, source, today, identifier=name, title=title))


def parted(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part the sentences that speak of small projects from the others."""
    own, small = [], []
    for line in lines:
        said = [each.words for each in sentences(line)]
        own.append(" ".join(each for each in said if not SMALL.search(each)))
        small.append(" ".join(each for each in said if SMALL.search(each)))
    return [each for each in own if each], [each for each in small if each]


def closing(lines: Iterable[str]) -> str:
    """Say what their days are for: the sentence before them has said it, and is left out."""
    return "\n".join([CLOSING, *lines])
