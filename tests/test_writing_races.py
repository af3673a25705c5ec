"""Many write one section at once: each text that anybody saved is there afterwards (F7)."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Barrier
from time import perf_counter

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models import Application, Attachment, Event, Person, Section, SectionText, Task
from models.event import first_broken
from tests.bids import World
from tests.conftest import NOON
from tests.writing import LIMITS, PDF, section_of
from workflow import Conflict
from workflow.writing import attachments, sections, tasks

FULL = "SAMSOK_FULL" in os.environ
WRITERS, SAVES = 8, 2_000 if FULL else 15


@pytest.fixture
def database(either_database: Engine) -> Engine:
    with Session(either_database) as session:
        world = World(session)
        world.bid(world.town, "Blue lakes", world.university)
        session.commit()
    return either_database


def write_much(database: Engine, number: int, start: Barrier) -> Counter[str]:
    """Write one section again and again, from whatever it was a moment ago; count what came."""
    random, came = Random(number), Counter[str]()
    start.wait(60)
    for each in range(SAVES):
        while True:
            try:
                came[write_once(database, number, f"{number}:{each}", random)] += 1
                break
            except OperationalError:  # waited for half a minute: who sends again is served
                came["again"] += 1
    return came


def write_once(database: Engine, number: int, text: str, random: Random) -> str:
    """Write a text as the page does: saved, or kept beside what stands."""
    with Session(database) as session:
        seen = goals_of(session).version
        session.rollback()
        if random.random() < 0.2:
            seen = max(seen - 1, 0)  # who has had the form open for long
        by = session.get_one(Person, 1 + number % 2)
        try:
            sections.save(session, goals_of(session), text, seen=seen, by=by, now=NOON)
            session.commit()
            return "stands"
        except Conflict:
            session.rollback()
            section = goals_of(session)
            sections.keep_beside(session, section, text, seen=seen, by=by, now=NOON)
            session.commit()
            return "beside"


def goals_of(session: Session) -> Section:
    return section_of(session.get_one(Application, 1), "goals")


def test_nothing_that_many_write_at_once_is_lost(database: Engine) -> None:
    began = perf_counter()
    with Session(database) as session:
        known = {each.name: each.id for each in session.scalars(select(Person))}
    assert {known["Ada"], known["Eve"]} == {1, 2}
    start = Barrier(WRITERS)

    with ThreadPoolExecutor(WRITERS) as hands:
        came = sum(
            hands.map(lambda number: write_much(database, number, start), range(WRITERS)),
            Counter[str](),
        )

    with Session(database) as session:
        goals = goals_of(session)
        kept = session.execute(select(SectionText.text, SectionText.number)).all()
        broken = first_broken(session.scalars(select(Event).order_by(Event.id)))
        standing = sorted(number for _, number in kept if number)
        latest = sections.text_of(session, goals, goals.version)
        assert {text for text, _ in kept} == {
            f"{number}:{each}" for number in range(WRITERS) for each in range(SAVES)
        }
        assert len(kept) == came["stands"] + came["beside"] == WRITERS * SAVES
        assert standing == list(range(1, came["stands"] + 1))
        assert (goals.version, goals.text) == (came["stands"], latest)
        assert broken is None
    print(dict(came), f"{perf_counter() - began:.1f} s")  # noqa: T201 (figures for who asks, -s)


def test_a_file_that_two_send_at_once_is_there_once(database: Engine, tmp_path: Path) -> None:
    start = Barrier(2)

    def send(name: str) -> int:
        start.wait(30)
        with Session(database) as session:
            by = session.scalars(select(Person).filter_by(name=name)).one()
            bid = session.get_one(Application, 1)
            sent = attachments.attach(
                session, bid, name=f"{name}.pdf", content=PDF, folder=tmp_path, limits=LIMITS,
                by=by, now=NOON,
            )  # fmt: skip
            session.commit()
            return sent.id

    with ThreadPoolExecutor(2) as hands:
        first, second = hands.map(send, ["Ada", "Ben"])

    assert first == second
    with Session(database) as session:
        assert len(session.scalars(select(Attachment)).all()) == 1
    assert len([each for each in (tmp_path / "files").rglob("*") if each.is_file()]) == 1


def test_a_task_that_two_give_at_once_is_given_once(database: Engine) -> None:
    start = Barrier(2)

    def give(name: str) -> int:
        start.wait(30)
        with Session(database) as session:
            by = session.scalars(select(Person).filter_by(name=name)).one()
            bid = session.get_one(Application, 1)
            made = tasks.add(session, bid, "Ask", partner=bid.lead, by=by, now=NOON)
            session.commit()
            return made.id

    with ThreadPoolExecutor(2) as hands:
        list(hands.map(give, ["Ada", "Ben"]))

    with Session(database) as session:
        assert len(session.scalars(select(Task)).all()) == 1
