"""What a promise rests on: the protocol's paragraph, the diary number, the delegation."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from models import Commitment, Person, Stage
from models.database import lock
from workflow.access import demand
from workflow.refusals import Conflict, Refused
from workflow.telling import tell

FIELDS = ("protocol", "diary_number", "delegation")
LONGEST = 200


def record(
    session: Session,
    part: Commitment,
    *,
    protocol: str,
    diary_number: str,
    delegation: str,
    seen: str,
    by: Person,
    now: datetime,
) -> None:
    """Record it, before or after the part is signed or the bid submitted; no signature falls.

    seen: the mark of what the person started from.
    """
    demand(by, "record", part)
    lock(session, part.application)
    if part.application.stage in (Stage.WITHDRAWN, Stage.MERGED):
        raise Refused("“{title}” can no longer be changed.", title=part.application.title)
    said = dict(zip(FIELDS, map(tidied, (protocol, diary_number, delegation)), strict=True))
    if any(len(each) > LONGEST for each in said.values()):
        raise Refused("At most {most} characters.", most=str(LONGEST))
    known = recorded(part)
    if said == known:
        return
    if seen != mark(part):
        raise Conflict(
            "Meanwhile, someone else recorded something. Both are shown here.",
            mine=said, theirs=known,
        )  # fmt: skip
    for field, words in said.items():
        setattr(part, field, words)
    tell(
        session, "recorded", about=part.application, by=by, now=now, partner=part.partner.name,
        protocol=said["protocol"], diary_number=said["diary_number"],
        delegation=said["delegation"],
    )  # fmt: skip


def recorded(part: Commitment) -> dict[str, str]:
    """Return what is recorded of a part."""
    return {field: getattr(part, field) for field in FIELDS}


def mark(part: Commitment) -> str:
    """Return what tells this record from an earlier one."""
    return sha256("\n".join(recorded(part).values()).encode()).hexdigest()


def tidied(words: str) -> str:
    """Return words on one line."""
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())
