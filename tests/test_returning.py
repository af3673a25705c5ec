"""A no is remembered until the call opens again or its reason is gone; then it is told once."""

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.digest import digest
from lexicon.terms import Bound, Deadline, Eligibility, Rate, Reason, Status, Verdict
from models import Answer, Band, Call, CallChange, CallDate, Letter, Match
from papers.wording import say
from tests.conftest import NOON, People, make_call
from workflow.answers import stances
from workflow.answers.returning import declined
from workflow.answers.stances import Why

LATER = NOON + timedelta(days=1)
WEEK = timedelta(weeks=1)


def refuse(session: Session, people: People, reason: Why | None, call: Call | None = None) -> None:
    """Let the town say no."""
    call = call or people.lakes
    stance = stances.stance_of(session, people.town, call)
    stances.answer(
        session, people.town, call, Answer.NO, by=people.ada, now=NOON, reason=reason,
        seen=stance.version if stance else 0,
    )  # fmt: skip


def words(session: Session, people: People, call: Call | None = None) -> str | None:
    """Return why a call is back for the town, if it is."""
    session.flush()
    found = declined(session, [people.town.id], LATER)
    call = call or people.lakes
    back = found.back.get((call.id, people.town.id))
    assert (back is None) == ((call.id, people.town.id) in found.stays)
    return say(back.why, "en") if back else None


def change(call: Call, old: Status, new: Status, **said: Any) -> None:
    """Let the funder say something else of a call."""
    call.status = new
    call.changes.append(
        CallChange(field="status", old=f'"{old}"', new=f'"{new}"', **{"noticed_at": LATER, **said})
    )


def move(call: Call, day: date) -> None:
    """Let the funder move the last day."""
    ends = Deadline(day=day, time=time(12))
    call.dates = [
        CallDate(kind=ends.kind, day=day, time=ends.time, zone=ends.zone, label="",
                 passes_at=ends.passes_at())
    ]  # fmt: skip


def nothing(people: People) -> None:
    """Change nothing."""


def wider(people: People) -> None:
    people.lakes.areas = ("SE12",)


def for_municipalities(people: People) -> None:
    people.lakes.applicant_kinds = ("municipality",)


def cheaper(people: People) -> None:
    people.lakes.rates = (Rate(co_funding_rate=Decimal(20), bound=Bound.EXACT),)


def richer(people: People) -> None:
    people.town.co_funding_most = Decimal(60)


def in_advance(people: People) -> None:
    people.lakes.in_arrears = False


def longer(people: People) -> None:
    move(people.lakes, date(2026, 5, 3))


CHANGES: list[tuple[Why, Callable[[People], None], str]] = [
    (Why.WRONG_AREA, wider, "You said no because of the area; now yours is included."),
    (Why.MAY_NOT_APPLY, for_municipalities,
     "You said no since you were not allowed to apply; now you are."),
    (Why.MAY_NOT_APPLY, wider, "You said no since you were not allowed to apply; now you are."),
    (Why.CO_FUNDING_TOO_HIGH, cheaper,
     "You said no because of the co-funding; now it is within what you can carry."),
    (Why.CO_FUNDING_TOO_HIGH, richer,
     "You said no because of the co-funding; now it is within what you can carry."),
    (Why.CANNOT_WAIT, in_advance,
     "You said no since the money came afterwards; now that is no hindrance."),
    (Why.TOO_LITTLE_TIME, longer,
     "You said no for lack of time; the deadline is now 3\u00a0May\u00a02026."),
]  # fmt: skip


@pytest.fixture
def people(session: Session) -> People:
    people = People(session)
    people.town.kind, people.town.area = "municipality", "SE124"
    people.town.co_funding_most, people.town.can_wait = Decimal(30), False
    people.lakes.areas, people.lakes.in_arrears = ("SE11",), True
    people.lakes.rates = (Rate(co_funding_rate=Decimal(50), bound=Bound.EXACT),)
    return people


@pytest.mark.parametrize(("reason", "changes", "said"), CHANGES)
def test_it_comes_back_when_its_reason_is_gone_and_says_so(
    session: Session, people: People, reason: Why, changes: Callable[[People], None], said: str
) -> None:
    refuse(session, people, reason)
    before = words(session, people)

    changes(people)

    assert (before, words(session, people)) == (None, said)


@pytest.mark.parametrize(("reason", "changes", "said"), CHANGES)
def test_a_second_no_to_what_is_back_holds(
    session: Session, people: People, reason: Why, changes: Callable[[People], None], said: str
) -> None:
    refuse(session, people, reason)
    changes(people)

    refuse(session, people, reason)

    assert words(session, people) is None


@pytest.mark.parametrize("reason", Why)
def test_what_has_nothing_to_do_with_the_reason_brings_nothing_back(
    session: Session, people: People, reason: Why
) -> None:
    refuse(session, people, reason)
    own = {changes for other, changes, _ in CHANGES if other is reason}
    for changes in {changes for _, changes, _ in CHANGES} - own:
        changes(people)

    assert words(session, people) is None


@pytest.mark.parametrize("old", [Status.CLOSED, Status.PAUSED, Status.WITHDRAWN])
@pytest.mark.parametrize("reason", [None, *Why])
def test_it_comes_back_when_it_opens_again_but_never_for_a_wrong_topic(
    session: Session, people: People, old: Status, reason: Why | None
) -> None:
    refuse(session, people, reason)

    change(people.lakes, old, Status.ANNOUNCED)

    said = words(session, people)
    wrong = reason is Why.WRONG_TOPIC
    assert said == (None if wrong else "You said no; now the call has opened again.")


@pytest.mark.parametrize(
    ("old", "new", "more"),
    [
        (Status.PLANNED, Status.ANNOUNCED, {}),
        (Status.ANNOUNCED, Status.CLOSED, {}),
        (Status.CLOSED, Status.ANNOUNCED, {"held": True}),
        (Status.CLOSED, Status.ANNOUNCED, {"noticed_at": NOON - WEEK}),
    ],
)
def test_it_does_not_come_back_when_it_has_not_opened_again_since(
    session: Session, people: People, old: Status, new: Status, more: dict[str, Any]
) -> None:
    refuse(session, people, Why.OTHER)

    change(people.lakes, old, new, **more)

    assert words(session, people) is None


def test_a_deadline_that_comes_nearer_or_is_not_certain_brings_nothing_back(
    session: Session, people: People
) -> None:
    refuse(session, people, Why.TOO_LITTLE_TIME)

    move(people.lakes, date(2026, 2, 20))

    assert words(session, people) is None


def test_the_next_of_several_dates_gives_time_anew(session: Session, people: People) -> None:
    dates = (Deadline(day=date(2026, 1, 12), time=time(23)), Deadline(day=date(2026, 9, 1)))
    call = make_call(people.source, 2, "Twice a year", deadlines=dates)
    session.add(call)
    session.flush()
    refuse(session, people, Why.TOO_LITTLE_TIME, call)

    said = words(session, people, call)

    assert said == "You said no for lack of time; the deadline is now 1\u00a0September\u00a02026."


def test_an_undone_answer_leaves_the_no_as_old_as_it_was(session: Session, people: People) -> None:
    refuse(session, people, Why.WRONG_AREA)
    wider(people)
    stance = stances.answer(
        session, people.town, people.lakes, Answer.JOIN, by=people.ada, now=LATER, seen=1
    )

    stances.take_back(session, stance, by=people.ada, now=LATER)

    assert (stance.answer, stance.reason, stance.answered_at) == (Answer.NO, "wrong area", NOON)
    assert words(session, people)


def test_what_was_answered_at_another_source_of_the_same_call_counts(
    session: Session, people: People
) -> None:
    twin = make_call(people.source, 2, "Cleaner lakes, told elsewhere", areas=("SE11",))
    twin.same_as = people.lakes
    session.add(twin)
    session.flush()
    refuse(session, people, Why.WRONG_AREA, twin)

    wider(people)

    assert words(session, people) == "You said no because of the area; now yours is included."


def test_it_is_told_in_one_letter_with_why(session: Session, people: People) -> None:
    match = Match(
        interest=people.town.interests[0], call=people.lakes, score=0.5, band=Band.GOOD,
        reasons=(Reason(word="lakes", met="Lakes", weight=0.3),), found_at=NOON - WEEK,
        eligibility=(Eligibility(condition="area", verdict=Verdict.YES),),
    )  # fmt: skip
    session.add(match)
    zone = "Europe/Stockholm"
    digest(session, NOON - timedelta(hours=1), zone)
    refuse(session, people, Why.TOO_LITTLE_TIME)
    quiet = digest(session, NOON + WEEK, zone)
    longer(people)

    told = [digest(session, NOON + n * WEEK, zone) for n in (2, 3)]

    assert (quiet, told) == (0, [1, 0])
    letter = session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    assert letter
    assert "You said no for lack of time; the deadline is now 3\u00a0May\u00a02026." in letter.text
    assert "You said no for lack of time" in letter.html
