"""Kulturrådet: grants for culture, one page per grant below /sok-bidrag.

Confirmed are the headings "När kan du ansöka?" and "Hur bedömer vi din ansökan?", not how the days
under them are written: what begins with a day there is read as a span of applying, anything else
as it stands. A period opens about four weeks before it closes; that is never used to guess a day.
What does the site say of the use of its texts?
"""

from collections.abc import Iterator

from scrapers.draft import Draft
from scrapers.lists import call_of, calls
from scrapers.pages import told
from scrapers.reading import page_of
from scrapers.site import Site
from scrapers.source import Source, source


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a grant."""
    yield from call_of(told(page_of(body, url)), source, None)


@source(
    country="SE",
    funder="Kulturrådet", start="https://www.kulturradet.se/sok-bidrag/", language="sv",
    zone="Europe/Stockholm", expect=range(1, 200), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_kulturradet(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list to each grant."""
    yield from calls(site, source)
