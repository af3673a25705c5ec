"""Writing together: whoever saves first, nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Event, Letter, SectionState, SectionText
from tests.bids import World
from tests.conftest import NOON
from tests.writing import section_of
from workflow import Conflict, Refused
from workflow.applications import opening, stages
from workflow.history import phrase
from workflow.writing import comments, headings, sections
from workflow.writing.sections import HOLD, writer

MINUTE = timedelta(minutes=1)


def test_a_new_application_has_the_headings_of_its_programme(world: World) -> None:
    world.lakes.programme = "ESF+"
    world.lakes.language = "sv"

    bid = world.bid(world.town, "Blue lakes")

    titles = {each.code: each.title for each in bid.sections}
    assert titles["need"] == "Problemanalys"
    assert titles["goals"] == "Mål"
    assert [each.code for each in bid.sections][:2] == ["need", "target_group"]
    assert "anchoring" in titles
    assert {each.most for each in bid.sections} == {None}  # no length is known for certain
    assert {each.state for each in bid.sections} == {SectionState.NOT_STARTED}


def test_what_is_saved_stands_and_is_kept(session: Session, world: World, bid: Application) -> None:
    goals = section_of(bid, "goals")

    sections.save(session, goals, " Clean\r\nwater ", seen=0, by=world.ben, now=NOON)
    sections.save(session, goals, "Cleaner\nwater", seen=1, by=world.ada, now=NOON + MINUTE)

    assert (goals.text, goals.version) == ("Cleaner\nwater", 2)
    assert goals.state is SectionState.BEGUN
    kept = [(each.number, each.text, each.by.name) for each in sections.versions(session, goals)]
    assert kept == [(2, "Cleaner\nwater", "Ada"), (1, "Clean\nwater", "Ben")]
    last = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert last is not None
    assert phrase(last).id == "“{section}” has a new text, number {number}."


def test_the_slower_sees_both_texts_and_loses_nothing(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")
    sections.save(session, goals, "Ada's", seen=0, by=world.ada, now=NOON)

    with pytest.raises(Conflict) as both:
        sections.save(session, goals, "Ben's", seen=0, by=world.ben, now=NOON)
    kept = sections.keep_beside(session, goals, "Ben's", seen=0, by=world.ben, now=NOON)

    assert (both.value.message.values["mine"], both.value.message.values["theirs"]) == (
        "Ben's", "Ada's",
    )  # fmt: skip
    assert goals.text == "Ada's"
    assert sections.beside(session, goals) == [kept]


def test_two_texts_become_one_and_both_stay_in_the_history(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")
    sections.save(session, goals, "Ada's", seen=0, by=world.ada, now=NOON)
    kept = sections.keep_beside(session, goals, "Ben's", seen=0, by=world.ben, now=NOON)

    sections.settle(session, kept, "Ada's and Ben's", seen=1, by=world.ben, now=NOON)

    assert goals.text == "Ada's and Ben's"
    assert sections.beside(session, goals) == []
    texts = {each.text for each in sections.versions(session, goals)}
    assert texts == {"Ada's", "Ben's", "Ada's and Ben's"}


def test_putting_two_together_is_itself_held_against_what_stands_by_then(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")
    sections.save(session, goals, "Ada's", seen=0, by=world.ada, now=NOON)
    kept = sections.keep_beside(session, goals, "Ben's", seen=0, by=world.ben, now=NOON)
    sections.save(session, goals, "Ada's second", seen=1, by=world.ada, now=NOON)

    with pytest.raises(Conflict):
        sections.settle(session, kept, "Both", seen=1, by=world.ben, now=NOON)

    assert (goals.text, sections.beside(session, goals)) == ("Ada's second", [kept])


def test_leaving_what_stands_settles_it_too(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")
    sections.save(session, goals, "Ada's", seen=0, by=world.ada, now=NOON)
    kept = sections.keep_beside(session, goals, "Ben's", seen=0, by=world.ben, now=NOON)

    sections.settle(session, kept, "Ada's", seen=1, by=world.ben, now=NOON)

    assert (goals.version, sections.beside(session, goals)) == (1, [])


def test_the_same_text_twice_is_one_text(session: Session, world: World, bid: Application) -> None:
    goals = section_of(bid, "goals")

    for _ in range(2):
        sections.save(session, goals, "Clean", seen=0, by=world.ada, now=NOON)
        sections.keep_beside(session, goals, "Other", seen=0, by=world.ben, now=NOON)

    assert goals.version == 1
    assert len(sections.versions(session, goals)) == 2


def test_who_writes_is_seen_until_it_expires_and_keeps_nobody_out(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")

    sections.hold(session, goals, by=world.ada, now=NOON)
    sections.hold(session, goals, by=world.ben, now=NOON + MINUTE)
    session.flush()
    session.expire_all()
    held = writer(goals, NOON + MINUTE)
    sections.save(session, goals, "Ben's", seen=0, by=world.ben, now=NOON + 2 * MINUTE)

    assert held is world.ada
    assert goals.text == "Ben's"
    assert writer(goals, NOON + 2 * MINUTE) is world.ada  # she is still writing
    assert writer(goals, NOON + HOLD) is None


def test_a_hold_that_has_expired_is_the_next_ones(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")
    sections.hold(session, goals, by=world.ada, now=NOON)

    sections.hold(session, goals, by=world.ben, now=NOON + HOLD)
    session.flush()
    session.expire_all()

    assert writer(goals, NOON + HOLD) is world.ben
    assert goals.writing_since == NOON + HOLD


def test_saving_and_stopping_let_go(session: Session, world: World, bid: Application) -> None:
    goals, need = section_of(bid, "goals"), section_of(bid, "need")
    for each in (goals, need):
        sections.hold(session, each, by=world.ada, now=NOON)

    sections.save(session, goals, "Clean", seen=0, by=world.ada, now=NOON)
    sections.let_go(session, need, by=world.ada, now=NOON)

    assert (goals.writing_id, need.writing_id) == (None, None)


def test_done_is_said_of_the_words_that_one_has_seen(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")
    sections.save(session, goals, "Clean", seen=0, by=world.ada, now=NOON)
    sections.mark(session, goals, SectionState.DONE, seen=1, by=world.ada, now=NOON)
    sections.save(session, goals, "Cleaner", seen=1, by=world.ben, now=NOON)

    with pytest.raises(Conflict):
        sections.mark(session, goals, SectionState.DONE, seen=1, by=world.ada, now=NOON)

    assert goals.state is SectionState.BEGUN


def test_nothing_is_done_where_nothing_is_written(
    session: Session, world: World, bid: Application
) -> None:
    with pytest.raises(Refused, match="no text"):
        sections.mark(
            session, section_of(bid, "goals"), SectionState.DONE, seen=0, by=world.ada, now=NOON
        )


def test_an_emptied_section_is_not_started(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")
    sections.save(session, goals, "Clean", seen=0, by=world.ada, now=NOON)

    sections.save(session, goals, "  ", seen=1, by=world.ada, now=NOON)
    session.flush()

    assert goals.state is SectionState.NOT_STARTED
    assert sections.text_of(session, goals, 1) == "Clean"


def test_who_is_given_a_section_is_told_with_a_link_that_signs_in(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")

    sections.give(session, goals, world.university, world.ben, by=world.ada, now=NOON)

    [letter] = session.scalars(select(Letter).filter_by(kind="gave"))
    assert letter.person_id == world.ben.id
    assert f"/in/~ticket~?next=%2Fapplications%2F{bid.id}%2Ftext%2F{goals.id}" in letter.text


def test_only_who_is_in_answers_for_a_section(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")

    with pytest.raises(Refused, match="not in the application"):
        sections.give(session, goals, world.firm, None, by=world.ada, now=NOON)
    with pytest.raises(Refused, match="somebody of the partner"):
        sections.give(session, goals, world.university, world.dana, by=world.ada, now=NOON)


def test_strangers_and_who_has_declined_write_nothing(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")
    bid.commitments[1].declined_at = NOON

    for person in (world.finn, world.dana, world.ben):
        with pytest.raises(Refused, match="may not"):
            sections.save(session, goals, "Mine", seen=0, by=person, now=NOON)

    assert session.scalars(select(SectionText)).all() == []


def test_what_was_withdrawn_is_not_written_further(
    session: Session, world: World, bid: Application
) -> None:
    stages.move(session, bid, "withdraw", by=world.ada, now=NOON)

    with pytest.raises(Refused, match="no longer be changed"):
        sections.save(session, section_of(bid, "goals"), "Late", seen=0, by=world.ada, now=NOON)


def test_a_text_that_is_too_long_is_refused(
    session: Session, world: World, bid: Application
) -> None:
    with pytest.raises(Refused, match="Shorten the text"):
        sections.save(
            session, section_of(bid, "goals"), "x" * (sections.LONGEST + 1), seen=0, by=world.ada,
            now=NOON,
        )  # fmt: skip


def test_a_length_is_noted_with_its_source_or_not_at_all(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")
    said: dict[str, Any] = {"title": "Project goals", "by": world.ada, "now": NOON}

    for most, source in ((2000, " "), (0, "The form"), (10**8, "The form")):
        with pytest.raises(Refused, match="where the funder names"):
            headings.shape(session, goals, most=most, most_source=source, **said)
    headings.shape(session, goals, most=2000, most_source="The form, page 3", **said)
    session.flush()

    assert (goals.title, goals.most, goals.most_source) == (
        "Project goals", 2000, "The form, page 3",
    )  # fmt: skip


def test_another_programme_changes_only_headings_that_nobody_used(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")
    sections.save(session, goals, "Clean", seen=0, by=world.ada, now=NOON)
    own = headings.add(session, bid, "Risks", by=world.ada, now=NOON)

    headings.begin_as(session, bid, "esf", by=world.ada, now=NOON)
    session.flush()
    session.expire_all()

    assert goals in bid.sections
    assert own in bid.sections
    assert section_of(bid, "need").title == "Problem analysis"
    assert section_of(bid, "anchoring").title == "Anchoring"
    assert [each.code for each in bid.sections].count("goals") == 1


def test_a_heading_with_something_under_it_stays(
    session: Session, world: World, bid: Application
) -> None:
    goals, need, area = (section_of(bid, code) for code in ("goals", "need", "area"))
    sections.save(session, goals, "Clean", seen=0, by=world.ada, now=NOON)
    comments.say(session, bid, "Whose need?", section=need, by=world.ada, now=NOON)

    for each in (goals, need):
        with pytest.raises(Refused, match="It is kept"):
            headings.remove(session, each, by=world.ada, now=NOON)
    headings.remove(session, area, by=world.ada, now=NOON)
    session.flush()
    session.expire_all()

    assert area not in bid.sections


def test_a_heading_added_twice_is_there_once(
    session: Session, world: World, bid: Application
) -> None:
    first = headings.add(session, bid, "Risks", by=world.ada, now=NOON)
    second = headings.add(session, bid, " risks ", by=world.ben, now=NOON)

    assert first is second


def test_a_bid_opened_anew_begins_with_nothing_written(session: Session, world: World) -> None:
    bid = opening.open(
        session, call=world.call("Wilder woods"), lead=world.town, title="Woods", summary="",
        answer_by=None, by=world.ada, now=NOON,
    )  # fmt: skip

    assert sections.versions(session, bid.sections[0]) == []
