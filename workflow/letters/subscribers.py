"""Who reads the newsletter: members unless they left it, and others who have asked twice."""

from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from models import Letter, Person, Subscriber
from models.database import add_once
from papers.envelopes import NEWSLETTER
from papers.keys import link_of, new_salt, number_of, same
from papers.links import CONFIRM
from papers.wording import LANGUAGES
from workflow.letters.bounces import stop_of
from workflow.letters.leaving import member_called, wants
from workflow.telling import send

KIND = "subscribing"
USE = "subscribing link"


def ask(session: Session, email: str, *, language: str, now: datetime) -> Subscriber:
    """Write to an address that was typed, whether we know it or not: only its owner can confirm.

    Asking again writes again; whoever is confirmed stays so.
    """
    email = email.strip().lower()
    known = LANGUAGES[0] if language not in LANGUAGES else language
    add_once(
        session, Subscriber, email=email, language=known, salt=new_salt(), asked_at=now, returned=0
    )  # fmt: skip
    asked = session.scalars(select(Subscriber).filter_by(email=email)).one()
    asked.asked_at = now
    if not asked.reads:
        asked.language = known
    send(
        session, asked, KIND, about=f"subscriber:{asked.id}:{now.isoformat()}", now=now,
        link=CONFIRM,
    )  # fmt: skip
    return asked


def confirming_link(secret: bytes, subscriber: Subscriber) -> str:
    """Return the last part of the address that confirms."""
    return link_of(secret, USE, subscriber.id, subscriber.salt)


def by_link(session: Session, secret: bytes, link: str) -> Subscriber | None:
    """Return whose address a link confirms, while it is kept."""
    asked = session.get(Subscriber, number_of(link) or 0)
    right = same(link, confirming_link(secret, asked) if asked else "")
    return asked if right else None


def confirm(session: Session, subscriber: Subscriber, now: datetime) -> None:
    """Let the newsletter come; confirmed twice, it is confirmed once. A member's own wish is it."""
    if not subscriber.reads:
        subscriber.confirmed_at, subscriber.left_at, subscriber.returned = now, None, 0
    if member := member_called(session, subscriber.email):
        member.newsletter = True


def readers(session: Session) -> list[Person | Subscriber]:
    """Return everybody whom a newsletter is sent to, each address once."""
    here = select(Person).where(Person.erased_at.is_(None), Person.memberships.any())
    members = session.scalars(here.order_by(Person.id)).all()
    theirs = {each.email.lower() for each in members}
    outside = select(Subscriber).where(
        Subscriber.confirmed_at.is_not(None), Subscriber.left_at.is_(None)
    )
    return [
        *(e for e in members if wants(session, e, NEWSLETTER) and stop_of(session, e) is None),
        *(e for e in session.scalars(outside.order_by(Subscriber.id)) if e.email not in theirs),
    ]


def forget_old(session: Session, before: datetime) -> int:
    """Forget who has not confirmed, and who has left; return how many."""
    gone = select(Subscriber.id).where(
        Subscriber.asked_at < before,
        or_(Subscriber.confirmed_at.is_(None), Subscriber.left_at < before),
    )
    return forget(session, list(session.scalars(gone)))


def forget_address(session: Session, email: str) -> int:
    """Forget an address, with the letters to it."""
    mine = select(Subscriber.id).where(Subscriber.email == email.strip().lower())
    return forget(session, list(session.scalars(mine)))


def forget(session: Session, numbers: list[int]) -> int:
    """Forget subscribers, with the letters to them."""
    for act in (
        delete(Letter).where(Letter.subscriber_id.in_(numbers)),
        delete(Subscriber).where(Subscriber.id.in_(numbers)),
    ):
        session.execute(act.execution_options(synchronize_session=False))
    session.expire_all()
    return len(numbers)
