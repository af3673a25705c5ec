"""LEADER Mellansjölandet: the Leader area in the south of Örebro county, read as `leader` reads.

The wording was seen on a stored page of 2024, the markup was not. What are the site's terms?
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
    funder="LEADER Mellansjölandet", start="https://mellansjolandet.se/aktuella-stod/",
    language="sv", zone="Europe/Stockholm", expect=range(1, 3), open_data=False, hours=24,
    answer=read_answer,
)  # fmt: skip
def read_mellansjolandet(site: Site, source: Source) -> Iterator[Draft]:
    """Read the area's page."""
    yield from calls_of(told(page(site)), source, site.today)
