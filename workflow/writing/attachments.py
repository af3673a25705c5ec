"""Annexes and other files of an application: taken in, given out, taken away."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lexicon.annexes import annex_kinds
from models import Application, Attachment, Partner, Person
from models.database import lock
from workflow.access import demand
from workflow.applications.stages import demand_before_submitted
from workflow.refusals import Refused
from workflow.telling import tell
from workflow.writing import file_store
from workflow.writing.file_names import cleaned
from workflow.writing.file_types import TYPES, type_of
from workflow.writing.sections import demand_in


class Limits(NamedTuple):
    """How large one file may be, in bytes, and how many an application may have."""

    bytes: int
    files: int


def attach(
    session: Session,
    application: Application,
    *,
    name: str,
    content: bytes,
    kind: str = "",
    partner: Partner | None = None,
    folder: Path,
    limits: Limits,
    by: Person,
    now: datetime,
) -> Attachment:
    """Take a file in. The same file sent twice as the same annex is there once."""
    demand(by, "write", application)
    if len(content) > limits.bytes:
        raise Refused("The file is larger than {most} MB.", most=limits.bytes >> 20)
    if kind and kind not in annex_kinds():
        raise Refused("Choose what the file is.")
    ending = type_of(content)
    lock(session, application)
    demand_before_submitted(application)
    demand_in(application, partner, None)
    hash = file_store.hash_of(content)
    there = of(session, application)
    for each in there:
        if (each.kind, each.hash) == (kind, hash):
            return each
    if len(there) >= limits.files:
        raise Refused("An application has at most {most} files.", most=limits.files)
    file_store.keep(folder, content)
    attachment = Attachment(
        application=application, kind=kind, partner=partner, name=cleaned(name, ending),
        type=TYPES[ending], size=len(content), hash=hash, by=by, at=now,
    )  # fmt: skip
    session.add(attachment)
    session.flush()
    tell(
        session, "attached", about=application, by=by, now=now, file=attachment.name, hash=hash,
        annex=kind,
    )  # fmt: skip
    return attachment


def detach(session: Session, attachment: Attachment, *, by: Person, now: datetime) -> None:
    """Take a file away; what lies in the folder goes later, if nothing else uses it."""
    application = attachment.application
    demand(by, "write", application)
    lock(session, application)
    demand_before_submitted(application)
    tell(
        session, "detached", about=application, by=by, now=now, file=attachment.name,
        hash=attachment.hash,
    )  # fmt: skip
    session.delete(attachment)


def of(session: Session, application: Application) -> Sequence[Attachment]:
    """Return the files of a bid, the first sent first."""
    wanted = (
        select(Attachment)
        .filter_by(application_id=application.id)
        .options(joinedload(Attachment.partner), joinedload(Attachment.by))
        .order_by(Attachment.id)
    )
    return session.scalars(wanted).all()


def clear(session: Session, folder: Path, now: datetime) -> int:
    """Remove the files that no application has any longer; return how many."""
    used = set(session.scalars(select(Attachment.hash)))
    return file_store.clear(folder, used, now)
