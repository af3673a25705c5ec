"""The invented parties, found by their names."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Commitment, Partner, Person, Role


def one_partner(session: Session, name: str) -> Partner:
    """Return a party by its name."""
    return session.scalars(select(Partner).filter_by(name=name)).one()


def one_bid(session: Session, title: str) -> Application:
    """Return a bid by its title."""
    return session.scalars(select(Application).filter_by(title=title)).one()


def speaker(partner: Partner) -> Person:
    """Return who answers for a party."""
    return partner.people_as(Role.REPRESENTATIVE)[0]


def part(bid: Application, name: str) -> Commitment:
    """Return a party's part in a bid."""
    return next(each for each in bid.commitments if each.partner.name == name)
