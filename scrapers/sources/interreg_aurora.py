"""Interreg Aurora: the page with the terms of each call, small-scale and regular projects apart.

Known from a stored page: its address and the headings "Calls for small-scale projects" and so on;
calls close at 17:00, and a page once said CET in October, which is doubted. Applied for in Min
Ansökan, in English. The timetable that the page links to is a plan under Art 49 and is read by a
row with the reader `plan`.
"""

import re
from collections.abc import Iterator

from scrapers.draft import Draft
from scrapers.programmes import calls_on
from scrapers.reading import page, page_of
from scrapers.site import Site
from scrapers.source import Source, source

CALL = re.compile(r"\bcalls?\b", re.IGNORECASE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read a saved page."""
    yield from calls_on(page_of(body, url), source, None, call=CALL)


@source(
    funder="Interreg Aurora", country="EU", start="https://interregaurora.eu/projects/calls-for-applications",
    language="en", zone="Europe/Stockholm", expect=range(0, 50), open_data=False, hours=24,
    answer=read_answer,
)  # fmt: skip
def read_interreg_aurora(site: Site, source: Source) -> Iterator[Draft]:
    """Read the page of calls."""
    yield from calls_on(page(site), source, site.today, call=CALL)
