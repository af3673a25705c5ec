"""Svenska Postkodstiftelsen: project support that non-profits apply for at any time.

At least 500 000 kr, about two million on average, one in ten granted, an answer in four to six
weeks, no demand for co-financing: these are read from the page's own words, if they stand there.
Only an ideell förening or a stiftelse may apply. Grannskapsinitiativet is a small support for what
neighbours do together, all year round. Only the texts were seen, not the markup. What does the
site say of the use of its texts?
"""

import datetime as dt
from collections.abc import Iterator

from scrapers.draft import Draft
from scrapers.lists import plain
from scrapers.pages import Told, demanded, told
from scrapers.reading import page, page_of
from scrapers.rolling import rolling, support_of
from scrapers.site import Site
from scrapers.source import Source, source

PROJECTS = "projektstod"
NEIGHBOURS = "https://postkodstiftelsen.se/grannskapsinitiativet/"
NAMES = {plain(NEIGHBOURS): "grannskapsinitiativet"}


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read the saved page."""
    yield support(told(page_of(body, url)), source, None)


@source(
    country="SE",
    funder="Svenska Postkodstiftelsen", start="https://postkodstiftelsen.se/sok-stod/",
    language="sv", zone="Europe/Stockholm", expect=range(2, 3), open_data=False, hours=72,
    answer=read_answer,
)  # fmt: skip
def read_postkodstiftelsen(site: Site, source: Source) -> Iterator[Draft]:
    """Read the page for applicants, and that of the small support for neighbourhoods."""
    for url in (site.start, NEIGHBOURS):
        yield support(told(page(site, url)), source, site.today)


def support(page: Told, source: Source, today: dt.date | None) -> Draft:
    """Read the page, which must tell of the support."""
    name = NAMES.get(plain(page.url), PROJECTS)
    title = f"{source.funder}: projektstöd" if name == PROJECTS else page.title
    draft = support_of(page, source, today, identifier=name, title=title)
    return rolling(demanded(draft), today)
