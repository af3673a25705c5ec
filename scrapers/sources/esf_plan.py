"""Svenska ESF-rådet's plan of calls (Reg (EU) 2021/1060 Art 49(2)): preliminary, region by region.

Only the wording of its rows was seen: an area of the programme, then when it is to be open, as in
"A1 26 okt 2026 to 16 mars 2027", "hösten 2027" or "Ej bestämt". A region stands above its rows or
begins them. A planned call has no number yet, so it is named by region, area and year; one without
a year becomes another when it gets one. Its days are told as planned, never as certain. The call
itself comes with `esf`. What does the site say of the use of its texts?
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from lexicon.areas import code_of
from scrapers.draft import Draft
from scrapers.lists import below, fetched, links
from scrapers.pages import Told, draft_of, told
from scrapers.prose.places import regions
from scrapers.reading import page, page_of
from scrapers.rounds import BULLET, SPAN
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, source

START = "https://www.esf.se/utlysningar/utlysningsplan/"
AREA = re.compile(
    r"^(?P<place>[^\d]*?)\s*\b(?:PO|programområde\s*)?(?P<area>[A-F]\d?)(?=[\s:,]|$)"
    r"[:,]?\s*(?:[–—-]\s+)?(?P<rest>.*)$"
)
WHEN = re.compile(
    r"\d{1,2} (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)|20\d\d-\d\d"
    r"|(?:tidig |sen |slutet av |början av |mitten av )?\b(?:våren|sommaren|hösten|vintern|vår|höst"
    r"|kvartal|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november"
    r"|december)\b|(?:ej|inte) bestämt",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b20\d\d\b")
PLANNED = "Planerad utlysning"
UNSET = "utan-ar"
NATION = re.compile(r"nationell\w*$", re.IGNORECASE)


class Planned(NamedTuple):
    """A row of the plan: where, which area of the programme, what it is called, when."""

    place: str
    area: str
    title: str
    when: str


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of the plan."""
    yield from plan_of(told(page_of(body, url)), source, None)


@source(
    country="SE",
    funder="Svenska ESF-rådet", start=START, language="sv", zone="Europe/Stockholm",
    expect=range(1, 200), open_data=False, hours=72, answer=read_answer,
)  # fmt: skip
def read_esf_plan(site: Site, source: Source) -> Iterator[Draft]:
    """Read the plan and, where regions have pages of their own below it, those."""
    first = page(site)
    yield from plan_of(told(first), source, site.today)
    try:
        regions = links([first], below(site.start))
    except SourceChanged:
        return  # one page for all
    for url in regions:
        if found := fetched(site, url):
            yield from plan_of(found, source, site.today)


def plan_of(page: Told, source: Source, today: date | None) -> Iterator[Draft]:
    """Make a draft of each row that says when."""
    seen: Counter[str] = Counter()
    for row in rows(page):
        years = YEAR.findall(row.when)
        name = f"{row.place or 'SE'}-{row.area}-{years[0] if years else UNSET}"
        seen[name] += 1
        name += f"-{seen[name]}" * (seen[name] > 1)
        said = [f"{PLANNED}. Programområde {row.area}.", f"{SPAN}{row.when}"]
        yield draft_of(
            page, source, today, identifier=name, url=f"{page.url}#{name}", lines=said,
            title=f"{row.area}: {row.title}" if row.title else f"Programområde {row.area}",
            areas=[row.place] if row.place else (), say="\n".join,
        )  # fmt: skip


def rows(page: Told) -> Iterator[Planned]:
    """Read the rows under their regions; a cell may stand on the line after its area."""
    place = region_in(page.title) or ""
    lines = [line.removeprefix(BULLET) for line in page.lines]
    for at, line in enumerate(lines):
        if (named := region_in(line) if line in page.ranks else place_of(line)) is not None:
            place = named
            continue
        found = AREA.match(line)
        own = place_of(found["place"]) if found and found["place"] else place
        if not found or own is None:
            continue
        after = lines[at + 1] if at + 1 < len(lines) else ""
        rest = found["rest"]
        if not WHEN.search(rest) and not AREA.match(after) and place_of(after) is None:
            rest = f"{rest} {after}".strip()
        if when := WHEN.search(rest):
            title = rest[: when.start()].strip(" –—:,.-")
            yield Planned(own, found["area"], title, rest[when.start() :])


def region_in(heading: str) -> str | None:
    """Return the code of the region that a heading is about."""
    found = regions().search(heading)
    return code_of(found[0]) if found else place_of(heading)


def place_of(words: str) -> str | None:
    """Return the code of a region, nothing for the whole country, None where words name neither."""
    if NATION.match(words.strip(" :")):
        return "SE"
    return code_of(words.strip(" :")) or None
