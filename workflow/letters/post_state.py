"""How the post goes, and the letter that tries it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models import End, Letter, Person
from papers.links import link
from workflow.telling import send

TEST = "test"
LATELY = timedelta(days=7)
# What somebody should look at; the others end as they should.
FAILED = (End.FAILED, End.BOUNCED, End.UNADDRESSED)


@dataclass(frozen=True)
class PostState:
    """How many letters wait, wait for their hour, were sent lately, and could not be sent."""

    waiting: int
    later: int
    sent: int
    failed: int
    oldest: datetime | None
    sent_at: datetime | None


def post_state(session: Session, now: datetime) -> PostState:
    """Count the letters in one question."""
    unsent = Letter.sent_at.is_(None) & Letter.ended_at.is_(None)
    due = func.coalesce(Letter.again_at, Letter.not_before)
    waiting, later = unsent & (due <= now), unsent & (due > now)
    failed = Letter.ended.in_(FAILED) & (Letter.ended_at > now - LATELY)
    lately = Letter.sent_at > now - LATELY

    def count(condition: object) -> object:
        return func.count(case((condition, 1)))  # type: ignore[arg-type]  # any condition

    asked = select(
        count(waiting), count(later), count(lately), count(failed),  # type: ignore[call-overload]  # counts
        func.min(case((waiting, Letter.not_before))), func.max(Letter.sent_at),
    )  # fmt: skip
    return PostState(*session.execute(asked).one())


def failures(session: Session, most: int) -> list[Letter]:
    """Return the newest letters that could not be sent."""
    wanted = select(Letter).where(Letter.ended.in_(FAILED))
    return list(session.scalars(wanted.order_by(Letter.id.desc()).limit(most)))


def send_test(session: Session, person: Person, now: datetime) -> bool:
    """Write a letter to oneself, which goes the way of every letter; one in a minute."""
    about = now.replace(second=0, microsecond=0).isoformat()
    return send(session, person, TEST, about=about, now=now, link=link("/mail"))


def last_test(session: Session, person: Person) -> Letter | None:
    """Return the newest of them."""
    mine = select(Letter).filter_by(person_id=person.id, kind=TEST)
    return session.scalar(mine.order_by(Letter.id.desc()).limit(1))
