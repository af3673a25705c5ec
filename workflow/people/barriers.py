"""Somebody could not use a page: a letter to those who run the installation, and nothing else."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Membership, Person, Role
from papers.keys import somebody
from papers.wording import Message
from workflow.forms.profile import tidy
from workflow.forms.typed import Errors, address_of
from workflow.refusals import Incomplete, Refused
from workflow.telling import send

KIND = "barrier"
FIELDS = ("what", "where", "email")
LEAST, MOST, MOST_WHERE = 5, 3000, 300


def report(session: Session, secret: bytes, said: Mapping[str, str], *, now: datetime) -> None:
    """Write to the operators, or, where there are none, to the coordinators.

    The same words on the same day are one letter.
    """
    what, where = tidy(said["what"]), " ".join(tidy(said["where"]).split())[:MOST_WHERE]
    email, errors = address_of(said["email"]), Errors()
    if not LEAST <= len(what) <= MOST:
        many = {"least": LEAST, "most": MOST}
        errors.append(("what", Message("Write {least} to {most} characters.", many)))
    if said["email"].strip() and not email:
        errors.append(("email", Message("Write an address such as anna@example.org.")))
    if errors:
        raise Incomplete(errors)
    readers = having(session, Role.OPERATOR) or having(session, Role.COORDINATOR)
    if not readers:
        raise Refused("Nobody would read it here. Write to the address above instead.")
    about = somebody(secret, KIND, "|".join((f"{now.date()}", what, where, email)))
    for person in readers:
        send(session, person, KIND, about=about, now=now, what=what, where=where, email=email)


def having(session: Session, role: Role) -> list[Person]:
    """Return who has a role anywhere."""
    found = select(Person).join(Membership).where(Membership.role == role)
    return list(session.scalars(found.distinct().order_by(Person.id)))
