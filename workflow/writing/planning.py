"""Counting back from a deadline: when to decide, so that a board can, too."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lexicon.lead_times import LeadTime, lead_times
from lexicon.workdays import workday
from models import Application, Meeting, Partner

BEFORE_PAPERS = dt.timedelta(days=3)  # to write what the board is to read


class Decision(NamedTuple):
    """The last meeting before a deadline, and the day by which to have decided for it."""

    meeting: Meeting
    by: dt.date


def decision(
    deadline: dt.date, meetings: Iterable[Meeting], country: str = "SE"
) -> Decision | None:
    """Return the last meeting before a deadline; where its papers are not known, its own day.

    A partner decides three days before the papers are due, on a working day of its country. The
    day of the papers is as whoever planned the meeting has said it.
    """
    before = [each for each in meetings if each.day < deadline]
    if not before:
        return None
    last = max(before, key=lambda each: each.day)
    by = last.papers_due - BEFORE_PAPERS if last.papers_due else last.day
    return Decision(last, workday(by, country))


class StepKind(StrEnum):
    """What a day of a plan is for."""

    LEAD_TIME = "lead_time"
    DECIDE_BY = "decide_by"
    PAPERS = "papers"
    MEETING = "meeting"
    NO_MEETING = "no_meeting"
    TARGET = "target"
    DEADLINE = "deadline"


@dataclass(frozen=True)
class Step:
    """One day of a plan: of a partner and its board, or of the programme."""

    day: dt.date
    kind: StepKind
    partner: Partner | None = None
    meeting: Meeting | None = None
    lead_time: LeadTime | None = None


def aim(application: Application, deadline: dt.date | None) -> dt.date | None:
    """Return the day that all is counted back from: one's own target, or an earlier deadline."""
    return min((each for each in (application.target, deadline) if each), default=None)


def plan(application: Application, deadline: dt.date | None, today: dt.date) -> list[Step]:
    """Return the internal days of a bid, in order; none without a day to count back from.

    Boards that have met already decide nothing more. A partner that has meetings, but none in
    time, is shown on the day of today: somebody has to decide by delegation.
    """
    sent = aim(application, deadline)
    if sent is None:
        return []
    found = [Step(sent, StepKind.TARGET if sent == application.target else StepKind.DEADLINE)]
    if deadline and deadline != sent:
        found.append(Step(deadline, StepKind.DEADLINE))
    for lead_time in lead_times(application.family):
        day = workday(sent - lead_time.before, application.lead.country)
        found.append(Step(day, StepKind.LEAD_TIME, lead_time=lead_time))
    for part in application.parts:
        found += steps_of(part.partner, sent, today)
    order = list(StepKind)
    return sorted(
        found,
        key=lambda each: (
            each.day,
            order.index(each.kind),
            (each.partner and each.partner.name) or "",
        ),
    )


def steps_of(partner: Partner, sent: dt.date, today: dt.date) -> Iterator[Step]:
    """Yield the days of one partner: when to decide, when papers are due, when its board meets."""
    ahead = [each for each in partner.meetings if each.day >= today]
    last = decision(sent, ahead, partner.country)
    if last is None:
        if partner.meetings and sent > today:
            yield Step(today, StepKind.NO_MEETING, partner)
        return
    meeting, by = last
    yield Step(by, StepKind.DECIDE_BY, partner, meeting)
    if meeting.papers_due:
        yield Step(meeting.papers_due, StepKind.PAPERS, partner, meeting)
    yield Step(meeting.day, StepKind.MEETING, partner, meeting)
