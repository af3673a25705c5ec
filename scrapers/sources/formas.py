"""Formas: calls for research on the environment and the built world, one page per call.

Seen on stored pages: the headings "VAD KAN DU SÖKA FÖR?", "VEM KAN SÖKA?", "HUR MYCKET KAN DU
SÖKA?", then the state and its moment in one line: "Kommande: Öppnar för ansökningar: 2024-09-04
14:00", "Sista ansökningsdatum: 2024-10-16 14:00", "Beslutad: 2024-03-26 14:00". The days of a call
to come are often said to be preliminary, in a sentence of their own. A page that is decided lists
those who got money, by name: nothing of it is kept. The same calls stand in the GDP data
(`gdp_formas`), which asks for a key. The markup and the list's address are not confirmed; what does
the site say of the use of its texts?
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from lexicon.terms import Doubt, Status
from scrapers.draft import Draft
from scrapers.lists import fetched, links, listed
from scrapers.pages import Told, draft_of, told, undated, wanted
from scrapers.reading import page_of
from scrapers.site import Site
from scrapers.source import Source, source

START = "https://formas.se/soka-finansiering/alla-utlysningar.html"
CALL = re.compile(r"/alla-utlysningar/utlysningar/([^/?]+)\.html$")
DECIDED = re.compile(r"(?:Beslutad|Beslutade)\b")
TENTATIVE = re.compile(r"\bdatum\w*\b.*\bpreliminär", re.IGNORECASE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a call."""
    yield from call_of(told(page_of(body, url)), source)


@source(
    country="SE",
    funder="Formas", start=START, language="sv", zone="Europe/Stockholm", expect=range(1, 200),
    open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_formas(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list to each call."""
    for url in links(listed(site), lambda url: bool(CALL.search(url))):
        if found := fetched(site, url):
            yield from call_of(found, source)


def call_of(page: Told, source: Source) -> Iterator[Draft]:
    """Read a call, as far as to its decision; every day of it has its year."""
    name = CALL.search(page.url)
    over = next((at for at, line in enumerate(page.lines) if DECIDED.match(line)), None)
    draft = draft_of(
        page, source, None, identifier=name[1] if name else page.url, lines=page.lines[:over]
    )
    if over is not None:
        yield replace(draft, status=Status.CLOSED)
        return
    doubts = [
        Doubt(field="deadlines", words=line, why="the day is only preliminary")
        for line in page.lines
        if TENTATIVE.search(line) and draft.deadlines
    ]
    yield from map(undated, wanted(replace(draft, uncertain=(*draft.uncertain, *doubts))))
