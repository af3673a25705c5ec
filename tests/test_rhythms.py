"""When people are written to: at their hours, once, whatever their clocks do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from models import Pace, Rhythm
from tests.conftest import NOON, People
from workflow.letters.leaving import leave
from workflow.letters.rhythms import (
    QUARTER,
    STEPS,
    Due,
    Usual,
    When,
    choose,
    digest_due,
    latest,
    reminder_due,
    steps_of,
    when,
    zones,
)
from workflow.refusals import Incomplete

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ZONES = ("Europe/Stockholm", "Europe/Helsinki", "Atlantic/Azores")
TURNS = [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31),
         date(2028, 3, 26), date(2028, 10, 29)]  # fmt: skip
SAID = {
    "pace": "daily", "weekday": "4", "at": "07:15", "zone": "Europe/Helsinki",
    "days_before": "30, 7", "away_from": "2026-07-01", "away_to": "2026-07-31",
}  # fmt: skip


def ticks(first: date, last: date, offset: timedelta = timedelta()) -> Iterator[datetime]:
    """Yield each quarter of an hour of some days, as a clock that may go wrong has them."""
    moment = datetime.combine(first, time(), UTC)
    while moment.date() <= last:
        yield moment + offset
        moment += QUARTER


def hours(when: When, moments: Iterator[datetime]) -> list[Due]:
    """Do as the clock does: think of each hour once, at the first moment when it has come."""
    done, found = None, []
    for now in moments:
        due = digest_due(when, now)
        if due and (done is None or done < due.moment):
            done = due.moment
            found.append(due)
    return found[1:]  # the first is of before the test began


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("zone", ZONES)
def test_no_day_is_skipped_or_doubled_when_the_clocks_change(zone: str, turn: date) -> None:
    for half_hour in range(48):
        daily = When(Pace.DAILY, 2, time(half_hour // 2, half_hour % 2 * 30), zone)

        found = hours(daily, ticks(turn - 3 * DAY, turn + 3 * DAY))

        days = [each.day for each in found]
        assert all(later - earlier == DAY for earlier, later in pairwise(days)), daily
        assert len(days) == len(set(days)) >= 5
        local = [each.moment.astimezone(ZoneInfo(zone)) for each in found]
        assert [each.date() for each in local] == days
        assert {each.time() for each in local if each.date() != turn} == {daily.at}


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("zone", ZONES)
def test_no_week_is_skipped_or_doubled_when_the_clocks_change(zone: str, turn: date) -> None:
    for half_hour in range(48):
        at = time(half_hour // 2, half_hour % 2 * 30)
        weekly = When(Pace.WEEKLY, turn.isoweekday(), at, zone)

        found = hours(weekly, (each for each in ticks(turn - 10 * DAY, turn + 10 * DAY)
                               if each.minute == 0 or each.minute == 30))  # fmt: skip

        assert [each.day for each in found] == [turn - 7 * DAY, turn, turn + 7 * DAY]


@pytest.mark.parametrize("wrong", [-HOUR, HOUR])
@pytest.mark.parametrize("zone", ZONES)
def test_a_clock_that_is_put_an_hour_wrong_and_right_again_doubles_none(
    zone: str, wrong: timedelta
) -> None:
    daily = When(Pace.DAILY, 2, time(6, 30), zone)
    first = NOON.date()
    moments = [*ticks(first, first + 2 * DAY), *ticks(first + 3 * DAY, first + 3 * DAY, wrong),
               *ticks(first + 4 * DAY, first + 6 * DAY)]  # fmt: skip

    days = [each.day for each in hours(daily, iter(moments))]

    assert days == [first + n * DAY for n in range(7)][-len(days) :]
    assert len(days) >= 6


def test_a_sleep_of_36_hours_is_made_up_once() -> None:
    daily = When(Pace.DAILY, 2, time(6, 30), "Europe/Stockholm")
    asleep = datetime(2026, 1, 13, 5, tzinfo=UTC)
    awake = [
        each
        for each in ticks(NOON.date(), NOON.date() + 6 * DAY)
        if not asleep <= each < asleep + 36 * HOUR
    ]

    days = [each.day for each in hours(daily, iter(awake))]

    assert days == [date(2026, 1, day) for day in (12, 14, 15, 16, 17, 18)]


def test_letters_come_at_the_persons_own_time() -> None:
    helsinki = latest(datetime(2026, 1, 15, tzinfo=UTC), time(6, 30), "Europe/Helsinki", 2)
    stockholm = latest(datetime(2026, 7, 15, tzinfo=UTC), time(6, 30), "Europe/Stockholm", 2)

    assert helsinki == Due(datetime(2026, 1, 13, 4, 30, tzinfo=UTC), date(2026, 1, 13))
    assert stockholm == Due(datetime(2026, 7, 14, 4, 30, tzinfo=UTC), date(2026, 7, 14))


def test_letters_wait_while_somebody_is_away_and_come_on_the_morning_after() -> None:
    away = When(Pace.WEEKLY, 2, time(6, 30), "Europe/Stockholm", STEPS,
                date(2026, 1, 12), date(2026, 1, 16))  # fmt: skip
    back = datetime(2026, 1, 17, 5, 30, tzinfo=UTC)

    assert digest_due(away, NOON + DAY) is None
    assert digest_due(away, back - HOUR) is None
    assert digest_due(away, back) == Due(back, date(2026, 1, 17))
    assert digest_due(away, NOON + 9 * DAY) == Due(
        datetime(2026, 1, 20, 5, 30, tzinfo=UTC), date(2026, 1, 20)
    )


@pytest.mark.parametrize(
    ("pace", "new", "reminded"),
    [
        (Pace.WEEKLY, True, True), (Pace.DAILY, True, True), (Pace.AT_ONCE, True, True),
        (Pace.REMINDERS, False, True), (Pace.NEVER, False, False),
    ],
)  # fmt: skip
def test_each_pace_brings_what_it_says(pace: Pace, new: bool, reminded: bool) -> None:
    chosen = when(Rhythm(pace=pace, zone="", days_before=STEPS), Usual())

    assert (digest_due(chosen, NOON) is not None) is new
    assert (reminder_due(chosen, NOON) is not None) is reminded


def test_what_is_chosen_is_kept(session: Session, people: People) -> None:
    choose(session, people.ada, SAID, Usual())

    kept = when(session.get(Rhythm, people.ada.id), Usual())
    assert kept == When(
        Pace.DAILY, 4, time(7, 15), "Europe/Helsinki", (30, 7), date(2026, 7, 1), date(2026, 7, 31)
    )


def test_what_is_as_usual_follows_the_site(session: Session, people: People) -> None:
    usual = Usual()
    said = {**SAID, "weekday": "2", "at": "", "zone": usual.zone}

    choose(session, people.ada, said, usual)

    moved = Usual("Europe/Oslo", 3, time(8))
    kept = when(session.get(Rhythm, people.ada.id), moved)
    assert (kept.weekday, kept.at, kept.zone) == (3, time(8), "Europe/Oslo")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("pace", "hourly"), ("at", "25:00"), ("zone", "Mars/Olympus"), ("days_before", "x"),
        ("days_before", "0"), ("days_before", "1,2,3,4,5,6"), ("days_before", "99999999"),
        ("away_from", "2026-08-01"), ("away_from", "when I want"), ("away_from", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_at_its_field(
    session: Session, people: People, field: str, typed: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        choose(session, people.ada, {**SAID, field: typed}, Usual())

    assert [name for name, _ in refused.value.errors] == [field]
    assert session.get(Rhythm, people.ada.id) is None


@pytest.mark.parametrize(
    ("text", "steps"), [("14, 3", (14, 3)), ("3 14", (14, 3)), ("", ()), ("7;7", (7,))]
)
def test_days_are_read_kindly(text: str, steps: tuple[int, ...]) -> None:
    assert steps_of(text) == steps


def test_whoever_stops_gets_nothing_more(session: Session, people: People) -> None:
    leave(session, people.ada, Pace.NEVER)

    chosen = when(session.get(Rhythm, people.ada.id), Usual())
    assert digest_due(chosen, NOON) is reminder_due(chosen, NOON) is None


def test_the_zones_to_choose_from_are_few_and_have_the_sites_own() -> None:
    assert {"Europe/Stockholm", "Atlantic/Azores", "Asia/Tokyo"} <= {*zones("Asia/Tokyo")}
    assert len(zones("Europe/Stockholm")) < 100
