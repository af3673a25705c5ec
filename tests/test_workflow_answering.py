"""Answers to calls: by whom, to whom they are told, and how they are taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Answer, Event
from tests.bids import World
from tests.conftest import NOON
from tests.letters import subjects
from workflow import Conflict, Refused
from workflow.answers import stances
from workflow.answers.stances import Why
from workflow.telling import UNDO


def test_a_slower_answer_loses_and_is_told_both(world: World, session: Session) -> None:
    stances.answer(session, world.town, world.lakes, Answer.LEAD, by=world.ada, now=NOON)

    with pytest.raises(Conflict) as caught:
        stances.answer(session, world.town, world.lakes, Answer.NO, by=world.cleo, now=NOON)

    assert caught.value.message.values == {"mine": Answer.NO, "theirs": Answer.LEAD}


def test_an_answer_is_changed_with_its_version(world: World, session: Session) -> None:
    stances.answer(session, world.town, world.lakes, Answer.LEAD, by=world.ada, now=NOON)

    changed = stances.answer(
        session,
        world.town,
        world.lakes,
        Answer.NO,
        by=world.ada,
        now=NOON,
        seen=1,
        reason=Why.TOO_LITTLE_TIME,
    )

    assert (changed.answer, changed.reason, changed.version) == ("no", "too little time", 2)


def test_only_a_no_has_a_reason(world: World, session: Session) -> None:
    with pytest.raises(Refused, match="Only a no"):
        stances.answer(
            session,
            world.town,
            world.lakes,
            Answer.JOIN,
            by=world.ada,
            now=NOON,
            reason=Why.WRONG_AREA,
        )


def test_nobody_answers_for_another_partner(world: World, session: Session) -> None:
    with pytest.raises(Refused, match="for others"):
        stances.answer(session, world.town, world.lakes, Answer.JOIN, by=world.ben, now=NOON)


def test_an_answer_taken_down_by_telephone_is_told_to_the_partner(
    world: World, session: Session
) -> None:
    stances.answer(session, world.university, world.lakes, Answer.JOIN, by=world.cleo, now=NOON)

    assert subjects(session, "answered") == [("Ben", "Ett svar har noterats för University")]


def test_an_answer_taken_back_leaves_silence_and_an_event(world: World, session: Session) -> None:
    stance = stances.answer(
        session, world.university, world.lakes, Answer.JOIN, by=world.cleo, now=NOON
    )

    stances.take_back(session, stance, by=world.cleo, now=NOON + UNDO)

    assert stances.stance_of(session, world.university, world.lakes) is None
    assert subjects(session, "answered") == [("Ben", "Ett svar har noterats för University")]
    assert [event.verb for event in session.scalars(select(Event))] == ["answered", "taken back"]


def test_undo_in_time_cancels_the_letter_and_restores_what_was(
    world: World, session: Session
) -> None:
    stances.answer(session, world.university, world.lakes, Answer.JOIN, by=world.ben, now=NOON)
    later = NOON + timedelta(days=1)
    stance = stances.answer(
        session, world.university, world.lakes, Answer.NO, by=world.cleo, now=later, seen=1
    )

    stances.take_back(session, stance, by=world.ben, now=later + timedelta(minutes=9))

    assert stance.answer is Answer.JOIN
    assert subjects(session, "answered") == []


def test_it_can_be_too_late_to_take_an_answer_back(world: World, session: Session) -> None:
    stance = stances.answer(session, world.town, world.lakes, Answer.JOIN, by=world.ada, now=NOON)

    with pytest.raises(Refused, match="too late"):
        stances.take_back(session, stance, by=world.ada, now=NOON + timedelta(minutes=11))


def test_what_was_taken_back_is_not_taken_back_again(world: World, session: Session) -> None:
    stances.answer(session, world.town, world.lakes, Answer.JOIN, by=world.ada, now=NOON)
    stance = stances.answer(
        session, world.town, world.lakes, Answer.LEAD, by=world.ada, now=NOON, seen=1
    )
    stances.take_back(session, stance, by=world.ada, now=NOON)

    with pytest.raises(Refused, match="too late"):
        stances.take_back(session, stance, by=world.ada, now=NOON)
