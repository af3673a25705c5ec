"""What is said about a section or an application, and who is named in it."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import Application, Comment, Person, Section
from models.database import lock
from workflow.access import demand
from workflow.refusals import Refused
from workflow.telling import tell

LONGEST, MOST = 5_000, 1_000


def say(
    session: Session,
    application: Application,
    text: str,
    *,
    section: Section | None = None,
    by: Person,
    now: datetime,
) -> Comment:
    """Say something; those who are named with @ are told, if they are in the bid."""
    demand(by, "write", application)
    if not (text := text.replace("\r\n", "\n").strip()):
        raise Refused("Write something first.")
    if len(text) > LONGEST:
        raise Refused("Shorten it to {most} characters.", most=LONGEST)
    lock(session, application)
    said = of(session, application, section)
    if said and (said[-1].text, said[-1].by_id) == (text, by.id):
        return said[-1]  # a second tap on the same button
    if len(said) >= MOST:
        raise Refused("There is no room for more comments here.")
    comment = Comment(application=application, section=section, text=text, by=by, at=now)
    session.add(comment)
    session.flush()
    tell(
        session, "commented", about=application, by=by, now=now, to=mentioned(application, text),
        path=f"/applications/{application.id}{place(section)}#comment-{comment.id}",
        title=application.title, section=section.title if section else "", number=comment.id,
    )  # fmt: skip
    return comment


def place(section: Section | None) -> str:
    """Return where on the pages of an application something is said."""
    return f"/text/{section.id}" if section else "/work"


def of(
    session: Session, application: Application, section: Section | None = None
) -> Sequence[Comment]:
    """Return what was said about a section, or about the whole, in order."""
    wanted = (
        select(Comment)
        .filter_by(application_id=application.id, section_id=section and section.id)
        .options(joinedload(Comment.by))
        .order_by(Comment.id)
    )
    return session.scalars(wanted).all()


def members(application: Application) -> list[Person]:
    """Return everybody of the partners that are in a bid, each once, by name."""
    found = {
        person.id: person
        for part in application.parts
        for person in part.partner.people
        if person.erased_at is None
    }
    return sorted(found.values(), key=lambda each: each.name.casefold())


def mentioned(application: Application, text: str) -> list[Person]:
    """Return who is named in a text: @Anna Berg, or @Anna where only one of them is called so."""
    known = members(application)
    by_name: dict[str, list[Person]] = {}
    for each in known:
        by_name.setdefault(each.name.casefold(), []).append(each)
        first = each.name.split()[0].casefold() if each.name.split() else ""
        if first and first != each.name.casefold():
            by_name.setdefault(first, []).append(each)
    longest = sorted(by_name, key=len, reverse=True)
    if not longest:
        return []
    pattern = "|".join(map(re.escape, longest))
    found = re.findall(rf"(?<![\w.@])@({pattern})(?!\w)", text.casefold())
    named = [each for name in found if len(by_name[name]) == 1 for each in by_name[name]]
    return list({each.id: each for each in named}.values())
