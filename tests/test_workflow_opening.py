"""A bid is opened from the answers: who is in, who is asked, and what is refused."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Answer, Application, Letter, Part
from tests.bids import World
from tests.conftest import NOON
from tests.letters import subjects
from workflow import Conflict, Refused
from workflow.answers import stances
from workflow.applications import describing, inviting, opening
from workflow.telling import UNDO


def test_the_willing_are_in_and_asked_each_in_their_language(
    world: World, session: Session
) -> None:
    stances.answer(session, world.association, world.lakes, Answer.SUPPORT, by=world.dana, now=NOON)
    bid = world.bid(world.town, "Blue lakes", world.university)

    assert [(each.partner.name, each.part) for each in bid.commitments] == [
        ("Town", Part.LEAD),
        ("University", Part.PARTNER),
        ("Association", Part.ASSOCIATED),
    ]
    assert subjects(session, "opened") == [
        ("Ada", "You lead: Blue lakes"),
        ("Ben", "Vill ni vara med: Blue lakes"),
        ("Dana", "Vill ni vara med: Blue lakes"),
    ]


def test_an_invitation_waits_ten_minutes_and_leads_to_ones_own_sign_on(
    world: World, session: Session, bid: Application
) -> None:
    letter = session.scalars(select(Letter).where(Letter.person_id == world.ben.id)).all()[-1]

    path = f"%2Fapplications%2F{bid.id}%2Fjoin%3Fpartner%3D{world.university.id}"
    assert letter.not_before == NOON + UNDO
    assert f"~site~/in/~ticket~?next={path}" in letter.text
    assert f"~site~/in/~ticket~?next={path}" in letter.html


def test_a_second_bid_of_the_same_lead_to_the_same_call_is_refused(
    world: World, bid: Application
) -> None:
    with pytest.raises(Refused, match="Town already has an application"):
        world.bid(world.town, "Bluer lakes")


def test_nobody_is_made_a_lead_who_never_wanted_to_take_part(
    world: World, session: Session
) -> None:
    with pytest.raises(Refused, match="Firm has not said"):
        opening.open(
            session,
            call=world.lakes,
            lead=world.firm,
            title="Blue lakes",
            summary="",
            answer_by=None,
            by=world.cleo,
            now=NOON,
        )


def test_strangers_do_not_open_for_others_nor_without_a_title(
    world: World, session: Session
) -> None:
    details: dict[str, Any] = {
        "call": world.lakes,
        "lead": world.town,
        "summary": "",
        "answer_by": None,
    }

    with pytest.raises(Refused, match="for others"):
        opening.open(session, **details, title="Lakes", by=world.finn, now=NOON)
    with pytest.raises(Refused, match="a title"):
        opening.open(session, **details, title="  ", by=world.ada, now=NOON)


def test_one_more_is_invited_once(world: World, session: Session, bid: Application) -> None:
    inviting.invite(session, bid, world.association, by=world.ada, now=NOON)

    with pytest.raises(Refused, match="already asked"):
        inviting.invite(session, bid, world.association, by=world.cleo, now=NOON)
    assert subjects(session, "opened")[-1] == ("Dana", "Vill ni vara med: Blue lakes")


def test_the_slower_of_two_writers_sees_both_texts(
    world: World, session: Session, bid: Application
) -> None:
    describing.describe(
        session, bid, title="Blue lakes", summary="Hers", seen=1, by=world.ada, now=NOON
    )

    with pytest.raises(Conflict) as caught:
        describing.describe(
            session, bid, title="Blue lakes", summary="Mine", seen=1, by=world.cleo, now=NOON
        )

    assert caught.value.message.values["mine"]["summary"] == "Mine"
    assert caught.value.message.values["theirs"]["summary"] == "Hers"
    assert bid.summary == "Hers"


def test_a_long_title_makes_no_longer_subject(world: World, session: Session) -> None:
    world.bid(world.town, "Lakes " * 50)

    letter = session.scalars(select(Letter).where(Letter.kind == "opened")).all()[-1]

    assert len(letter.subject) <= 200
    assert letter.subject.endswith("…")
