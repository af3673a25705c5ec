"""Signing in without a password: a letter with a link and a code, asked for by an address.

Whoever asks with an address that nobody has here gets the same answer, in the same time: a row is
written, and the clock looks whose address it is and writes the letter.
"""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Person, SignIn
from models.database import swap
from papers.keys import code_of, link_of, new_salt, number_of, same, somebody
from papers.links import SIGN_IN_CODE, SIGN_IN_LINK
from workflow.access import belongs
from workflow.letters.bounces import stop_of
from workflow.telling import send

KIND = "sign_in"
LINK_GOOD_FOR = timedelta(minutes=30)
CODE_GOOD_FOR = timedelta(minutes=10)
MOST_TRIES = 5
USE = "sign-in link"


def ask(session: Session, secret: bytes, email: str, now: datetime) -> SignIn:
    """Ask for a letter."""
    row = SignIn(mark=mark_of(secret, email), salt=new_salt(), asked_at=now)
    session.add(row)
    session.flush()
    return row


def mark_of(secret: bytes, email: str) -> str:
    """Return what is kept of an address that was given."""
    return somebody(secret, "address", email.strip().lower())


def write_letters(session: Session, secret: bytes, now: datetime) -> int:
    """Write the letters that were asked for by people who are known; return how many."""
    waiting = select(SignIn).where(
        SignIn.written_at.is_(None), SignIn.asked_at > now - CODE_GOOD_FOR
    )
    rows = session.scalars(waiting.order_by(SignIn.id).with_for_update(skip_locked=True)).all()
    if not rows:
        return 0
    known = select(Person).where(Person.erased_at.is_(None), Person.memberships.any())
    people = {mark_of(secret, person.email): person for person in session.scalars(known)}
    written = 0
    for row in rows:
        row.written_at = now
        if person := people.get(row.mark):
            row.person_id = person.id
            send(
                session, person, KIND, about=f"{row.id}:{row.salt}", now=now,
                link=SIGN_IN_LINK, code=SIGN_IN_CODE, stopped=stop_of(session, person) is not None,
            )  # fmt: skip
            written += 1
    session.flush()
    return written


def may_come(person: Person) -> bool:
    """Say whether a person may sign in: who belongs to no partner is a stranger."""
    return person.erased_at is None and belongs(person)


def secrets_of(secret: bytes, about: str) -> tuple[str, str]:
    """Return link and code of a letter, by what it is about."""
    number, _, salt = about.partition(":")
    return link_of(secret, USE, int(number), salt), code_of(secret, int(number), salt)


def by_code(
    session: Session, secret: bytes, number: int, code: str, now: datetime
) -> Person | None:
    """Return who the right code, of the letter that this browser asked for, lets in. Once.

    The caller commits either way, since each try counts.
    """
    open = (SignIn.id == number, SignIn.used_at.is_(None), SignIn.asked_at > now - CODE_GOOD_FOR)
    tried = update(SignIn).where(*open, SignIn.tries < MOST_TRIES).values(tries=SignIn.tries + 1)
    if not swap(session, tried):
        return None
    row = session.get_one(SignIn, number, populate_existing=True)
    said = "".join(code.split())
    if not same(said, code_of(secret, row.id, row.salt)) or row.person_id is None:
        return None
    if not swap(session, update(SignIn).where(*open).values(used_at=now)):
        return None
    return row.person if row.person and may_come(row.person) else None


def by_link(session: Session, secret: bytes, link: str, now: datetime) -> Person | None:
    """Return who a link lets in, while it is good."""
    row = session.get(SignIn, number_of(link) or 0)
    right = same(link, link_of(secret, USE, row.id, row.salt) if row else "")
    if not (row and right and now < row.asked_at + LINK_GOOD_FOR):
        return None
    return row.person if row.person and may_come(row.person) else None
