"""A host is asked by one at a time, with a pause, whichever source or clock asks."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine

from scrapers.site import Unreachable
from scrapers.turns import OwnTurns, Turns
from tests.conftest import NOON
from workflow.collecting.turns import LEASE, SharedTurns

DAY = timedelta(days=1)


class Clock:
    """A clock that waiting moves."""

    def __init__(self) -> None:
        self.now = NOON
        self.waited: list[float] = []

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += timedelta(seconds=seconds)

    def turns(self, engine: Engine, owner: str = "a") -> SharedTurns:
        return SharedTurns(engine, owner, lambda: self.now, self.wait)


def test_two_sources_at_one_host_wait_for_each_other(engine: Engine) -> None:
    clock = Clock()
    one, other = clock.turns(engine, "one"), clock.turns(engine, "other")

    for turns in (one, other, one):
        with turns.turn("x.example", 5):
            pass

    assert clock.waited == [5, 5]


def test_another_host_need_not_wait(engine: Engine) -> None:
    clock = Clock()

    for host in ("x.example", "y.example"):
        with clock.turns(engine).turn(host, 5):
            pass

    assert clock.waited == []


def test_a_host_is_held_until_its_answer_has_come(engine: Engine) -> None:
    clock = Clock()
    slow, other = clock.turns(engine, "slow"), clock.turns(engine, "other")
    ended = []

    def wait(seconds: float) -> None:
        clock.wait(seconds)
        if len(clock.waited) == 20:
            ended.append(clock.now)
            held.__exit__(None, None, None)

    held = slow.turn("x.example", 5)
    held.__enter__()
    with SharedTurns(engine, "other", lambda: clock.now, wait).turn("x.example", 5):
        assert ended == [clock.now]
    with other.turn("x.example", 5):
        assert clock.now == ended[0] + timedelta(seconds=5)


def test_a_clock_that_died_with_a_host_in_hand_is_followed_by_another(engine: Engine) -> None:
    clock = Clock()
    clock.turns(engine, "dead").turn("x.example", 5).__enter__()

    with clock.turns(engine).turn("x.example", 5):
        assert clock.now <= NOON + LEASE + timedelta(seconds=5)


def own(engine: Engine) -> Turns:
    return OwnTurns()


def shared(engine: Engine) -> Turns:
    return Clock().turns(engine)


@pytest.mark.parametrize("kind", [own, shared])
def test_a_host_that_asks_to_be_left_alone_is(
    engine: Engine, kind: Callable[[Engine], Turns]
) -> None:
    turns = kind(engine)
    with turns.turn("x.example", 5):
        turns.rest("x.example", 3600)

    with pytest.raises(Unreachable, match=r"x\.example asked to be left alone") as refused:
        turns.turn("x.example", 5).__enter__()

    assert refused.value.later == pytest.approx(3600, abs=1)


def test_a_short_rest_is_waited_for(engine: Engine) -> None:
    clock = Clock()
    turns = clock.turns(engine)
    with turns.turn("x.example", 5):
        turns.rest("x.example", 60)

    with turns.turn("x.example", 5):
        assert clock.now == NOON + timedelta(seconds=60)


def test_wishes_are_known_for_a_day(either_database: Engine) -> None:
    clock = Clock()
    turns = clock.turns(either_database)
    assert turns.wishes("https://x.example") is None

    turns.keep("https://x.example", "User-agent: *")
    turns.keep("https://x.example", "User-agent: samsok")

    other = clock.turns(either_database, "other")
    clock.now += DAY - timedelta(seconds=1)
    assert other.wishes("https://x.example") == "User-agent: samsok"
    clock.now += timedelta(seconds=1)
    assert other.wishes("https://x.example") is None


def test_many_threads_at_one_host_come_one_by_one(either_database: Engine) -> None:
    inside, spans = [0], list[tuple[float, int]]()

    def ask(number: int) -> None:
        turns = SharedTurns(either_database, f"clock {number % 3}", lambda: datetime.now(UTC))
        with turns.turn("x.example", 0.1):
            inside[0] += 1
            spans.append((time.monotonic(), inside[0]))
            time.sleep(0.02)
            inside[0] -= 1

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(ask, range(6)))

    assert [at_once for _, at_once in spans] == [1] * 6
    assert all(later - earlier > 0.09 for (earlier, _), (later, _) in pairwise(spans))


def test_threads_of_one_process_come_one_by_one() -> None:
    turns, starts = OwnTurns(), list[float]()

    def ask(number: int) -> None:
        with turns.turn("x.example", 0.1):
            starts.append(time.monotonic())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(4)))

    assert all(later - earlier > 0.09 for earlier, later in pairwise(starts))
