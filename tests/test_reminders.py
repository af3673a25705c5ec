"""Reminders of what one has answered: some days before, once, and before one is away."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from models import Application, Call, Meeting, Overlap, OverlapMember, Pace, Partner, Task
from tests.conftest import make_call, make_source
from workflow.letters.reminders import Followed, Reminder, due, tasks_due, unreplied
from workflow.letters.rhythms import STEPS, When

DAY = timedelta(days=1)
ANSWERED = datetime(2026, 1, 2, 9, tzinfo=UTC)
TOWN = Partner(id=1, name="Town", country="SE")


@pytest.fixture
def lakes() -> Call:
    call = make_call(make_source(), 1, "Cleaner lakes")  # closes on the first of March at noon
    call.id = 1
    return call


def usual(**said: Any) -> When:
    return When(Pace.WEEKLY, 2, time(6, 30), "Europe/Stockholm")._replace(**said)


def morning(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 6, tzinfo=UTC)


def reminded(
    call: Call, now: datetime, when: When | None = None, *, since: datetime = ANSWERED,
    told: set[tuple[int | None, str]] | None = None, meetings: tuple[Meeting, ...] = (),
) -> list[Reminder]:  # fmt: skip
    return due([Followed(call, TOWN, since)], {1: [*meetings]}, when or usual(), told or set(), now)


def days(call: Call, when: When | None = None, **said: Any) -> list[tuple[date, int]]:
    """Live through January to March, and return on which days one is reminded of what."""
    told: set[tuple[int | None, str]] = set()
    found = []
    for number in range(80):
        now = morning(1, 5) + number * DAY
        for each in reminded(call, now, when, told=told, **said):
            told.add((each.call.id, each.about))
            found.append((now.date(), each.days))
    return found


def test_one_is_reminded_14_and_3_days_before_and_not_again(lakes: Call) -> None:
    assert days(lakes) == [(date(2026, 2, 15), 14), (date(2026, 2, 26), 3)]


@pytest.mark.parametrize(
    ("steps", "told"),
    [((), []), ((30, 1), [(date(2026, 1, 30), 30), (date(2026, 2, 28), 1)])],
)
def test_one_chooses_how_many_days_before(
    lakes: Call, steps: tuple[int, ...], told: list[object]
) -> None:
    assert days(lakes, usual(days_before=steps)) == told


def test_a_morning_that_was_missed_is_made_up_by_the_nearest_reminder(lakes: Call) -> None:
    assert [each.days for each in reminded(lakes, morning(2, 20))] == [14]
    assert [each.days for each in reminded(lakes, morning(2, 28))] == [3]


def test_whoever_answers_late_is_not_reminded_of_what_they_have_just_read(lakes: Call) -> None:
    assert days(lakes, since=morning(2, 20)) == [(date(2026, 2, 26), 3)]


def test_when_the_hour_has_passed_there_is_nothing_to_remind_of(lakes: Call) -> None:
    assert reminded(lakes, datetime(2026, 3, 1, 11, 1, tzinfo=UTC)) == []


def test_a_deadline_that_moves_is_reminded_of_again(lakes: Call) -> None:
    told: set[tuple[int | None, str]] = {(1, "2026-02-20:14"), (1, "2026-02-20:3")}

    assert [each.days for each in reminded(lakes, morning(2, 15), told=told)] == [14]


def test_what_closes_during_an_absence_is_reminded_of_on_the_day_before_it(lakes: Call) -> None:
    away = usual(away_from=date(2026, 2, 10), away_to=date(2026, 3, 2))

    assert days(lakes, away) == [(date(2026, 2, 9), 3)]


def test_what_closes_after_an_absence_waits_for_its_end(lakes: Call) -> None:
    away = usual(away_from=date(2026, 2, 10), away_to=date(2026, 2, 20))

    assert days(lakes, away) == [(date(2026, 2, 21), 14), (date(2026, 2, 26), 3)]


def test_what_closes_on_the_first_days_of_an_absence_chosen_late_is_still_told(lakes: Call) -> None:
    away = usual(away_from=date(2026, 2, 20), away_to=date(2026, 3, 2))

    assert [each.days for each in reminded(lakes, morning(2, 25), away)] == [3]


def test_ones_own_board_is_counted_back_from_too(lakes: Call) -> None:
    board = Meeting(body="Board", day=date(2026, 2, 24), papers_due=date(2026, 2, 10))

    told = days(lakes, meetings=(board,))

    # Decide by Friday the 6th, so that the papers can be written: 14 and 3 days before that.
    assert told == [
        (date(2026, 1, 23), 14), (date(2026, 2, 3), 3),
        (date(2026, 2, 15), 14), (date(2026, 2, 26), 3),
    ]  # fmt: skip


def test_a_reminder_says_whose_day_it_is(lakes: Call) -> None:
    board = Meeting(body="Board", day=date(2026, 2, 24), papers_due=date(2026, 2, 10))

    [own] = reminded(lakes, morning(2, 3), meetings=(board,))
    [funders] = reminded(lakes, morning(2, 15), meetings=(board,))

    assert (own.is_internal, own.day) == (True, date(2026, 2, 6))
    assert (funders.is_internal, funders.day) == (False, date(2026, 3, 1))


def test_days_are_told_by_the_clock_of_the_person(lakes: Call) -> None:
    late = datetime(2026, 2, 14, 23, 30, tzinfo=UTC)  # the 15th in Stockholm, not in the Azores

    assert [each.days for each in reminded(lakes, late)] == [14]
    assert reminded(lakes, late, usual(zone="Atlantic/Azores")) == []


def test_the_default_is_a_fortnight_and_three_days() -> None:
    assert STEPS == (14, 3)


def waiting(reply_by: date, version: int = 1) -> OverlapMember:
    overlap = Overlap(id=7, version=version, reply_by=reply_by, proposed_at=ANSWERED)
    return OverlapMember(id=3, overlap=overlap)


def test_a_proposal_is_reminded_of_before_the_day_to_reply_by_and_once() -> None:
    member = waiting(date(2026, 1, 12))
    told: set[tuple[int | None, str]] = set()
    found = []
    for number in range(14):
        now = morning(1, 3) + number * DAY
        for each in unreplied([member], usual(), told, now):
            told.add((None, each.about))
            found.append(now.date())

    assert found == [date(2026, 1, 9)]


def test_a_changed_proposal_is_reminded_of_again_and_one_without_a_day_never() -> None:
    now = morning(1, 9)
    [first] = unreplied([waiting(date(2026, 1, 12))], usual(), set(), now)
    told: set[tuple[int | None, str]] = {(None, first.about)}

    assert unreplied([waiting(date(2026, 1, 12))], usual(), told, now) == []
    assert len(unreplied([waiting(date(2026, 1, 12), version=2)], usual(), told, now)) == 1
    assert unreplied([OverlapMember(id=1, overlap=Overlap(id=1))], usual(), set(), now) == []
    assert unreplied([waiting(date(2026, 1, 12))], usual(days_before=()), set(), now) == []


def test_a_call_without_a_day_is_reminded_of_by_ones_own(lakes: Call) -> None:
    lakes.dates.clear()
    target = date(2026, 3, 1)

    found = due(
        [Followed(lakes, TOWN, ANSWERED, 7, target)], {}, usual(), set(), morning(2, 15)
    )  # fmt: skip

    assert [(each.day, each.days, each.is_target, each.deadline) for each in found] == [
        (target, 14, True, None)
    ]


def test_ones_own_day_moves_ones_own_board(lakes: Call) -> None:
    board = Meeting(body="Board", day=date(2026, 2, 24), papers_due=date(2026, 2, 10))
    early = Meeting(body="Board", day=date(2026, 1, 27), papers_due=date(2026, 1, 20))
    followed = Followed(lakes, TOWN, ANSWERED, 7, date(2026, 2, 20))

    found = due([followed], {1: [early, board]}, usual(), set(), morning(1, 13))

    assert [(each.day, each.is_internal) for each in found] == [(date(2026, 1, 16), True)]


def test_a_task_is_reminded_of_once_for_each_step(lakes: Call) -> None:
    task = Task(
        id=3, title="Ask the board", application=Application(id=7, call=lakes, title="Blue"),
        application_id=7, partner=TOWN, due=date(2026, 2, 1), made_at=ANSWERED,
    )  # fmt: skip
    told: set[tuple[int | None, str]] = set()
    days = []
    for number in range(40):
        for each in tasks_due([task], usual(), told, morning(1, 5) + number * DAY):
            told.add((each.call.id, each.about))
            days.append(((morning(1, 5) + number * DAY).date(), each.days))

    assert days == [(date(2026, 1, 18), 14), (date(2026, 1, 29), 3)]
