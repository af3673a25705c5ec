"""Only what changed is matched anew; what is broken off goes on; what letters told stays told."""

from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs import match as matching
from jobs.digest import digest
from jobs.match import match
from lexicon.terms import Status
from models import Call, Epoch, Interest, Letter, Match, Matched, Notice
from models.database import connect
from tests.conftest import NOON, People, make_call
from tests.learning import LATER, fill, title
from workflow.interests.epochs import EPOCH

WEEK = timedelta(days=7)


@pytest.fixture
def many(session: Session, people: People) -> People:
    fill(session, people)
    return people


class Stopped(Exception):
    """The power went."""


def found(session: Session) -> dict[tuple[str, str], float]:
    rows = session.scalars(select(Match).where(Match.lost_at.is_(None)))
    return {(each.interest.title, each.call.title): round(each.score, 6) for each in rows}


def matched(session: Session) -> set[int | None]:
    return {each.call_id for each in session.scalars(select(Matched)) if each.call_id}


def test_in_steps_the_same_is_found_as_at_once(
    session: Session, many: People, tmp_path: Path
) -> None:
    match(session, NOON)
    at_once = found(session)
    for each in session.scalars(select(Match)):
        session.delete(each)

    match(session, NOON, kept=tmp_path)

    assert found(session) == at_once
    assert len(at_once) > 50


def test_what_did_not_change_is_skipped(
    session: Session, many: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    match(session, NOON, kept=tmp_path)
    monkeypatch.setattr("jobs.epochs.current", pytest.fail)  # nothing is learnt or loaded

    assert match(session, LATER, kept=tmp_path) == 0


def test_a_new_call_meets_all_interests(session: Session, many: People, tmp_path: Path) -> None:
    match(session, NOON, kept=tmp_path)
    session.add(make_call(many.source, 70, "Ice and trains", "Ice on trains, and robots"))
    session.flush()
    before = found(session)

    new = match(session, LATER, kept=tmp_path)

    after = found(session)
    assert new == len(after) - len(before) > 0
    assert {interest for interest, call in after if call == "Ice and trains"} >= {"ice", "trains"}
    assert before.items() <= after.items()
    assert len(session.scalars(select(Epoch)).all()) == 1


def test_a_call_that_came_later_is_found_as_if_it_had_been_there(
    session: Session, many: People, tmp_path: Path
) -> None:
    match(session, NOON, kept=tmp_path)
    session.add(make_call(many.source, 70, "Ice and trains", "Ice on trains, and robots"))
    session.flush()
    match(session, LATER, kept=tmp_path)
    by_calls = found(session)

    for row in session.scalars(select(Matched).where(Matched.interest_id.is_not(None))):
        session.delete(row)
    match(session, LATER, kept=tmp_path)  # now each interest meets all calls

    assert found(session) == by_calls


def test_a_changed_call_is_found_by_its_new_words(
    session: Session, many: People, tmp_path: Path
) -> None:
    match(session, NOON, kept=tmp_path)
    changed = session.scalars(select(Call).where(Call.title == title(9))).one()
    changed.title, changed.text = "Music", "Music and stories"
    session.flush()

    match(session, LATER, kept=tmp_path)

    wanted = {interest for interest, call in found(session) if call == "Music"}
    assert wanted == {"music", "stories"}


def test_a_changed_interest_meets_all_calls(session: Session, many: People, tmp_path: Path) -> None:
    match(session, NOON, kept=tmp_path)
    changed = next(each for each in many.hub.interests if each.title == "ice")
    changed.text = "We care for robots"
    changed.title = "robots too"
    session.flush()

    match(session, LATER, kept=tmp_path)

    now = found(session)
    theirs = {call for interest, call in now if interest == "robots too"}
    assert theirs == {call for interest, call in now if interest == "robots"}


def test_a_call_that_pauses_is_found_again_when_it_goes_on(
    session: Session, many: People, tmp_path: Path
) -> None:
    match(session, NOON, kept=tmp_path)
    before = found(session)
    call = session.scalars(select(Call).where(Call.title == title(9))).one()
    call.status = Status.PAUSED
    match(session, LATER, kept=tmp_path)
    assert call.title not in {each for _, each in found(session)}
    call.status = Status.ANNOUNCED

    assert match(session, LATER, kept=tmp_path) == 0
    assert found(session) == before


def test_a_new_epoch_begins_after_a_week_and_tells_nothing_as_new(
    session: Session, many: People, tmp_path: Path
) -> None:
    match(session, NOON, kept=tmp_path)
    many.lakes.text = "Nothing of the kind"
    first = session.scalars(select(Epoch)).one().name

    match(session, NOON + WEEK, kept=tmp_path)

    names = [each.name for each in session.scalars(select(Epoch).order_by(Epoch.id))]
    assert (len(names), names[0]) == (2, first)
    assert {each.found_at for each in session.scalars(select(Match))} == {NOON}


def test_many_more_texts_begin_a_new_epoch_before_its_time(
    session: Session, many: People, tmp_path: Path
) -> None:
    match(session, NOON, kept=tmp_path)
    for number in range(70, 90):
        session.add(make_call(many.source, number, f"Call {number}", "Something else"))
    session.flush()

    match(session, LATER, kept=tmp_path)

    assert len(session.scalars(select(Epoch)).all()) == 2


@pytest.mark.parametrize("harm", ["broken", "gone"])
def test_arrays_that_cannot_be_trusted_are_learnt_anew(
    session: Session, many: People, tmp_path: Path, harm: str
) -> None:
    match(session, NOON, kept=tmp_path)
    wanted = found(session)
    for file in (tmp_path / EPOCH).glob("*.npy"):
        if harm == "broken":
            file.write_bytes(file.read_bytes()[:-1] + b"?")
        else:
            file.unlink()
    session.add(make_call(many.source, 70, "Quantum", "Quantum"))
    session.flush()

    match(session, LATER, kept=tmp_path)

    assert found(session).keys() == wanted.keys()
    assert len(session.scalars(select(Epoch)).all()) == 2


def test_broken_off_midway_it_goes_on_without_doubling(
    engine: Engine, session: Session, many: People, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    match(session, NOON)
    wanted = found(session)
    for each in session.scalars(select(Match)):
        session.delete(each)
    session.commit()
    monkeypatch.setattr(matching, "AT_ONCE", 3)
    pauses = iter(range(100))

    def until_the_second() -> None:
        session.commit()
        if next(pauses) == 1:
            raise Stopped

    with pytest.raises(Stopped):
        match(session, NOON, kept=tmp_path, pause=until_the_second)
    session.rollback()
    some = {each.interest_id for each in session.scalars(select(Matched)) if each.interest_id}
    assert 0 < len(some) < len(session.scalars(select(Interest)).all())

    match(session, LATER, kept=tmp_path, pause=session.commit)

    assert found(session) == wanted
    done = session.scalars(select(Match)).all()
    assert len({(each.interest_id, each.call_id) for each in done}) == len(done)
    assert {each.found_at for each in done} == {NOON, LATER}


@pytest.fixture
def stored(either_database: Engine) -> Engine:
    with Session(either_database) as session:
        people = People(session)
        session.commit()
        fill(session, people)
    return either_database


def race(url: str, folder: str, start: Any, done: Any) -> None:
    engine = connect(url)
    start.wait(60)
    with Session(engine, expire_on_commit=False) as session:
        new = match(session, NOON, kept=Path(folder), pause=session.commit)
        session.commit()
    done.put(new)
    engine.dispose()


def test_two_at_once_find_everything_once(either_url: str, stored: Engine, tmp_path: Path) -> None:
    with Session(stored) as session:
        match(session, NOON)
        wanted = found(session)
        session.rollback()
    stored.dispose()
    apart = get_context("spawn")
    start, done = apart.Barrier(2), apart.Queue()
    racers = [
        apart.Process(target=race, args=(either_url, str(tmp_path / "kept"), start, done))
        for _ in range(2)
    ]

    for racer in racers:
        racer.start()
    new = [done.get(timeout=120) for _ in racers]
    for racer in racers:
        racer.join(60)

    with Session(stored) as session:
        assert found(session) == wanted
        assert sum(new) == len(wanted)
        assert len(session.scalars(select(Epoch)).all()) == 1


def test_what_a_letter_told_stays_true_after_another_weighing(
    session: Session, many: People, tmp_path: Path
) -> None:
    many.ada.memberships[0].partner.interests.append(
        Interest(title="Robots", text="We care for robots in part b", language="en")
    )
    session.flush()
    match(session, NOON, kept=tmp_path)
    digest(session, NOON + timedelta(hours=1), "Europe/Stockholm")
    told = {each.id: (each.score, each.reasons) for each in session.scalars(select(Notice))}
    letters = [each.text for each in session.scalars(select(Letter).order_by(Letter.id))]
    before = found(session)

    for number in range(70, 130):
        session.add(make_call(many.source, number, f"Robots {number}", "Robots and again robots"))
    session.flush()
    match(session, NOON + WEEK, kept=tmp_path)

    after = found(session)
    assert any(after.get(pair) != score for pair, score in before.items())
    assert (
        {each.id: (each.score, each.reasons) for each in session.scalars(select(Notice))}
        == told
        != {}
    )
    assert [each.text for each in session.scalars(select(Letter).order_by(Letter.id))] == letters
