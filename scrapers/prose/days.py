# ruff: noqa: E501 (a pattern is read as one line)
"""Days as they stand in a sentence. What they are for is said in timing.py."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from scrapers.prose import hours
from scrapers.prose.dayforms import AND, LAST, UNTIL, months, pattern, weekdays

# An hour may stand before the second day: from 09:00 on 6 April to 16:00 on 4 May.
TO_HOUR = r"(?:(?:kl\.?|klo|klockan|klokken|kello|at)?\s*\d{1,2}(?:[.:]\d\d)?(?:\s*[ap]\.?m\.?)?\s*(?:on|den)?\s*)?"
RANGE = re.compile(
    rf"\s*,?\s*(?:{UNTIL})\s*{TO_HOUR}(?:(?:ma|ti|ke|to|pe|la|su|mån|tis|ons|tors?|fre|lör|sön|man|tir|lør|søn|mon|tue|wed|thu|fri|sat|sun)\b\.?|den|d\.|the|\w{{4,12}}(?:dag|day)(?:en)?(?: den)?)?\s*",
    re.IGNORECASE,
)
LIST = re.compile(rf"\s*(?:{AND})\s*(?:den|d\.|the)?\s*", re.IGNORECASE)
MAY_BE_DAY = re.compile(rf"\d|\b(?:{LAST})\b", re.IGNORECASE)
NUMBER = re.compile(r"\d{1,2}")
NUMBER_OR_YEAR = re.compile(r"\d+")
# Sista ansökningsdagar under 2027 är 1 mars och 1 juni: likely, and not said.
YEAR_OF_ALL = re.compile(
    r"\b(?:i|in|under|för|for|år|året|vuonna|vuoden) (20\d\d)\b", re.IGNORECASE
)
# Frister i 2027: 1. marts og 1. juni. A label dates its whole list.
YEAR_OF_LIST = re.compile(
    r"(?:\b(?:i|in|under|during|vuonna)|(?:dag|datum|frist|fristene|fristerne|omgång|runde)\w*|dates|deadlines) (20\d\d)"
    r":\s*(?:den |on )?$",
    re.IGNORECASE,
)
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
    is_last: bool = False
    doubt: str = ""

    def day(self, year: int) -> dt.date:
        """Return the day in a year; an impossible one is a ValueError."""
        number = monthrange(year, self.month)[1] if self.is_last and year else self.number
        return dt.date(year, self.month, number)


def mentions(words: str, language: str, today: dt.date | None) -> list[Mention]:
    """Find the days of a sentence in their order, with years that are given once for several.

    `today` is the day the words were read or published; without it no year is inferred.
    """
    return list(_mentions(words, language, today)) if MAY_BE_DAY.search(words) else []


# A sentence is asked for its days several times: on its own, and beside its neighbours.
@lru_cache(maxsize=4096)
def _mentions(words: str, language: str, today: dt.date | None) -> tuple[Mention, ...]:
    raws = [raw for found in pattern(language).finditer(words) for raw in _raws(found, language)]
    ends = [*(raw.start for raw in raws[1:]), len(words)][: len(raws)]
    found: list[Mention] = []
    every: hours.Hour | None = None
    for raw, (year, doubt), until in zip(raws, _years(raws, words, today), ends, strict=True):
        try:
            day = raw.day(year)
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
    return tuple(found)


def _raws(found: re.Match[str], language: str) -> Iterator[_Raw]:
    """Take one match apart: it may be several days that share a month."""
    cells = found.groupdict()
    if cells["iso"]:
        year, month, number = map(int, NUMBER_OR_YEAR.findall(cells["iso"]))
        yield _Raw(year=year, month=month, number=number, start=found.start(), end=found.end())
        return
    if any(cells.get(name) for name in ("digits", "slash", "slash2", "short")):
        yield from _in_digits(found, language)
        return
    if cells["last"]:
        year_or_none = int(cells["year3"]) if cells["year3"] else None
        yield _Raw(
            year=year_or_none, month=months(language)[cells["month3"].lower()], number=31,
            start=found.start(), end=found.end(), is_last=True,
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
    week = cells["week"] or cells.get("week2")
    number_at = found.start("number") if cells["bare"] else found.start()
    yield _Raw(
        year=year_or_none,
        month=month,
        number=int(cells["number"] or cells["number2"]),
        start=number_at,
        end=found.end(),
        weekday=weekdays(language)[week.lower()] if week else None,
    )


def _in_digits(found: re.Match[str], language: str) -> Iterator[_Raw]:
    """Take a day written in digits: 26.2.2027, 30/4 2027, 4.1. or a span of such days."""
    cells = found.groupdict()
    which = next(name for name in ("digits", "slash", "slash2", "short") if cells.get(name))
    written = f"{cells[which]} {cells.get('year4') or cells.get('year5') or ''}"
    number, month, *year = map(int, NUMBER_OR_YEAR.findall(written))
    year = [each if each > 100 else 2000 + each for each in year]
    if cells["lead"]:
        first, *other = map(int, NUMBER_OR_YEAR.findall(cells["lead"]))
        month_0, end = other[0] if other else month, found.end("lead")
        year_0 = year[0] - (month_0 > month)
        yield _Raw(year=year_0, month=month_0, number=first, start=found.start(), end=end)
    # 03/05/2027 is two days in English; elsewhere the day comes first.
    odd = language == "en" and cells["mark"] in ("/", "-") and max(number, month) <= 12
    yield _Raw(
        year=year[0] if year else None,
        month=month,
        number=number,
        start=found.start(which),
        end=found.end(),
        doubt="day and month may be the other way round" if odd else "",
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
    told = YEAR_OF_ALL.search(words, 0, raws[0].start) if raws else None
    listed = YEAR_OF_LIST.search(words[: raws[0].start]) if raws else None
    named = listed or told
    around = int(named[1]) if named else 0
    for at, raw in enumerate(raws):
        coming = around or _coming(raw, today)
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
            given.append((coming, "" if listed else INFERRED))
    return given


def _coming(raw: _Raw, today: dt.date | None) -> int:
    """Return the year in which such a day comes next; 0, which no day has, if that is unknown."""
    if today is None:
        return 0
    return today.year + ((raw.month, raw.number) < (today.month, today.day))
