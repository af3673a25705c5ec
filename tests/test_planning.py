"""Counting back from a deadline to the days on which to decide, to write and to be ready."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.terms import Doubt
from lexicon.workdays import workday
from models import Application, Call, CallDate, Event, Letter, Meeting
from papers.calendars import EntryKind, EntryState
from tests.bids import World
from tests.conftest import NOON
from workflow import Conflict, Refused
from workflow.applications import stages
from workflow.history import phrase
from workflow.outlets.agenda import Choice, agenda
from workflow.writing import deadlines, tasks
from workflow.writing.planning import StepKind, decision, plan

BOARD = Meeting(body="Board", day=date(2026, 11, 24), papers_due=date(2026, 11, 10))
DAY = timedelta(days=1)


def test_the_last_board_before_the_middle_of_december_asks_for_a_decision_in_november() -> None:
    later = Meeting(body="Board", day=date(2026, 12, 15), papers_due=date(2026, 12, 1))
    earlier = Meeting(body="Board", day=date(2026, 10, 20), papers_due=date(2026, 10, 6))

    found = decision(date(2026, 12, 15), [later, BOARD, earlier])

    assert found is not None
    assert found.meeting is BOARD
    assert (found.meeting.day, found.meeting.papers_due, found.by) == (
        date(2026, 11, 24), date(2026, 11, 10), date(2026, 11, 6),  # the 7th is a Saturday
    )  # fmt: skip


def test_the_last_meeting_before_the_deadline_counts() -> None:
    early = Meeting(body="Board", day=date(2026, 10, 20), papers_due=date(2026, 10, 6))
    late = Meeting(body="Board", day=date(2026, 12, 1), papers_due=date(2026, 11, 17))

    found = decision(date(2026, 12, 1), [late, BOARD, early])

    assert found is not None
    assert found.meeting is BOARD


def test_without_papers_the_meetings_own_day_counts() -> None:
    found = decision(date(2026, 12, 1), [Meeting(body="Board", day=date(2026, 11, 24))])

    assert found is not None
    assert found.by == date(2026, 11, 24)


def test_without_a_meeting_there_is_nothing_to_count_to() -> None:
    assert decision(date(2026, 11, 24), [BOARD]) is None


@pytest.mark.parametrize(
    ("day", "country", "working"),
    [
        (date(2026, 11, 6), "SE", date(2026, 11, 6)),
        (date(2026, 11, 7), "SE", date(2026, 11, 6)),
        (date(2026, 11, 8), "SE", date(2026, 11, 6)),
        (date(2026, 4, 6), "SE", date(2026, 4, 2)),  # Easter Monday; before it Good Friday
        (date(2026, 6, 19), "SE", date(2026, 6, 18)),  # Midsummer Eve, when offices are closed
        (date(2026, 6, 19), "DK", date(2026, 6, 19)),
        (date(2026, 5, 17), "NO", date(2026, 5, 15)),
        (date(2026, 12, 6), "FI", date(2026, 12, 4)),
        (date(2026, 11, 7), "XX", date(2026, 11, 6)),  # of an unknown country its weekends
    ],
)
def test_a_day_when_offices_are_closed_falls_back(day: date, country: str, working: date) -> None:
    assert workday(day, country) == working


@pytest.fixture
def bid(session: Session, world: World) -> Application:
    """Return a bid to a call that closes on 12 March; the town's board meets before it."""
    bid = world.bid(world.town, "Blue lakes", world.university)
    for partner, *days in (
        (world.town, date(2026, 2, 17), date(2026, 3, 10)),
        (world.university, date(2026, 2, 24)),
    ):
        for day in days:
            partner.meetings.append(
                Meeting(body=f"{partner.name}'s board", day=day, papers_due=day - 14 * DAY)
            )
    session.flush()
    deadlines.follow(session, NOON)
    return bid


def days(bid: Application, deadline: date | None) -> list[tuple[date, StepKind, str]]:
    found = plan(bid, deadline, NOON.date())
    return [(each.day, each.kind, each.partner.name if each.partner else "") for each in found]


def test_every_partner_decides_for_its_own_board(bid: Application) -> None:
    assert days(bid, date(2026, 3, 12)) == [
        (date(2026, 2, 6), StepKind.DECIDE_BY, "University"),  # the 7th is a Saturday
        (date(2026, 2, 10), StepKind.PAPERS, "University"),
        (date(2026, 2, 20), StepKind.DECIDE_BY, "Town"),  # the 21st is a Saturday
        (date(2026, 2, 24), StepKind.PAPERS, "Town"),
        (date(2026, 2, 24), StepKind.MEETING, "University"),
        (date(2026, 3, 10), StepKind.MEETING, "Town"),
        (date(2026, 3, 12), StepKind.DEADLINE, ""),
    ]


def test_a_programmes_lead_time_is_counted_back_to_a_working_day(bid: Application) -> None:
    bid.family = "eu"

    found = plan(bid, date(2026, 3, 15), NOON.date())

    [step] = [each for each in found if each.kind is StepKind.LEAD_TIME]
    assert step.lead_time is not None
    assert (step.lead_time.code, step.day) == ("pic", date(2026, 2, 27))  # the 1st is a Sunday


def test_a_rolling_call_is_counted_back_from_ones_own_day(
    session: Session, world: World, bid: Application
) -> None:
    world.lakes.dates.clear()
    session.flush()
    before = days(bid, deadlines.deadline_of(bid, NOON))

    deadlines.aim_for(
        session, bid, date(2026, 3, 1), seen=None, by=world.ada, now=NOON
    )  # fmt: skip
    after = days(bid, deadlines.deadline_of(bid, NOON))

    assert before == []
    assert [(day, kind) for day, kind, name in after if name in ("Town", "")] == [
        (date(2026, 1, 30), StepKind.DECIDE_BY), (date(2026, 2, 3), StepKind.PAPERS),
        (date(2026, 2, 17), StepKind.MEETING), (date(2026, 3, 1), StepKind.TARGET),
    ]  # fmt: skip


def test_a_target_that_is_set_is_told_to_all_each_with_their_own_day(
    session: Session, world: World, bid: Application
) -> None:
    deadlines.aim_for(session, bid, date(2026, 3, 1), seen=None, by=world.ada, now=NOON)

    letters = session.scalars(select(Letter).filter_by(kind="replanned")).all()
    assert [each.person_id for each in letters] == [world.ben.id]  # Ada set it herself
    assert "1\xa0mars\xa02026" in letters[0].text
    assert "fredag\xa06\xa0februari\xa02026" in letters[0].text
    assert f"next=%2Fapplications%2F{bid.id}%2Fwork" in letters[0].text


def test_a_target_is_before_the_deadline_and_still_to_come(
    session: Session, world: World, bid: Application
) -> None:
    for day in (date(2026, 3, 13), date(2026, 1, 11)):
        with pytest.raises(Refused):
            deadlines.aim_for(session, bid, day, seen=None, by=world.ada, now=NOON)
    with pytest.raises(Refused, match="may not"):
        deadlines.aim_for(session, bid, date(2026, 3, 1), seen=None, by=world.ben, now=NOON)


def test_two_who_set_a_target_at_once_meet(
    session: Session, world: World, bid: Application
) -> None:
    deadlines.aim_for(session, bid, date(2026, 3, 1), seen=None, by=world.ada, now=NOON)

    with pytest.raises(Conflict):
        deadlines.aim_for(session, bid, date(2026, 3, 2), seen=None, by=world.cleo, now=NOON)
    deadlines.aim_for(session, bid, date(2026, 3, 1), seen=None, by=world.cleo, now=NOON)


def move(session: Session, call: Call, *to: date) -> None:
    call.dates[:] = [
        CallDate(kind="final", day=day, zone="Europe/Stockholm", label="",
                 passes_at=NOON.replace(month=day.month, day=day.day))
        for day in to
    ]  # fmt: skip
    session.flush()


def test_a_deadline_that_moves_is_told_once_to_everybody_in_the_bid(
    session: Session, world: World, bid: Application
) -> None:
    move(session, world.lakes, date(2026, 3, 5))

    moved = [deadlines.follow(session, NOON), deadlines.follow(session, NOON + DAY)]

    assert moved == [1, 0]
    letters = session.scalars(select(Letter).filter_by(kind="replanned")).all()
    told = {each.person_id: each.text for each in letters}
    assert set(told) == {world.ada.id, world.ben.id}
    # The town's board of 10 March is too late now, and that of 17 February is the last.
    assert "Friday\xa030\xa0January\xa02026" in told[world.ada.id]
    event = session.scalars(select(Event).filter_by(verb="deadline moved")).one()
    assert phrase(event).values["then"] == date(2026, 3, 5)
    assert bid.deadline_told == date(2026, 3, 5)


def test_a_deadline_that_goes_is_told_too(session: Session, world: World, bid: Application) -> None:
    move(session, world.lakes)

    assert deadlines.follow(session, NOON) == 1
    event = session.scalars(select(Event).filter_by(verb="deadline moved")).one()
    assert phrase(event).id == "The call's last day is no longer {was}."


def test_the_next_of_several_days_has_not_moved(
    session: Session, world: World, bid: Application
) -> None:
    move(session, world.lakes, date(2026, 3, 12), date(2026, 9, 12))

    assert deadlines.follow(session, NOON.replace(month=4)) == 0
    assert bid.deadline_told == date(2026, 9, 12)
    assert session.scalars(select(Letter).filter_by(kind="replanned")).all() == []


def test_a_day_that_has_passed_and_is_listed_no_more_has_not_moved(
    session: Session, world: World, bid: Application
) -> None:
    move(session, world.lakes, date(2026, 9, 12))

    assert deadlines.follow(session, NOON.replace(month=3, day=13)) == 0


def test_a_day_in_doubt_moves_nothing_until_somebody_has_looked(
    session: Session, world: World, bid: Application
) -> None:
    world.lakes.uncertain = (Doubt(field="deadlines", words="about March"),)
    move(session, world.lakes, date(2026, 3, 5))

    doubted = deadlines.follow(session, NOON)
    world.lakes.settled = ("deadlines",)
    session.flush()

    assert (doubted, deadlines.follow(session, NOON)) == (0, 1)


def test_a_bid_that_is_over_is_not_told(session: Session, world: World, bid: Application) -> None:
    stages.move(session, bid, "withdraw", by=world.ada, now=NOON)
    move(session, world.lakes, date(2026, 3, 5))

    assert deadlines.follow(session, NOON) == 0


def in_calendar(
    session: Session, world: World, *kinds: EntryKind
) -> dict[str, tuple[date, int, EntryState]]:
    found = agenda(session, [world.town], Choice.OURS, date(2026, 1, 1), date(2026, 12, 31))
    return {each.key: (each.day, each.sequence, each.state) for each in found if each.kind in kinds}


def test_calendars_show_ones_own_days_and_a_moved_one_is_the_same_entry(
    session: Session, world: World, bid: Application
) -> None:
    before = in_calendar(session, world, EntryKind.DECIDE_BY)
    move(session, world.lakes, date(2026, 3, 5))
    deadlines.follow(session, NOON)

    after = in_calendar(session, world, EntryKind.DECIDE_BY)

    key = f"decide-by.application-{bid.id}.partner-{world.town.id}"
    assert before.keys() == after.keys() == {key}  # and nothing of the university's
    assert (before[key][0], after[key][0]) == (date(2026, 2, 20), date(2026, 1, 30))
    assert before[key][1] < after[key][1]


def test_what_is_done_or_withdrawn_is_cancelled_in_calendars(
    session: Session, world: World, bid: Application
) -> None:
    task = tasks.add(
        session, bid, "Ask", partner=world.town, due=date(2026, 2, 1), by=world.ada, now=NOON
    )
    kinds = (EntryKind.TASK, EntryKind.DECIDE_BY)
    open_ones = {state for _, _, state in in_calendar(session, world, *kinds).values()}
    tasks.finish(session, task, done=True, by=world.ada, now=NOON)
    done = in_calendar(session, world, EntryKind.TASK)
    stages.move(session, bid, "withdraw", by=world.ada, now=NOON)

    withdrawn = {state for _, _, state in in_calendar(session, world, *kinds).values()}

    assert open_ones == {EntryState.CERTAIN}
    assert [state for _, _, state in done.values()] == [EntryState.CANCELLED]
    assert withdrawn == {EntryState.CANCELLED}


def test_a_board_that_meets_too_late_is_said_so(world: World, bid: Application) -> None:
    found = plan(bid, date(2026, 2, 1), NOON.date())

    assert [(each.kind, each.partner) for each in found[:2]] == [
        (StepKind.NO_MEETING, world.town), (StepKind.NO_MEETING, world.university),
    ]  # fmt: skip
