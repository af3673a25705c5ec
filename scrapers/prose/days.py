"""Days as they stand in a sentence. What they are for is said in timing.py."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Literal

from babel.dates import get_day_names, get_month_names

from scrapers.prose import hours

UNIT = r"(?:000|kr|kronor|kroner|euro|EUR|SEK|NOK)\b"
YEAR = rf"(?:,?\s*(?P<%s>20\d\d)(?!\d|\s*{UNIT}))?"
ORDINAL = r"(?:\.|:[ea]|st|nd|rd|th)?"
UNTIL = r"–|—|-|till(?: och med)?|t\.? ?o\.? ?m\.?|til(?: og med)?|to|until|through"
AND = r"och|og|and|samt|&|,(?: (?:och|og|and))?"
RANGE = re.compile(rf"\s*,?\s*(?:{UNTIL})\s*(?:den|the)?\s*", re.IGNORECASE)
LIST = re.compile(rf"\s*(?:{AND})\s*(?:den|the)?\s*", re.IGNORECASE)
NUMBER = re.compile(r"\d{1,2}")
NUMBER_OR_YEAR = re.compile(r"\d+")
INFERRED = "the year is not stated"


class Joined(StrEnum):
    """How a day hangs on the one before it in its sentence."""

    NOT = "not"
    LIST = "list"
    RANGE = "range"


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A day in a sentence, from `start` to `end`; `doubt` says what is unsure about it.

    An impossible day (31 February) is None: it was meant as one and cannot be read.
    """

    day: dt.date | None
    start: int
    end: int
    time: dt.time | None = None
    zone: str = ""
    joined: Joined = Joined.NOT
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class _Raw:
    """A day before its year is known."""

    year: int | None
    month: int
    number: int
    start: int
    end: int
    weekday: int | None = None
    doubt: str = ""


@cache
def months(language: str) -> dict[str, int]:
    """Return the names of the months, and their short forms, in lower case."""
    widths: tuple[Literal["abbreviated"], Literal["wide"]] = ("abbreviated", "wide")
    return {"sept": 9} | {
        name.rstrip(".").lower(): number
        for width in widths
        for number, name in get_month_names(width, "format", language).items()
    }


@cache
def weekdays(language: str) -> dict[str, int]:
    """Return the names of the days in lower case, Monday as 0."""
    return {name.lower(): at for at, name in get_day_names("wide", "format", language).items()}


@cache
def pattern(language: str) -> re.Pattern[str]:
    """Build the pattern of a day, in every style of a language."""
    names = sorted(months(language), key=len, reverse=True)
    # "May" is a month and "may" is not: English months keep their capitals.
    some = f"(?-i:{'|'.join(n.title() for n in names)})" if language == "en" else "|".join(names)
    week = rf"(?:\b(?P<week>{'|'.join(weekdays(language))})(?:en)?,?\s+(?:den\s+|the\s+)?)?"
    more = (
        rf"(?:\d{{1,2}}{ORDINAL}\s*,\s*)*\d{{1,2}}{ORDINAL}\s*(?:{UNTIL}|och|og|and)\s*(?:den\s+)?"
    )
    styles = [
        r"(?<![\d-])(?P<iso>20\d\d-\d\d-\d\d)(?![\d-])",
        r"(?<![\d.])(?P<digits>\d{1,2}[./]\d{1,2}[./]20\d\d)(?!\d)",
        rf"{week}(?<![\d.:,/])(?P<bare>{more})?(?<!\d)(?P<number>\d{{1,2}}){ORDINAL}\s*(?:of\s+)?"
        rf"(?P<month>{some})\b\.?{YEAR % 'year'}",
    ]
    if language == "en":
        styles.append(
            rf"\b(?P<month2>{some})\.?\s+(?P<number2>\d{{1,2}}){ORDINAL}\b{YEAR % 'year2'}"
        )
    return re.compile("|".join(styles), re.IGNORECASE)


def mentions(words: str, language: str, today: dt.date | None) -> list[Mention]:
    """Find the days of a sentence in their order, with years that are given once for several.

    `today` is the day the words were read or published; without it no year is inferred.
    """
    raws = [raw for found in pattern(language).finditer(words) for raw in _raws(found, language)]
    ends = [*(raw.start for raw in raws[1:]), len(words)][: len(raws)]
    found: list[Mention] = []
    every: hours.Hour | None = None
    for raw, (year, doubt), until in zip(raws, _years(raws, words, today), ends, strict=True):
        try:
            day = dt.date(year, raw.month, raw.number)
        except ValueError:
            day, doubt = None, doubt or "no such day"
        if day and raw.weekday not in (None, day.weekday()):
            doubt = doubt or "the weekday is not that of the day"
        hour, end = None, raw.end
        if day and (hour := hours.after(words, raw.end, until, day)):
            end = hour.end
        elif day:
            hour = hours.before(words, found[-1].end if found else 0, raw.start, day)
        if hour and hour.every:
            every = hour
        found.append(
            Mention(
                day=day,
                start=raw.start,
                end=end,
                time=hour.time if hour else None,
                zone=hour.zone if hour else "",
                joined=_joined(words, found[-1].end, raw.start) if found else Joined.NOT,
                doubt=raw.doubt or doubt or (hour.doubt if hour else ""),
            )
        )
    if every:
        found = [replace(each, time=every.time, zone=every.zone) for each in found]
    return found


def _raws(found: re.Match[str], language: str) -> Iterator[_Raw]:
    """Take one match apart: it may be several days that share a month."""
    cells = found.groupdict()
    if cells["iso"]:
        year, month, number = map(int, cells["iso"].split("-"))
        yield _Raw(year=year, month=month, number=number, start=found.start(), end=found.end())
        return
    if cells["digits"]:
        number, month, year = map(int, NUMBER_OR_YEAR.findall(cells["digits"]))
        # 03/05/2027 is two days in English; elsewhere the day comes first.
        odd = language == "en" and "/" in cells["digits"] and max(number, month) <= 12
        yield _Raw(
            year=year, month=month, number=number, start=found.start(), end=found.end(),
            doubt="day and month may be the other way round" if odd else "",
        )  # fmt: skip
        return
    which = "month" if cells["month"] else "month2"
    month = months(language)[cells[which].lower()]
    named = cells["year"] or cells.get("year2")
    year_or_none = int(named) if named else None
    if cells["bare"]:
        for bare in NUMBER.finditer(cells["bare"]):
            start = found.start("bare") + bare.start()
            yield _Raw(
                year=year_or_none, month=month, number=int(bare[0]),
                start=start, end=start + len(bare[0]),
            )  # fmt: skip
    number_at = found.start("number") if cells["bare"] else found.start()
    yield _Raw(
        year=year_or_none,
        month=month,
        number=int(cells["number"] or cells["number2"]),
        start=number_at,
        end=found.end(),
        weekday=weekdays(language)[cells["week"].lower()] if cells["week"] else None,
    )


def _joined(words: str, end: int, start: int) -> Joined:
    """Say how two days hang together, by the words between them and those before the first."""
    between = words[end:start].strip(" .")
    if RANGE.fullmatch(between):
        return Joined.RANGE
    return Joined.LIST if LIST.fullmatch(between) else Joined.NOT


def _years(raws: list[_Raw], words: str, today: dt.date | None) -> list[tuple[int, str]]:
    """Give each day a year: its own, the next one named in the sentence, or that before it.

    It carries over for certain within one year of months only (3 maj och 1 juni 2027), across New
    Year in a range alone (1 december till 15 januari 2027), and between days that do not hang
    together only to the next such day to come. Else the year is doubtful.
    """
    given: list[tuple[int, str]] = []
    for at, raw in enumerate(raws):
        coming = _coming(raw, today)
        nexts = [each for each in raws[at + 1 :] if each.year]
        if raw.year:
            given.append((raw.year, ""))
        elif nexts and nexts[0].year:
            chain = raws[at : raws.index(nexts[0]) + 1]
            joins = {_joined(words, a.end, b.start) for a, b in pairwise(chain)}
            turned = (raw.month, raw.number) > (nexts[0].month, nexts[0].number)
            year = nexts[0].year - turned
            if Joined.NOT in joins:
                sure = not turned and year == coming
                given.append((coming or year, "" if sure else INFERRED))
            else:
                sure = not turned or joins == {Joined.RANGE}
                given.append((year, "" if sure else INFERRED))
        elif given:
            (year, doubt), last = given[-1], raws[at - 1]
            turned = (raw.month, raw.number) < (last.month, last.number)
            given.append((year + turned, INFERRED if turned or doubt else ""))
        else:
            given.append((coming, INFERRED))
    return given


def _coming(raw: _Raw, today: dt.date | None) -> int:
    """Return the year in which such a day comes next; 0, which no day has, if that is unknown."""
    if today is None:
        return 0
    return today.year + ((raw.month, raw.number) < (today.month, today.day))
