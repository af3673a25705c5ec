"""The days of bids as a calendar tells them: by when to answer, to decide and to have done what."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import Application, Commitment, Event, Partner, Stage, Task
from models.stage import BEFORE_SUBMITTED
from papers.calendars import Entry, EntryKind, EntryState
from workflow.telling import named
from workflow.writing.planning import StepKind, plan

PUT_ASIDE = (Stage.WITHDRAWN, Stage.MERGED)
# Which days of a plan stand in a calendar beside the meetings, which are there anyway.
KINDS = {
    StepKind.DECIDE_BY: EntryKind.DECIDE_BY,
    StepKind.LEAD_TIME: EntryKind.LEAD_TIME,
    StepKind.TARGET: EntryKind.TARGET,
}


def days_of_bids(
    session: Session, mine: Sequence[int], first: dt.date, last: dt.date
) -> list[Entry]:
    """Return the days of the bids that these partners are in.

    They are counted back from the day that was told last, so that calendars say what letters say.
    A day keeps its name when it moves; what was to be done in a bid that has gone is cancelled.
    """
    asked = select(Commitment.application_id).where(
        Commitment.partner_id.in_(mine), Commitment.declined_at.is_(None)
    )
    parts = selectinload(Application.commitments).joinedload(Commitment.partner)
    wanted = (
        select(Application)
        .where(Application.id.in_(asked))
        .options(parts.selectinload(Partner.meetings))
    )
    bids = session.scalars(wanted).all()
    partners = {named(part.partner) for bid in bids for part in bid.parts}
    acts = acts_of(session, [*(named(each) for each in bids), *partners])
    found = [entry for bid in bids for entry in entries_of(bid, mine, acts)]
    found += tasks(session, bids, mine, acts)
    return [each for each in found if first <= each.day <= last]


Acts = dict[str, tuple[int, dt.datetime]]


def acts_of(session: Session, names: Iterable[str]) -> Acts:
    """Return how often, and when last, something was done about each thing."""
    about = Event.about.in_([*names])
    told = select(Event.about, func.count(Event.id), func.max(Event.at)).where(about)
    return {name: (number, at) for name, number, at in session.execute(told.group_by(Event.about))}


def base_of(bid: Application, acts: Acts) -> Entry:
    """Return what the days of a bid have in common, while it is being worked on."""
    number, at = acts.get(named(bid), (0, bid.opened_at))
    under_way = bid.stage in BEFORE_SUBMITTED
    return Entry(
        key="", kind=EntryKind.ANSWER_BY, day=dt.date.min, title=bid.title, note="",
        path=f"/applications/{bid.id}/work", sequence=number, changed_at=at, ours=True,
        state=EntryState.CERTAIN if under_way else EntryState.CANCELLED,
    )  # fmt: skip


def entries_of(bid: Application, mine: Sequence[int], acts: Acts) -> Iterator[Entry]:
    """Yield the days of one bid, and those of its plan that concern these partners."""
    base = base_of(bid, acts)
    if bid.answer_by:
        aside = bid.stage in PUT_ASIDE
        yield replace(
            base, key=f"answer-by.application-{bid.id}", day=bid.answer_by,
            path=f"/applications/{bid.id}",
            state=EntryState.CANCELLED if aside else EntryState.CERTAIN,
        )  # fmt: skip
    for step in plan(bid, bid.deadline_told, dt.date.min):
        if step.kind not in KINDS or (step.partner and step.partner.id not in mine):
            continue
        whose = f".partner-{step.partner.id}" if step.partner else ""
        what = f".{step.lead_time.code}" if step.lead_time else ""
        body = step.meeting.body if step.meeting else ""
        more, later = (0, base.changed_at)
        if step.partner:
            more, later = acts.get(named(step.partner), (more, later))
        yield replace(
            base, key=f"{step.kind.value.replace('_', '-')}.application-{bid.id}{whose}{what}",
            kind=KINDS[step.kind], day=step.day, sequence=base.sequence + more,
            changed_at=max(base.changed_at, later),
            note=step.lead_time.code.upper() if step.lead_time else body,
        )  # fmt: skip


def tasks(
    session: Session, bids: Sequence[Application], mine: Sequence[int], acts: Acts
) -> Iterator[Entry]:
    """Yield what these partners are to do by a day; what is done stands no longer."""
    wanted = (
        select(Task)
        .where(
            Task.application_id.in_([each.id for each in bids]), Task.partner_id.in_(mine),
            Task.due.is_not(None),
        )
        .options(joinedload(Task.application))
    )  # fmt: skip
    for task in session.scalars(wanted):
        assert task.due
        bid, base = task.application, base_of(task.application, acts)
        yield replace(
            base, key=f"task-{task.id}.application-{bid.id}", kind=EntryKind.TASK, day=task.due,
            title=task.title, note=bid.title, path=f"/applications/{bid.id}/work#task-{task.id}",
            state=EntryState.CANCELLED if task.done_at else base.state,
        )  # fmt: skip
