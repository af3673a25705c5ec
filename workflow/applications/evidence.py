"""What is handed out as evidence of an application: its events, and who signed what."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Event, Person, Signature
from papers.evidence import Evidence, Signed, pack
from workflow.access import demand
from workflow.history import phrase
from workflow.telling import history, named


def hand_out(session: Session, application: Application, *, by: Person, now: datetime) -> bytes:
    """Return the evidence as a ZIP: for the lead's people and coordinators."""
    demand(by, "edit", application)
    return packed(session, application, now)


def packed(session: Session, application: Application, now: datetime) -> bytes:
    """Pack the evidence of an application."""
    names = {each.id: each.name for each in session.execute(select(Person.id, Person.name))}
    mine = list(reversed(history(session, application, limit=None)))
    return pack(
        Evidence(
            title=application.title,
            taken_at=now,
            events=list(links(session, application)),
            happened=[
                (each.at, names.get(each.by_id, "") if each.by_id else "", phrase(each))
                for each in mine
            ],
            signatures=[signed(each) for each in signatures_of(application)],
        )
    )


def signatures_of(application: Application) -> list[Signature]:
    """Return all signatures of a bid, those that hold no longer too, in their order."""
    found = [each for part in application.commitments for each in part.signatures]
    return sorted(found, key=lambda each: each.event_id)


def links(session: Session, application: Application) -> Iterator[dict[str, Any]]:
    """Yield the chain from the bid's first event on: its own in full, of others the seals only."""
    about = named(application)
    first = select(Event.id).where(Event.about == about).order_by(Event.id).limit(1)
    since = select(Event).where(Event.id >= first.scalar_subquery()).order_by(Event.id)
    for each in session.scalars(since.execution_options(yield_per=1000)):
        link = {"number": each.id, "before": each.before, "seal": each.seal}
        if each.about == about:
            link |= {"at": each.at.isoformat(), "by": each.by_id, "verb": each.verb,
                     "about": each.about, "facts": each.facts}  # fmt: skip
        yield link


def signed(signature: Signature) -> Signed:
    """Return a signature as it is handed out."""
    return Signed(
        number=signature.event_id,
        partner=signature.commitment.partner.name,
        said=signature.said(),
        terms=signature.terms,
        salt=signature.salt,
        signed_at=signature.signed_at,
        holds=signature.void_at is None,
    )
