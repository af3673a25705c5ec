"""What came back of letters, and what follows: an address that takes none is left alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Bounce, Letter, Pace, Person, Role, Sort, Subscriber
from models.database import add_once
from papers.keys import mark_of, number_of, same
from papers.returned import Fate, Returned
from workflow.letters.leaving import leave, leave_newsletter, newsletter_reader_of, reader_of
from workflow.refusals import Refused

MOST = 2  # letters that come back before the address is left alone

log = structlog.get_logger()


@dataclass(frozen=True)
class Stop:
    """An address that no letters go to but those that sign in: since when, and why."""

    person: Person
    since: datetime
    complained: bool
    words: str


def take(session: Session, secret: bytes, returned: Returned, now: datetime) -> bool:
    """Do what a mail that came back asks for; say whether it was about a letter of ours."""
    if returned.fate is Fate.LEAVES:
        if person := reader_of(session, secret, returned.pass_):
            leave(session, person, Pace.NEVER)
        elif outside := newsletter_reader_of(session, secret, returned.pass_):
            leave_newsletter(session, outside, now)
            return True
        return person is not None
    letter = letter_of(session, secret, returned.marks)
    if letter is None:
        return False
    sort = {Fate.HARD: Sort.HARD, Fate.COMPLAINT: Sort.COMPLAINT}.get(returned.fate)
    again, letter.trouble = letter.trouble is not None, returned.words
    if sort and letter.subscriber and not again:
        note_outside(letter.subscriber, sort, now)
    if sort and letter.person:
        note(session, letter.person, sort, mark(secret, letter), returned.words, now)
    return True


def mark(secret: bytes, letter: Letter) -> str:
    """Return what a letter is known by outside."""
    who = letter.person_id or letter.reader.email
    return mark_of(secret, letter.id, who, letter.kind, letter.about)


def letter_of(session: Session, secret: bytes, marks: Iterable[str]) -> Letter | None:
    """Return the letter that one of the marks is surely of."""
    for each in marks:
        letter = session.get(Letter, number_of(each) or 0)
        if letter and same(each, mark(secret, letter)):
            return letter
    return None


def note(
    session: Session, person: Person, sort: Sort, about: str, words: str, now: datetime
) -> None:  # fmt: skip
    """Note that a letter came back or was complained of; told again, it is told once."""
    before = stop_of(session, person)
    new = add_once(
        session, Bounce, person_id=person.id, email=person.email, sort=sort, about=about,
        words=words, at=now,
    )  # fmt: skip
    if new and sort is Sort.COMPLAINT:
        leave(session, person, Pace.NEVER)
    if before is None and stop_of(session, person):
        log.warning("no more letters to an address", person=person.id, why=sort.value)


def note_outside(subscriber: Subscriber, sort: Sort, now: datetime) -> None:
    """Note that a letter to somebody outside came back: the address is left alone as others are."""
    subscriber.returned += 1
    if sort is Sort.COMPLAINT or subscriber.returned >= MOST:
        subscriber.left_at = subscriber.left_at or now


def stop_of(session: Session, person: Person) -> Stop | None:
    """Return why the person's address gets no letters, if it gets none."""
    counting = select(Bounce).filter_by(person_id=person.id, email=person.email, lifted_at=None)
    return judged(person, session.scalars(counting.order_by(Bounce.id)).all())


def judged(person: Person, bounces: Iterable[Bounce]) -> Stop | None:
    """Judge by what came back: two letters, or one complaint."""
    told = list(bounces)
    complaints = [each for each in told if each.sort is Sort.COMPLAINT]
    if not complaints and len(told) < MOST:
        return None
    last = complaints[0] if complaints else told[MOST - 1]
    return Stop(person, last.at, bool(complaints), last.words)


def stops(session: Session) -> list[Stop]:
    """Return all addresses that are left alone, the latest first."""
    counting = (
        select(Bounce)
        .join(Bounce.person)
        .where(Bounce.lifted_at.is_(None), Bounce.email == Person.email)
        .order_by(Bounce.id)
    )
    by_person: dict[Person, list[Bounce]] = {}
    for each in session.scalars(counting):
        by_person.setdefault(each.person, []).append(each)
    found = [stop for person, told in by_person.items() if (stop := judged(person, told))]
    return sorted(found, key=lambda stop: stop.since, reverse=True)


def lift(session: Session, person: Person, *, by: Person, now: datetime) -> None:
    """Write to the address again, since its owner or an operator says that it takes letters."""
    if by.id != person.id and Role.OPERATOR not in by.roles:
        raise Refused("Only the person and operators may do this.")
    if stop_of(session, person) is None:
        return
    held = update(Bounce).where(Bounce.person_id == person.id, Bounce.lifted_at.is_(None))
    session.execute(held.values(lifted_at=now))
    session.expire_all()
    log.info("letters to an address again", person=person.id, by=by.id)
