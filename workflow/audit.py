"""Whether what is remembered is still what was done: the chain of events, and who signed what."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Commitment, Event, Letter, Signature
from models.event import FIRST
from workflow.applications.terms import seal

RECEIPT = "receipt"
# What may end a signature, or undo its end; such an event names those that it is about.
ENDING = (
    "changed", "signed", "declined", "revoked", "took over", "flat rate", "undone", "handed over",
)  # fmt: skip


class Head(NamedTuple):
    """The last event at some moment, by its number and seal; kept where the chain is not."""

    number: int
    seal: str


class Trouble(NamedTuple):
    """What does not fit, and from which event on, if it is one."""

    number: int | None
    sentence: str


def head(session: Session) -> Head:
    """Return the last event; before the first there is none."""
    last = session.execute(select(Event.id, Event.seal).order_by(Event.id.desc()).limit(1)).first()
    return Head(*last) if last else Head(0, FIRST)


def troubles(session: Session, heads: Iterable[tuple[str, Head]]) -> Iterator[Trouble]:
    """Yield what is wrong with the chain, with what heads say of it, and with the signatures.

    heads: each with the name of the place where it was kept.
    """
    yield from broken(session)
    for place, kept in [*heads, *receipts(session)]:
        yield from gone(session, place, kept)
    yield from forged(session)


def broken(session: Session) -> Iterator[Trouble]:
    """Yield the first event that does not follow from the one before it."""
    before = FIRST
    wanted = select(Event).order_by(Event.id).execution_options(yield_per=1000)
    with session.scalars(wanted) as events:
        for each in events:
            if each.before != before:
                gap = "does not follow the event before it: one is gone or moved"
                yield Trouble(each.id, gap)
                return
            if each.seal != each.sealed():
                yield Trouble(each.id, "is not what was sealed")
                return
            before = each.seal


def gone(session: Session, place: str, kept: Head) -> Iterator[Trouble]:
    """Yield it if an event that was once the last is not there any longer."""
    if not kept.number:
        return
    there = session.scalar(select(Event.seal).where(Event.id == kept.number))
    if there is None:
        yield Trouble(kept.number, f"was the last by {place}, and is gone: the chain was cut")
    elif there != kept.seal:
        yield Trouble(kept.number, f"is another than {place} has: the chain was written anew")


def receipts(session: Session) -> Iterator[tuple[str, Head]]:
    """Yield the heads that stand in receipts."""
    for about in session.scalars(select(Letter.about).where(Letter.kind == RECEIPT).distinct()):
        _, number, sealed = about.split(":")
        yield "a receipt", Head(int(number), sealed)


def forged(session: Session, about: str | None = None) -> Iterator[Trouble]:
    """Yield signatures that no event bears out, and events whose signature is gone.

    about: the one application whose signatures are looked at.
    """
    told = select(Event).where(Event.verb == "signed")
    kept = select(Signature).order_by(Signature.id)
    if about:
        told = told.where(Event.about == about)
        number = int(about.partition(":")[2])
        kept = kept.join(Signature.commitment).where(Commitment.application_id == number)
    facts = {each.id: each.facts for each in session.scalars(told)}
    ended = ends(session, about)
    for each in session.scalars(kept):
        said = facts.pop(each.event_id, None)
        if said is None:
            yield Trouble(each.event_id, f"is not one of signing, but signature {each.id} names it")
        elif reason := wrong(each, said, ended):
            yield Trouble(each.event_id, f"{reason} (signature {each.id})")
    for number in facts:
        yield Trouble(number, "tells of a signature that is gone")


def ends(session: Session, about: str | None = None) -> set[int]:
    """Return the numbers of the signatures that events have ended, and none has revived since."""
    telling = select(Event.facts).where(Event.verb.in_(ENDING)).order_by(Event.id)
    if about:
        telling = telling.where(Event.about == about)
    found: set[int] = set()
    for facts in session.scalars(telling):
        found |= {*facts.get("voids", [])}
        found -= {*facts.get("revives", [])}
    return found


def wrong(signature: Signature, told: dict[str, Any], ended: set[int]) -> str | None:
    """Say why a signature is not what its event tells."""
    if seal(signature.terms) != signature.seal or told["seal"] != signature.seal:
        return "was for other terms than those that are kept"
    said = json.loads(signature.terms)
    mine = signature.commitment
    if (said["application"], said["partner"]) != (mine.application_id, mine.partner_id):
        return "was for another part"
    # Of whom it is no evidence any longer the name is gone, and the salt with it.
    forgotten = not signature.salt and signature.person.erased_at is not None
    if not forgotten and told["record"] != signature.record():
        return "was signed by somebody else, or otherwise, than the row says"
    if (signature.event_id in ended) != (signature.void_at is not None):
        return "holds, though it was ended" if signature.void_at is None else "was ended by nobody"
    return None
