"""Stiftelsen Dam: support in two steps for Norwegian voluntary organisations, told in news.

Seen on one stored page of 2023 (/2023/09/15/na-kan-du-soke-stotte-gjennom-utvikling/): a sketch by
15 November, an answer on 6 February, "Denne har frist 31. mars" of the full application, an answer
on 20 June, all without their year. The address has the day of publication: the years are counted
from it and waited with, so that old news is never next year's call. An organisation through which
one applies may have an earlier day of its own. Which page lists the news, and what the site says of
the use of its texts, is not confirmed.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from lexicon.terms import Doubt
from scrapers.draft import Draft
from scrapers.lists import fetched, links, listed
from scrapers.pages import Told, draft_of, told, undated, wanted
from scrapers.prose.sentences import sentences
from scrapers.reading import page_of
from scrapers.rounds import spoken
from scrapers.site import Site
from scrapers.source import Source, source

NEWS = re.compile(r"/(20\d\d/\d\d/\d\d)/([^/?]*sok[^/?]*)/?$")
FULL = re.compile(r"\bfull søknad\.?\s+Denne har frist\b", re.IGNORECASE)
OWN = re.compile(r"\binterne frister\b", re.IGNORECASE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved item of news."""
    yield from call_of(told(page_of(body, url)), source)


@source(
    country="NO",
    funder="Stiftelsen Dam", start="https://dam.no/", language="nb", zone="Europe/Oslo",
    expect=range(1, 50), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_dam(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the start page to the news that speak of applying."""
    for url in links(listed(site), lambda url: bool(NEWS.search(url))):
        if found := fetched(site, url):
            yield from call_of(found, source)


def call_of(page: Told, source: Source) -> Iterator[Draft]:
    """Read an item on the day it was published."""
    found = NEWS.search(page.url)
    day = dt.date(*map(int, found[1].split("/"))) if found else None
    name = f"{found[1][:4]}-{found[2]}" if found else page.url
    draft = draft_of(page, source, day, identifier=name, say=say)
    doubts = tuple(
        Doubt(field="deadlines", words=each.words, why="an organisation may have an earlier day")
        for each in sentences(draft.text)
        if OWN.search(each.words)
    )
    yield from map(undated, wanted(replace(draft, uncertain=(*draft.uncertain, *doubts))))


def say(lines: Iterable[str]) -> str:
    """Say again what the second day is a day for."""
    return FULL.sub("full søknad. Frist for fullstendig søknad er", spoken(lines))
