# ruff: noqa: E501 (a pattern is read as one line)
"""A cell of a table that says when: a day, a few days, or a season. No words say what it is for."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import get_month_names

from scrapers.prose.days import Joined, Mention, mentions

PART = r"early|late|mid|beginning of|end of|början av|slutet av|mitten av|tidig|sen|slutten av|slutningen af"
SEASONS = (
    r"spring|summer|autumn|fall|winter|vår(?:en)?|sommar(?:en)?|höst(?:en)?|vinter(?:n|en)?"
    r"|sommer(?:en)?|høst(?:en)?|forår(?:et)?|efterår(?:et)?|kevät|kesä|syksy|talvi"
)
QUARTERS = (
    r"[QHK][1-4]|(?:kvartal|quarter|halvår) ?[1-4]|[1-4](?:st|nd|rd|th|:a|\.)? ?(?:quarter|kvartalet?|neljännes)"
    r"|(?:first|second|third|fourth|första|andra|tredje|fjärde) (?:quarter|kvartalet?|halvåret?)"
)
OPENS = re.compile(r"\b(?:open|öppn|åpn|åbn)", re.IGNORECASE)
SHUTS = re.compile(r"\b(?:clos|stäng|steng|luk)", re.IGNORECASE)
YEAR = r"20\d\d"


@dataclass(frozen=True)
class When:
    """The days that a cell names, or else its season; `doubt` says what cannot be told for sure."""

    days: tuple[Mention, ...] = ()
    season: str = ""
    doubt: str = ""


def when(words: str, language: str, today: dt.date | None = None) -> When:
    """Read a cell; one that holds words and neither day nor season is doubted, an empty one not."""
    found = mentions(words, language, today)
    days = tuple(each for each in found if each.day)
    doubt = next((each.doubt for each in found if each.doubt), "")
    season = None if found else season_of(language).search(words)
    if not found and not season and any(map(str.isalnum, words)):
        doubt = "neither a day nor a season"
    return When(days, season[0] if season else "", doubt)


@cache
def season_of(language: str) -> re.Pattern[str]:
    """Match a season, a quarter, a month with its year, or a year alone in its cell."""
    months = "|".join(map(re.escape, get_month_names("wide", "format", language).values()))
    short = rf"(?:{SEASONS}|{QUARTERS}|{months})"
    return re.compile(
        rf"\b(?:(?:{PART})[ -])?{short},?(?: of)?[ -]?{YEAR}(?:[/–-]\d\d(?:\d\d)?)?\b"
        rf"|\b{YEAR}[ /-]?{short}(?!\w)|\b{YEAR}-(?:0[1-9]|1[0-2])(?![-\d])|^\s*{YEAR}\s*$",
        re.IGNORECASE,
    )


def window(
    words: str, language: str, today: dt.date | None = None
) -> tuple[Mention, Mention] | None:
    """Return the two days of a sentence between which something is open, if it names no other.

    From the one to the other (2-23 September 2027), or "opens on … and closes on …".
    """
    found = mentions(words, language, today)
    if len(found) != 2 or not (found[0].day and found[1].day):
        return None
    before, amid = words[: found[0].start], words[found[0].end : found[1].start]
    spoken = OPENS.search(before) and not SHUTS.search(before) and SHUTS.search(amid)
    return (found[0], found[1]) if spoken or found[1].joined is Joined.RANGE else None


def zone_of(mention: Mention, own: str) -> str:
    """Return the zone that a day names; the funder's own where both show the same clock."""
    return own if mention.day is None else zone_named(mention.zone, mention.day, own)


def zone_named(zone: str, day: dt.date, own: str) -> str:
    """Return a zone that was named; the funder's own where both show the same clock that day."""
    noon = dt.datetime.combine(day, dt.time(12))
    zones = (zone or own, own)
    same = len({noon.replace(tzinfo=ZoneInfo(each)).utcoffset() for each in zones}) == 1
    return own if same else zone
