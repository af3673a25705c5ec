"""When a person is written to: their own hours, days and absences, in their own zone."""

import datetime as dt
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy.orm import Session

from models import Pace, Person, Rhythm
from papers.wording import Message
from workflow.forms.typed import Errors, day_of, hour_of
from workflow.refusals import Incomplete

DAY = timedelta(days=1)
LATE = timedelta(hours=36)  # a letter for an hour so long ago is written for now instead
QUARTER = timedelta(minutes=15)
STEPS, MOST_BEFORE, MOST_STEPS = (14, 3), 90, 5
NEAR = ("Europe/", "Atlantic/")


class Usual(NamedTuple):
    """When letters are written to who has not chosen otherwise: the site's setting."""

    zone: str = "Europe/Stockholm"
    weekday: int = 2
    at: dt.time = dt.time(6, 30)


class When(NamedTuple):
    """A person's rhythm, with the usual where nothing was chosen."""

    pace: Pace
    weekday: int
    at: dt.time
    zone: str
    days_before: tuple[int, ...] = STEPS
    away_from: dt.date | None = None
    away_to: dt.date | None = None

    @property
    def wants_news(self) -> bool:
        """Say whether letters of what is new are wanted at all."""
        return self.pace not in (Pace.REMINDERS, Pace.NEVER)

    def today(self, now: datetime) -> dt.date:
        """Return the day it is where the person is."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def is_away(self, day: dt.date) -> bool:
        """Say whether the person is away on a day."""
        return bool(self.away_from and self.away_to and self.away_from <= day <= self.away_to)


def when(rhythm: Rhythm | None, usual: Usual) -> When:
    """Put the usual in the place of what was not chosen."""
    if rhythm is None:
        return When(Pace.WEEKLY, usual.weekday, usual.at, usual.zone)
    return When(
        rhythm.pace, rhythm.weekday or usual.weekday, rhythm.at or usual.at,
        rhythm.zone or usual.zone, rhythm.days_before, rhythm.away_from, rhythm.away_to,
    )  # fmt: skip


class Due(NamedTuple):
    """The moment a letter was due at, and the person's own day that it is of."""

    moment: datetime
    day: dt.date


def latest(now: datetime, at: dt.time, zone: str, weekday: int | None = None) -> Due:
    """Return the latest day, or weekday, on which that time of day has come.

    Counted in days and not in hours, so that no clock that is put forward or back skips or doubles
    one. Of a time that comes twice it is the first, and one that never comes is as late as if the
    clock had not been changed.
    """
    day = now.astimezone(ZoneInfo(zone)).date() + DAY  # the clock may have been put back over it
    while True:
        moment = datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
        if moment <= now and weekday in (None, day.isoweekday()):
            return Due(moment, day)
        day -= DAY


def digest_due(when: When, now: datetime) -> Due | None:
    """Return when the latest letter of what is new was due; nothing while the person is away.

    What was due during an absence is due on the morning after it.
    """
    if not when.wants_news or when.is_away(when.today(now)):
        return None
    if when.pace is Pace.AT_ONCE:
        moment = now - (now - datetime(2024, 1, 1, tzinfo=UTC)) % QUARTER
        return Due(moment, when.today(moment))
    due = latest(now, when.at, when.zone, when.weekday if when.pace is Pace.WEEKLY else None)
    if not when.is_away(due.day):
        return due
    assert when.away_to
    back = when.away_to + DAY
    moment = datetime.combine(back, when.at, ZoneInfo(when.zone)).astimezone(UTC)
    return Due(moment, back) if moment <= now else None


def reminder_due(when: When, now: datetime) -> Due | None:
    """Return when reminders were due last: every morning, to everybody who wants any."""
    if when.pace is Pace.NEVER or not when.days_before:
        return None
    return latest(now, when.at, when.zone)


def own(session: Session, person: Person) -> Rhythm:
    """Return the person's rhythm, begun if there was none."""
    rhythm = session.get(Rhythm, person.id)
    if rhythm is None:
        rhythm = Rhythm(person_id=person.id, pace=Pace.WEEKLY, zone="", days_before=STEPS)
        session.add(rhythm)
    return rhythm


def choose(session: Session, person: Person, said: Mapping[str, str], usual: Usual) -> Rhythm:
    """Keep how often a person wants letters, as it was typed."""
    errors: Errors = []
    pace = said["pace"] if said["pace"] in set(Pace) else ""
    if not pace:
        errors.append(("pace", Message("Choose how often you want letters.")))
    weekday = int(said["weekday"]) if said["weekday"] in list("1234567") else None
    at = hour_of(said["at"]) if said["at"].strip() else usual.at
    if at is None:
        errors.append(("at", Message("Write a time of day, as 06:30.")))
    zone = said["zone"] or usual.zone
    if zone not in zones(usual.zone):
        errors.append(("zone", Message("Choose a place from the list.")))
    steps = steps_of(said["days_before"])
    if steps is None:
        errors.append(
            ("days_before", Message("Write whole numbers of days with commas between, as 14, 3."))
        )
    away = [day_of(said[each]) if said[each].strip() else None for each in ("away_from", "away_to")]
    typed = [bool(said[each].strip()) for each in ("away_from", "away_to")]
    if any(typed) and not (away[0] and away[1] and away[0] <= away[1]):
        errors.append(("away_from", Message("Write the first and the last day that you are away.")))
    if errors:
        raise Incomplete(errors)
    rhythm = own(session, person)
    rhythm.pace, rhythm.days_before = Pace(pace), steps or ()
    # What is as usual follows the site when that changes.
    rhythm.weekday = weekday if weekday != usual.weekday else None
    rhythm.at = at if at != usual.at else None
    rhythm.zone = zone if zone != usual.zone else ""
    rhythm.away_from, rhythm.away_to = away
    session.flush()
    return rhythm


def steps_of(text: str) -> tuple[int, ...] | None:
    """Read how many days before one is reminded: 14, 3. Nothing is never."""
    words = [each for each in text.replace(",", " ").replace(";", " ").split() if each]
    if len(words) > MOST_STEPS or not all(each.isascii() and each.isdigit() for each in words):
        return None
    steps = sorted({int(each[:4]) for each in words}, reverse=True)
    return None if any(not 1 <= each <= MOST_BEFORE for each in steps) else tuple(steps)


def zones(usual: str) -> list[str]:
    """Return the zones to choose from: those of Europe, and the site's own."""
    return sorted({each for each in available_timezones() if each.startswith(NEAR)} | {usual})
