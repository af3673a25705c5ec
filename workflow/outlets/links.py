"""The addresses of a person's own calendar and feed: read-only, and revocable by their owner."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import OwnLink, Person, Use
from papers import keys


def link_of(session: Session, secret: bytes, person: Person, use: Use) -> str | None:
    """Return the token that opens this of the person's, if there is one."""
    row = session.scalar(select(OwnLink).filter_by(person_id=person.id, use=use))
    return _token(secret, row) if row else None


def new_link(session: Session, person: Person, use: Use, now: datetime) -> None:
    """Make an address; the one before opens nothing any longer."""
    drop_link(session, person, use)
    session.add(OwnLink(person_id=person.id, use=use, salt=keys.new_salt(), made_at=now))
    session.flush()


def drop_link(session: Session, person: Person, use: Use) -> None:
    """Take the address back."""
    mine = (OwnLink.person_id == person.id, OwnLink.use == use)
    session.execute(delete(OwnLink).where(*mine))


def opened_by(session: Session, secret: bytes, token: str, use: Use) -> OwnLink | None:
    """Return the link that a token is, and so whose; it opens nothing else."""
    row = session.get(OwnLink, keys.number_of(token) or 0)
    if row is None or row.use is not use or row.person.erased_at:
        return None
    return row if keys.same(token, _token(secret, row)) else None


def _token(secret: bytes, row: OwnLink) -> str:
    return keys.link_of(secret, row.use, row.id, row.salt)
