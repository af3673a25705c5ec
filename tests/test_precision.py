"""How good past letters were, told by month and band; and a test set that grows by itself."""

import csv
import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from benchmarks.quality import read
from jobs.precision import Precision, export, lines, precisions
from lexicon.terms import Band
from models import Call, Feedback, Notice, Origin, Person, Wish
from tests.conftest import NOON, People, make_call

ZONE = "Europe/Stockholm"
MONTH = timedelta(days=31)


@pytest.fixture
def calls(session: Session, people: People) -> list[Call]:
    more = [make_call(people.source, number, f"Call {number}", "Text") for number in range(2, 6)]
    session.add_all(more)
    session.flush()
    return [people.lakes, *more]


def tell(
    session: Session, people: People, calls: Sequence[Call], band: Band = Band.GOOD,
    to: Person | None = None, at: timedelta = timedelta(),
) -> None:  # fmt: skip
    for call in calls:
        session.add(
            Notice(
                person_id=(to or people.ada).id, interest_id=people.town.interests[0].id,
                call_id=call.id, at=NOON + at, score=0.1, band=band, reasons=(), matcher=1,
            )
        )  # fmt: skip
    session.flush()


def say(session: Session, people: People, call: Call, wish: Wish) -> None:
    session.add(
        Feedback(
            interest_id=people.town.interests[0].id, call_id=call.id, person_id=people.ada.id,
            at=NOON, origin=Origin.THUMB, wish=wish, matcher=1,
        )
    )  # fmt: skip
    session.flush()


def test_what_was_told_is_counted_by_month_and_band(
    session: Session, people: People, calls: list[Call]
) -> None:
    tell(session, people, calls[:3])
    tell(session, people, calls[3:], Band.STRONG, at=MONTH)
    say(session, people, calls[0], Wish.MORE)
    say(session, people, calls[1], Wish.LESS)
    say(session, people, calls[3], Wish.MORE)

    found = precisions(session, ZONE)

    assert found["2026-01", "good"] == Precision(3, 2, 1)
    assert found["2026-02", "strong"] == Precision(2, 1, 1)
    assert found["all", "all"] == Precision(5, 3, 2)
    assert ("2026-02", "good") not in found


def test_what_two_people_were_told_counts_once(
    session: Session, people: People, calls: list[Call]
) -> None:
    tell(session, people, calls[:1])
    tell(session, people, calls[:1], to=people.cleo)

    assert precisions(session, ZONE)["all", "all"].told == 1


def test_a_month_is_counted_where_the_partnership_is(
    session: Session, people: People, calls: list[Call]
) -> None:
    tell(session, people, calls[:1], at=timedelta(days=19, hours=11, minutes=30))  # 23:30 UTC

    assert ("2026-02", "good") in precisions(session, ZONE)


def test_what_nobody_judged_has_no_precision(
    session: Session, people: People, calls: list[Call]
) -> None:
    tell(session, people, calls[:1])

    assert list(lines(precisions(session, ZONE)))[-1] == ("all", "good", "1", "0", "0", "")


@pytest.mark.parametrize(
    ("judged", "wanted", "low", "high"),
    [(10, 5, 0.237, 0.763), (10, 10, 0.722, 1.0), (1000, 500, 0.469, 0.531), (0, 0, 0.0, 1.0)],
)
def test_few_judgements_leave_a_wide_interval(
    judged: int, wanted: int, low: float, high: float
) -> None:
    assert Precision(judged, judged, wanted).interval() == pytest.approx((low, high), abs=1e-3)


def test_what_was_judged_is_written_as_a_test_set(
    session: Session, people: People, calls: list[Call], tmp_path: Path
) -> None:
    tell(session, people, calls[:3])
    say(session, people, calls[0], Wish.MORE)
    say(session, people, calls[1], Wish.LESS)
    say(session, people, calls[4], Wish.MORE)

    assert export(session, tmp_path / "own") == 3

    judged = read(tmp_path / "own")
    interest = f"i{people.town.interests[0].id}"
    assert [each.id for each in judged.profiles] == [interest]
    assert {each.title for each in judged.calls} == {"Cleaner lakes", "Call 2", "Call 3", "Call 5"}
    wanted = {f"c{calls[0].id}": 1.0, f"c{calls[4].id}": 1.0}
    assert judged.relevant == {interest: wanted}
    with (tmp_path / "own" / "qrels.tsv").open(encoding="utf-8") as file:
        assert [row["rel"] for row in csv.DictReader(file, delimiter="\t")] == ["1", "0", "1"]
    [line] = (tmp_path / "own" / "profiles.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["text"] == "Lakes. We measure water in lakes"


def test_an_installation_that_told_nothing_has_nothing_to_say(
    session: Session, people: People, tmp_path: Path
) -> None:
    assert precisions(session, ZONE) == {}
    assert export(session, tmp_path) == 0
