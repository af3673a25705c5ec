"""What is due: once, by one clock, through crashes, and over the changes of the clocks."""

from datetime import datetime, timedelta
from itertools import repeat

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.clock import LEASE, Job, tick
from models import JobRun
from tests.conftest import NOON
from workflow.timetable import Every

HOUR = timedelta(hours=1)


def test_missed_runs_are_made_up_once(engine: Engine) -> None:
    ran: list[datetime] = []
    job = Job("match", Every(HOUR), ran.append)

    later = NOON + timedelta(days=3)
    for now in (NOON, NOON, later, later):
        tick(engine, [job], owner="a", clock=repeat(now).__next__)

    assert ran == [NOON, later]


def test_a_run_that_broke_is_taken_over_after_its_lease(engine: Engine) -> None:
    ran: list[datetime] = []

    def breaks(now: datetime) -> None:
        raise RuntimeError("no")

    broken, whole = (Job("match", Every(timedelta(days=1)), run) for run in (breaks, ran.append))
    assert tick(engine, [broken], owner="a", clock=lambda: NOON) == []
    assert tick(engine, [whole], owner="b", clock=lambda: NOON + LEASE / 2) == []
    assert tick(engine, [whole], owner="b", clock=lambda: NOON + LEASE) == ["match"]

    with Session(engine) as session:
        run = session.scalars(select(JobRun)).one()
    assert (ran, run.clock, run.tries) == ([NOON + LEASE], "b", 2)


def test_a_broken_job_does_not_hold_the_others_up(engine: Engine) -> None:
    ran: list[datetime] = []

    def breaks(now: datetime) -> None:
        raise RuntimeError("no")

    jobs = [Job("match", Every(HOUR), breaks), Job("post", Every(HOUR), ran.append)]

    assert tick(engine, jobs, owner="a", clock=lambda: NOON) == ["post"]
