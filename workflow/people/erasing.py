"""Erasing a person: what is theirs alone goes, what is the partnership's record loses its name."""

import re
from datetime import datetime, timedelta

from markupsafe import escape
from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from models import Letter, Newcomer, Person, Signature, Upload
from papers.keys import derived
from papers.wording import Message, say
from workflow.letters.subscribers import forget_address
from workflow.people.personal import Fate, Line, names, pointers, report

FORMER = Message("Former member")


def mark_of(secret: bytes, email: str) -> str:
    """Return what a list of the erased may hold of an address: nobody can read it out of it."""
    return derived(secret, "erased", email).hex()


def erase(session: Session, person: Person, now: datetime) -> list[Line]:
    """Erase a person, and return what has been done. Done twice, it is done once.

    The name of whoever has signed stays in the signature, until it is no evidence any longer.
    """
    if person.erased_at:
        return []
    blank_letters(session, person)
    rename_waiting(session, person)
    forget_newcomer(session, person)
    drop_tables(session, person)
    lines = report(session, person)
    forget_address(session, person.email)
    for table, column, rule in pointers():
        if rule.fate is Fate.GOES:
            session.execute(delete(table).where(column == person.id))
    session.expire(person)
    person.name = say(FORMER, person.language)
    person.email = f"erased-{person.id}@erased.invalid"
    person.seen_at = person.second_due = person.warned_at = person.letters_from = None
    person.erased_at = now
    session.flush()
    return lines


def blank_letters(session: Session, person: Person) -> None:
    """Take the words out of letters that others got long since and that name the person."""
    words = [Letter.subject, Letter.text, Letter.html]
    said = or_(
        *(
            each.icontains(sign, autoescape=True)
            for each in words
            for sign in (person.name, person.email)
        )
    )
    others = (Letter.person_id.is_distinct_from(person.id), Letter.sent_at.is_not(None), said)
    empty = update(Letter).where(*others).values(subject="", text="", html="")
    session.execute(empty.execution_options(synchronize_session=False))


def rename_waiting(session: Session, person: Person) -> None:
    """Take name and address out of letters to others that have not left yet."""
    waiting = select(Letter).where(
        Letter.person_id.is_distinct_from(person.id), Letter.sent_at.is_(None)
    )
    for letter in session.scalars(waiting):
        former = say(FORMER, letter.reader.language)
        for field in ("subject", "text", "html"):
            words = getattr(letter, field)
            for sign in (person.name, person.email):
                for written in {sign, str(escape(sign))}:
                    words = re.sub(re.escape(written), former, words, flags=re.IGNORECASE)
            setattr(letter, field, words)


def forget_newcomer(session: Session, person: Person) -> None:
    """Forget that the person once asked for an organisation, and what was written about it."""
    mine = func.lower(Newcomer.email) == person.email.lower()
    numbers = session.scalars(select(Newcomer.id).where(mine)).all()
    for act in (
        delete(Letter).where(Letter.newcomer_id.in_(numbers)),
        update(Newcomer).where(Newcomer.id.in_(numbers)).values(name="", email=""),
    ):
        session.execute(act.execution_options(synchronize_session=False))


def drop_tables(session: Session, person: Person) -> None:
    """Drop tables that somebody sent and that name the person: they wait for a day at most."""
    rows = Upload.__table__.c.rows
    named = or_(names(rows, person.name), names(rows, person.email))
    session.execute(delete(Upload).where(named).execution_options(synchronize_session=False))


def forget_signers(session: Session, now: datetime, years: int) -> int:
    """Take the names of erased people out of signatures that are no evidence any longer.

    Without the salt, nobody can try out names against what the sealed log says of them.
    """
    gone = select(Person.id).where(Person.erased_at.is_not(None))
    old = (
        Signature.person_id.in_(gone),
        Signature.signed_at < now - timedelta(days=365.25 * years),
        Signature.salt != "",
    )
    signatures = session.scalars(select(Signature).where(*old)).all()
    for each in signatures:
        each.name = each.title = each.email = each.salt = ""
    return len(signatures)
