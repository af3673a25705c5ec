"""What stands in somebody's calendar: days of calls, of bids and of meetings."""

import datetime as dt
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session, joinedload

from models import Call, Event, Meeting, OutsideOffer, Partner
from papers.calendars import Entry, EntryKind, EntryState
from workflow.outlets.bid_days import acts_of, days_of_bids
from workflow.outlets.call_days import applied_to, days_of_calls, fitting
from workflow.telling import named

TOGETHER = "partnership"
BEGINNING = datetime(2024, 1, 1, tzinfo=dt.UTC)  # for what nobody noted the moment of


class Choice(StrEnum):
    """Of which calls: answered or applied to; those and what fits; all."""

    OURS = "ours"
    FITS = "fits"
    ALL = "all"


def agenda(
    session: Session, partners: Sequence[Partner], choice: Choice, first: dt.date, last: dt.date
) -> list[Entry]:
    """Return what stands in the calendar of who belongs to these partners, day by day.

    What was cancelled is among it, so that other calendars can drop it.
    """
    mine = [each.id for each in partners]
    ours = set(session.scalars(applied_to(mine)))
    return in_order(
        [
            *days_of_calls(session, among(mine, choice), first, last, ours),
            *days_of_bids(session, mine, first, last),
            *offers_due(session, partners, first, last),
            *meetings(session, partners, first, last),
        ]
    )


def public(session: Session, first: dt.date, last: dt.date) -> list[Entry]:
    """Return what everybody may see: the days to apply by, where they are certain."""
    return in_order(
        each
        for each in days_of_calls(session, true(), first, last, set())
        if each.kind is EntryKind.DEADLINE and each.state is not EntryState.UNDER_REVIEW
    )


def among(mine: list[int], choice: Choice) -> ColumnElement[bool]:
    """Return the condition that a call is one of the chosen."""
    ours = Call.id.in_(applied_to(mine))
    if choice is Choice.OURS:
        return ours
    return true() if choice is Choice.ALL else or_(ours, Call.id.in_(fitting(mine)))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Sort by day; what lasts all day comes before what has its hour."""
    return sorted(entries, key=lambda each: (each.day, each.time or dt.time.min, each.key))


def offers_due(
    session: Session, partners: Sequence[Partner], first: dt.date, last: dt.date
) -> list[Entry]:
    """Return by when offers from outside are to be answered, for who is of the partnership."""
    if all(each.outside for each in partners):
        return []
    wanted = select(OutsideOffer).where(OutsideOffer.answer_by.between(first, last))
    offers = session.scalars(wanted.order_by(OutsideOffer.id)).all()
    told = acts_of(session, [named(each) for each in offers])
    found = []
    for each in offers:
        number, at = told.get(named(each), (0, each.recorded_at))
        ended = each.taken_up_id is not None or each.put_aside_at is not None
        found.append(
            Entry(
                key=f"answer-by.offer-{each.id}", kind=EntryKind.ANSWER_BY, day=each.answer_by,
                title=each.title, note=each.name, path=f"/offers/{each.id}", sequence=number,
                changed_at=at, ours=True,
                state=EntryState.CANCELLED if ended else EntryState.CERTAIN,
            )
        )  # fmt: skip
    return found


def meetings(
    session: Session, partners: Sequence[Partner], first: dt.date, last: dt.date
) -> list[Entry]:
    """Return the meetings of the partners and of the partnership, and when papers are due.

    A meeting is known by who meets and on which day: planned again after it was taken away, it is
    the same.
    """
    names = {each.id: each.name for each in partners}
    wanted = (
        select(Meeting)
        .options(joinedload(Meeting.partner))
        .where(
            or_(Meeting.partner_id.in_(names), Meeting.partner_id.is_(None)),
            or_(Meeting.day.between(first, last), Meeting.papers_due.between(first, last)),
        )
    )
    acts = acts_about(session, [TOGETHER, *(named(each) for each in partners)])
    found: list[Entry] = []
    standing = set()
    for each in session.scalars(wanted):
        about = named(each.partner) if each.partner else TOGETHER
        known = (about, each.body, str(each.day))
        standing.add(known)
        past = acts.get(known, [])
        note = each.partner.name if each.partner else ""
        found += both(known, each.day, each.papers_due, note, past, EntryState.CERTAIN)
    by_name = {named(each): each.name for each in partners}
    for known, past in acts.items():
        if known in standing or past[-1].verb != "cancelled":
            continue
        papers = past[-1].facts.get("papers", {}).get(known[2])
        day, due = dt.date.fromisoformat(known[2]), papers and dt.date.fromisoformat(papers)
        note = by_name.get(known[0], "")
        found += both(known, day, due, note, past, EntryState.CANCELLED)
    return [each for each in found if first <= each.day <= last]


def acts_about(session: Session, about: list[str]) -> dict[tuple[str, str, str], list[Event]]:
    """Return what was planned and cancelled, by who meets and when, the oldest first."""
    wanted = (
        select(Event)
        .where(Event.about.in_(about), Event.verb.in_(("planned", "cancelled")))
        .order_by(Event.id)
    )
    acts: dict[tuple[str, str, str], list[Event]] = {}
    for event in session.scalars(wanted):
        for day in event.facts.get("days", []):
            acts.setdefault((event.about, event.facts["body"], day), []).append(event)
    return acts


def both(
    known: tuple[str, str, str], day: dt.date, papers: dt.date | None, note: str,
    past: Sequence[Event], state: EntryState,
) -> list[Entry]:  # fmt: skip
    """Return a meeting, and the day its papers are due."""
    about, body, _ = known
    taken = [each.verb for each in past].count("cancelled")
    name = sha256("|".join(known).encode()).hexdigest()[:16]
    number = about.partition(":")[2]
    made = []
    for kind, when in ((EntryKind.PAPERS, papers), (EntryKind.MEETING, day)):
        if when:
            made.append(
                Entry(
                    key=f"{kind}.{name}", kind=kind, day=when, title=body, note=note,
                    path=f"/partners/{number}" if number else "/meetings",
                    sequence=2 * taken - (state is EntryState.CANCELLED),
                    changed_at=past[-1].at if past else BEGINNING, state=state, ours=True,
                )
            )  # fmt: skip
    return made
