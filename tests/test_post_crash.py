"""The post is killed, cut off, refused and left alone, and still loses nothing.

With SAMSOK_FULL=1 there are 200 kills and 2,000 letters on each database, many minutes in all.
"""

import os
import random
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from jobs.post import LEASE
from models import Bounce, End, Letter, Person
from tests.conftest import NOON
from tests.mailing import Got, Place, carry, place, write_letters
from workflow.letters.bounces import stop_of

__all__ = ["place"]  # fixtures

pytestmark = pytest.mark.crash

FULL = bool(os.environ.get("SAMSOK_FULL"))
KILLS, LETTERS = (200, 2000) if FULL else (12, 150)
FAULTY = 2000 if FULL else 200
ROOT = Path(__file__).parents[1]
MINUTE = timedelta(minutes=1)


def copies(letters: list[Got]) -> Counter[tuple[str, str]]:
    """Count each letter by its address and its Message-ID."""
    return Counter((each.to, str(each.message["Message-ID"])) for each in letters)


def left(engine: Engine) -> int:
    with Session(engine) as session:
        waiting = (Letter.sent_at.is_(None), Letter.ended_at.is_(None))
        return session.scalar(select(func.count(Letter.id)).where(*waiting)) or 0


def test_who_carries_the_letters_is_killed_anywhere_and_nobody_notices(
    either_url: str, upgraded: Engine, place: Place
) -> None:
    write_letters(upgraded, LETTERS, written_at=NOON, not_before=NOON, kind="signed")
    dice, ends = random.Random(7), Counter[str]()
    command = [sys.executable, "-m", "tests.carrying", either_url, str(place.port)]

    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as carriers:
        assert carriers.stdin
        assert carriers.stdout

        def carried(lifetime: float, offset: float) -> str:
            assert carriers.stdin
            assert carriers.stdout
            print(lifetime, offset, file=carriers.stdin, flush=True)
            return carriers.stdout.readline().strip()

        # Lives are short, so that each ends among its first letters, in any of their stages.
        while ends["-9"] < KILLS and left(upgraded) > LETTERS // 10:
            ends[carried(dice.uniform(0.01, 0.25), 0)] += 1
        killed = ends["-9"]
        for round in range(1, 4):
            assert carried(3600, round * LEASE.total_seconds() * 1.1) == "0"
        carriers.stdin.close()

    assert killed >= KILLS // 2
    assert left(upgraded) == 0
    found = copies(place.box.letters)
    assert len(found) == len({to for to, _ in found}) == LETTERS  # none lost, one message each
    assert sum(found.values()) - LETTERS <= killed
    assert max(found.values()) <= 2


def test_a_server_that_refuses_hangs_up_and_goes_away_for_two_hours_loses_nothing(
    upgraded: Engine, place: Place
) -> None:
    write_letters(upgraded, FAULTY, kind="signed")
    dice = random.Random(7)
    gone = {f"signed{n}@town.example" for n in dice.sample(range(FAULTY), FAULTY // 50)}
    cut: set[str] = set()
    cuts = 0

    def answer(sender: str, to: str) -> str | None:
        if to in gone:
            return "550 5.1.1 no such user"
        return "451 4.3.0 not now" if dice.random() < 0.1 else None

    def hangs_up(got: Got) -> bool:
        nonlocal cuts
        hang = got.to not in cut and dice.random() < 0.02  # nobody is hung up on twice
        cut.update([got.to] if hang else [])
        cuts += hang
        return hang

    place.box.on_rcpt, place.box.cuts = answer, hangs_up
    place.box.on_mail = lambda sender: None
    half = FAULTY // 2
    away_from = 3

    for minute in range(6 * 60):
        if minute == away_from:
            place.go_away()
            write_letters(upgraded, half, kind="opened", not_before=NOON + minute * MINUTE)
        if minute == away_from + 120:
            place.come_back()
        if left(upgraded):
            carry(upgraded, place.server, NOON + minute * MINUTE)

    found = copies(place.box.letters)
    took = {to for to, _ in found}
    assert left(upgraded) == 0
    assert len(found) == len(took) == FAULTY + half - len(gone)
    assert took.isdisjoint(gone)
    assert sum(found.values()) - len(found) <= cuts
    assert max(found.values()) <= 2
    with Session(upgraded) as session:
        ends = Counter(session.scalars(select(Letter.ended)))
        assert ends == {None: FAULTY + half - len(gone), End.BOUNCED: len(gone)}
        assert session.scalar(select(func.count(Bounce.id))) == len(gone)


def test_addresses_that_took_none_twice_are_left_alone(upgraded: Engine, place: Place) -> None:
    write_letters(upgraded, 20, kind="signed")
    place.box.on_rcpt = lambda sender, to: (
        "550 5.1.1 no such user" if to.startswith("signed1") else None
    )
    for about in ("2", "3"):
        carry(upgraded, place.server)
        with Session(upgraded) as session, session.begin():
            for person in session.scalars(select(Person)).all():
                session.add(
                    Letter(person=person, kind="signed", about=about, subject="s", text="t",
                           html="h", written_at=NOON, not_before=NOON)
                )  # fmt: skip
    carry(upgraded, place.server)

    with Session(upgraded) as session:
        people = session.scalars(select(Person)).all()
        stopped = {each.email for each in people if stop_of(session, each)}
    assert stopped == {each for each in place.box.tries if each.startswith("signed1")}
    assert {place.box.tries[each] for each in stopped} == {2}
    assert {place.box.tries[each.email] for each in people} == {2, 3}


def test_the_figures_are_those_of_the_bar() -> None:
    if not FULL:
        pytest.skip("scaled down; SAMSOK_FULL=1 runs 200 kills and thousands of letters")

    assert (KILLS, FAULTY) == (200, 2000)
