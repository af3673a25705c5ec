"""Region Örebro län: its project funds and grants, as the pattern for other regions.

Three pages were seen: project funds (rolling, decided by the board; what co-finances EU projects
comes first, so that the region is funder and co-financier), grants for social innovation (20 000 to
50 000 kr and an own effort as large; all year but July and December, assessed with Coompanion and
Stiftelsen Activa; paused in 2024) and for culture (1 September to 31 October, without a year). Old
addresses have /sv-ll/ for /sv/. Other pages below the list of grants are read if they are linked.
What does the site say of the use of its texts?
"""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urldefrag

from scrapers.draft import Draft
from scrapers.lists import below, fetched, plain, slug
from scrapers.pages import Told, demanded, says_something, told, wanted
from scrapers.reading import Page, page, page_of
from scrapers.rolling import rolling, support_of
from scrapers.site import Site
from scrapers.source import Source, source

COUNTY = "SE124"
START = "https://www.regionorebrolan.se/sv/stod-och-bidrag/bidrag-och-kulturstipendier/"
PROJECTS = (
    "https://utveckling.regionorebrolan.se/sv/regionala-utvecklingsstrategin/projektfinansiering/"
)
NAMED = (
    PROJECTS,
    f"{START}utvecklingsmedel-social-innovation/",
    f"{START}utvecklingsmedel-kultur/",
)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page."""
    yield from wanted(support(told(page_of(body, normalised(url))), source, None))


@source(
    country="SE",
    funder="Region Örebro län", start=START, language="sv", zone="Europe/Stockholm",
    expect=range(len(NAMED), 40), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_region_orebro(site: Site, source: Source) -> Iterator[Draft]:
    """Read the three pages that are known, and what else the list leads to."""
    for url in addresses(page(site)):
        if url in NAMED:
            yield demanded(support(told(page(site, url)), source, site.today))
        elif found := fetched(site, url):
            yield from wanted(support(found, source, site.today))


def addresses(listed: Page) -> list[str]:
    """Return the known pages and those below the list, each once."""
    linked = (normalised(urldefrag(each.link).url) for each in listed.some("a[href]"))
    fits = below(START)
    found = {plain(url): url for url in NAMED}
    for url in linked:
        if fits(url):
            found.setdefault(plain(url), url)
    return list(found.values())


def normalised(url: str) -> str:
    """Return the address that a page has today."""
    return url.replace("/sv-ll/", "/sv/", 1)


def support(page: Told, source: Source, today: dt.date | None) -> Draft:
    """Read one page; the project funds are known to be rolling."""
    name = slug(page.url, source.start)
    draft = support_of(page, source, today, identifier=name, areas=[COUNTY])
    known = plain(page.url) == plain(PROJECTS) and says_something(draft)
    return rolling(draft, today) if known else draft
