"""Interreg Central Baltic: the table of its call calendar.

Known from a stored page: the four headings of the table, days as "10 February 2022" and seasons
as "spring 2023" in its cells, money in millions of euro. The hour to apply by is not in it (one
call closed at 12 in Turku). A row has no address and no number: it is named by its words.
"""

import datetime as dt
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from lexicon.terms import Amount, DateKind, Deadline, DeadlineModel, Doubt, MoneyKind, Status
from scrapers.draft import Draft
from scrapers.lines import slug_of
from scrapers.prose.cells import When, when, zone_of
from scrapers.reading import Page, page, page_of
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source

COLUMNS = ("call for applications", "launch", "deadline", "available funds")
MILLIONS = re.compile(r"\bmEUR\b|\bM€|million", re.IGNORECASE)
NUMBER = re.compile(r"(?P<about>approx\w*\.?|about|around|ca\.?)?\s*(?P<number>\d+(?:[.,]\d+)?)")
STAGE = re.compile(r"\b(?:step|stage)\b", re.IGNORECASE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read the saved page."""
    yield from read_page(page_of(body, url), source, None)


@source(
    funder="Interreg Central Baltic", country="EU", start="https://centralbaltic.eu/for-applicants/call-calendar/",
    language="en", zone="Europe/Helsinki", expect=range(1, 100), open_data=False, hours=24,
    answer=read_answer,
)  # fmt: skip
def read_central_baltic(site: Site, source: Source) -> Iterator[Draft]:
    """Read the calendar."""
    yield from read_page(page(site), source, site.today)


def read_page(found: Page, source: Source, today: dt.date | None) -> Iterator[Draft]:
    """Read each table that has the calendar's headings, row by row; seasons gone by say nothing."""
    for table in found.all("table"):
        head, *rows = [[cell.words for cell in row.some("th, td")] for row in table.all("tr")]
        if len(head) < len(COLUMNS) or not all(
            name in words.casefold() for name, words in zip(COLUMNS, head, strict=False)
        ):
            continue
        if not MILLIONS.search(head[3]):
            raise SourceChanged(f"{head[3]!r} does not say millions of euro")
        names = Counter(row[0] for row in rows if row)
        for row in rows:
            if len(row) == len(head) and gone(row[1], today):
                continue
            if len(row) == len(head):
                yield draft_of(row, names[row[0]] > 1, found.url, source)
            elif any(row):
                words = f"a row of {len(row)} cells: {' | '.join(row)}"
                warnings.warn(words, Unknown, stacklevel=2)


def gone(launched: str, today: dt.date | None) -> bool:
    """Say whether a call was to be launched in a season of an earlier year."""
    years = re.findall(r"20\d\d", when(launched, "en").season)
    return bool(years and today and int(max(years)) < today.year)


def draft_of(row: list[str], ambiguous: bool, url: str, source: Source) -> Draft:
    """Read one row."""
    title, launched, closed, funds = row[:4]
    launch, close = when(launched, "en"), when(closed, "en")
    doubts = [Doubt(field="opens", words=launched, why=launch.doubt)] if launch.doubt else []
    deadlines, model, why = deadlines_of(close, closed, source.zone)
    planned = not launch.days
    if planned:
        why = "the call is only planned" if deadlines else ""
        model = DeadlineModel.SEASON if launch.season and not deadlines else model
    if why:
        doubts.append(Doubt(field="deadlines", words=closed, why=why))
    name = f"{title} {launched}" if ambiguous else title
    slug = slug_of(name)
    return Draft(
        identifier=slug,
        url=f"{url}#{slug}",
        title=title,
        funder=source.funder,
        language=source.language,
        programme=source.funder,
        status=Status.PLANNED if planned else Status.ANNOUNCED,
        deadline_model=model,
        opens=launch.days[0].day if launch.days else None,
        season=launch.season,
        deadlines=deadlines,
        amounts=amounts_of(funds, doubts),
        uncertain=tuple(doubts),
    )


def deadlines_of(
    close: When, words: str, zone: str
) -> tuple[tuple[Deadline, ...], DeadlineModel, str]:
    """Read the days to apply by, one or one for each step, and what speaks against them."""
    kinds, model, why = [DateKind.FINAL], DeadlineModel.SINGLE, close.doubt
    if len(close.days) == 2 and STAGE.search(words):
        kinds, model = [DateKind.STAGE_1, DateKind.STAGE_2], DeadlineModel.TWO_STAGE
    elif not close.days:
        kinds, model = [], DeadlineModel.UNKNOWN
        why = "a season, not a day" if close.season else why or "no day is given"
    elif len(close.days) > 1:
        kinds, model = [DateKind.CUT_OFF] * len(close.days), DeadlineModel.UNKNOWN
        why = why or "several days, and no word for what each is"
    deadlines = tuple(
        Deadline(day=each.day, time=each.time, zone=zone_of(each, zone), kind=kind)
        for each, kind in zip(close.days, kinds, strict=True)
        if each.day
    )
    return deadlines, model, why


def amounts_of(words: str, doubts: list[Doubt]) -> tuple[Amount, ...]:
    """Read the money of the whole call; more than one number in a cell is a doubt."""
    if found := NUMBER.fullmatch(words):
        total = Decimal(found["number"].replace(",", ".")) * 1_000_000
        about = bool(found["about"])
        return (Amount(currency="EUR", total=total, of=MoneyKind.SUPPORT, preliminary=about),)
    if any(map(str.isdigit, words)):
        doubts.append(Doubt(field="amounts", words=words, why="more than one number"))
    return ()
