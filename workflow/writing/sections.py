"""The text of an application: written by all who are in it, and never lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Partner, Person, Section, SectionState, SectionText
from models.database import lock
from workflow.access import demand, is_one
from workflow.applications.stages import demand_before_submitted
from workflow.refusals import Conflict, Refused
from workflow.telling import tell

HOLD = timedelta(minutes=30)
LONGEST = 100_000  # characters: more than any form takes, and less than what chokes a page
MARKS = (SectionState.BEGUN, SectionState.LOOKED_AT, SectionState.DONE)


def writer(section: Section, now: datetime) -> Person | None:
    """Return who is writing a section, until that has expired."""
    until = section.writing_until
    return section.writing if until and until > now else None


def hold(session: Session, section: Section, *, by: Person, now: datetime) -> None:
    """Let others see that somebody has begun to write. It keeps nobody out, and it expires.

    Who has it keeps it; another takes it only once it has expired.
    """
    ready(session, section, by)
    held = writer(section, now)
    if held is not None and held.id != by.id:
        return
    if held is None:
        section.writing_id, section.writing_since = by.id, now
    section.writing_until = now + HOLD


def release(section: Section, by: Person) -> None:
    """Let others see that somebody writes no longer."""
    if section.writing_id == by.id:
        section.writing_id = section.writing_since = section.writing_until = None


def let_go(session: Session, section: Section, *, by: Person, now: datetime) -> None:
    """Stop writing without having saved."""
    ready(session, section, by)
    release(section, by)


def save(
    session: Session, section: Section, text: str, *, seen: int, by: Person, now: datetime
) -> SectionText | None:
    """Save a text; seen is the version that its writer began from.

    Whoever was slower gets a Conflict with both texts, and `keep_beside` keeps theirs. The same
    text twice is saved once. Nobody has looked at a new text yet, nor said that it is done.
    """
    text = tidy(text)
    ready(session, section, by)
    if section.text == text:
        release(section, by)
        return None
    if section.version != seen:
        raise Conflict(
            "Meanwhile, someone else changed the text. Both are shown here.",
            mine=text,
            theirs=section.text,
        )
    release(section, by)
    section.text, section.version = text, section.version + 1
    section.state = SectionState.BEGUN if text else SectionState.NOT_STARTED
    saved = SectionText(
        section=section, number=section.version, after=seen, text=text, by_id=by.id, at=now
    )
    session.add(saved)
    tell(
        session, "wrote", about=section.application, by=by, now=now, section=section.title,
        number=section.version,
    )  # fmt: skip
    return saved


def keep_beside(
    session: Session, section: Section, text: str, *, seen: int, by: Person, now: datetime
) -> SectionText:
    """Keep the text of who was slower beside the one that stands, until both are put together."""
    text = tidy(text)
    ready(session, section, by)
    for each in beside(session, section):
        if (each.text, each.by_id, each.after) == (text, by.id, seen):
            return each  # sent twice
    release(section, by)
    kept = SectionText(section=section, number=None, after=seen, text=text, by_id=by.id, at=now)
    session.add(kept)
    session.flush()
    tell(session, "kept beside", about=section.application, by=by, now=now, section=section.title)
    return kept


def beside(session: Session, section: Section) -> Sequence[SectionText]:
    """Return the texts of those who were slower, and that nobody has put together with it yet."""
    wanted = select(SectionText).filter_by(section_id=section.id, number=None, settled_at=None)
    return session.scalars(wanted.order_by(SectionText.id)).all()


def settle(
    session: Session, kept: SectionText, text: str, *, seen: int, by: Person, now: datetime
) -> None:
    """Save what became of the two texts; both stay in the history."""
    save(session, kept.section, text, seen=seen, by=by, now=now)
    if kept.settled_at is None:
        kept.settled_at = now


def mark(
    session: Session,
    section: Section,
    state: SectionState,
    *,
    seen: int,
    by: Person,
    now: datetime,
) -> None:
    """Say how far a text has come: of the words that one has seen, not of later ones."""
    ready(session, section, by)
    if section.version != seen:
        raise Conflict(
            "Meanwhile, someone else changed the text. Read it once more.",
            mine=state,
            theirs=section.state,
        )
    if not section.text or state not in MARKS:
        raise Refused("There is no text yet.")
    if section.state is not state:
        section.state = state
        tell(
            session, "marked", about=section.application, by=by, now=now, section=section.title,
            section_state=state,
        )  # fmt: skip


def give(
    session: Session,
    section: Section,
    partner: Partner | None,
    person: Person | None,
    *,
    by: Person,
    now: datetime,
) -> None:
    """Say who answers for a section: a partner of the bid, and one of its people if one likes."""
    ready(session, section, by)
    demand_in(section.application, partner, person)
    had = (section.partner_id, section.person_id)
    section.partner, section.person = partner, person
    session.flush()
    if had == (section.partner_id, section.person_id):
        return
    tell(
        session, "gave", about=section.application, by=by, now=now,
        to=[person] if person else [],
        path=f"/applications/{section.application_id}/text/{section.id}",
        section=section.title, partner=partner.name if partner else "",
        title=section.application.title,
    )  # fmt: skip


def demand_in(application: Application, partner: Partner | None, person: Person | None) -> None:
    """Refuse an owner who is not in the bid."""
    if partner and all(each.partner_id != partner.id for each in application.parts):
        raise Refused("{partner} is not in the application.", partner=partner.name)
    if person and not (partner and is_one(person, partner)):
        raise Refused("Choose somebody of the partner.")


def ready(session: Session, section: Section, by: Person) -> None:
    """Let nobody else decide on the bid meanwhile, and read it anew."""
    demand(by, "write", section.application)
    lock(session, section.application)
    demand_before_submitted(section.application)


def tidy(text: str) -> str:
    """Write line ends in one way; what people have typed stays otherwise."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST:
        raise Refused("Shorten the text to {most} characters.", most=LONGEST)
    return text


def versions(session: Session, section: Section) -> Sequence[SectionText]:
    """Return every text that the section has had, and those beside it, the latest first."""
    wanted = select(SectionText).filter_by(section_id=section.id)
    return session.scalars(wanted.order_by(SectionText.id.desc())).all()


def text_numbered(session: Session, section: Section, number: int) -> SectionText | None:
    """Return the text that was the section's under a number."""
    return session.scalar(select(SectionText).filter_by(section_id=section.id, number=number))


def text_of(session: Session, section: Section, number: int) -> str | None:
    """Return the text that was the section's under a number; 0 is before anything was written."""
    if number == 0:
        return ""
    wanted = select(SectionText.text).filter_by(section_id=section.id, number=number)
    return session.scalar(wanted)
