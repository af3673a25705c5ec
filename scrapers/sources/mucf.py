"""MUCF: grants for young people and civil society, one page per grant below /bidrag.

The headings were seen in stored pages: Viktiga datum ("Ansökan öppnar: 17 maj", "Ansökan stänger:
17 juni (... 23.59 denna dag)", "Beslut meddelas: slutet av september"), Prioriteringar, Krav,
Bidragets storlek. The hour of closing stands in the brackets after the day. A grant without dates
yet is told without; that it usually opens in January, June or August is no date. Its markup, and
what the site says of the use of its texts, are not confirmed.
"""

import re
from collections.abc import Iterable, Iterator

from scrapers.draft import Draft
from scrapers.lists import call_of, calls
from scrapers.pages import told
from scrapers.reading import page_of
from scrapers.rounds import spoken
from scrapers.site import Site
from scrapers.source import Source, source

THAT_DAY = re.compile(
    r"(\bstänger:? .*?\d{4})\s*\([^()]*?\b(\d{1,2}[.:]\d{2})\b[^()]*?denna dag[^()]*\)", re.I
)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a grant."""
    yield from call_of(told(page_of(body, url)), source, None, say)


@source(
    country="SE",
    funder="MUCF", start="https://www.mucf.se/bidrag", language="sv", zone="Europe/Stockholm",
    expect=range(1, 100), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_mucf(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list to each grant."""
    yield from calls(site, source, say=say)


def say(lines: Iterable[str]) -> str:
    """Put the hour of closing beside its day."""
    return THAT_DAY.sub(r"\1 klockan \2", spoken(lines))
