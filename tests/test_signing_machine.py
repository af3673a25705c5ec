"""Signing by chance, a thousand ways, and many at once: nothing unsigned ever holds.

With SAMSOK_FULL=1 there are 10,000 steps, and 8 writers with 2,000 changes each, on each database.
"""

import os
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers, sampled_from
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from models import Commitment, Event, Person
from tests.bids import World
from tests.conftest import NOON
from tests.signing_forger import RULES, Forger
from workflow import Conflict, audit
from workflow.applications import commitments
from workflow.applications.terms import seal_of

FULL = bool(os.environ.get("SAMSOK_FULL"))
EXAMPLES, STEPS = (220, 50) if FULL else (6, 20)
WRITERS, CHANGES = 8, 2_000 if FULL else 25


@pytest.fixture
def database(either_database: Engine) -> Engine:
    if either_database.dialect.name == "sqlite":  # nobody cuts the power here
        either_database.dispose()
        event.listen(
            either_database, "connect", lambda to, _: to.execute("PRAGMA synchronous = OFF")
        )
    return either_database


def test_whatever_happens_nothing_holds_but_what_was_signed(database: Engine) -> None:
    machine = Forger(database)

    class Signing(RuleBasedStateMachine):
        """The machine; hypothesis chooses its steps and dice, and the fewest that go wrong."""

        @initialize()
        def begin(self) -> None:
            machine.begin()

        @rule(name=sampled_from(RULES), seed=integers(0, 2**16))
        def step(self, name: str, seed: int) -> None:
            machine.step(name, Random(seed))

    # Nothing is left of a bid that the next one could see, but the chain grows over all of them.
    run_state_machine_as_test(
        Signing,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=not FULL,
            database=None, suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    machine.look_at_all()

    assert {"signed", "changed", "unproven"} <= machine.came.keys()
    if FULL:
        assert machine.steps >= 10_000
        assert {
            "stale", "double taps", "taken back", "declined", "deputies", "submit", "withdraw",
            "merged here", "merged away", "signatures forged and found", "events forged and found",
            "chains cut and found",
        } <= machine.came.keys()  # fmt: skip
    print(machine.steps, dict(sorted(machine.came.items())))  # noqa: T201 (for who asks for them)


def test_many_writers_lose_no_change(database: Engine) -> None:
    """Each adds one krona to what it saw, in words of its own; who was slower looks again."""
    with Session(database) as session:
        world = World(session)
        number = world.bid(world.town, "Blue lakes", world.university).commitments[1].id
        session.commit()
    told: Counter[str] = Counter()
    counting = threading.Lock()

    def write(writer: int) -> None:
        mine: Counter[str] = Counter()
        while mine["done"] < CHANGES:
            with Session(database) as session:  # what the form showed
                part = session.get_one(Commitment, number)
                seen, total = seal_of(part), part.total_cost
            with Session(database) as session:
                part = session.get_one(Commitment, number)
                ben = session.scalars(select(Person).filter_by(name="Ben")).one()
                try:
                    commitments.change(
                        session, part, total_cost=total + 1, co_funding=Decimal(0), seen=seen,
                        work=f"{writer}: {mine['done']}", by=ben, now=NOON,
                    )  # fmt: skip
                    session.commit()
                    mine["done"] += 1
                except Conflict:
                    mine["told"] += 1
        with counting:
            told.update(mine)

    with ThreadPoolExecutor(WRITERS) as hands:
        list(hands.map(write, range(WRITERS)))

    with Session(database) as session:
        assert session.get_one(Commitment, number).total_cost == WRITERS * CHANGES
        wanted = select(func.count(Event.id)).where(Event.verb == "changed")
        assert session.scalar(wanted) == told["done"] == WRITERS * CHANGES
        assert list(audit.broken(session)) == []
    assert told["told"] > 0
    print(dict(told))  # noqa: T201 (the figures, for who asks for them)
