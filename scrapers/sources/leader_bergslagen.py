"""Leader Bergslagen: the Leader area in the north of Örebro county, read as `leader` reads.

The site is known, and that it tells of calls in free text and in a newsletter; which page has the
days is not: the start may be set under [sources] starts. Two rounds a year for projects and checks
all year are what a municipality says of it. What are the site's terms?
"""

from collections.abc import Iterator

from scrapers.draft import Draft
from scrapers.pages import told
from scrapers.reading import page
from scrapers.site import Site
from scrapers.source import Source, source
from scrapers.sources.leader import calls_of, read_answer


@source(
    country="SE",
    funder="Leader Bergslagen", start="https://leaderbergslagen.eu/", language="sv",
    zone="Europe/Stockholm", expect=range(1, 3), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_bergslagen(site: Site, source: Source) -> Iterator[Draft]:
    """Read the area's page."""
    yield from calls_of(told(page(site)), source, site.today)
