"""Leaving: which of the letters that come by themselves a person wants, said without signing in."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Pace, Person, Rhythm, Subscriber
from papers.envelopes import NEWSLETTER, leave_pass, newsletter_pass
from papers.keys import number_of, same
from workflow.letters.rhythms import own

DIGESTS = (Pace.WEEKLY, Pace.DAILY, Pace.AT_ONCE)


def reader_of(session: Session, secret: bytes, pass_: str) -> Person | None:
    """Return whose letters a pass speaks of."""
    number = number_of(pass_) or 0
    right = same(pass_, leave_pass(secret, number))
    person = session.get(Person, number) if right else None
    return person if person and not person.erased_at else None


def newsletter_reader_of(session: Session, secret: bytes, pass_: str) -> Person | Subscriber | None:
    """Return who may leave the newsletter by a pass: a person, or somebody outside."""
    number = number_of(pass_) or 0
    person = session.get(Person, number)
    if same(pass_, newsletter_pass(secret, "person", number)):
        return person if person and not person.erased_at else None
    right = same(pass_, newsletter_pass(secret, "subscriber", number))
    return session.get(Subscriber, number) if right else None


def leave(session: Session, person: Person, wanted: Pace) -> Pace:
    """Keep what the person wants, and return what it was before."""
    rhythm = own(session, person)
    before, rhythm.pace = rhythm.pace, wanted
    return before


def member_called(session: Session, email: str) -> Person | None:
    """Return the member who has an address: what they wish for counts, not what the list says."""
    mine = select(Person).where(func.lower(Person.email) == email, Person.memberships.any())
    return session.scalar(mine.where(Person.erased_at.is_(None)))


def leave_newsletter(session: Session, reader: Person | Subscriber, now: datetime) -> None:
    """Let the newsletter end, however the same address came onto the list."""
    email = reader.email.lower()
    outside = select(Subscriber).where(Subscriber.email == email, Subscriber.left_at.is_(None))
    for each in session.scalars(outside):
        each.left_at = now
    member = reader if isinstance(reader, Person) else member_called(session, email)
    if member:
        member.newsletter = False


def come_back(session: Session, reader: Person | Subscriber) -> None:
    """Undo the leaving."""
    if isinstance(reader, Subscriber) and reader.confirmed_at:
        reader.left_at = None
    member = reader if isinstance(reader, Person) else member_called(session, reader.email)
    if member:
        member.newsletter = True


def pace_of(session: Session, person: Person) -> Pace:
    """Return how often the person wants letters."""
    rhythm = session.get(Rhythm, person.id)
    return rhythm.pace if rhythm else Pace.WEEKLY


def wants(session: Session, person: Person, kind: str) -> bool:
    """Say whether the person wants letters of a kind; what others cause comes to all."""
    if kind == NEWSLETTER:
        return person.newsletter and pace_of(session, person) is not Pace.NEVER
    wanted = {"digest": DIGESTS, "reminder": (*DIGESTS, Pace.REMINDERS)}
    return kind not in wanted or pace_of(session, person) in wanted[kind]
