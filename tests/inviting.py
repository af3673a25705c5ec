"""Somebody is asked into the town."""

from sqlalchemy.orm import Session

from models import Invitation, Person, Role
from tests.bids import World
from tests.conftest import NOON
from workflow.partners import invitations


def invite(session: Session, world: World, by: Person | None = None, **said: object) -> Invitation:
    facts = {"name": "Gil Gren", "email": "Gil@Example.org", "roles": [Role.REPRESENTATIVE]}
    return invitations.invite(
        session, world.town, **{**facts, **said}, by=by or world.ada, now=NOON  # type: ignore[arg-type]  # as a form would
    )  # fmt: skip
