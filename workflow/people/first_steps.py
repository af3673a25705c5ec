"""What somebody who is new here does first. A step that is done is no step any longer."""

from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import Call, Interest, Invitation, Letter, Membership, Partner, Person, Role
from models.partner import in_partnership
from workflow.access import SIGNERS, is_one, speaks
from workflow.letters.post_state import TEST


class Step(StrEnum):
    """The steps, in the order of their weight."""

    INTEREST = "interest"
    PROFILE = "profile"
    COLLEAGUE = "colleague"
    PARTNERS = "partners"
    SOURCES = "sources"
    TEST_LETTER = "test_letter"


def first_steps(session: Session, person: Person) -> list[tuple[Step, Partner | None]]:
    """Return what is left to do: for each of one's partners, and for who runs the whole."""
    here = [each for each in person.partners if not each.left_at]
    ids = [each.id for each in here]
    with_interest = set(
        session.scalars(select(Interest.partner_id).where(Interest.partner_id.in_(ids)))
    )
    people = (
        select(Membership.partner_id, func.count(Membership.person_id.distinct()))
        .where(Membership.partner_id.in_(ids))
        .group_by(Membership.partner_id)
    )
    several = {id for id, number in session.execute(people) if number > 1}
    asked_in = select(Invitation.partner_id).where(
        Invitation.partner_id.in_(ids), Invitation.ended_at.is_(None)
    )
    several |= set(session.scalars(asked_in))
    found: list[tuple[Step, Partner | None]] = []
    for each in here:
        if each.id not in with_interest and speaks(person, each):
            found.append((Step.INTEREST, each))
        if not is_one(person, each, *SIGNERS):
            continue
        if not each.about and not each.offers:
            found.append((Step.PROFILE, each))
        if each.id not in several:
            found.append((Step.COLLEAGUE, each))
    if Role.OPERATOR in person.roles:
        found += [(step, None) for step in of_the_whole(session)]
    return found


def of_the_whole(session: Session) -> list[Step]:
    """Return what an installation lacks that has just been set up."""
    here = select(func.count(Partner.id)).where(in_partnership())
    tried = or_(Letter.sent_at.is_not(None), Letter.kind == TEST)
    done = {
        Step.PARTNERS: (session.scalar(here) or 0) > 1,
        Step.SOURCES: session.scalar(select(Call.id).limit(1)) is not None,
        Step.TEST_LETTER: session.scalar(select(Letter.id).where(tried).limit(1)) is not None,
    }
    return [step for step in Step if done.get(step) is False]
