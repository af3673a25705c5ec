"""What waits for an answer: parts that are not signed yet, proposals that nobody replied to."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from models import (
    Application,
    Commitment,
    Latecomer,
    LatecomerState,
    Overlap,
    OverlapMember,
    Person,
)
from models.stage import BEFORE_SUBMITTED
from workflow.access import SIGNERS, speaks
from workflow.letters.new_calls import partners_as
from workflow.overlaps.finding import in_the_way
from workflow.overlaps.settling import Standing, standing


def unsigned_parts(
    session: Session, partner_ids: Collection[int] | None = None
) -> list[Commitment]:
    """Return the parts of all, or of some partners, that wait for a sign-on.

    Those to be answered first come first.
    """
    wanted = (
        select(Commitment)
        .join(Commitment.application)
        .options(
            contains_eager(Commitment.application).joinedload(Application.call),
            joinedload(Commitment.partner),
            selectinload(Commitment.signatures),
        )
        .where(Commitment.declined_at.is_(None), Application.stage.in_(BEFORE_SUBMITTED))
        .order_by(Application.answer_by.is_(None), Application.answer_by, Commitment.id)
    )
    if partner_ids is not None:
        wanted = wanted.where(Commitment.partner_id.in_(partner_ids))
    return [each for each in session.scalars(wanted) if each.signature is None]


def unsigned(session: Session, person: Person) -> list[Commitment]:
    """Return the parts that wait for the person's sign-on."""
    return unsigned_parts(session, partners_as(person, SIGNERS))


def waiting_replies(session: Session) -> list[OverlapMember]:
    """Return all proposals that wait for a lead's reply."""
    rivals = joinedload(OverlapMember.overlap).selectinload(Overlap.members)
    parts = selectinload(Application.commitments).joinedload(Commitment.partner)
    wanted = (
        select(OverlapMember)
        .join(OverlapMember.overlap)
        .options(
            rivals.joinedload(OverlapMember.application).options(parts),
            joinedload(OverlapMember.application).options(parts),
        )
        .where(Overlap.proposal.is_not(None), OverlapMember.agrees.is_(None))
        .order_by(OverlapMember.id)
    )
    return [
        each
        for each in session.scalars(wanted)
        if standing(each.overlap) is Standing.WAITING and in_the_way(each)
    ]


def latecomers(session: Session, person: Person) -> list[Latecomer]:
    """Return who asks to come into a bid that the person carries on for its lead."""
    wanted = (
        select(Latecomer)
        .join(Latecomer.application)
        .options(
            contains_eager(Latecomer.application).selectinload(Application.commitments),
            joinedload(Latecomer.partner),
        )
        .where(
            Latecomer.state == LatecomerState.WAITING, Application.stage.in_(BEFORE_SUBMITTED)
        )
        .order_by(Latecomer.id)
    )  # fmt: skip
    return [
        each
        for each in session.scalars(wanted)
        if speaks(person, each.application.lead)
        and each.partner_id not in {part.partner_id for part in each.application.parts}
    ]


def unanswered(session: Session, person: Person) -> list[OverlapMember]:
    """Return the proposals that wait for a reply the person may give for a lead."""
    return [each for each in waiting_replies(session) if speaks(person, each.lead)]
