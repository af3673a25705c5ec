"""Vinnova's calls in the shape of GDP (CC0), with a key from portal.api.vinnova.se.

The same calls as in `vinnova`, whose rounds tell more; this one is for those who have a key.
Vinnova left out `publiceringsplats`, `bidragsformer` and `stodformer` when this was written.
"""

from collections.abc import Iterator

from scrapers.draft import Draft
from scrapers.gdp import KEY, PRIVATE, read_answer, read_pages
from scrapers.kinds import Kind
from scrapers.site import Site
from scrapers.source import Source, source


@source(
    country="SE",
    funder="Vinnova", start="https://api.vinnova.se/gdp_vinnova/", language="sv",
    zone="Europe/Stockholm", expect=range(0, 5000), open_data=True, hours=24,
    answer=read_answer, private=PRIVATE, key=KEY, kind=Kind.JSON,
)  # fmt: skip
def read_vinnova(site: Site, source: Source) -> Iterator[Draft]:
    """Read Vinnova's calls, page by page."""
    yield from read_pages(site, source)
