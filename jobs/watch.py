"""Tell the operators of sources that could not be read, or are silent: once a day at most."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Letter, Membership, Person, Role
from workflow.collecting.sources import Condition, conditions
from workflow.telling import send

KIND = "sources"
AGAIN = timedelta(days=7)  # what is still so is told again


def watch(session: Session, now: datetime, zone: str) -> int:
    """Write to the operators if a source came into trouble since they were last told.

    Return how many letters were written. The letter is unique by day in the partnership's zone.
    """
    ill = [each for each in conditions(session, now) if each.ill]
    day = now.astimezone(ZoneInfo(zone)).date()
    written = 0
    for person in operators(session):
        last = session.scalar(
            select(func.max(Letter.written_at)).filter_by(person_id=person.id, kind=KIND)
        )
        if ill and (last is None or last <= now - AGAIN or any(news(each, last) for each in ill)):
            written += send(session, person, KIND, about=f"{day}", now=now, ill=ill)
    return written


def news(condition: Condition, last: datetime) -> bool:
    """Say whether a source's trouble is newer than the last letter."""
    since = condition.since or condition.quiet_since or condition.source.due_at
    if condition.word == "silent" and condition.quiet_since:
        return False  # it began long before anybody could say so; the weekly letter has it
    return since > last


def operators(session: Session) -> list[Person]:
    """Return who looks after the sources."""
    found = select(Person).join(Membership).where(Membership.role == Role.OPERATOR)
    return list(session.scalars(found.distinct().order_by(Person.id)))
