"""A partner says who signs in whose place, and from when until when."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Deputy, Partner, Person, Role
from models.database import lock
from workflow.access import SIGNERS, demand, demand_here, is_one
from workflow.refusals import Refused
from workflow.telling import tell


def name(
    session: Session, partner: Partner, person: Person, signatory: Person, *, first: date,
    last: date, by: Person, now: datetime,
) -> Deputy:  # fmt: skip
    """Name a deputy for a period, both days included; said twice, it is said once."""
    demand(by, "depute", partner)
    lock(session, partner)
    demand_here(partner)
    if not is_one(signatory, partner, *SIGNERS):
        raise Refused("Only who may sign can have a deputy.")
    if not is_one(person, partner):
        raise Refused("A deputy belongs to the partner. Invite them first.")
    if is_one(person, partner, *SIGNERS):
        raise Refused("{name} may sign without being a deputy.", name=person.name)
    if is_one(signatory, partner, Role.SIGNATORY) and not is_one(by, partner, Role.SIGNATORY):
        raise Refused("Only a signatory names a deputy for a signatory.")
    if last < first:
        raise Refused("The last day is before the first.")
    if last < now.date():
        raise Refused("Choose days that have not passed.")
    for known in partner.deputies:
        if (known.person_id, known.for_id, known.first, known.last, known.ended_at) == (
            person.id, signatory.id, first, last, None,
        ):  # fmt: skip
            return known
    deputy = Deputy(person_id=person.id, for_id=signatory.id, first=first, last=last)
    partner.deputies.append(deputy)
    tell(
        session, "deputed", about=partner, by=by, now=now, person=person.id,
        in_place_of=signatory.id, first=first, last=last,
    )  # fmt: skip
    return deputy


def end(session: Session, deputy: Deputy, *, by: Person, now: datetime) -> None:
    """Let somebody be a deputy no longer; what they signed stands."""
    demand(by, "depute", deputy.partner)
    lock(session, deputy.partner)
    if deputy.ended_at is None:
        deputy.ended_at = now
        tell(
            session, "deputed no more", about=deputy.partner, by=by, now=now,
            person=deputy.person_id, in_place_of=deputy.for_id,
        )  # fmt: skip
