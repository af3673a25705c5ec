"""What somebody has typed and not saved: kept for them alone, until they save or drop it."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Person, Section, SectionText, UnsavedText
from workflow.refusals import Conflict
from workflow.writing.sections import hold, ready, tidy


class Window(NamedTuple):
    """The page in which somebody types, and the one whose text it went on with, if there was."""

    name: str
    before: str = ""


def keep(
    session: Session,
    section: Section,
    text: str,
    window: Window,
    *,
    seen: int,
    by: Person,
    now: datetime,
) -> UnsavedText | None:
    """Keep what is typed so far; what stands already needs no keeping.

    Whoever has gone on in another window keeps what they typed there, and a window whose text was
    saved keeps nothing more: what comes late from it is old.
    """
    text = tidy(text)
    ready(session, section, by)
    kept = of(session, section, by)
    if is_saved(session, section, seen, by) if kept is None else kept.window not in window:
        raise Conflict(
            "You have gone on in another window. What you type here is kept once you save it.",
            mine=text, theirs=kept.text if kept else section.text,
        )  # fmt: skip
    if text == section.text:
        forget(session, section, window, by=by)
        return None
    hold(session, section, by=by, now=now)
    if kept is None:
        kept = UnsavedText(section=section, person_id=by.id)
        session.add(kept)
    kept.window, kept.after, kept.text, kept.at = window.name, seen, text, now
    session.flush()
    return kept


def is_saved(session: Session, section: Section, seen: int, by: Person) -> bool:
    """Say whether somebody has saved a text that began from a version."""
    saved = select(SectionText.id).filter_by(section_id=section.id, after=seen, by_id=by.id)
    return session.scalars(saved).first() is not None


def of(session: Session, section: Section, person: Person) -> UnsavedText | None:
    """Return what somebody has typed under a heading and not saved."""
    return session.scalar(select(UnsavedText).filter_by(section_id=section.id, person_id=person.id))


def forget(session: Session, section: Section, window: Window, *, by: Person) -> None:
    """Forget what was typed in a window: it is saved, or was dropped. Another window's stays."""
    kept = of(session, section, by)
    if kept is not None and kept.window in window:
        session.delete(kept)


def sections_of(session: Session, application: Application, person: Person) -> Collection[int]:
    """Return the sections of a bid in which somebody has typed something and not saved it."""
    mine = select(UnsavedText.section_id).filter_by(person_id=person.id)
    of_bid = mine.join(Section).where(Section.application_id == application.id)
    return set(session.scalars(of_bid))
