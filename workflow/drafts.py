"""A call and the draft that its source worded: one becomes the other, and what it said before."""

from datetime import datetime

import msgspec
from msgspec.structs import fields, replace

from models import Call, CallDate
from scrapers import Draft

KINDS = {each.name: each.type for each in fields(Draft)}
PLAIN = tuple(name for name in KINDS if name != "deadlines")


def take_over(call: Call, draft: Draft) -> Call:
    """Let a call say what its draft says."""
    for name in PLAIN:
        setattr(call, name, getattr(draft, name))
    call.dates = [
        CallDate(
            kind=each.kind, day=each.day, time=each.time, zone=each.zone, label=each.label,
            passes_at=each.passes_at(),
        )
        for each in draft.deadlines
    ]  # fmt: skip
    return call


def draft_of(call: Call) -> Draft:
    """Return a stored call as its source once worded it."""
    return Draft(
        **{name: getattr(call, name) for name in PLAIN},
        deadlines=tuple(each.deadline for each in call.dates),
    )


def as_it_stood(call: Call, at: datetime) -> Draft:
    """Return the call as it was known at a moment: what was noticed later is undone.

    Doubts and evidence are those of today, so that they are left out.
    """
    draft = replace(draft_of(call), uncertain=(), evidence=())
    for change in call.changes:  # the newest first
        if change.noticed_at > at:
            old = msgspec.json.decode(change.old, type=KINDS[change.field])
            draft = replace(draft, **{change.field: old})
    return draft
