"""Letters that were written and wait, as tests look for them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Letter


def letters(session: Session, kind: str) -> list[Letter]:
    """Return the letters of a kind, in the order in which they were written."""
    return list(session.scalars(select(Letter).filter_by(kind=kind).order_by(Letter.id)))


def readers(session: Session, kind: str) -> list[str]:
    """Return to whom, by name."""
    return [each.reader.name for each in letters(session, kind)]


def subjects(session: Session, kind: str) -> list[tuple[str, str]]:
    """Return to whom, and what about."""
    return [(each.reader.name, each.subject) for each in letters(session, kind)]
