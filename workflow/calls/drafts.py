"""A call and the draft that its source worded: one becomes the other, and what it said before."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import fields, replace

from models import Call, CallChange, CallDate
from scrapers import Draft
from scrapers.deciding import settled

KINDS = {each.name: each.type for each in fields(Draft)}
PLAIN = tuple(name for name in KINDS if name != "deadlines")


def take_over(call: Call, draft: Draft) -> Call:
    """Let a call say what its draft says, but for what a person has settled."""
    put(call, draft)
    for each in call.corrections:
        if settled(getattr(draft, each.field)) != settled(decoded(each.field, each.said)):
            each.said = encoded(draft, each.field)
        put(call, replace(stands(call), **{each.field: decoded(each.field, each.value)}))
    return call


def put(call: Call, draft: Draft) -> None:
    """Set every field of a call; its dates stay the rows they are where nothing changed."""
    for name in PLAIN:
        setattr(call, name, getattr(draft, name))
    if tuple(each.deadline for each in call.dates) != draft.deadlines:
        call.dates = [
            CallDate(
                kind=each.kind, day=each.day, time=each.time, zone=each.zone, label=each.label,
                passes_at=each.passes_at(),
            )
            for each in draft.deadlines
        ]  # fmt: skip


def stands(call: Call) -> Draft:
    """Return a call as it stands: as its source words it, corrected."""
    return Draft(
        **{name: getattr(call, name) for name in PLAIN},
        deadlines=tuple(each.deadline for each in call.dates),
    )


def draft_of(call: Call) -> Draft:
    """Return a stored call as its source words it."""
    said = {each.field: decoded(each.field, each.said) for each in call.corrections}
    return replace(stands(call), **said)


def encoded(draft: Draft, field: str) -> str:
    """Return one field of a draft as JSON."""
    return msgspec.json.encode(getattr(draft, field)).decode()


def decoded(field: str, kept: str) -> Any:
    """Read one field of a draft from JSON."""
    return msgspec.json.decode(kept, type=KINDS[field])


def release(changes: Iterable[CallChange], now: datetime) -> None:
    """Let what was held be told from now on, where its field is no longer in doubt."""
    for change in changes:
        if change.held and change.field not in {doubt.field for doubt in change.call.doubts}:
            change.held, change.noticed_at = False, now


def as_it_stood(call: Call, at: datetime) -> Draft:
    """Return the call as it was known at a moment: what was noticed later is undone.

    Doubts and evidence are those of today, so that they are left out.
    """
    draft = replace(stands(call), uncertain=(), evidence=())
    for change in call.changes:  # the newest first
        if change.noticed_at > at:
            draft = replace(draft, **{change.field: decoded(change.field, change.old)})
    return draft
