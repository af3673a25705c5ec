"""Find what is in each other's way among open bids, and those who want to lead one."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from jobs.comparing import Beside, Comparing
from matcher import VERSION
from matcher.saved import fingerprint
from matcher.texts import passage_of
from matcher.words import Passage
from models import (
    Application,
    Call,
    Commitment,
    Interest,
    Limit,
    Overlap,
    Staff,
    Stage,
)
from models.database import queue_up
from models.stage import BEFORE_SUBMITTED
from workflow.applications.stages import GRANTED
from workflow.interests.epochs import newest
from workflow.overlaps.by_sums import found_by_sums
from workflow.overlaps.by_text import found_by_cost, found_by_place, found_by_text
from workflow.overlaps.finding import Finding, let_go, named, raise_overlap
from workflow.overlaps.subjects import SWEDISH, Subject, subject_of
from workflow.overlaps.wanting import wanting_to_lead

LINE = 7_012  # where those who compare at the same time queue up
OVER = (Stage.REJECTED, Stage.WITHDRAWN)


def find_overlaps(session: Session, now: datetime, known: Comparing | None = None) -> int:
    """Raise what is found, and let go of what is there no more; return how many were not known.

    Nothing is done where nothing has changed since, but for once a day. known: what the clock
    remembers of its last run.
    """
    queue_up(session, LINE)
    bids = bids_in(session, BEFORE_SUBMITTED)
    submitted = bids_in(session, (Stage.SUBMITTED,))
    subjects = [
        *map(subject_of, bids),
        *(subject_of(each, granted=True) for each in bids_in(session, GRANTED)),
        *wanting_to_lead(session, bids, now),
    ]
    epoch = newest(session)
    of = fingerprint(VERSION, epoch.name if epoch else "", now.date().isoformat())
    seal = fingerprint(of, *said(session, subjects, submitted))
    known = known or Comparing()
    if known.seal == seal or (bids and all(each.compared == seal for each in bids)):
        return 0
    findings = [
        *between_two(session, subjects, known, of),
        *found_by_sums(session, subjects, submitted),
    ]
    new = raised(session, findings, now)
    for each in bids:
        each.compared = seal
    known.seal = seal
    return new


def raised(session: Session, findings: Sequence[Finding], now: datetime) -> int:
    """Raise what is not raised yet as it is; return how many were not known in any form."""
    there = set(session.scalars(select(Overlap.about).filter_by(gone_at=None)))
    new = [raise_overlap(session, each, now) for each in findings if each.key not in there]
    let_go(session, {each.key for each in findings}, now)
    return sum(each is not None for each in new)


def between_two(
    session: Session, subjects: Sequence[Subject], known: Comparing, of: str
) -> Iterator[Finding]:
    """Yield what is found between two, for each two the gravest only."""
    worded = [each for each in subjects if each.text.strip()]
    alike = (
        found_by_text(pair, why.reasons, why.passages)
        for pair, why in known.pairs(worded, of, lambda: beside(session))
    )
    seen: set[frozenset[str]] = set()
    for each in (*found_by_cost(subjects), *alike, *found_by_place(subjects)):
        pair = frozenset(map(named, each.members)) if each else None
        if each and pair and pair not in seen:
            seen.add(pair)
            yield each


def bids_in(session: Session, stages: Iterable[Stage]) -> Sequence[Application]:
    """Return the bids in some stages, with their parts."""
    wanted = select(Application).where(Application.stage.in_(stages)).order_by(Application.id)
    parts = selectinload(Application.commitments).joinedload(Commitment.partner)
    return session.scalars(wanted.options(parts, joinedload(Application.call))).all()


def beside(session: Session) -> Beside:
    """Return what is weighed beside the bids: few of them alone do not tell what is rare."""
    past = [subject_of(each) for each in bids_in(session, OVER)]
    return Beside(
        [Passage(f"{each.title}. {each.text}", SWEDISH) for each in past],
        [passage_of(each) for each in session.scalars(select(Call))],
        [passage_of(each) for each in session.scalars(select(Interest))],
    )


def said(
    session: Session, subjects: Sequence[Subject], submitted: Iterable[Application]
) -> Iterator[Any]:
    """Yield all that a finding may rest on, for a fingerprint."""
    for each in subjects:
        yield each.name, each.title, each.text, each.granted, each.group
        yield [(e.id, e.area, e.leads_most, str(e.promises_most)) for e in each.partners]
    for bid in (*(each.bid for each in subjects), *submitted):
        for part in bid.parts if isinstance(bid, Application) else ():
            costs = [(each.kind, each.year, str(each.amount)) for each in part.costs]
            yield part.id, part.work, costs, str(part.co_funding), part.currency
    for limit in session.scalars(select(Limit).order_by(Limit.id)):
        yield limit.id, limit.places, limit.per_lead
    for row in session.scalars(select(Staff).order_by(Staff.id)):
        yield row.commitment_id, row.name, row.year, str(row.hours)
