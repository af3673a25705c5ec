"""Keep what a reading says: raw answers, new calls, changes, and calls that are listed no more."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

import msgspec
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import Call, CallChange, Outcome, Snapshot, Source, SourceRun
from models.database import add_once
from models.health import GOOD
from scrapers import Draft, Reading
from scrapers.deciding import decide
from scrapers.fetching import Answer, Known
from scrapers.suspicion import Tally, suspicion, tally
from workflow.calls.drafts import draft_of, release, take_over

RUNS = 20  # so many good readings say what is usual


def store(
    session: Session, source: Source, reading: Reading, now: datetime, host: str = ""
) -> SourceRun:
    """Store what is new and what changed; a suspect reading changes nothing in the calls."""
    found = tally(reading.drafts, host)
    run = SourceRun(
        source_id=source.id, read_at=now, warnings=reading.warnings, outcome=Outcome.OK,
        seen=found.seen, dated=found.dated, days=found.days, host=host, check="",
    )  # fmt: skip
    if reading.suspicion:
        run.outcome = Outcome.BROKEN if reading.broken else Outcome.SUSPECT
        run.trouble = reading.suspicion
    elif odd := suspicion(reading.drafts, found, past(session, source), source.accepts):
        run.outcome, run.trouble, run.check = Outcome.SUSPECT, odd.words, odd.check
    session.add(run)
    if run.trouble:
        return run
    # Held until this is stored, so that what a person settles meanwhile is not written over.
    mine = select(Call).filter_by(source_id=source.id).order_by(Call.id).with_for_update()
    stored = session.scalars(mine.options(selectinload(Call.dates), selectinload(Call.corrections)))
    calls = {call.identifier: call for call in stored}
    known = {identifier: draft_of(call) for identifier, call in calls.items()}
    drafts = [placed(each, source.area) for each in reading.drafts]
    decision = decide(drafts, known, now)
    for draft in decision.new:
        session.add(take_over(Call(source_id=source.id, found_at=now, seen_at=now), draft))
    doubted = {
        (draft.identifier, doubt.field) for draft in decision.changed for doubt in draft.uncertain
    }
    for change in decision.changes:
        if change.field in calls[change.identifier].settled:
            continue  # a person's word holds; what the source says now stands beside it
        old, new = (msgspec.json.encode(each).decode() for each in (change.old, change.new))
        session.add(
            CallChange(
                call_id=calls[change.identifier].id, field=change.field, old=old, new=new,
                noticed_at=now, held=(change.identifier, change.field) in doubted,
            )
        )  # fmt: skip
    for draft in decision.changed:
        take_over(calls[draft.identifier], draft)
    held = select(CallChange).join(CallChange.call).where(CallChange.held)
    release(session.scalars(held.where(Call.source_id == source.id)), now)
    for identifier in known.keys() & {draft.identifier for draft in drafts}:
        seen = calls[identifier]
        seen.seen_at, seen.missing_since, seen.missed = now, None, 0
    for identifier in decision.unlisted:
        missed = calls[identifier]
        missed.missing_since, missed.missed = missed.missing_since or now, missed.missed + 1
    run.new, run.changed = len(decision.new), len(decision.changed)
    run.unlisted = len(decision.unlisted)
    return run


def placed(draft: Draft, area: str) -> Draft:
    """Return a draft with the area that its source's calls are for, if it says none itself."""
    return draft if draft.areas or not area else replace(draft, areas=(area,))


def past(session: Session, source: Source) -> list[Tally]:
    """Return what the last good readings gave, the newest first."""
    good = select(SourceRun).where(SourceRun.source_id == source.id, SourceRun.outcome.in_(GOOD))
    runs = session.scalars(good.order_by(SourceRun.id.desc()).limit(RUNS))
    return [Tally(seen=run.seen, dated=run.dated, days=run.days, host=run.host) for run in runs]


def newest(session: Session, source: Source) -> Iterable[Snapshot]:
    """Return the latest answer kept to each question."""
    kept = select(Snapshot).filter_by(source_id=source.id).order_by(Snapshot.last_at)
    return {each.question: each for each in session.scalars(kept)}.values()


def known_as(snapshot: Snapshot) -> Known:
    """Return a kept answer as the fetcher wants to know it."""
    return Known(etag=snapshot.etag, last_modified=snapshot.last_modified, body=snapshot.body)


def keep(session: Session, source: Source, answers: Iterable[Answer], now: datetime) -> None:
    """Keep each raw answer that is new; the site has left its contact persons out."""
    for answer in answers:
        where = {
            "source_id": source.id,
            "question": answer.question,
            "seal": sha256(answer.body).hexdigest(),
        }
        add_once(
            session, Snapshot, **where, etag=answer.etag, last_modified=answer.last_modified,
            packed=answer.packed, first_at=now, last_at=now,
        )  # fmt: skip
        kept = session.scalars(select(Snapshot).filter_by(**where)).one()
        kept.etag, kept.last_modified, kept.last_at = answer.etag, answer.last_modified, now
