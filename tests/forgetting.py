"""A partnership in which Ada has signed, and what is let go of in it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import Upload
from tests.bids import World
from tests.conftest import NOON
from workflow.people.retaining import Terms, retain
from workflow.people.sessions import Spans

NAME, ADDRESS = "Ada Sjöberg", "ada.sjoberg@town.example"
DAY = timedelta(days=1)


@pytest.fixture
def world(session: Session) -> World:
    """The partnership, in which Ada has signed, and others were written to about it."""
    world = World(session)
    world.ada.name, world.ada.email = NAME, ADDRESS
    world.bid(world.town, "Blue lakes", world.university)
    return world


def clean_up(session: Session, now: datetime) -> list[str]:
    """Let go of what is due; return who was erased."""
    gone: list[str] = []
    retain(session, now, Terms(), Spans(), lambda person: gone.append(person.name))
    session.flush()
    return gone


def upload(session: Session, world: World, rows: list[dict[str, Any]]) -> None:
    session.add(
        Upload(by_id=world.cleo.id, kind="partners", at=NOON, name="t", rows=rows, unread=[])
    )
    session.flush()
