"""What a person says of two calls holds, whatever the clock finds; no answer is ever lost."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.find_overlaps import find_overlaps
from jobs.link_calls import link_calls
from jobs.match import match
from lexicon.terms import Deadline, Doubt
from models import Answer, Call, Event, Match, Overlap, OverlapKind, Sameness
from tests.conftest import NOON, People, make_call, make_source
from tests.twins import TITLE
from workflow import Conflict, Refused
from workflow.answers import stances
from workflow.applications import opening, rivals, willing
from workflow.collecting import reviewing, sameness

LATER = NOON + timedelta(hours=1)


def test_two_that_a_person_calls_one_are_one_for_ever(session: Session, people: People) -> None:
    other = make_call(make_source("other"), 9, "By another name", "Told at length.")
    session.add(other)
    session.flush()

    sameness.say(session, people.lakes, other, True, by=people.cleo, now=NOON)

    assert people.lakes.same_as is other
    assert other.alike == [other, people.lakes]
    assert link_calls(session) == 0


def test_two_that_a_person_parts_stay_apart_whatever_the_clock_finds(
    session: Session, people: People, twin: Call
) -> None:
    link_calls(session)

    sameness.say(session, people.lakes, twin, False, by=people.cleo, now=NOON)

    assert people.lakes.same_as is None
    assert link_calls(session) == 0


def test_the_latest_word_counts(session: Session, people: People, twin: Call) -> None:
    apart = sameness.say(session, people.lakes, twin, False, by=people.cleo, now=NOON)
    seen = sameness.stamp(apart)

    sameness.say(session, twin, people.lakes, True, seen=seen, by=people.cleo, now=LATER)

    assert link_calls(session) == 0
    assert people.lakes.same_as is twin
    assert len(session.scalars(select(Sameness)).all()) == 1


def test_the_call_with_an_answer_stays_the_one_that_is_shown(
    session: Session, people: People, twin: Call
) -> None:
    stances.answer(session, people.town, people.lakes, Answer.NO, by=people.ada, now=NOON)

    sameness.say(session, people.lakes, twin, True, by=people.cleo, now=NOON)
    stances.answer(session, people.university, twin, Answer.JOIN, by=people.ben, now=NOON)
    link_calls(session)

    assert twin.same_as is people.lakes


def test_two_answered_calls_become_one_and_no_answer_is_lost(
    session: Session, people: People, twin: Call
) -> None:
    stances.answer(session, people.town, people.lakes, Answer.JOIN, by=people.ada, now=NOON)
    stances.answer(session, people.university, twin, Answer.LEAD, by=people.ben, now=NOON)

    sameness.say(session, people.lakes, twin, True, by=people.cleo, now=NOON)
    link_calls(session)

    assert {people.lakes.same_as, twin.same_as} == {None, twin}
    for call in (people.lakes, twin):
        found = willing.willing(session, call)
        assert [each.partner for each in found] == [people.university, people.town]


def test_a_bid_to_the_other_origin_is_a_rival_all_the_same(
    session: Session, people: People, twin: Call
) -> None:
    sameness.say(session, people.lakes, twin, True, by=people.cleo, now=NOON)
    for call, lead, by in (
        (people.lakes, people.town, people.ada),
        (twin, people.university, people.ben),
    ):
        opening.open(
            session, call=call, lead=lead, title="Sjö", summary="", answer_by=None, by=by, now=NOON
        )

    assert [len(rivals.others_on(session, each)) for each in (people.lakes, twin)] == [2, 2]


def test_what_goes_with_one_of_the_two_comes_along(
    session: Session, people: People, twin: Call
) -> None:
    third = make_call(make_source("third"), 3, "Third", "x" * 500)
    session.add(third)
    session.flush()
    link_calls(session)

    sameness.say(session, people.lakes, third, True, by=people.cleo, now=NOON)

    assert {each.same_as for each in (people.lakes, twin)} == {third}
    assert link_calls(session) == 0


def test_what_was_parted_is_not_joined_by_way_of_a_third(
    session: Session, people: People, twin: Call
) -> None:
    third = make_call(make_source("third"), 3, "Third")
    session.add(third)
    session.flush()
    sameness.say(session, people.lakes, third, True, by=people.cleo, now=NOON)
    sameness.say(session, third, twin, False, by=people.cleo, now=LATER)

    link_calls(session)

    assert twin.same_as is None
    assert twin.origins == []


def test_what_does_not_go_together_follows_the_latest_word(
    session: Session, people: People, twin: Call
) -> None:
    third = make_call(make_source("third"), 3, "Third")
    session.add(third)
    session.flush()
    sameness.say(session, people.lakes, twin, False, by=people.cleo, now=NOON)
    sameness.say(session, people.lakes, third, True, by=people.cleo, now=LATER)
    sameness.say(session, twin, third, True, by=people.cleo, now=LATER + timedelta(days=1))

    link_calls(session)

    assert len({each.alike[0] for each in (people.lakes, twin, third)}) == 1


def test_a_call_of_the_same_source_may_be_one_but_no_round_of_itself(
    session: Session, people: People
) -> None:
    people.lakes.title = f"{TITLE} 2026"
    later = (Deadline(day=date(2027, 3, 1)),)
    after = make_call(people.source, 5, f"{TITLE} 2027", deadlines=later)
    session.add(after)
    session.flush()

    sameness.say(session, people.lakes, after, True, by=people.cleo, now=NOON)
    link_calls(session)

    assert [each.follows_id for each in (people.lakes, after)] == [None, None]


def test_saying_it_twice_is_saying_it_once(session: Session, people: People, twin: Call) -> None:
    for _ in range(2):
        sameness.say(session, people.lakes, twin, True, by=people.cleo, now=NOON)

    assert [each.verb for each in session.scalars(select(Event))] == ["linked"]


def test_the_slower_of_two_sees_that_it_was_decided(
    session: Session, people: People, twin: Call
) -> None:
    sameness.say(session, people.lakes, twin, True, by=people.cleo, now=NOON)

    with pytest.raises(Conflict):
        sameness.say(session, people.lakes, twin, False, by=people.cleo, now=LATER)


def test_a_member_may_not_say_which_calls_are_one(
    session: Session, people: People, twin: Call
) -> None:
    with pytest.raises(Refused):
        sameness.say(session, people.lakes, twin, True, by=people.ada, now=NOON)
    with pytest.raises(Refused):
        sameness.say(session, twin, twin, True, by=people.cleo, now=NOON)


def test_a_call_that_was_hidden_beside_another_is_told_once_it_is_parted(
    session: Session, people: People, twin: Call
) -> None:
    people.town.interests[0].language = "en"
    for number, title in enumerate(("Faster trains", "Bread from grain", "Music for the young")):
        session.add(make_call(twin.source, number, title, f"{title}, in every town."))
    twin.text = "x" * 900
    link_calls(session)
    match(session, NOON)
    hidden = {each.call_id for each in session.scalars(select(Match))}

    sameness.say(session, people.lakes, twin, False, by=people.cleo, now=LATER)
    match(session, LATER)

    new = [each for each in session.scalars(select(Match)) if each.found_at == LATER]
    assert people.lakes.id not in hidden
    assert [each.call_id for each in new] == [people.lakes.id]


def test_a_doubt_that_is_settled_hinders_no_link(
    session: Session, people: People, twin: Call
) -> None:
    twin.uncertain = (Doubt(field="deadlines", words="i mars"),)
    session.flush()
    seen = reviewing.point(twin, "deadlines").seen

    reviewing.confirm(session, twin, "deadlines", seen=seen, by=people.cleo, now=NOON)

    assert link_calls(session) == 1


def test_alike_bids_to_the_two_are_bids_to_the_same_call(
    session: Session, people: People, twin: Call
) -> None:
    sameness.say(session, people.lakes, twin, True, by=people.cleo, now=NOON)
    people.university.area = people.town.area
    words = "We measure the water of small lakes with schools and anglers, all summer long."
    for call, lead, by in (
        (people.lakes, people.town, people.ada),
        (twin, people.university, people.ben),
    ):
        opening.open(
            session, call=call, lead=lead, title="Small lakes", summary=words, answer_by=None,
            by=by, now=NOON,
        )  # fmt: skip

    find_overlaps(session, NOON)

    kinds = list(session.scalars(select(Overlap.kind)))
    assert kinds == [OverlapKind.SAME_CALL_SAME_TARGET]
