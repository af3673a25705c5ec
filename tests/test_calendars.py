"""Calendars are read back by a library other than the writer's, and follow what changes."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event as Read
from sqlalchemy.orm import Session

from lexicon.terms import DateKind, Deadline, Doubt, Status
from models import Call, CallChange, Commitment, Interest, Match, Part, Stance
from models.application import Application
from models.call import CallDate
from models.stage import Stage
from models.stance import Answer
from papers.calendars import Entry, EntryKind, EntryState, write
from tests.conftest import NOON, People, make_call, make_source
from workflow.outlets.agenda import Choice, agenda, public
from workflow.partners import meetings

FIRST, LAST = date(2025, 12, 1), date(2028, 12, 31)
HOUR = timedelta(hours=1)


def read(entries: list[Entry], language: str = "en") -> dict[str, Read]:
    """Write the entries, let the other library read them, and return its events by UID."""
    said = write(
        entries, name="Samsök, för Åsa", url="https://s.example", host="s.example",
        zone="Europe/Stockholm", language=language,
    )  # fmt: skip
    calendar: Calendar = IcsCalendarStream.calendar_from_ics(said.decode())
    found = {each.uid or "": each for each in calendar.events}
    assert len(found) == len(entries)  # no two have one name
    return found


def moved(call: Call, new: list[Deadline], at: datetime, *, held: bool = False) -> None:
    """Let the funder move the dates of a call, as a reading of its page stores it."""
    old = [each.deadline for each in call.dates]
    call.changes.append(
        CallChange(
            field="deadlines", old=msgspec.json.encode(old).decode(),
            new=msgspec.json.encode(new).decode(), noticed_at=at, held=held,
        )
    )  # fmt: skip
    call.dates = [
        CallDate(
            kind=each.kind, day=each.day, time=each.time, zone=each.zone, label=each.label,
            passes_at=each.passes_at(),
        )
        for each in new
    ]  # fmt: skip


def by(day: date, **said: Any) -> Deadline:
    return Deadline(day=day, **said)


def seen(session: Session, people: People, choice: Choice = Choice.ALL) -> list[Entry]:
    session.flush()
    session.expire_all()
    return agenda(session, [people.town], choice, FIRST, LAST)


def states(entries: list[Entry]) -> list[tuple[date, EntryState]]:
    return [(each.day, each.state) for each in entries if each.kind is EntryKind.DEADLINE]


def test_a_time_is_told_in_utc_and_a_day_lasts_all_day(session: Session, people: People) -> None:
    people.lakes.dates[0].time = time(17)
    people.lakes.dates[0].zone = "Europe/Helsinki"
    people.lakes.opens = date(2026, 2, 1)

    found = read(seen(session, people))

    deadline, opens = found["deadline-1.1.x@s.example"], found["opens.1.x@s.example"]
    assert deadline.dtstart == datetime(2026, 3, 1, 15, tzinfo=UTC)
    assert "17:00 (Helsinki)" in (deadline.description or "")
    assert opens.dtstart == date(2026, 2, 1)
    assert opens.end == date(2026, 2, 2)


def test_the_hour_is_right_on_both_sides_of_a_change_of_the_clocks(
    session: Session, people: People
) -> None:
    days = (by(date(2026, 3, 28), time=time(12)), by(date(2026, 3, 29), time=time(12)))
    session.add(make_call(people.source, 2, "Two days", deadlines=days))

    found = [each.dtstart for each in read(seen(session, people)).values()]

    assert datetime(2026, 3, 28, 11, tzinfo=UTC) in found
    assert datetime(2026, 3, 29, 10, tzinfo=UTC) in found


@pytest.mark.parametrize(
    "title",
    [
        "Lakes, rivers; and\\or \"seas\"",
        "Lakes\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Mine",
        "Sjöar och åar " * 20,
        "Tab\there, nothing\x00 there\x0b",
        "湖 🌊",
    ],
)  # fmt: skip
def test_what_a_funder_writes_stays_one_line_of_one_event(
    session: Session, people: People, title: str
) -> None:
    people.lakes.title = title

    found = read(seen(session, people))

    assert len(found) == 1
    told = next(iter(found.values())).summary
    assert told
    assert told.split() == ["deadline:", *clean_words(title)]


def clean_words(title: str) -> list[str]:
    return "".join(each if each.isprintable() else " " for each in title).split()


def test_lines_are_folded_and_end_as_the_standard_says(session: Session, people: People) -> None:
    people.lakes.title = "Sjöar och åar " * 20
    said = write(
        seen(session, people), name="x", url="https://s.example", host="s.example",
        zone="Europe/Stockholm", language="sv",
    )  # fmt: skip

    lines = said.split(b"\r\n")

    assert b"\n" not in said.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75


def test_a_date_that_moves_is_the_same_event_with_a_higher_sequence(
    session: Session, people: People
) -> None:
    before = read(seen(session, people))
    moved(people.lakes, [by(date(2026, 4, 1))], NOON + HOUR)

    after = read(seen(session, people))

    assert before.keys() == after.keys()
    (old,), (new,) = before.values(), after.values()
    assert new.dtstart == date(2026, 4, 1)
    assert (new.sequence or 0) > (old.sequence or 0)
    assert new.last_modified == NOON + HOUR


def test_a_date_that_is_taken_away_is_cancelled_and_the_others_keep_their_names(
    session: Session, people: People
) -> None:
    spring, summer, autumn = (
        by(date(2026, month, 1), kind=DateKind.CUT_OFF) for month in (3, 6, 9)
    )
    call = make_call(people.source, 2, "Rounds", deadlines=(spring, summer, autumn))
    session.add(call)
    before = read(seen(session, people))
    moved(call, [spring, autumn], NOON + HOUR)

    after = read(seen(session, people))

    assert before.keys() == after.keys()
    assert [each.status for each in after.values() if each.dtstart == date(2026, 6, 1)] == [
        "CANCELLED"
    ]
    assert sum(each.status == "CONFIRMED" for each in after.values()) == 3


def test_a_date_that_has_passed_stays_when_the_funder_lists_the_next(
    session: Session, people: People
) -> None:
    old, new = (by(date(2026, month, 1), kind=DateKind.CUT_OFF) for month in (3, 6))
    call = make_call(people.source, 2, "Rounds", deadlines=(old,))
    session.add(call)
    moved(call, [new], datetime(2026, 3, 15, tzinfo=UTC))

    found = states([each for each in seen(session, people) if "2.x" in each.key])

    assert found == [(old.day, EntryState.CERTAIN), (new.day, EntryState.CERTAIN)]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (Status.WITHDRAWN, "CANCELLED"),
        (Status.PAUSED, "TENTATIVE"),
        (Status.CLOSED, "CANCELLED"),
        (Status.ANNOUNCED, "CONFIRMED"),
    ],
)
def test_a_call_that_is_withdrawn_paused_or_shut_early_says_so(
    session: Session, people: People, status: Status, state: str
) -> None:
    people.lakes.status = status

    (event,) = read(seen(session, people)).values()

    assert event.status == state


def test_a_call_that_closed_when_it_should_stays(session: Session, people: People) -> None:
    people.lakes.status = Status.CLOSED
    people.lakes.changes.append(
        CallChange(
            field="status", old='"announced"', new='"closed"',
            noticed_at=datetime(2026, 3, 2, tzinfo=UTC),
        )
    )  # fmt: skip

    assert states(seen(session, people)) == [(date(2026, 3, 1), EntryState.CERTAIN)]


def test_a_day_in_doubt_from_the_start_stands_nowhere(session: Session, people: People) -> None:
    people.lakes.uncertain = (Doubt(field="deadlines", words="about 1 March"),)

    assert seen(session, people) == []
    assert public(session, FIRST, LAST) == []


def test_a_day_that_came_into_doubt_stands_as_it_was_told_and_says_so(
    session: Session, people: People
) -> None:
    people.lakes.uncertain = (Doubt(field="deadlines", words="about 1 May"),)
    interest = people.town.interests[0]
    session.add(matched(interest, people.lakes))
    moved(people.lakes, [by(date(2026, 5, 1))], NOON + 2 * HOUR, held=True)

    found = seen(session, people)

    assert states(found) == [(date(2026, 3, 1), EntryState.UNDER_REVIEW)]
    assert public(session, FIRST, LAST) == []


def matched(interest: Interest, call: Call) -> Match:
    return Match(
        interest=interest, call=call, score=1.0, band="strong", reasons=(), eligibility=(),
        found_at=NOON + HOUR,
    )  # fmt: skip


def test_what_was_in_doubt_is_told_with_a_higher_sequence_when_it_is_settled(
    session: Session, people: People
) -> None:
    session.add(matched(people.town.interests[0], people.lakes))
    before = seen(session, people)[0]
    people.lakes.uncertain = (Doubt(field="deadlines", words="about 1 May"),)
    moved(people.lakes, [by(date(2026, 5, 1))], NOON + 2 * HOUR, held=True)
    doubted = seen(session, people)[0]
    people.lakes.uncertain, people.lakes.changes[0].held = (), False
    settled = seen(session, people)[0]

    assert before.key == doubted.key == settled.key
    assert before.sequence < doubted.sequence < settled.sequence
    assert (settled.day, settled.state) == (date(2026, 5, 1), EntryState.CERTAIN)


def test_an_opening_day_that_is_in_doubt_is_left_out_and_one_taken_away_cancelled(
    session: Session, people: People
) -> None:
    people.lakes.opens = date(2026, 2, 1)
    people.lakes.uncertain = (Doubt(field="opens", words="in February"),)
    assert [each.kind for each in seen(session, people)] == [EntryKind.DEADLINE]

    people.lakes.uncertain, people.lakes.opens = (), None
    people.lakes.changes.append(
        CallChange(field="opens", old='"2026-02-01"', new="null", noticed_at=NOON + HOUR)
    )
    opens = [each for each in seen(session, people) if each.kind is EntryKind.OPENS]

    assert [(each.day, each.state) for each in opens] == [(date(2026, 2, 1), EntryState.CANCELLED)]


def test_ours_are_the_calls_we_said_yes_to_and_those_we_are_in_a_bid_to(
    session: Session, people: People
) -> None:
    calls = [make_call(people.source, number, f"Call {number}") for number in range(2, 6)]
    session.add_all(calls)
    session.flush()
    for call, answer in zip(calls[:2], (Answer.JOIN, Answer.NO), strict=True):
        session.add(
            Stance(
                partner=people.town, call=call, answer=answer, version=1, person=people.ada,
                answered_at=NOON,
            )
        )  # fmt: skip
    session.add(bid(people, calls[2], answer_by=None))
    session.add_all(matched(people.town.interests[0], each) for each in (calls[1], calls[3]))

    found = {choice: {each.title for each in seen(session, people, choice)} for choice in Choice}

    assert found[Choice.OURS] == {"Call 2", "Call 4"}
    assert found[Choice.FITS] == {"Call 2", "Call 4", "Call 5"}
    assert len(found[Choice.ALL]) == 5


def bid(people: People, call: Call | None, **said: Any) -> Application:
    facts = {
        "title": "Blue lakes", "summary": "", "stage": Stage.GATHERING, "opened_at": NOON,
        "answer_by": date(2026, 2, 1), **said,
    }  # fmt: skip
    application = Application(call=call, **facts)
    application.commitments = [
        Commitment(
            partner=people.town,
            part=Part.LEAD,
            total_cost=Decimal(0),
            co_funding=Decimal(0),
            currency="SEK",
        )
    ]
    return application


def test_answers_are_due_in_the_calendars_of_those_who_are_asked_and_of_nobody_else(
    session: Session, people: People
) -> None:
    session.add(bid(people, None))
    mine = seen(session, people, Choice.OURS)
    others = agenda(session, [people.university, people.hub], Choice.ALL, FIRST, LAST)

    assert [(each.kind, each.day, each.title) for each in mine] == [
        (EntryKind.ANSWER_BY, date(2026, 2, 1), "Blue lakes")
    ]
    assert "Blue lakes" not in {each.title for each in others}


def test_a_bid_that_is_put_aside_asks_for_no_answer(session: Session, people: People) -> None:
    session.add(bid(people, None, stage=Stage.WITHDRAWN))

    (event,) = read(seen(session, people, Choice.OURS)).values()

    assert event.status == "CANCELLED"


def test_a_meeting_that_is_taken_away_is_cancelled_and_comes_back_as_the_same(
    session: Session, people: People
) -> None:
    def plan() -> None:
        meetings.add(
            session, people.town, body="The board", days="2026-03-10", papers="14",
            by=people.ada, now=NOON,
        )  # fmt: skip

    plan()
    first = read(seen(session, people, Choice.OURS))
    meetings.remove(session, people.town.meetings[0], by=people.ada, now=NOON + HOUR)
    gone = read(seen(session, people, Choice.OURS))
    plan()
    back = read(seen(session, people, Choice.OURS))

    assert first.keys() == gone.keys() == back.keys()
    assert {each.dtstart for each in first.values()} == {date(2026, 2, 24), date(2026, 3, 10)}
    assert {each.status for each in gone.values()} == {"CANCELLED"}
    assert {each.status for each in back.values()} == {"CONFIRMED"}
    for name in first:
        assert (first[name].sequence or 0) < (gone[name].sequence or 0)
        assert (gone[name].sequence or 0) < (back[name].sequence or 0)


def test_meetings_of_others_are_theirs_and_those_of_the_partnership_everybodys(
    session: Session, people: People
) -> None:
    for partner, body in ((people.university, "Their board"), (None, "All of us")):
        meetings.add(
            session, partner, body=body, days="2026-03-10", papers="", by=people.cleo, now=NOON
        )

    assert [each.title for each in seen(session, people, Choice.OURS)] == ["All of us"]


def test_a_call_beside_another_that_is_the_same_stands_once(
    session: Session, people: People
) -> None:
    twin = make_call(make_source("y"), 1, "Cleaner lakes", same_as=people.lakes)
    session.add(twin)
    session.flush()
    session.add(
        Stance(
            partner=people.town, call=twin, answer=Answer.JOIN, version=1, person=people.ada,
            answered_at=NOON,
        )
    )  # fmt: skip

    (entry,) = seen(session, people, Choice.OURS)

    assert (entry.path, entry.ours) == (f"/calls/{people.lakes.id}", True)
