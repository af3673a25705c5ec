"""Lists of bids and overlaps that somebody sees or knows of, as `see` and `know` say of one."""

from typing import TypeVar

from sqlalchemy import Select, false, or_, select

from models import (
    Application,
    Commitment,
    Membership,
    Overlap,
    OverlapMember,
    Person,
    Stance,
)
from models.stage import BEFORE_SUBMITTED
from workflow.access import coordinates, within

Listed = TypeVar("Listed", Application, Overlap)


def known_to(person: Person) -> Select[Application]:
    """Select the bids that the person knows of; what may be shown of each, `see` says."""
    seen = Application.id.in_(visible_to(person, Application).with_only_columns(Application.id))
    known = Application.stage.in_(BEFORE_SUBMITTED) if within(person) else false()
    return select(Application).where(or_(seen, known))


def visible_to(person: Person, kind: type[Listed]) -> Select[Listed]:
    """Select the bids, or the overlaps, that the person may see."""
    if coordinates(person):
        return select(kind)
    asked = (
        select(Commitment.application_id)
        .join(Membership, Membership.partner_id == Commitment.partner_id)
        .where(Membership.person_id == person.id)
    )
    if kind is Application:
        return select(kind).where(Application.id.in_(asked))
    answered = (
        select(Stance.id)
        .join(Membership, Membership.partner_id == Stance.partner_id)
        .where(Membership.person_id == person.id)
    )
    among = select(OverlapMember.overlap_id).where(
        or_(OverlapMember.application_id.in_(asked), OverlapMember.stance_id.in_(answered))
    )
    return select(kind).where(Overlap.id.in_(among) if within(person) else false())
