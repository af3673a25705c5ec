"""Sessions: who is signed in, for how long, and what that opens."""

from datetime import datetime, timedelta
from typing import NamedTuple, Self

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload

from models import How, Membership, Person, SignIn, WebSession
from models.database import swap
from papers.keys import hashed, new_salt, new_token
from workflow.people.factors import has_second

AGENT = 200
SEEN_EVERY = timedelta(minutes=1)  # so that a page costs no writing


class Spans(NamedTuple):
    """How long sessions last: in all, and without doing anything; and the grace."""

    powers: timedelta = timedelta(hours=12)
    powers_idle: timedelta = timedelta(hours=1)
    others: timedelta = timedelta(days=30)
    others_idle: timedelta = timedelta(days=14)
    grace: timedelta = timedelta(days=14)

    @classmethod
    def of(cls, hours: int, idle_minutes: int, days: int, idle_days: int, grace: int) -> Self:
        """Return them by the numbers of the settings."""
        return cls(
            timedelta(hours=hours), timedelta(minutes=idle_minutes), timedelta(days=days),
            timedelta(days=idle_days), timedelta(days=grace),
        )  # fmt: skip


def begin(
    session: Session, person: Person, how: How, now: datetime, agent: str = "",
    second: bool = False, grace: timedelta = timedelta(days=14),
) -> str:  # fmt: skip
    """Begin a session and return its token, which is told to the browser only."""
    token = new_token()
    row = WebSession(
        person_id=person.id, hash=hashed(token), how=how, begun_at=now, seen_at=now,
        second_at=now if second else None, challenge=new_salt(), powers=powers_of(person),
        agent=agent[:AGENT],
    )  # fmt: skip
    session.add(row)
    person.seen_at, person.warned_at = now, None
    if person.has_powers and how is not How.LETTER:
        person.second_due = person.second_due or now + grace
    session.flush()
    return token


def live(session: Session, token: str, now: datetime, spans: Spans) -> WebSession | None:
    """Return the session of a token, while it lasts."""
    whose = joinedload(WebSession.person).selectinload(Person.memberships)
    known = select(WebSession).where(WebSession.hash == hashed(token))
    row = session.scalar(known.options(whose.joinedload(Membership.partner)))
    return row if row and lasts(row, now, spans) else None


def lasts(row: WebSession, now: datetime, spans: Spans) -> bool:
    """Say whether a session has not come to its end by itself."""
    powers = row.person.has_powers
    most = spans.powers if powers else spans.others
    idle = spans.powers_idle if powers else spans.others_idle
    return row.person.erased_at is None and now < row.begun_at + most and now < row.seen_at + idle


def is_due(row: WebSession, now: datetime) -> bool:
    """Say whether the session is to be touched: time has passed, or the person's roles changed."""
    return now >= row.seen_at + SEEN_EVERY or row.powers != powers_of(row.person)


def touch(session: Session, row_id: int, now: datetime) -> str | None:
    """Note that somebody is there; who got or lost a role gets a new token, returned here."""
    row = session.get(WebSession, row_id)
    if row is None:
        return None
    row.seen_at = max(now, row.seen_at)
    if row.powers == powers_of(row.person):
        return None
    row.powers = powers_of(row.person)
    return rotate(session, row)


def rotate(session: Session, row: WebSession) -> str:
    """Give the session a new token, since it opens more now; the old one opens nothing."""
    token = new_token()
    row.hash = hashed(token)
    session.flush()
    return token


def prove(session: Session, row: WebSession, now: datetime) -> str:
    """Note that the second factor was shown; return the new token."""
    row.second_at = now
    return rotate(session, row)


def next_challenge(session: Session, row: WebSession) -> str | None:
    """Take the challenge, so that none is answered twice; without one, another was faster."""
    asked = row.challenge
    this = (WebSession.id == row.id, WebSession.challenge == asked)
    taken = swap(session, update(WebSession).where(*this).values(challenge=new_salt()))
    session.refresh(row)
    return asked if taken else None


def powers_of(person: Person) -> str:
    """Write down what a person is, to see when it changes."""
    return ",".join(sorted({each.role.value for each in person.memberships}))


def is_proven(session: Session, row: WebSession) -> bool:
    """Say whether it is surely the person: more than a letter, and the second factor if any.

    A letter may have been sent on; it opens no more than what the letter was about.
    """
    if row.second_at or row.how is How.DOOR:
        return True
    return row.how is not How.LETTER and not has_second(session, row.person_id)


def is_trusted(session: Session, row: WebSession, now: datetime) -> bool:
    """Say whether the powers of coordinators and operators may be used: with a second factor, or
    within the grace.
    """
    if row.second_at or row.how is How.DOOR:
        return True
    due = row.person.second_due
    return is_proven(session, row) and (due is None or now < due)


def is_open(person: Person, written_at: datetime) -> bool:
    """Say whether a ticket of this time still opens: tickets count in whole seconds."""
    since = person.letters_from
    return since is None or written_at >= since.replace(microsecond=0)


def sessions_of(session: Session, person: Person, now: datetime, spans: Spans) -> list[WebSession]:
    """Return the person's sessions that last, the latest seen first."""
    known = select(WebSession).where(WebSession.person_id == person.id)
    rows = session.scalars(known.order_by(WebSession.seen_at.desc()))
    return [row for row in rows if lasts(row, now, spans)]


def end(session: Session, person: Person, row_id: int) -> None:
    """End one session of the person's."""
    mine = (WebSession.id == row_id, WebSession.person_id == person.id)
    session.execute(delete(WebSession).where(*mine))


def end_all(session: Session, person: Person, now: datetime) -> None:
    """End all sessions, and let no letter that has left begin another."""
    person.letters_from = now
    session.execute(delete(WebSession).where(WebSession.person_id == person.id))
    session.execute(delete(SignIn).where(SignIn.person_id == person.id))
