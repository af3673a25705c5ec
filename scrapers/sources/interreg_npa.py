"""Interreg Northern Periphery and Arctic: calls for main, small-scale and preparatory projects.

Known: the wording "opens on 17th April 2023 and closes on 26th May 12:00 (noon) CET", which is
doubted in summer time, when CET is another hour. Applied for in Jems. The page's address and its
markup are not confirmed: the start is the operator's to set, and it is read by its headings.
"""

import datetime as dt
import re
from collections.abc import Iterator

from scrapers.draft import Draft
from scrapers.lines import Section
from scrapers.programmes import calls_on, windowed
from scrapers.reading import page, page_of
from scrapers.site import Site
from scrapers.source import Source, source

CALL = re.compile(r"\bcalls?\b|\bprojects\b", re.IGNORECASE)
# In Sweden the two regions in the north; in some countries a part, which the notes do not name.
AREAS = ("FI", "FO", "GL", "IE", "IS", "NO", "SE32", "SE33")
ZONE = "Europe/Copenhagen"


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read a saved page."""
    yield from calls_on(page_of(body, url), source, None, call=CALL, told=told, areas=AREAS)


@source(
    funder="Interreg Northern Periphery and Arctic", country="EU", start="https://www.interreg-npa.eu/",
    language="en", zone=ZONE, expect=range(0, 50), open_data=False, hours=24,
    answer=read_answer,
)  # fmt: skip
def read_interreg_npa(site: Site, source: Source) -> Iterator[Draft]:
    """Read the start page."""
    yield from calls_on(page(site), source, site.today, call=CALL, told=told, areas=AREAS)


def told(draft: Draft, section: Section, today: dt.date | None) -> Draft:
    """Read "will open on … and close on …", in one sentence."""
    return windowed(draft, section, today, named=CALL, zone=ZONE)
