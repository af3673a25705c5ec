"""Nordisk kulturfond: support for culture across the Nordic countries, read in Swedish.

Seen on a stored page (/sv/projektstoed-info/): "Nästa ansökningsfrist är den 15 februari 2022", and
under "Ansökningstider 2023" days with "kl. 23:59, dansk tid, UTC+1", which is told of a day in
September too: the zone is Denmark's. Opstart (at most 25 000 DKK, two actors in two countries, not
for social purposes) has no such days in the papers. Whether every kind of support has a page that
ends with -info is not confirmed, nor the markup; what does the site say of the use of its texts?
"""

import re
from collections.abc import Iterable, Iterator

from scrapers.draft import Draft
from scrapers.lists import call_of, calls
from scrapers.pages import told, undated
from scrapers.reading import page_of
from scrapers.rounds import BULLET, spoken
from scrapers.site import Site
from scrapers.source import Source, source

INFO = re.compile(r"nordiskkulturfond\.org/sv/[\w-]+-info/?$")
TIMES = re.compile(r"^Ansökningstider\b")
NEXT = re.compile(r"\bansökningsfrist(?:en)?\b")
DANISH = re.compile(r",? dansk tid\b.*$")
CROWNS = re.compile(r"\bansöka om (upp till [\d ]+) danska kronor\b")


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a kind of support."""
    yield from map(undated, call_of(told(page_of(body, url)), source, None, say))


@source(
    country="DK",
    funder="Nordisk kulturfond", start="https://www.nordiskkulturfond.org/sv/", language="sv",
    zone="Europe/Copenhagen", expect=range(1, 20), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_nordisk_kulturfond(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the start page to each kind of support."""
    yield from map(undated, calls(site, source, fits=lambda url: bool(INFO.search(url)), say=say))


def say(lines: Iterable[str]) -> str:
    """Put the days of a list into one sentence, and call them by the word that the rules know."""
    said: list[str] = []
    days: list[str] | None = None
    for line in [*spoken(lines).splitlines(), ""]:
        if days is not None and line.startswith(BULLET):
            days.append(DANISH.sub("", line.removeprefix(BULLET)))
            continue
        if days:
            said.append(f"Sista ansökningsdagar: {' och '.join(days)}.")
        days = [] if TIMES.match(line) else None
        said.append(NEXT.sub("sista ansökningsdag", CROWNS.sub(r"söka \1 DKK", line)))
    return "\n".join(filter(None, said))
