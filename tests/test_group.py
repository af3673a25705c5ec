"""Opening with or without a call, coming in late, outside partners, and the gaps of a group."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Stage, Talk
from tests.bids import World
from tests.conftest import NOON
from tests.grouping import idea, told
from workflow import Refused, can, visible_to
from workflow.applications import coming_in, finding_call, inviting, opening
from workflow.refusals import Incomplete
from workflow.visible import known_to

# Opening


def test_an_idea_is_opened_without_a_call_and_gets_one_later_with_everyone_told(
    session: Session, world: World
) -> None:
    bid = idea(session, world)
    inviting.invite(session, bid, world.university, by=world.ada, now=NOON)

    finding_call.find(session, bid, world.lakes, by=world.ada, now=NOON)

    assert bid.call is world.lakes
    assert told(session, "found_call") == ["Ben"]
    finding_call.find(session, bid, world.lakes, by=world.ada, now=NOON)  # a second tap
    assert told(session, "found_call") == ["Ben"]


def test_an_idea_does_not_take_a_call_to_which_its_lead_applies_already(
    session: Session, world: World, bid: Application
) -> None:
    other = idea(session, world)

    with pytest.raises(Refused, match="Town already has an application"):
        finding_call.find(session, other, world.lakes, by=world.ada, now=NOON)
    with pytest.raises(Refused):
        finding_call.find(session, other, world.lakes, by=world.ben, now=NOON)


def test_ones_own_asks_nobody_and_nobody_comes_in(session: Session, world: World) -> None:
    world.bid(world.university, "Clear lakes")

    own = opening.open(
        session, call=world.lakes, lead=world.association, title="Our lakes", summary="",
        answer_by=None, by=world.dana, now=NOON, own=True,
    )  # fmt: skip

    assert [each.partner.name for each in own.parts] == ["Association"]
    with pytest.raises(Refused, match="one partner's own"):
        inviting.invite(session, own, world.firm, by=world.dana, now=NOON)
    with pytest.raises(Refused, match="Association applies alone"):
        coming_in.ask(session, own, world.firm, "", by=world.finn, now=NOON)


def test_a_bid_with_others_in_it_is_nobodys_own(
    session: Session, world: World, bid: Application
) -> None:
    with pytest.raises(Refused, match="Others are in already"):
        coming_in.make_room(session, bid, places=None, own=True, by=world.ada, now=NOON)


def test_a_coordinator_may_note_an_idea_for_a_partner_and_it_is_asked(
    session: Session, world: World
) -> None:
    bid = opening.open(
        session, call=None, lead=world.town, title="An idea", summary="", answer_by=None,
        by=world.cleo, now=NOON,
    )  # fmt: skip

    assert bid.lead is world.town
    assert told(session, "opened") == ["Ada"]


def test_all_in_the_partnership_know_of_a_bid_and_only_those_in_it_see_it(
    session: Session, world: World, bid: Application
) -> None:
    assert can(world.finn, "know", bid)
    assert not can(world.finn, "see", bid)
    assert list(session.scalars(known_to(world.finn))) == [bid]
    assert list(session.scalars(visible_to(world.finn, Application))) == []

    bid.stage, bid.submitted_at = Stage.SUBMITTED, NOON

    assert not can(world.finn, "know", bid)
    assert list(session.scalars(known_to(world.finn))) == []
    assert list(session.scalars(known_to(world.ben))) == [bid]


# Talks


def test_a_talk_is_noted_with_its_day_by_who_speaks_for_a_party(
    session: Session, world: World, bid: Application
) -> None:
    said = {"who": "Ben", "whom": "The desk", "words": "Write it shorter"}

    finding_call.note(session, bid, day=NOON.date(), said=said, by=world.ben, now=NOON)

    (talk,) = finding_call.talks(session, bid)
    assert (talk.who, talk.whom, talk.words) == ("Ben", "The desk", "Write it shorter")
    with pytest.raises(Refused):
        finding_call.note(session, bid, day=NOON.date(), said=said, by=world.finn, now=NOON)


def test_a_talk_of_next_week_of_nobody_or_too_long_is_no_talk(
    session: Session, world: World, bid: Application
) -> None:
    later = NOON.date() + dt.timedelta(days=7)
    said = {"who": " ", "whom": "x" * 201, "words": "y" * 5001}

    with pytest.raises(Incomplete) as refused:
        finding_call.note(session, bid, day=later, said=said, by=world.ada, now=NOON)

    assert {field for field, _ in refused.value.errors} == {"who", "whom", "words", "day"}
    assert session.scalars(select(Talk)).all() == []
