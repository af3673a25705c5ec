"""What somebody types and does not save: found again by them alone, and in nobody's way."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Section, UnsavedText
from tests.bids import World
from tests.conftest import NOON
from tests.writing import section_of
from workflow import Conflict, Refused
from workflow.applications import stages
from workflow.people import erasing, retaining
from workflow.people.retaining import UNSAVED
from workflow.people.sessions import Spans
from workflow.writing import headings, sections, unsaved
from workflow.writing.unsaved import Window

MINUTE = timedelta(minutes=1)
PHONE, DESK = Window("phone"), Window("desk")


@pytest.fixture
def goals(world: World) -> Section:
    """Return a section of a bid of Ada's town, with Ben's university."""
    return section_of(world.bid(world.town, "Blue lakes", world.university), "goals")


def test_what_is_typed_is_ones_own_and_not_the_text(
    session: Session, world: World, goals: Section
) -> None:
    unsaved.keep(session, goals, "Clean", PHONE, seen=0, by=world.ada, now=NOON)
    unsaved.keep(session, goals, "Clean water", PHONE, seen=0, by=world.ada, now=NOON + MINUTE)
    unsaved.keep(session, goals, "Lakes", DESK, seen=0, by=world.ben, now=NOON)

    kept = unsaved.of(session, goals, world.ada)
    assert kept is not None
    assert (kept.text, kept.at) == ("Clean water", NOON + MINUTE)
    assert (goals.text, goals.version, goals.texts) == ("", 0, [])
    assert sections.writer(goals, NOON + MINUTE) is world.ada
    assert unsaved.sections_of(session, goals.application, world.ben) == {goals.id}
    assert unsaved.sections_of(session, goals.application, world.eve) == set()


def test_a_window_that_goes_on_with_what_was_typed_takes_it_over(
    session: Session, world: World, goals: Section
) -> None:
    unsaved.keep(session, goals, "Clean", PHONE, seen=0, by=world.ada, now=NOON)

    went_on = Window("desk", "phone")
    unsaved.keep(session, goals, "Clean water", went_on, seen=0, by=world.ada, now=NOON)

    with pytest.raises(Conflict):  # the phone wakes up, with what is older
        unsaved.keep(session, goals, "Clea", PHONE, seen=0, by=world.ada, now=NOON)
    kept = unsaved.of(session, goals, world.ada)
    assert kept is not None
    assert kept.text == "Clean water"


def test_a_window_that_knows_nothing_of_another_does_not_touch_what_is_typed_there(
    session: Session, world: World, goals: Section
) -> None:
    unsaved.keep(session, goals, "Clean water", PHONE, seen=0, by=world.ada, now=NOON)

    with pytest.raises(Conflict):
        unsaved.keep(session, goals, "Lakes", DESK, seen=0, by=world.ada, now=NOON)
    unsaved.forget(session, goals, DESK, by=world.ada)

    kept = unsaved.of(session, goals, world.ada)
    assert kept is not None
    assert kept.text == "Clean water"


def test_what_comes_late_from_a_window_whose_text_is_saved_is_not_kept(
    session: Session, world: World, goals: Section
) -> None:
    sections.save(session, goals, "Clean water", seen=0, by=world.ada, now=NOON)
    unsaved.forget(session, goals, PHONE, by=world.ada)

    with pytest.raises(Conflict):
        unsaved.keep(session, goals, "Clean wat", PHONE, seen=0, by=world.ada, now=NOON)

    assert unsaved.of(session, goals, world.ada) is None


def test_what_stands_already_needs_no_keeping(
    session: Session, world: World, goals: Section
) -> None:
    sections.save(session, goals, "Clean water", seen=0, by=world.ben, now=NOON)
    unsaved.keep(session, goals, "Clean", PHONE, seen=1, by=world.ada, now=NOON)

    same = unsaved.keep(session, goals, "Clean water\n", PHONE, seen=1, by=world.ada, now=NOON)

    session.flush()
    assert same is None
    assert unsaved.of(session, goals, world.ada) is None


def test_nobody_outside_types_here_and_nothing_is_typed_once_it_is_sent(
    session: Session, world: World, goals: Section
) -> None:
    with pytest.raises(Refused):
        unsaved.keep(session, goals, "Mine", PHONE, seen=0, by=world.finn, now=NOON)

    stages.move(session, goals.application, "withdraw", by=world.ada, now=NOON)

    with pytest.raises(Refused):
        unsaved.keep(session, goals, "Late", PHONE, seen=0, by=world.ada, now=NOON)


def test_a_heading_under_which_somebody_types_stays(
    session: Session, world: World, goals: Section
) -> None:
    unsaved.keep(session, goals, "Clean", PHONE, seen=0, by=world.ada, now=NOON)
    sections.release(goals, world.ada)

    with pytest.raises(Refused):
        headings.remove(session, goals, by=world.ben, now=NOON)
    headings.begin_as(session, goals.application, "esf", by=world.ben, now=NOON)

    assert goals in goals.application.sections
    assert unsaved.of(session, goals, world.ada) is not None


def test_a_heading_stays_while_somebody_else_writes_under_it(
    session: Session, world: World, goals: Section
) -> None:
    sections.hold(session, goals, by=world.ada, now=NOON)

    with pytest.raises(Refused):
        headings.remove(session, goals, by=world.ben, now=NOON)
    headings.remove(session, goals, by=world.ben, now=NOON + sections.HOLD)

    session.expire(goals.application, ["sections"])
    assert goals not in goals.application.sections


def test_what_is_typed_goes_with_the_person_and_after_three_months(
    session: Session, world: World, goals: Section
) -> None:
    for person, window in ((world.ada, PHONE), (world.ben, DESK)):
        unsaved.keep(session, goals, "Clean", window, seen=0, by=person, now=NOON)

    erasing.erase(session, world.ada, NOON)
    left = session.scalars(select(UnsavedText.person_id)).all()
    retaining.drop_rows(session, NOON + UNSAVED, Spans())
    then = session.scalars(select(UnsavedText.person_id)).all()
    retaining.drop_rows(session, NOON + UNSAVED + MINUTE, Spans())

    assert left == then == [world.ben.id]
    assert session.scalars(select(UnsavedText)).all() == []
