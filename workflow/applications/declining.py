"""A partner takes its approval back, or leaves the bid: with a reason, told to those who are in."""

from datetime import datetime

from sqlalchemy.orm import Session

from models import Application, Commitment, Part, Person
from workflow.access import SIGNERS, demand
from workflow.applications.commitments import hold
from workflow.applications.signing import void
from workflow.applications.terms import signed
from workflow.refusals import Refused
from workflow.telling import tell


def revoke(
    session: Session, commitment: Commitment, *, reason: str, by: Person, now: datetime
) -> None:
    """Take the signature of a part back, with a reason; the part stays, and waits for another."""
    demand(by, "sign", commitment)
    hold(session, commitment, by, now)
    reason = worded(reason)
    if commitment.signature is None:
        raise Refused("There is no approval to take back.")
    application = commitment.application
    told = [
        each for each in application.parts if each is commitment or each in those_in(application)
    ]
    voids = void(commitment, now)
    tell(
        session,
        "revoked",
        about=application,
        by=by,
        now=now,
        to=people_of(told),
        path=f"/applications/{application.id}",
        partner=commitment.partner.name,
        title=application.title,
        reason=reason,
        voids=voids,
    )


def decline(
    session: Session, commitment: Commitment, *, reason: str, by: Person, now: datetime
) -> None:
    """Leave the bid, or do not come in; those who are in are told why."""
    demand(by, "sign", commitment)
    hold(session, commitment, by, now)
    if commitment.part is Part.LEAD:
        raise Refused(
            "The lead cannot decline. Hand the lead over first, or withdraw the application."
        )
    reason = worded(reason)
    if not commitment.declined_at:
        step_out(session, commitment, reason=reason, by=by, now=now)


def step_out(
    session: Session, commitment: Commitment, *, reason: str, by: Person, now: datetime
) -> None:
    """Take a partner's part out of the bid, and tell those who are in."""
    application = commitment.application
    voids = void(commitment, now)
    commitment.declined_at, commitment.decline_reason = now, reason
    tell(
        session,
        "declined",
        about=application,
        by=by,
        now=now,
        to=people_of(those_in(application)),
        path=f"/applications/{application.id}",
        partner=commitment.partner.name,
        title=application.title,
        reason=reason,
        voids=voids,
    )


def those_in(application: Application) -> list[Commitment]:
    """Return the parts of the lead and of those who have signed."""
    return [each for each in application.parts if signed(each) or each.part is Part.LEAD]


def people_of(parts: list[Commitment]) -> list[Person]:
    """Return those who may sign for parts."""
    return [person for part in parts for person in part.partner.people_as(*SIGNERS)]


def worded(reason: str) -> str:
    """Trim a reason, and demand one."""
    if not reason.strip():
        raise Refused("Say in a few words why.")
    return reason.strip()
