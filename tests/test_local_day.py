"""After midnight where people are it is the new day, though it is still the old one in UTC."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from config import Config, Data
from jobs.door import jobs_of
from lexicon.moments import told_in
from models import Application, Event
from scrapers.files import FileSite
from tests.bids import World
from tests.conftest import NOON
from tests.pages import open_site, post, visitor

MIDNIGHT = datetime(2026, 1, 12, 23, 30, tzinfo=UTC)  # half past midnight in Stockholm


def test_a_day_is_the_one_that_people_have(engine: Engine, tmp_path: Path) -> None:
    app = open_site(engine, tmp_path, clock=lambda: MIDNIGHT)
    with Session(engine) as session:
        world = World(session)
        world.bid(world.town, "Blue lakes")
        session.commit()
        ada = visitor(app, world.ada.id)

    path, page = "/applications/1/work/target", "/applications/1/work"
    answers = [
        post(ada, path, page, target=day, seen="").status_code
        for day in ("2026-01-12", "2026-01-13")
    ]

    assert answers == [422, 303]
    with Session(engine) as session:
        assert session.get_one(Application, 1).target == date(2026, 1, 13)


def test_a_job_of_the_night_is_of_the_day_that_people_have(engine: Engine, tmp_path: Path) -> None:
    config = Config(data=Data(folder=str(tmp_path)))
    with Session(engine) as session:
        world = World(session)
        world.bid(world.town, "Blue lakes")
        session.commit()
    jobs = jobs_of(config, engine, lambda source, known: FileSite(start="", today=MIDNIGHT.date()))
    [job] = [each for each in jobs if each.name == "note_head"]

    job.run(MIDNIGHT)

    assert [each.stem for each in tmp_path.rglob("2026-*.txt")] == ["2026-01-13"]


def test_a_moment_is_the_same_before_and_after_it_is_stored(session: Session) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=2)))
    event = Event(at=there, verb="opened", about="x", facts={}, before="0", seal="")

    event.seal = event.sealed()
    session.add(event)
    session.flush()
    session.expire(event)

    assert event.at == NOON
    assert event.at.utcoffset() == timedelta()
    assert event.seal == event.sealed()


@pytest.mark.parametrize(
    "night", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]
)
def test_ten_minutes_are_ten_in_the_nights_in_which_clocks_are_changed(night: datetime) -> None:
    for minutes in range(0, 180, 5):
        moment = night + timedelta(minutes=minutes)
        here = told_in("Europe/Stockholm", moment)

        for span in (timedelta(minutes=10), timedelta(hours=3), timedelta(days=30)):
            assert here - span == moment - span
            assert here + span == moment + span


def test_the_day_is_that_of_the_zone_whatever_its_offset() -> None:
    at = {zone: told_in(zone, MIDNIGHT).day for zone in ("Europe/Stockholm", "UTC", "America/Nuuk")}

    assert at == {"Europe/Stockholm": 13, "UTC": 12, "America/Nuuk": 12}
