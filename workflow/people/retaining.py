"""What is kept goes when its time has come, by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from models import (
    Bounce,
    Errand,
    HeldForm,
    Invitation,
    JobRun,
    Letter,
    Look,
    Membership,
    Newcomer,
    Person,
    SignIn,
    Throttle,
    UnsavedText,
    Upload,
    WebSession,
)
from models.invitation import GOOD_FOR as INVITED
from papers.links import link
from papers.wording import plain
from workflow.letters import subscribers
from workflow.people.erasing import erase, forget_signers
from workflow.people.personal import Fate, pointers
from workflow.people.sessions import Spans
from workflow.people.signing_in import KIND
from workflow.telling import send

DAY = timedelta(days=1)
MONTH = timedelta(days=30.44)
UNSAVED = timedelta(days=90)  # longer than most calls are open
RUNS = timedelta(days=8)  # more than a week, since the slowest job is weekly


class Terms(NamedTuple):
    """After how long what goes; by the settings."""

    inactive: timedelta = 24 * MONTH
    notice: timedelta = timedelta(days=30)
    unconfirmed: timedelta = timedelta(days=7)
    letters: timedelta = timedelta(days=365)
    signature_years: int = 10


Note = Callable[[Person], object]


def retain(session: Session, now: datetime, terms: Terms, spans: Spans, note: Note) -> None:
    """Let go of what is kept no longer; `note` is told of each person before they are erased."""
    drop_rows(session, now, spans)
    blank_sent(session, now, terms)
    forget_returned(session, now, terms)
    blank_errands(session, now, terms)
    forget_newcomers(session, now, terms)
    subscribers.forget_old(session, now - terms.unconfirmed)
    session.execute(update(Person).where(Person.known_since.is_(None)).values(known_since=now))
    session.flush()
    warn(session, now, terms)
    for person in [*strangers(session, now, terms), *silent(session, now, terms)]:
        note(person)
        erase(session, person, now)
    forget_signers(session, now, terms.signature_years)


def drop_rows(session: Session, now: datetime, spans: Spans) -> None:
    """Drop what opens nothing any longer, and forms, counts and runs of long ago."""
    session.execute(delete(Throttle).where(Throttle.since < now - 2 * DAY))
    session.execute(delete(SignIn).where(SignIn.asked_at < now - DAY))
    session.execute(delete(HeldForm).where(HeldForm.at < now - DAY))
    session.execute(delete(Upload).where(Upload.at < now - DAY))
    session.execute(delete(UnsavedText).where(UnsavedText.at < now - UNSAVED))
    session.execute(delete(Look).where(Look.at < now - DAY))
    ended = or_(
        WebSession.begun_at < now - max(spans.others, spans.powers),
        WebSession.seen_at < now - max(spans.others_idle, spans.powers_idle),
    )
    session.execute(delete(WebSession).where(ended))
    session.execute(
        delete(JobRun).where(JobRun.scheduled_for < now - RUNS, JobRun.done_at.is_not(None))
    )


def blank_sent(session: Session, now: datetime, terms: Terms) -> None:
    """Take the words out of letters that were sent; that they were sent is still known."""
    old = or_(
        Letter.sent_at < now - terms.letters,
        Letter.ended_at < now - terms.letters,
        (Letter.kind == KIND) & (Letter.written_at < now - DAY),
    )
    empty = update(Letter).where(old, Letter.html != "").values(subject="", text="", html="")
    session.execute(empty.execution_options(synchronize_session=False))
    late = (Letter.kind == KIND, Letter.sent_at.is_(None), Letter.written_at < now - DAY)
    session.execute(delete(Letter).where(*late))


def forget_returned(session: Session, now: datetime, terms: Terms) -> None:
    """Forget letters that came back, once they count no longer; those that stop letters stay."""
    session.execute(delete(Bounce).where(Bounce.lifted_at < now - terms.letters))


def blank_errands(session: Session, now: datetime, terms: Terms) -> None:
    """Take the words out of what hooks were told; that they were told is still known."""
    old = or_(Errand.told_at < now - terms.letters, Errand.failed_at < now - terms.letters)
    words = update(Errand).where(old, Errand.answer != "").values(said={}, answer="")
    session.execute(words.execution_options(synchronize_session=False))


def forget_newcomers(session: Session, now: datetime, terms: Terms) -> None:
    """Forget who asked for an organisation to be let in, when that has been answered."""
    old = (Newcomer.settled_at < now - terms.unconfirmed, Newcomer.email != "")
    numbers = session.scalars(select(Newcomer.id).where(*old)).all()
    words = update(Letter).where(Letter.newcomer_id.in_(numbers), Letter.sent_at.is_not(None))
    session.execute(words.values(subject="", text="", html=""))
    session.execute(update(Newcomer).where(Newcomer.id.in_(numbers)).values(name="", email=""))


def warn(session: Session, now: datetime, terms: Terms) -> None:
    """Tell who has not been here for long that all will be erased, unless they come."""
    last = func.coalesce(Person.seen_at, Person.known_since)
    gone = select(Person).where(
        Person.erased_at.is_(None), Person.warned_at.is_(None), last < now - terms.inactive,
        exists().where(Membership.person_id == Person.id),
    )  # fmt: skip
    for person in session.scalars(gone).all():
        send(
            session, person, "inactive", about=now.date().isoformat(), now=now,
            until=plain((now + terms.notice).date(), person.language), link=link("/calls"),
        )  # fmt: skip
        person.warned_at = now


def silent(session: Session, now: datetime, terms: Terms) -> list[Person]:
    """Return who was told and did not come."""
    told = select(Person).where(Person.erased_at.is_(None), Person.warned_at <= now - terms.notice)
    return list(session.scalars(told.order_by(Person.id)))


def strangers(session: Session, now: datetime, terms: Terms) -> list[Person]:
    """Return who was entered but never came, belongs nowhere, is not asked in, and did nothing."""
    known = [
        exists().where(column == Person.id)
        for _, column, rule in pointers()
        if rule.fate is Fate.STAYS or column.table.name == "membership"
    ]
    known.append(
        exists().where(
            Invitation.person_id == Person.id, Invitation.accepted_at.is_(None),
            Invitation.ended_at.is_(None), Invitation.sent_at > now - INVITED,
        )
    )  # fmt: skip
    never = select(Person).where(
        Person.erased_at.is_(None), Person.seen_at.is_(None),
        Person.known_since < now - terms.unconfirmed, ~or_(*known),
    )  # fmt: skip
    return list(session.scalars(never.order_by(Person.id)))
