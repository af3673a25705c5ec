"""A form that somebody was about to sign, kept while they fetch a fresh code."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Commitment, HeldForm, Person

GOOD_FOR = timedelta(days=1)


def keep(
    session: Session, commitment: Commitment, said: dict[str, Any], *, by: Person, now: datetime
) -> None:
    """Keep what was typed; of several, the latest."""
    forget(session, commitment, by=by)
    session.add(HeldForm(person_id=by.id, commitment_id=commitment.id, said=said, at=now))
    session.flush()


def kept(
    session: Session, commitment: Commitment, *, by: Person, now: datetime
) -> dict[str, Any] | None:
    """Return what was typed, for a day."""
    mine = select(HeldForm).filter_by(person_id=by.id, commitment_id=commitment.id)
    found = session.scalars(mine.where(HeldForm.at > now - GOOD_FOR)).first()
    return found.said if found else None


def forget(session: Session, commitment: Commitment, *, by: Person) -> None:
    """Forget what was typed: it is signed, or was typed anew."""
    mine = (HeldForm.person_id == by.id, HeldForm.commitment_id == commitment.id)
    session.execute(delete(HeldForm).where(*mine))
