"""Interreg Öresund-Kattegat-Skagerrak: rounds of applying, each a window of about three weeks.

Known: the site's calendar names a round by its span, "2 - 23 september 2022"; its news say
"ansökningsomgång är öppen 23 januari till 17 februari". Not known: the calendar's address and
markup, so that the start is the operator's to set. The Swedish pages are read; the Danish and
Norwegian ones tell the same.
"""

import datetime as dt
import re
from collections.abc import Iterator

from msgspec.structs import replace

from lexicon.terms import Doubt
from scrapers.draft import Draft
from scrapers.lines import Section
from scrapers.programmes import calls_on, windowed
from scrapers.reading import page, page_of
from scrapers.site import Site
from scrapers.source import Source, source

CALL = re.compile(r"ansökningsomgång|utlysning|ansökan\b", re.IGNORECASE)
ROUND = re.compile(r"ansökningsomgång\w*|utlysning\w*|öppe[nt]\b", re.IGNORECASE)
USUAL = dt.timedelta(days=35)  # a round takes three weeks
# Skåne, Halland, Västra Götaland, and parts of Denmark and Norway.
AREAS = ("DK", "NO", "SE224", "SE231", "SE232")
ZONE = "Europe/Stockholm"


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read a saved page."""
    yield from calls_on(page_of(body, url), source, None, call=CALL, told=told, areas=AREAS)


@source(
    funder="Interreg Öresund-Kattegat-Skagerrak", country="EU", start="https://interreg-oks.eu/",
    language="sv", zone=ZONE, expect=range(0, 50), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_interreg_oks(site: Site, source: Source) -> Iterator[Draft]:
    """Read the start page."""
    yield from calls_on(page(site), source, site.today, call=CALL, told=told, areas=AREAS)


def told(draft: Draft, section: Section, today: dt.date | None) -> Draft:
    """Read the window, and whether it is one of a round."""
    return checked(windowed(draft, section, today, named=ROUND, zone=ZONE))


def checked(draft: Draft) -> Draft:
    """Doubt a window that is longer than a round: it may be the time of something else."""
    if not (draft.opens and draft.deadlines) or draft.deadlines[-1].day - draft.opens <= USUAL:
        return draft
    words = f"{draft.opens} – {draft.deadlines[-1].day}"
    doubt = Doubt(field="deadlines", words=words, why="longer than the three weeks of a round")
    return replace(draft, uncertain=(*draft.uncertain, doubt))
