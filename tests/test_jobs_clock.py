"""What is due: once, by one clock, through crashes, and over the changes of the clocks."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise, repeat
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.clock import LEASE, Job, every, tick, weekly
from models import JobRun
from tests.conftest import NOON

HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


def test_missed_runs_are_made_up_once(engine: Engine) -> None:
    ran: list[datetime] = []
    job = Job("match", every(HOUR), ran.append)

    later = NOON + timedelta(days=3)
    for now in (NOON, NOON, later, later):
        tick(engine, [job], owner="a", clock=repeat(now).__next__)

    assert ran == [NOON, later]


def test_a_run_that_broke_is_taken_over_after_its_lease(engine: Engine) -> None:
    ran: list[datetime] = []

    def breaks(now: datetime) -> None:
        raise RuntimeError("no")

    broken, whole = (Job("match", every(timedelta(days=1)), run) for run in (breaks, ran.append))
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

    jobs = [Job("match", every(HOUR), breaks), Job("post", every(HOUR), ran.append)]

    assert tick(engine, jobs, owner="a", clock=lambda: NOON) == ["post"]


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "Europe/Helsinki", "Atlantic/Reykjavik"])
@pytest.mark.parametrize("month", [3, 10])
def test_a_weekly_job_is_due_once_a_week_whatever_the_clocks_do(zone: str, month: int) -> None:
    quarters = [
        datetime(2026, month, 1, tzinfo=UTC) + n * timedelta(minutes=15) for n in range(4 * 24 * 42)
    ]
    for half_hour in range(48):
        due = weekly(7, time(half_hour // 2, half_hour % 2 * 30), zone)  # they change on Sundays

        moments = [due(quarter) for quarter in quarters]

        days = sorted({moment.astimezone(ZoneInfo(zone)).date() for moment in moments})
        assert {later - earlier for earlier, later in pairwise(days)} == {WEEK}
        assert len(days) == len(set(moments)) >= 6
        assert moments == sorted(moments)


def test_a_weekly_job_is_due_at_its_local_time() -> None:
    due = weekly(2, time(6, 30), "Europe/Stockholm")

    winter = due(datetime(2026, 1, 15, tzinfo=UTC))
    summer = due(datetime(2026, 7, 15, tzinfo=UTC))

    assert winter == datetime(2026, 1, 13, 5, 30, tzinfo=UTC)
    assert summer == datetime(2026, 7, 14, 4, 30, tzinfo=UTC)
