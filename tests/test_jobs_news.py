"""A letter tells of a proposal while it waits for a reply that its reader may give."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.digest import digest
from models import Letter, Person, Stage
from tests.bids import Rivals
from tests.conftest import NOON
from workflow.letters.awaited import unanswered

ZONE = "Europe/Stockholm"


@pytest.fixture
def rivals(session: Session) -> Rivals:
    rivals = Rivals(session)
    rivals.propose(rivals.blue)
    return rivals


def asked(rivals: Rivals) -> set[str]:
    world = rivals.world
    everyone: list[Person] = [world.ada, world.eve, world.ben, world.dana, world.cleo, world.finn]
    return {each.name for each in everyone if unanswered(rivals.session, each)}


def test_those_who_speak_for_a_lead_are_asked_and_nobody_else(rivals: Rivals) -> None:
    assert asked(rivals) == {"Ada", "Eve", "Dana"}


def test_whoever_has_replied_is_not_asked_again(rivals: Rivals) -> None:
    rivals.reply(rivals.blue, True)

    assert asked(rivals) == {"Dana"}


def test_after_a_no_the_coordinator_is_to_act_and_not_the_leads(rivals: Rivals) -> None:
    rivals.reply(rivals.blue, False)

    assert asked(rivals) == set()


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.WITHDRAWN])
def test_a_proposal_about_a_bid_that_is_gone_no_longer_waits(rivals: Rivals, stage: Stage) -> None:
    rivals.clear.stage = stage
    rivals.clear.submitted_at = NOON if stage is Stage.SUBMITTED else None

    assert asked(rivals) == set()


def test_the_letter_leads_to_the_reply(rivals: Rivals) -> None:
    digest(rivals.session, NOON, ZONE)

    written = rivals.session.scalars(select(Letter).where(Letter.kind == "digest"))
    told = {each.reader.name: each for each in written}
    path = f"overlaps%2F{rivals.overlap.id}%2Freply"
    assert path in told["Dana"].text
    assert path in told["Dana"].html
