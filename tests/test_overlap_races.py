"""Finding may be broken off, done twice, or done by two clocks at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from jobs import find_overlaps as job
from jobs.comparing import Comparing
from models import Base, Event, Overlap, OverlapMember
from tests.conftest import NOON
from tests.county import STEP, YOUTH, County
from workflow.overlaps import finding


@pytest.fixture
def stored(upgraded: Engine) -> Engine:
    with Session(upgraded) as session, session.begin():
        county = County(session)
        for lead in (county.laxa, county.hallsberg, county.activa):
            county.bid(lead, YOUTH if lead is county.laxa else STEP)
    return upgraded


def run(engine: Engine, known: Comparing | None = None) -> int:
    with Session(engine) as session, session.begin():
        return job.find_overlaps(session, NOON, known)


def count(engine: Engine, table: type[Base]) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_done_twice_nothing_is_raised_twice(stored: Engine) -> None:
    known = Comparing()

    new = [run(stored, known), run(stored, known), run(stored, Comparing())]

    assert new == [3, 0, 0]
    assert (count(stored, Overlap), count(stored, OverlapMember)) == (3, 6)


def test_broken_off_in_the_midst_nothing_is_half_raised(
    stored: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising, known = finding.raise_overlap, Comparing()
    before = count(stored, Event)
    raised: list[int] = []

    def broken(*given: object) -> object:
        if raised:
            raise KeyboardInterrupt
        raised.append(1)
        return raising(*given)  # type: ignore[arg-type]  # as it was given

    monkeypatch.setattr(job, "raise_overlap", broken)
    with pytest.raises(KeyboardInterrupt):
        run(stored, known)
    monkeypatch.setattr(job, "raise_overlap", raising)

    assert (count(stored, Overlap), count(stored, Event)) == (0, before)
    assert run(stored, known) == 3


def test_two_clocks_at_once_raise_each_finding_once(stored: Engine) -> None:
    with ThreadPoolExecutor(2) as clocks:
        new = list(clocks.map(lambda _: run(stored), range(2)))

    assert sorted(new) == [0, 3]
    assert (count(stored, Overlap), count(stored, OverlapMember)) == (3, 6)
