"""A hostile server costs bounded time and memory, changes nothing, and leaves the worker alive.

With SAMSOK_FULL=1 the limits are those of real readings: 30 s a fetch, several minutes in all.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.collect import collect
from models import Call, CallDate, Outcome, SourceRun
from scrapers import Source as Here
from scrapers.child import Bounds
from scrapers.fetching import Known, Limits, LiveSite
from scrapers.kinds import Kind
from tests.conftest import NOON, make_call, make_source
from tests.hostile import TRAPS

pytestmark = pytest.mark.hostile

FULL = bool(os.environ.get("SAMSOK_FULL"))
REAL = Limits(pause=0)
LIMITS = REAL if FULL else replace(REAL, seconds=3, read=2)
BOUNDS = Bounds() if FULL else Bounds(cpu_seconds=1)
MOST_MEMORY = 60 << 20
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    command = [sys.executable, "-m", "tests.hostile"]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.kill()


class TimedSite(LiveSite):
    """A live site that notes how long its fetches took."""

    took: float = 0

    def get(self, url: str) -> bytes:
        began = time.monotonic()
        try:
            return super().get(url)
        finally:
            self.took = time.monotonic() - began


class Reading:
    """One reading of an address, as the clock does it, and what it cost."""

    def __init__(self, engine: Engine, port: int, path: str) -> None:
        limits = replace(LIMITS, trusted=frozenset({f"127.0.0.1:{port}"}))
        url = f"http://127.0.0.1:{port}/{path.replace(' ', '%20')}"
        runs: list[SourceRun] = []
        sites: list[TimedSite] = []
        with Session(engine) as session, session.begin():
            source = make_source(start=url, language="sv")
            session.add(make_call(source, 1, "Utlysning: Renare sjöar"))
            session.add(source)
        self.before = stored(engine)

        def site_of(here: Here, known: Mapping[str, Known]) -> TimedSite:
            site = TimedSite(
                start=here.start, agent="test", today=date(2026, 11, 21), limits=limits,
                kinds=frozenset({Kind.FEED}),
            )  # fmt: skip
            sites.append(site)
            return site

        held = forgotten_peak()
        collect(
            engine, site_of, owner="a", clock=lambda: NOON, told=runs.append, bounds=BOUNDS,
        )  # fmt: skip
        self.grew = memory("VmHWM") - held
        self.after = stored(engine)
        (self.run,), (site,) = runs, sites
        self.took = site.took


def stored(engine: Engine) -> list[tuple[object, ...]]:
    """Return every cell of every call and date."""
    with Session(engine) as session:
        tables = (Call.__table__, CallDate.__table__)
        return [tuple(row) for table in tables for row in session.execute(select(table))]


def memory(name: str) -> int:
    """Return what the system says of this process's memory, in bytes; 0 where it says nothing."""
    found = re.search(rf"{name}:\s+(\d+) kB", STATUS.read_text()) if STATUS.exists() else None
    return int(found[1]) << 10 if found else 0


def forgotten_peak() -> int:
    """Let the peak of memory begin anew, and return what is held now."""
    if CLEAR.exists():
        CLEAR.write_text("5")
    return memory("VmRSS")


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_costs_little_and_changes_nothing(engine: Engine, port: int, trap: str) -> None:
    reading = Reading(engine, port, trap)

    assert reading.run.outcome not in (Outcome.OK, Outcome.UNCHANGED)
    assert re.search(TRAPS[trap][1], reading.run.trouble or ""), reading.run.trouble
    assert reading.took < LIMITS.seconds + 1
    assert reading.grew < MOST_MEMORY
    assert reading.after == reading.before


def test_after_all_of_it_an_honest_feed_is_read_as_ever(engine: Engine, port: int) -> None:
    reading = Reading(engine, port, "good")

    assert reading.run.outcome is Outcome.OK, reading.run.trouble
    assert reading.run.seen == 1


def test_the_limits_are_those_of_real_readings() -> None:
    if not FULL:
        pytest.skip("scaled down to seconds; SAMSOK_FULL=1 runs the whole at full size, in minutes")

    assert (LIMITS.seconds, BOUNDS.cpu_seconds) == (30, 5)
