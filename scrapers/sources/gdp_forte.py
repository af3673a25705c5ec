"""Forte's calls in the shape of GDP (CC0), with a key from Forte.

The base address was seen in one importer; the standard's fields are documented. Applications are
made in Prisma, whose own list asks for a personal login.
"""

from collections.abc import Iterator

from scrapers.draft import Draft
from scrapers.gdp import KEY, PRIVATE, read_answer, read_pages
from scrapers.kinds import Kind
from scrapers.site import Site
from scrapers.source import Source, source


@source(
    country="SE",
    funder="Forte", start="https://api.forte.se/gdp_forte/", language="sv",
    zone="Europe/Stockholm", expect=range(0, 5000), open_data=True, hours=24,
    answer=read_answer, private=PRIVATE, key=KEY, kind=Kind.JSON,
)  # fmt: skip
def read_forte(site: Site, source: Source) -> Iterator[Draft]:
    """Read Forte's calls, page by page."""
    yield from read_pages(site, source)
