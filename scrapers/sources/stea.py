"""STEA: grants of the Finnish state to organisations in social welfare and health.

Seen on a stored page: a notice for each round (hakuilmoitus) below /avustusten-hakeminen, with the
headings "Avustuskelpoisuus" and "Hakuaika": "Avustusten haku alkaa … maanantaina 5.5.2025 ja
päättyy maanantaina 2.6.2025 klo 16.15", in Helsinki's time. The year in the title is the one that
the grants are given for. Project grants last three years at most. The Swedish pages are older and
not read. The markup is not confirmed; what does the site say of the use of its texts?
"""

import datetime as dt
import re
from collections.abc import Iterator

from msgspec.structs import replace

from scrapers.draft import Draft
from scrapers.lists import below, fetched, links, listed, slug
from scrapers.pages import Told, draft_of, told, undated, wanted
from scrapers.reading import page_of
from scrapers.site import Site
from scrapers.source import Source, source

NOTICE = re.compile(r"hakuilmoitus[^/?]*/?$", re.IGNORECASE)
WHO = re.compile(r"^Avustuskelpoisuus|^Kuka voi hakea", re.IGNORECASE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved notice."""
    yield from call_of(told(page_of(body, url)), source, None)


@source(
    country="FI",
    funder="STEA", start="https://stea.fi/avustusten-hakeminen/", language="fi",
    zone="Europe/Helsinki", expect=range(1, 30), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_stea(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the page for applicants to each notice."""
    inside = below(site.start)
    for url in links(listed(site), lambda url: inside(url) and bool(NOTICE.search(url))):
        if found := fetched(site, url):
            yield from call_of(found, source, site.today)


def call_of(page: Told, source: Source, today: dt.date | None) -> Iterator[Draft]:
    """Read a notice; who may apply stands under a heading."""
    name = slug(page.url, source.start).rpartition("/")[2]
    draft = draft_of(page, source, today, identifier=name, areas=["FI"])
    applicants = draft.applicants or " ".join(page.under(WHO))
    yield from map(undated, wanted(replace(draft, applicants=applicants)))
