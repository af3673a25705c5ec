"""Calls that people enter: made and changed, with those who follow a call told of it."""

from collections.abc import Collection
from datetime import UTC, datetime
from itertools import count

import msgspec
from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from models import Call, CallChange, Person, Source
from models.database import add_once, lock
from scrapers import Draft
from scrapers.deciding import changes, differs
from scrapers.draft import grounded
from workflow.access import demand
from workflow.calls.drafts import stands, take_over
from workflow.forms.typed import GROUPS, Typed, TypedDate, typed_of
from workflow.refusals import Conflict, Refused
from workflow.telling import tell

BY_HAND, ZONE = "by_hand", "Europe/Stockholm"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def by_hand(session: Session) -> Source:
    """Return the source of all that people enter, held; it is made when it is first asked for."""
    add_once(
        session, Source, slug=BY_HAND, reader=BY_HAND, funder="Entered by hand", start="",
        language="sv", zone=ZONE, on=False, hours=24, due_at=NEVER, options={}, accepts=(), area="",
    )  # fmt: skip
    return session.scalars(select(Source).filter_by(slug=BY_HAND).with_for_update()).one()


def entered(session: Session) -> dict[str, Call]:
    """Return all that people entered, by identifier."""
    mine = select(Call).join(Call.source).where(Source.slug == BY_HAND).order_by(Call.id)
    whole = mine.options(selectinload(Call.dates), selectinload(Call.corrections))
    return {each.identifier: each for each in session.scalars(whole)}


def editable(call: Call) -> bool:
    """Say whether people word the call; what a source words is corrected instead."""
    return call.source.slug == BY_HAND


def enter(session: Session, draft: Draft, *, by: Person, now: datetime) -> Call:
    """Make a call of what a person typed."""
    demand(by, "review", None)
    source = by_hand(session)
    taken = session.scalars(select(Call.identifier).filter_by(source_id=source.id))
    call = made(source, draft, set(taken), now)
    session.add(call)
    tell(session, "entered", about=call, by=by, now=now)
    return call


def made(source: Source, draft: Draft, taken: Collection[str], now: datetime) -> Call:
    """Make a call under an identifier that is free."""
    names = (f"{draft.identifier}-{number}" if number > 1 else draft.identifier
             for number in count(1))  # fmt: skip
    free = next(name for name in names if name not in taken)
    call = Call(source=source, found_at=now, seen_at=now)
    return take_over(call, replace(draft, identifier=free))


def version(session: Session, call: Call) -> int:
    """Return what grows with each change of a call."""
    last = select(func.max(CallChange.id)).filter_by(call_id=call.id)
    return session.scalar(last) or 0


def amend(
    session: Session,
    call: Call,
    typed: Typed,
    draft: Draft,
    *,
    seen: int,
    by: Person,
    now: datetime,
) -> list[str]:
    """Let a call be as it was typed, and return what changed; `seen` is the version looked at."""
    demand(by, "review", None)
    if not editable(call):
        raise Refused("What a source says is corrected, not written anew.")
    lock(session, call)
    if version(session, call) != seen:
        raise Conflict("Meanwhile, somebody else changed the call.")
    found = change(session, call, amended(call, typed, draft), now)
    if found:
        tell(session, "amended", about=call, by=by, now=now, fields=found)
    return found


def amended(call: Call, typed: Typed, draft: Draft) -> Draft:
    """Return a call with what was typed anew; what nobody touched stays, however rich it is."""
    before, stood = typed_of(call), stands(call)
    touched = [
        name
        for names, made in GROUPS
        for name in made
        if any(before[each] != typed[each] for each in names)
        or ("deadlines" in made and dates_of(before) != dates_of(typed))
    ]
    fresh = {name: getattr(draft, name) for name in touched}
    sure = tuple(each for each in stood.uncertain if each.field not in touched)
    return grounded(replace(stood, **fresh, uncertain=sure))


def dates_of(typed: Typed) -> list[TypedDate]:
    """Return the dates that were typed, wherever they stood."""
    return [each for _, each in typed.given]


def change(session: Session, call: Call, draft: Draft, now: datetime) -> list[str]:
    """Let a call say what a draft says, and return what changed; its followers are told."""
    stood = stands(call)
    if not differs(stood, draft):
        return []
    told = list(changes(stood, draft))
    for each in told:
        old, new = (msgspec.json.encode(value).decode() for value in (each.old, each.new))
        session.add(CallChange(call_id=call.id, field=each.field, old=old, new=new, noticed_at=now))
    # Who words the call anew has the last word, also over what was corrected before.
    anew = {each.field for each in told}
    call.corrections = [each for each in call.corrections if each.field not in anew]
    take_over(call, draft)
    call.seen_at = now
    return [each.field for each in told]
