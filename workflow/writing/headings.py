"""The headings of an application: the programme's, and those of one's own."""

from datetime import datetime

from sqlalchemy.orm import Session

from lexicon.programmes import families
from models import Application, Person, Section
from models.database import lock
from workflow.access import demand
from workflow.applications.outlines import headings
from workflow.applications.stages import demand_before_submitted
from workflow.refusals import Refused
from workflow.telling import tell
from workflow.writing.sections import LONGEST, ready, writer

MOST_SECTIONS, TITLE = 60, 300


def add(
    session: Session, application: Application, title: str, *, by: Person, now: datetime
) -> Section:
    """Add a heading of one's own, last."""
    title = worded(title)
    demand(by, "write", application)
    lock(session, application)
    demand_before_submitted(application)
    for each in application.sections:
        if each.title.casefold() == title.casefold():
            return each  # a second tap on the same button
    if len(application.sections) >= MOST_SECTIONS:
        raise Refused("An application has at most {most} sections.", most=MOST_SECTIONS)
    last = max((each.place for each in application.sections), default=0)
    section = Section(title=title, place=last + 10)
    application.sections.append(section)
    tell(session, "added", about=application, by=by, now=now, section=title)
    return section


def shape(
    session: Session,
    section: Section,
    *,
    title: str,
    most: int | None,
    most_source: str,
    by: Person,
    now: datetime,
) -> None:
    """Word a heading as the funder's form does, with the length that the form takes."""
    title, most_source = worded(title), " ".join(most_source.split())[:TITLE]
    ready(session, section, by)
    if most is not None and not (0 < most <= LONGEST and most_source):
        raise Refused("Say where the funder names this length, and write it in characters.")
    new = (title, most, most_source if most else "")
    if new != (section.title, section.most, section.most_source):
        section.title, section.most, section.most_source = new
        tell(session, "shaped", about=section.application, by=by, now=now, section=title)


def remove(session: Session, section: Section, *, by: Person, now: datetime) -> None:
    """Take away a heading under which nobody has written anything."""
    ready(session, section, by)
    if section.version or section.texts:
        raise Refused("There is a text under this heading. It is kept.")
    if section.unsaved or writer(section, now) not in (None, by):
        raise Refused("Somebody has begun to write under this heading. It is kept.")
    if section.comments:
        raise Refused("Something has been said about this section. It is kept.")
    tell(session, "took away", about=section.application, by=by, now=now, section=section.title)
    session.delete(section)


def begin_as(
    session: Session, application: Application, family: str, *, by: Person, now: datetime
) -> None:
    """Say of which family of programmes the call is; headings that nobody used follow it."""
    demand(by, "write", application)
    lock(session, application)
    demand_before_submitted(application)
    if family and family not in [each.key for each in families()]:
        raise Refused("Choose a programme.")
    if family == application.family and application.sections:
        return
    application.family = family
    used = [each for each in application.sections if is_used(each)]
    for each in application.sections:
        if each not in used:
            session.delete(each)
    codes = {each.code for each in used if each.code}
    session.flush()
    session.expire(application, ["sections"])
    for each in headings(application):
        if each.code not in codes:
            application.sections.append(each)
    tell(session, "begun as", about=application, by=by, now=now, family=family)


def is_used(section: Section) -> bool:
    """Say whether anybody has done anything with a section."""
    own = section.code == "" or section.partner_id is not None or section.writing_id is not None
    return bool(own or section.texts or section.unsaved or section.comments)


def worded(title: str) -> str:
    """Trim a heading, and demand one that fits."""
    if not (title := " ".join(title.split())):
        raise Refused("Give the section a heading.")
    if len(title) > TITLE:
        raise Refused("Shorten the heading to {most} characters.", most=TITLE)
    return title
