"""Ideas that look for their call, and who is told."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Letter, Person
from tests.bids import World
from tests.conftest import NOON
from workflow.applications import opening


def told(session: Session, kind: str) -> list[str]:
    """Return who gets letters of a kind, by name."""
    letters = select(Person.name).join(Letter, Letter.person_id == Person.id)
    return sorted(session.scalars(letters.where(Letter.kind == kind)))


def idea(session: Session, world: World, *, own: bool = False) -> Application:
    """Open an idea that looks for its call."""
    return opening.open(
        session, call=None, lead=world.town, title="Night library", summary="Soup and books",
        answer_by=None, by=world.ada, now=NOON, own=own,
    )  # fmt: skip
