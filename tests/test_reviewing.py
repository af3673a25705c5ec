"""What a person settles in a call holds; the source's own word stays, and each is told once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from lexicon.terms import Amount, DateKind, Deadline, DeadlineModel, Doubt, Status
from models import Call, Correction, Event, Membership, Partner, Role
from models.event import first_broken
from papers.wording import say
from tests.conftest import NOON, make_call, make_person, make_source
from tests.reviewing import DAY, FIFTH, FIRST, NINTH, UNSURE, Desk, desk
from workflow import Conflict, Refused, can
from workflow.calls.drafts import as_it_stood
from workflow.collecting import reviewing
from workflow.collecting.waiting import count_waiting, waiting
from workflow.history import phrase

__all__ = ["desk"]  # fixtures


def test_a_confirmed_day_is_certain_and_waits_no_more(desk: Desk) -> None:
    assert desk.waits()
    assert not desk.call.certain

    desk.confirm()

    assert not desk.waits()
    assert desk.call.certain
    assert desk.days() == [FIRST.day]
    assert desk.changes() == []


def test_a_corrected_day_holds_and_the_sources_own_stays_beside_it(desk: Desk) -> None:
    desk.correct(FIFTH)

    (point,) = reviewing.points(desk.call)
    assert desk.days() == [FIFTH.day]
    assert point.said.deadlines == (FIRST,)
    assert point.corrected
    assert point.settled
    assert point.settled.by is desk.by


def test_a_correction_is_noted_as_a_change(desk: Desk) -> None:
    desk.correct(FIFTH, now=NOON + DAY)

    (change,) = desk.changes()
    assert (change.field, change.held, change.noticed_at) == ("deadlines", False, NOON + DAY)
    assert as_it_stood(desk.call, NOON).deadlines == (FIRST,)


@pytest.mark.parametrize(
    ("days", "rolling", "model"),
    [
        ((FIFTH,), False, DeadlineModel.SINGLE),
        ((FIFTH, NINTH), False, DeadlineModel.MULTIPLE_CUTOFF),
        (
            (Deadline(day=FIFTH.day, kind=DateKind.STAGE_1), NINTH),
            False,
            DeadlineModel.TWO_STAGE,
        ),
        ((), True, DeadlineModel.ROLLING),
        ((), False, DeadlineModel.UNKNOWN),
    ],
)
def test_the_kind_of_deadline_follows_the_days(
    desk: Desk, days: tuple[Deadline, ...], rolling: bool, model: DeadlineModel
) -> None:
    desk.correct(*days, rolling=rolling)

    assert desk.call.deadline_model is model
    assert desk.call.certain


def test_a_later_reading_does_not_move_what_was_settled(desk: Desk) -> None:
    desk.correct(FIFTH)

    desk.read(FIRST, doubts=(UNSURE,), now=NOON + DAY)

    assert desk.days() == [FIFTH.day]
    assert not desk.waits()


def test_a_source_that_changes_its_mind_waits_again_while_the_correction_holds(desk: Desk) -> None:
    desk.correct(FIFTH)
    desk.session.commit()

    desk.read(NINTH, now=NOON + DAY)

    (point,) = reviewing.points(desk.call)
    assert desk.days() == [FIFTH.day]
    assert (point.stale, point.said.deadlines) == (True, (NINTH,))
    assert desk.waits()
    assert len(desk.changes()) == 1


def test_a_stale_correction_may_be_kept_or_follow_the_source(desk: Desk) -> None:
    desk.correct(FIFTH)
    desk.read(NINTH, now=NOON + DAY)

    desk.confirm(now=NOON + DAY)
    kept, waits = desk.days(), desk.waits()
    desk.correct(NINTH, now=NOON + DAY)

    assert (kept, waits) == ([FIFTH.day], False)
    assert desk.days() == [NINTH.day]
    assert not desk.waits()


def test_a_source_that_comes_round_to_the_correction_asks_nobody(desk: Desk) -> None:
    desk.correct(FIFTH)

    desk.read(FIFTH, now=NOON + DAY)

    assert not desk.waits()


def test_the_same_in_another_order_is_no_change_of_mind(desk: Desk) -> None:
    desk.read(FIRST, FIFTH, doubts=(UNSURE,))
    desk.confirm()

    desk.read(FIFTH, FIRST, doubts=(UNSURE, UNSURE))

    assert not desk.waits()


def test_what_is_taken_back_is_the_sources_again_and_waits(desk: Desk) -> None:
    desk.correct(FIFTH)

    desk.reopen()

    assert desk.days() == [FIRST.day]
    assert desk.session.scalars(select(Correction)).all() == []
    assert not desk.call.certain
    assert desk.waits()


def test_twice_is_as_good_as_once(desk: Desk) -> None:
    seen = desk.seen()
    again: list[Callable[[], None]] = [
        lambda: reviewing.confirm(
            desk.session, desk.call, "deadlines", seen=seen, by=desk.by, now=NOON
        ),
        lambda: desk.correct(FIFTH),
        desk.reopen,
    ]

    for act in again:
        act()
        act()

    events = desk.session.scalars(select(Event).order_by(Event.id)).all()
    assert [say(phrase(each), "en") for each in events] == [
        "Deadline: confirmed.",
        "Deadline: corrected.",
        "Deadline: given back to the source.",
    ]
    assert first_broken(desk.session.scalars(select(Event).order_by(Event.id))) is None


def test_nobody_confirms_what_the_source_no_longer_says(desk: Desk) -> None:
    seen = desk.seen()
    desk.read(NINTH, doubts=(UNSURE,))

    with pytest.raises(Conflict):
        reviewing.confirm(desk.session, desk.call, "deadlines", seen=seen, by=desk.by, now=NOON)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.COORDINATOR, True),
        (Role.OPERATOR, True),
        (Role.PROJECT_GROUP, True),
        (Role.REPRESENTATIVE, False),
        (Role.SIGNATORY, False),
    ],
)
def test_who_works_for_all_may_review(desk: Desk, role: Role, may: bool) -> None:
    eve = make_person("Eve", "club")
    eve.memberships.append(Membership(partner=Partner(name="Club", area="SE"), role=role))
    desk.session.add(eve)
    desk.session.flush()
    desk.by = eve

    if may:
        desk.confirm()
    else:
        with pytest.raises(Refused):
            desk.confirm()

    assert can(eve, "review", desk.call) is may
    assert desk.call.certain is may


def test_money_title_and_words_are_settled_one_by_one(desk: Desk) -> None:
    most = (Amount(currency="SEK", most=Decimal(400000)),)
    for field, value in (("amounts", most), ("title", "Clean lakes"), ("applicants", "Alla")):
        seen = desk.seen(field)
        reviewing.correct(
            desk.session, desk.call, field, value, seen=seen, by=desk.by, now=NOON
        )  # fmt: skip
    desk.read(FIRST, doubts=(UNSURE,))

    assert (desk.call.amounts, desk.call.title, desk.call.applicants) == (
        most,
        "Clean lakes",
        "Alla",
    )
    assert [each.field for each in reviewing.points(desk.call) if each.doubts] == ["deadlines"]


def test_a_title_cannot_be_taken_away(desk: Desk) -> None:
    with pytest.raises(Refused, match="title"):
        reviewing.correct(
            desk.session, desk.call, "title", " ", seen=desk.seen("title"), by=desk.by, now=NOON
        )


@pytest.mark.parametrize("field", ["identifier", "url", "uncertain", "nothing"])
def test_what_a_call_is_known_by_is_not_written_anew(desk: Desk, field: str) -> None:
    with pytest.raises(Refused):
        reviewing.correct(desk.session, desk.call, field, "x", seen="", by=desk.by, now=NOON)


def test_a_doubted_identity_is_confirmed_like_a_day(desk: Desk) -> None:
    desk.call.uncertain = (Doubt(field="identifier", words="Call 7"),)
    desk.session.commit()

    desk.confirm(field="identifier")

    assert desk.call.certain
    assert not desk.waits()


def test_a_doubted_zone_goes_with_its_days(desk: Desk) -> None:
    desk.call.uncertain = (Doubt(field="zone", words="12.00"),)
    desk.session.commit()
    assert [each.field for each in reviewing.points(desk.call)] == ["deadlines"]

    desk.confirm()

    assert not desk.waits()


def test_the_nearest_day_comes_first_and_what_passed_last(desk: Desk) -> None:
    far: dict[str, Any] = {"uncertain": (UNSURE,)}
    other = make_source("other")
    calls = [
        make_call(other, 2, "Passed", deadlines=(Deadline(day=date(2025, 12, 1)),), **far),
        make_call(other, 3, "Undated", deadlines=(), **far),
        make_call(other, 4, "Soon", deadlines=(Deadline(day=date(2026, 1, 20)),), **far),
        make_call(other, 5, "Long gone", deadlines=(Deadline(day=date(2024, 1, 1)),), **far),
        make_call(other, 6, "Closed", status=Status.CLOSED, **far),
        make_call(other, 7, "Sure"),
    ]
    desk.session.add_all(calls)
    desk.session.flush()

    titles = [desk.session.get_one(Call, id).title for id in waiting(desk.session, NOON)]
    count = count_waiting(desk.session, NOON)

    assert titles == ["Soon", "Cleaner lakes", "Undated", "Passed"]
    assert count == 4
