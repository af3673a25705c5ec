"""When each job is due: the clock keeps to it, and operators read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JobRun
from models.job_run import MOST_TRIES

MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
MINUTES, HOUR = timedelta(minutes=1), timedelta(hours=1)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
# Often, since somebody may wait for a code to sign in by.
STEPS = {
    "post": timedelta(seconds=15),
    "hooks": timedelta(minutes=1),
    "bounces": 5 * MINUTES,
    "collect": 5 * MINUTES,
    "match": 15 * MINUTES,
    "link_calls": 15 * MINUTES,
    "follow_deadlines": 15 * MINUTES,
    "find_overlaps": 15 * MINUTES,
    "group": 15 * MINUTES,
    "remember": 6 * HOUR,
    "digest": 15 * MINUTES,
    "watch": HOUR,
    "end_periods": HOUR,
    "note_head": DAY,
    "retain": DAY,
    "look_after": DAY,
}


class Due(Protocol):
    """When something is to be done again and again."""

    def __call__(self, now: datetime) -> datetime:
        """Return the latest moment at which it was due."""

    def after(self, now: datetime) -> datetime:
        """Return when it is due next."""


@dataclass(frozen=True)
class Every:
    """Due again and again, counted from a Monday midnight (UTC)."""

    step: timedelta

    def __call__(self, now: datetime) -> datetime:
        """Return the latest moment at which it was due."""
        return MONDAY + (now - MONDAY) // self.step * self.step

    def after(self, now: datetime) -> datetime:
        """Return when it is due next."""
        return self(now) + self.step


def timetable() -> dict[str, Due]:
    """Return when every job is due. Whom the digest writes to is for each person to say."""
    return {job: Every(step) for job, step in STEPS.items()}


@dataclass(frozen=True)
class JobState:
    """How a job is: its newest run, when it was done last, and when it is due."""

    job: str
    done_at: datetime | None
    tries: int
    due_at: datetime

    @property
    def word(self) -> str:
        """Say it in one word."""
        if self.tries >= MOST_TRIES:
            return "broken"
        if self.tries > 1:
            return "again"
        return "runs" if self.tries else "done" if self.done_at else "never"


def job_states(session: Session, times: Mapping[str, Due], now: datetime) -> list[JobState]:
    """Return how all jobs are. There may be many runs, so only the newest are looked for."""
    found = []
    for job, due in times.items():
        newest = select(JobRun).filter_by(job=job).order_by(JobRun.scheduled_for.desc()).limit(1)
        run = session.scalar(newest)
        done = session.scalar(newest.where(JobRun.done_at.is_not(None)))
        found.append(
            JobState(
                job=job,
                done_at=done.done_at if done else None,
                tries=run.tries if run and run.done_at is None else 0,
                due_at=due.after(now),
            )
        )
    return found
