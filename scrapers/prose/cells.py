"""A cell of a table that says when: a day, a few days, or a season. No words say what it is for."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from scrapers.prose.cues import CUES
from scrapers.prose.days import Joined, Mention, mentions


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
    season = CUES[language].season.search(words) if language in CUES else None
    if not found and not season and any(map(str.isalnum, words)):
        doubt = "neither a day nor a season"
    return When(days, season[0] if season and not found else "", doubt)


def window(
    words: str, language: str, today: dt.date | None = None
) -> tuple[Mention, Mention] | None:
    """Return the first and the last day of the only span that a line names."""
    found = mentions(words, language, today)
    if (
        len(found) != 2
        or found[1].joined is not Joined.RANGE
        or not (found[0].day and found[1].day)
    ):
        return None
    return found[0], found[1]


def zone_of(mention: Mention, own: str) -> str:
    """Return the zone that a day names; the funder's own where both show the same clock."""
    if not mention.zone or mention.day is None:
        return own
    noon = dt.datetime.combine(mention.day, dt.time(12))
    same = len({noon.replace(tzinfo=ZoneInfo(each)).utcoffset() for each in (mention.zone, own)})
    return own if same == 1 else mention.zone
