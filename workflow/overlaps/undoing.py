"""Undoing what was agreed and done, until the first change after it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models import (
    Answer,
    Application,
    Commitment,
    Event,
    Overlap,
    OverlapMember,
    Person,
    Stage,
    Stance,
)
from models.base import Hundredths, UtcDateTime, Values
from models.database import lock
from workflow.access import demand
from workflow.applications.stages import people_in
from workflow.overlaps.finding import movable, titles
from workflow.overlaps.plans import put
from workflow.overlaps.proposing import forget_replies
from workflow.overlaps.settling import leads_people
from workflow.refusals import Refused
from workflow.telling import hush, named, tell

# Of a part, all but what says which it is.
TERMS = [
    each for each in Commitment.__table__.columns if not each.primary_key and not each.foreign_keys
]


def picture(overlap: Overlap) -> dict[str, Any]:
    """Describe the members that a move may change: stage, call and parts; answers."""
    bids = [each.bid for each in movable(overlap) if each.application]
    answers = [each.stance for each in movable(overlap) if each.stance]
    return {
        "bids": {
            str(bid.id): {
                "stage": bid.stage.value,
                "call": bid.call_id,
                "family": bid.family,
                "parts": {str(part.id): portrait(part) for part in bid.commitments},
            }
            for bid in bids
        },
        "answers": {str(each.id): [each.answer.value, each.reason] for each in answers},
    }


def about_answer(stance: Stance) -> str:
    """Name an answer as its events do (answers/stances.py)."""
    return f"stance:{stance.partner_id}:{stance.call_id}"


def portrait(part: Commitment) -> dict[str, Any]:
    """Describe a part: all that is kept of it, and which signature holds."""
    kept = {each.key: msgspec.to_builtins(getattr(part, each.key)) for each in TERMS}
    return {**kept, "signature": part.signature and part.signature.id}


def last_event(session: Session) -> int:
    """Return the number of the latest event."""
    session.flush()
    return session.scalar(select(func.max(Event.id))) or 0


def refusal(session: Session, overlap: Overlap) -> Refused | None:
    """Say why a settled move cannot be undone, if it cannot."""
    if overlap.settled_at is None or overlap.before is None:
        return Refused("There is nothing to undo.")
    about = [
        about_answer(each.stance) if each.stance else named(each.bid) for each in pictured(overlap)
    ]
    later = select(Event.id).where(Event.about.in_(about), Event.id > overlap.before["event"])
    if session.scalar(later.limit(1)):
        return Refused("One of the applications has changed since. It cannot be undone any more.")
    return None


def pictured(overlap: Overlap) -> list[OverlapMember]:
    """Return the members that the move could change."""
    assert overlap.before
    bids, answers = overlap.before["bids"], overlap.before["answers"]
    return [
        each
        for each in overlap.members
        if str(each.application_id) in bids or str(each.stance_id) in answers
    ]


def undo(session: Session, overlap: Overlap, *, by: Person, now: datetime) -> None:
    """Put the bids back as they were, and the finding back to review; all are told."""
    demand(by, "undo", overlap)
    lock(session, overlap)
    for each in sorted(overlap.members, key=lambda each: each.id):
        lock(session, each.thing)
    if refused := refusal(session, overlap):
        raise refused
    assert overlap.before
    told = {"titles": titles(overlap), "proposal": overlap.proposal}
    moved = pictured(overlap)
    to = everybody(moved)
    for each in moved:
        if each.stance:
            word, each.stance.reason = overlap.before["answers"][str(each.stance_id)]
            each.stance.answer, each.stance.version = Answer(word), each.stance.version + 1
            tell_undone(session, about_answer(each.stance), told, by=by, now=now)
        else:
            revived = put_back(session, each.bid, overlap.before["bids"][str(each.application_id)])
            hush(session, each.bid, now, "took over", "invited", "moved", "found call")
            bid_told = {**told, "revives": revived}
            tell_undone(session, named(each.bid), bid_told, by=by, now=now)
    with session.no_autoflush:  # half of it would be a state that the table refuses
        forget(overlap)
    hush(session, overlap, now, "settled", "proposed")
    path = f"/overlaps/{overlap.id}"
    tell(session, "undone", about=overlap, by=by, now=now, to=to, path=path, **told)


def tell_undone(
    session: Session, about: str, told: dict[str, Any], *, by: Person, now: datetime
) -> None:
    """Write in the history of a member that it is as before; the letters are told once for all."""
    tell(session, "undone", about=about, by=by, now=now, **told)


def put_back(session: Session, bid: Application, was: dict[str, Any]) -> list[int]:
    """Put one bid back; return the numbers of the signatures that hold again."""
    revived = []
    bid.merged_into, bid.stage = None, Stage(was["stage"])
    bid.call_id, bid.family = was["call"], was["family"]
    for part in list(bid.commitments):
        if (old := was["parts"].get(str(part.id))) is None:
            bid.commitments.remove(part)  # it came with the move, and nobody has signed it
            session.delete(part)
            continue
        for column in TERMS:
            setattr(part, column.key, read(column, old[column.key]))
        for each in part.signatures:
            if each.id == old["signature"] and each.void_at:
                each.void_at = None
                revived.append(each.event_id)
    return revived


def read(column: ColumnElement[Any], kept: Any) -> Any:
    """Read what was kept of a column back."""
    kinds = {Hundredths: Decimal, UtcDateTime: datetime}
    if isinstance(column.type, Values):
        return msgspec.convert(kept, tuple[column.type.kind, ...], strict=False)  # type: ignore[name-defined]
    kind = kinds.get(type(column.type)) or column.type.python_type
    return msgspec.convert(kept, kind | None, strict=False)


def forget(overlap: Overlap) -> None:
    """Leave no proposal: what was agreed upon is agreed upon no more."""
    forget_replies(overlap)
    put(overlap, None)
    overlap.settled_at = overlap.before = None
    overlap.message = overlap.reply_by = overlap.proposed_by = overlap.proposed_at = None
    overlap.amendments, overlap.consulted, overlap.minutes = (), "", ""
    overlap.version += 1


def everybody(members: Sequence[OverlapMember]) -> list[Person]:
    """Return all who heard of the move: those who speak for a part of the bids."""
    bids = [each.bid for each in members if each.application]
    found = [each for bid in bids for each in people_in(bid)]
    return list({each.id: each for each in [*leads_people(members), *found]}.values())
