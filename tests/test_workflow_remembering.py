"""What was done is remembered: in words, in a chain that nobody changes, for those it concerns."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

import workflow
from models import Application, Event, Letter
from models.event import first_broken
from papers.wording import say
from tests.bids import World
from tests.conftest import NOON
from workflow import can, visible_to
from workflow.applications import stages
from workflow.history import PHRASES, phrase
from workflow.telling import history


def test_each_act_is_told_in_words(world: World, session: Session, bid: Application) -> None:
    world.agree(bid.commitments[1], binding=False)
    stages.move(session, bid, "write", by=world.ada, now=NOON)

    assert [say(phrase(event), "en") for event in history(session, bid)] == [
        "The application is now writing.",
        "University approved its part preliminarily.",
        "The part of University is now: project partner, 400,000 SEK.",
        "The application was opened, with Town as lead.",
    ]


def test_strangers_see_no_bid(world: World, session: Session, bid: Application) -> None:
    seen = {
        person.name: session.scalars(visible_to(person, Application)).all()
        for person in (world.eve, world.ben, world.cleo, world.finn)
    }

    assert seen == {"Eve": [bid], "Ben": [bid], "Cleo": [bid], "Finn": []}
    assert not can(world.finn, "see", bid)


def test_a_forged_event_breaks_the_chain(session: Session, bid: Application) -> None:
    chain = list(session.scalars(select(Event).order_by(Event.id)))
    assert first_broken(chain) is None

    assert first_broken([chain[1], chain[0], *chain[2:]]) is chain[1]
    with session.no_autoflush:
        chain[0].facts = {"answer": "no"}
        assert first_broken(chain) is chain[0]


@pytest.mark.parametrize("statement", [update(Event).values(verb="x"), delete(Event)])
def test_the_database_lets_nobody_change_events(
    session: Session, bid: Application, statement: object
) -> None:
    with pytest.raises(IntegrityError, match="only added to"):
        session.execute(statement)  # type: ignore[call-overload]  # both kinds are executable


def test_a_letter_says_dates_in_the_receivers_language(session: Session, bid: Application) -> None:
    letter = session.scalars(select(Letter).where(Letter.kind == "opened")).all()[-1]

    assert "Svara senast 12\u00a0januari\u00a02026" in letter.text


def test_every_act_has_its_words() -> None:
    rooms = Path(workflow.__file__).parent.rglob("*.py")
    told = [
        re.findall(r'(?:tell|announce)\(\s*session,\s*"([a-z ]+)"', file.read_text())
        for file in rooms
    ]

    assert {verb for verbs in told for verb in verbs} == set(PHRASES)


def test_postgresql_lets_nobody_change_events_either(elsewhere: Engine) -> None:
    with Session(elsewhere) as session:
        world = World(session)
        world.bid(world.town, "Blue lakes")

        with pytest.raises(DBAPIError, match="only added to"):
            session.execute(update(Event).values(verb="x"))
