"""Which deadlines a person is to be reminded of today: of what their partners have answered."""

import datetime as dt
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lexicon.terms import Deadline
from models import Call, Meeting, OverlapMember, Partner, Task
from workflow.letters.rhythms import DAY, When
from workflow.writing.planning import Decision, decision


@dataclass(frozen=True)
class Followed:
    """A call that a partner has answered or applies to, since when, by which bid, to be sent when.

    The target is the partners' own day, before the call's or where it has none.
    """

    call: Call
    partner: Partner
    since: datetime
    application_id: int | None = None
    target: dt.date | None = None


@dataclass(frozen=True)
class Reminder:
    """One call, its deadline, and the day that is near: of the call, one's own board, or a task.

    `days` is how many days before that day one wanted to know. A call that is open all year has no
    deadline; then there is one's own target.
    """

    call: Call
    partner: Partner
    deadline: Deadline | None
    day: dt.date
    days: int
    decision: Decision | None
    application_id: int | None
    task: Task | None = None

    @property
    def is_internal(self) -> bool:
        """Say whether one's own decision is due, rather than the application."""
        return self.decision is not None and self.day == self.decision.by

    @property
    def about(self) -> str:
        """Return what a mention of it is called: a day that moves is reminded of again."""
        whose = f"task-{self.task.id}:" if self.task else ""
        return f"{whose}{self.day}:{self.days}"

    @property
    def is_target(self) -> bool:
        """Say whether it is the day that the partners have chosen themselves."""
        return not self.is_internal and (self.deadline is None or self.day != self.deadline.day)


@dataclass(frozen=True)
class Unreplied:
    """A proposal that waits for a lead's reply, and how many days before the day to reply by."""

    member: OverlapMember
    days: int

    @property
    def about(self) -> str:
        """Return what a mention of it is called: a new version is reminded of again."""
        overlap = self.member.overlap
        return f"reply:{overlap.id}:{overlap.version}:{overlap.reply_by}:{self.days}"


def unreplied(
    replies: Iterable[OverlapMember],
    when: When,
    told: AbstractSet[tuple[int | None, str]],
    now: datetime,
) -> list[Unreplied]:  # fmt: skip
    """Return the replies that are to be reminded of now, the nearest first."""
    found, today = [], when.today(now)
    for each in replies:
        overlap = each.overlap
        if overlap.reply_by is None or overlap.proposed_at is None:
            continue
        steps = step_due(overlap.reply_by, overlap.proposed_at, when, today)
        if steps is not None and (None, Unreplied(each, steps).about) not in told:
            found.append(Unreplied(each, steps))
    return sorted(found, key=lambda each: (each.member.overlap.reply_by, each.member.id))


def due(
    followed: Iterable[Followed],
    meetings: Mapping[int, list[Meeting]],
    when: When,
    told: AbstractSet[tuple[int | None, str]],
    now: datetime,
) -> list[Reminder]:
    """Return what is to be reminded of now, the nearest first; `told` is what already was.

    What would be missed by an absence comes on the last day before it.
    """
    today = when.today(now)
    found: dict[tuple[int, str], Reminder] = {}
    for each in followed:
        date = each.call.next_date(now)
        sent = min((day for day in (each.target, date and date.day) if day), default=None)
        if sent is None:
            continue
        last = decision(sent, meetings.get(each.partner.id, ()), each.partner.country)
        days = {sent, date.day if date else sent}
        if last and last.by >= today:
            days.add(last.by)
        for day in sorted(days):
            steps = step_due(day, each.since, when, today)
            if steps is None:
                continue
            reminder = Reminder(
                each.call, each.partner, date.deadline if date else None, day, steps, last,
                each.application_id,
            )  # fmt: skip
            if (each.call.id, reminder.about) not in told:
                found.setdefault((each.call.id, reminder.about), reminder)
    return sorted(found.values(), key=lambda each: (each.day, each.call.id))


def tasks_due(
    tasks: Iterable[Task], when: When, told: set[tuple[int | None, str]], now: datetime
) -> list[Reminder]:
    """Return which tasks are to be reminded of now, the nearest first."""
    today, found = when.today(now), []
    for task in tasks:
        call = task.application.call
        if call is None or task.due is None:
            continue
        steps = step_due(task.due, task.made_at, when, today)
        if steps is None:
            continue
        reminder = Reminder(
            call, task.partner, None, task.due, steps, None, task.application_id, task
        )
        if (call.id, reminder.about) not in told:
            found.append(reminder)
    return found


def step_due(day: dt.date, since: datetime, when: When, today: dt.date) -> int | None:
    """Return for how many days before a day the reminder is due now; None if for none.

    Only the nearest counts; of a call that was answered after it, there is nothing to remind of.
    """
    if today > day:
        return None
    reach = today
    if when.away_from and when.away_to and today <= when.away_to:
        if when.away_from <= day <= when.away_to:
            if today >= when.away_from - DAY:
                reach = when.away_to
        elif when.is_away(today):
            return None  # it waits until the person is back
    near = [step for step in when.days_before if day - step * DAY <= reach]
    if not near:
        return None
    begun = since.astimezone(ZoneInfo(when.zone)).date()
    is_early = reach > today
    return min(near) if is_early or begun <= day - min(near) * DAY else None
