"""Naturvårdsverket: grants and Klimatklivet, whose rounds are spans of days, one page per grant.

"18 to 29 september 2023", with a dash, was seen, and several such rounds on a page. Klimatklivet is
applied for at the county's e-service, and its rounds were paused at short notice: then the page
says so, and the call is told as paused whatever its days. The address of the list is that of
curated lists; the pages below it, their markup and the terms of use are not confirmed.
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
    funder="Naturvårdsverket", start="https://www.naturvardsverket.se/bidrag/", language="sv",
    zone="Europe/Stockholm", expect=range(1, 150), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_naturvardsverket(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list to each grant."""
    yield from calls(site, source)
