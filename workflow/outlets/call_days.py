"""The days of calls as a calendar tells them: when they open, and by when to apply."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from urllib.parse import quote

import msgspec
from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from lexicon.terms import DateKind, Status, Verdict
from models import (
    Answer,
    Application,
    Call,
    CallChange,
    CallDate,
    Commitment,
    Interest,
    Match,
    Stage,
    Stance,
)
from models.call import open_calls
from papers.calendars import Entry, EntryKind, EntryState
from workflow.outlets.told_dates import threads

GONE = (Stage.WITHDRAWN, Stage.MERGED, Stage.REJECTED)
# What changes an entry when it changes.
SHOWN = ("title", "status", "funder", "opens", "deadlines")


def applied_to(mine: list[int]) -> Select[int]:
    """Select the calls that these partners said yes to, or are in a bid to."""
    answered = select(Stance.call_id).where(Stance.partner_id.in_(mine), Stance.answer != Answer.NO)
    bids = (
        select(Application.call_id)
        .join(Application.commitments)
        .where(
            Commitment.partner_id.in_(mine), Commitment.declined_at.is_(None),
            Application.stage.not_in(GONE), Application.call_id.is_not(None),
        )
    )  # fmt: skip
    # What was answered to the same call from another source stands for the one that is shown.
    return select(func.coalesce(Call.same_as_id, Call.id)).where(
        or_(Call.id.in_(answered), Call.id.in_(bids))
    )


def fitting(mine: list[int]) -> Select[int]:
    """Select the calls that fit these partners, who may apply and have not turned them down."""
    turned_down = select(Stance.call_id).where(
        Stance.partner_id.in_(mine), Stance.answer == Answer.NO
    )
    return (
        select(Match.call_id)
        .join(Match.interest)
        .where(
            Interest.partner_id.in_(mine), Match.lost_at.is_(None),
            Match.may_apply != Verdict.NO, Match.call_id.not_in(turned_down),
        )
    )  # fmt: skip


def days_of_calls(
    session: Session,
    among: ColumnElement[bool],
    first: dt.date,
    last: dt.date,
    ours: set[int],
) -> list[Entry]:
    """Return the days of calls that lie within two days; `ours` are those applied to."""
    since = datetime.combine(first, dt.time(), dt.UTC)
    within = select(CallDate.call_id).where(CallDate.day.between(first, last))
    moved = select(CallChange.call_id).where(
        CallChange.field.in_(("opens", "deadlines")),
        or_(CallChange.held, CallChange.noticed_at >= since),
    )
    wanted = select(Call).where(
        among,
        Call.same_as_id.is_(None),
        or_(Call.id.in_(within), Call.opens.between(first, last), Call.id.in_(moved)),
    )
    light = (
        selectinload(Call.dates), joinedload(Call.source), defer(Call.text), defer(Call.wordings),
        defer(Call.evidence), defer(Call.amounts), defer(Call.rates),
    )  # fmt: skip
    calls = session.scalars(wanted.options(*light)).all()
    ids = [each.id for each in calls]
    noticed = (
        select(CallChange)
        .where(CallChange.call_id.in_(ids), CallChange.field.in_(SHOWN))
        .order_by(CallChange.call_id, CallChange.noticed_at, CallChange.id)
    )
    changes = {
        id: list(among)
        for id, among in groupby(session.scalars(noticed), key=lambda each: each.call_id)
    }
    known = found_to_fit(session, [each.id for each in calls if not each.certain])
    return [
        entry
        for call in calls
        for entry in entries_of(call, changes.get(call.id, []), known.get(call.id), ours)
        if first <= entry.day <= last
    ]


def found_to_fit(session: Session, ids: list[int]) -> dict[int, datetime]:
    """Return since when calls fit somebody: only what is certain is matched, and so told."""
    if not ids:
        return {}
    since = select(Match.call_id, func.min(Match.found_at)).where(Match.call_id.in_(ids))
    return dict(session.execute(since.group_by(Match.call_id)).all())


def entries_of(
    call: Call, changes: Sequence[CallChange], fits_since: datetime | None, ours: set[int]
) -> Iterator[Entry]:
    """Return the entries of one call; nothing of days that were in doubt from the start."""
    of_days = [each for each in changes if each.field == "deadlines"]
    doubted = {each.field for each in call.doubts}
    held = [each.noticed_at for each in of_days if each.held]
    told_once = any(not each.held for each in of_days) or (
        fits_since is not None and fits_since < min(held, default=fits_since)
    )
    key = f"{quote(call.identifier, safe='')}.{call.source.slug}"
    base = Entry(
        key=f"opens.{key}", kind=EntryKind.OPENS, day=call.opens or dt.date.min,
        title=call.title, note=call.funder, path=f"/calls/{call.id}", language=call.language,
        # What is held counts once, and once more when it is told.
        sequence=sum(1 if each.held else 2 for each in changes),
        changed_at=max([call.found_at, *(each.noticed_at for each in changes)]),
        state=state_of(call), ours=call.id in ours,
    )  # fmt: skip
    if call.certain or told_once:
        shut = shut_at(call, changes)
        for each in threads(call, of_days, doubtful=not call.certain):
            date = each.date
            if date.kind is DateKind.STAGE_2 and call.id not in ours:
                continue  # it is for those who were invited
            over = each.dropped or (shut is not None and date.passes_at() > shut)
            yield replace(
                base, key=f"deadline-{each.number}.{key}", kind=EntryKind.DEADLINE, day=date.day,
                time=date.time, zone=date.zone,
                state=EntryState.CANCELLED if over else base.state,
            )  # fmt: skip
    opened = [each for each in changes if each.field == "opens" and not each.held]
    before = msgspec.json.decode(opened[-1].old, type=dt.date | None) if opened else None
    if "opens" not in doubted and call.opens:
        yield base
    elif "opens" not in doubted and before:
        yield replace(base, day=before, state=EntryState.CANCELLED)


def state_of(call: Call) -> EntryState:
    """Say whether the days of a call hold."""
    if not call.certain or "status" in {doubt.field for doubt in call.doubts}:
        return EntryState.UNDER_REVIEW
    said = {Status.WITHDRAWN: EntryState.CANCELLED, Status.PAUSED: EntryState.PAUSED}
    return said.get(call.status, EntryState.CERTAIN)


def shut_at(call: Call, changes: Sequence[CallChange]) -> datetime | None:
    """Return when the funder closed the call: a date after that is none to apply by."""
    if call.status is not Status.CLOSED:
        return None
    said = [each.noticed_at for each in changes if each.field == "status" and not each.held]
    return max(said, default=call.found_at)


def under_review(session: Session, among: ColumnElement[bool], now: datetime) -> list[Call]:
    """Return the open calls whose days wait for a person, and so stand in no calendar."""
    doubted = cast(Call.uncertain, String).contains('"deadlines"')
    wanted = open_calls(now).where(among, doubted)
    light = (defer(Call.text), defer(Call.wordings))
    return [each for each in session.scalars(wanted.options(*light)) if not each.certain]
