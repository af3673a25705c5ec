"""A bid moves from stage to stage, and says what is missing."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Letter, Stage
from papers.wording import say
from tests.bids import World
from tests.conftest import NOON
from tests.letters import subjects
from workflow import Refused
from workflow.applications import declining, inviting, stages
from workflow.telling import history


def to_approval(world: World, bid: Application) -> None:
    for verb in ("write", "ask for approval"):
        stages.move(world.session, bid, verb, by=world.ada, now=NOON)


def test_only_the_lead_moves_a_bid_on(world: World, session: Session, bid: Application) -> None:
    for person in (world.ben, world.cleo, world.finn):
        with pytest.raises(Refused, match="for others"):
            stages.move(session, bid, "write", by=person, now=NOON)

    stages.move(session, bid, "write", by=world.eve, now=NOON)

    assert bid.stage is Stage.WRITING


def test_nobody_merges_a_bid_alone(world: World, session: Session, bid: Application) -> None:
    with pytest.raises(Refused, match="for others"):
        stages.move(session, bid, "merge", by=world.ada, now=NOON)


def test_approval_waits_for_a_budget(world: World, session: Session, bid: Application) -> None:
    stages.move(session, bid, "write", by=world.ada, now=NOON)

    with pytest.raises(Refused, match="No part has a budget"):
        stages.move(session, bid, "ask for approval", by=world.ada, now=NOON)


def test_the_moves_say_what_is_missing(world: World, session: Session, bid: Application) -> None:
    world.agree(bid.commitments[0])
    to_approval(world, bid)

    said = {
        move.verb: missing and say(missing, "en")
        for move, missing in stages.possible(world.ada, bid)
    }

    assert said == {
        "revise": None,
        "submit": "Not yet approved by University.",
        "withdraw": None,
    }
    assert stages.possible(world.ben, bid) == []


def test_an_unsigned_part_holds_the_submission_up(
    world: World, session: Session, bid: Application
) -> None:
    world.agree(bid.commitments[0])
    to_approval(world, bid)

    with pytest.raises(Refused, match="Not yet approved by University"):
        stages.move(session, bid, "submit", by=world.ada, now=NOON, reference="A 1")

    world.agree(bid.commitments[1])
    stages.move(session, bid, "submit", by=world.ada, now=NOON, reference="A 1")
    assert (bid.stage, bid.submitted_at, bid.reference) == (Stage.SUBMITTED, NOON, "A 1")


def test_who_declined_holds_nobody_up(world: World, session: Session, bid: Application) -> None:
    world.agree(bid.commitments[0])
    declining.decline(session, bid.commitments[1], reason="No time", by=world.ben, now=NOON)
    to_approval(world, bid)

    stages.move(session, bid, "submit", by=world.ada, now=NOON, reference="A 1")

    assert bid.stage is Stage.SUBMITTED


def test_preliminary_parts_are_submitted_only_knowingly_and_by_name(
    world: World, session: Session, bid: Application
) -> None:
    world.agree(bid.commitments[0])
    world.agree(bid.commitments[1], binding=False)
    to_approval(world, bid)

    with pytest.raises(Refused, match="University have approved preliminarily"):
        stages.move(session, bid, "submit", by=world.ada, now=NOON, reference="A 1")
    stages.move(
        session,
        bid,
        "submit",
        by=world.ada,
        now=NOON,
        reference="A 1",
        accepted_preliminary=True,
    )

    assert history(session, bid)[0].facts["preliminary"] == ["University"]
    letter = session.scalars(select(Letter).where(Letter.kind == "moved")).all()[-1]
    assert "University" in letter.text.split("preliminära")[1]


def test_a_submission_has_the_funders_number(
    world: World, session: Session, bid: Application
) -> None:
    for part in bid.commitments:
        world.agree(part)
    to_approval(world, bid)

    with pytest.raises(Refused, match="reference number"):
        stages.move(session, bid, "submit", by=world.ada, now=NOON, reference=" ")
    with pytest.raises(Refused, match="Shorten"):
        stages.move(session, bid, "submit", by=world.ada, now=NOON, reference="1" * 201)


@pytest.mark.parametrize("verb", ["submit", "grant", "start", "close", "revise"])
def test_no_step_is_left_out(world: World, session: Session, bid: Application, verb: str) -> None:
    with pytest.raises(Refused, match="the application is gathering"):
        stages.move(session, bid, verb, by=world.ada, now=NOON)


def test_what_is_submitted_is_left_alone(world: World, session: Session, bid: Application) -> None:
    for part in bid.commitments:
        world.agree(part)
    to_approval(world, bid)
    stages.move(session, bid, "submit", by=world.ada, now=NOON, reference="A 1")

    with pytest.raises(Refused, match="no longer be changed"):
        world.agree(bid.commitments[1], 1, 0)
    with pytest.raises(Refused, match="no longer be changed"):
        inviting.invite(session, bid, world.association, by=world.ada, now=NOON)


def test_a_step_and_back_within_ten_minutes_is_told_once(
    world: World, session: Session, bid: Application
) -> None:
    world.agree(bid.commitments[0])
    to_approval(world, bid)
    stages.move(session, bid, "revise", by=world.ada, now=NOON)

    assert subjects(session, "moved") == [("Ben", "Blue lakes: skrivs")]
