"""Two who settle one thing, and a reading that comes meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.store import store
from models import Call, Event, Person, Source
from scrapers import Draft, Reading
from tests.conftest import NOON
from tests.reviewing import FIFTH, NINTH, Desk, desk
from workflow import Conflict
from workflow.calls.drafts import draft_of
from workflow.collecting import reviewing
from workflow.collecting.waiting import count_waiting

__all__ = ["desk"]  # fixtures


def test_the_slower_of_two_sees_what_the_first_did(desk: Desk) -> None:
    seen = desk.seen()
    desk.correct(FIFTH)

    with pytest.raises(Conflict) as conflict:
        desk.correct(NINTH, seen=seen)
    with pytest.raises(Conflict):
        reviewing.confirm(desk.session, desk.call, "deadlines", seen=seen, by=desk.by, now=NOON)

    assert "2026-03-09" in str(conflict.value.message.values["mine"])
    assert "2026-03-05" in str(conflict.value.message.values["theirs"])
    assert desk.days() == [FIFTH.day]


def test_two_who_say_the_same_do_not_disturb_each_other(desk: Desk) -> None:
    seen = desk.seen()
    desk.correct(FIFTH)

    desk.correct(FIFTH, seen=seen)

    assert len(desk.session.scalars(select(Event)).all()) == 1


def test_who_corrects_while_another_does_waits_and_is_told(elsewhere: Engine) -> None:
    with Session(elsewhere) as first, ThreadPoolExecutor(1) as pool:
        desk = Desk(first)
        seen, call, cleo = desk.seen(), desk.call.id, desk.by.id
        first.commit()
        desk.correct(FIFTH)

        slower = pool.submit(correct_elsewhere, elsewhere, call, cleo, seen)
        with pytest.raises(TimeoutError):
            slower.result(timeout=0.5)
        first.commit()

        with pytest.raises(Conflict):
            slower.result(timeout=30)


def correct_elsewhere(engine: Engine, call: int, person: int, seen: str) -> None:
    with Session(engine) as session:
        reviewing.correct(
            session, session.get_one(Call, call), "deadlines", (NINTH,), seen=seen,
            by=session.get_one(Person, person), now=NOON,
        )  # fmt: skip


def test_a_reading_that_comes_meanwhile_writes_over_nothing(elsewhere: Engine) -> None:
    with Session(elsewhere) as first, ThreadPoolExecutor(1) as pool:
        desk = Desk(first)
        known, source = draft_of(desk.call), desk.source.id
        said = {name: getattr(known, name) for name in Draft.__struct_fields__}
        draft = Draft(**{**said, "deadlines": (NINTH,), "uncertain": ()})
        first.commit()
        desk.correct(FIFTH)

        reading = pool.submit(read_elsewhere, elsewhere, source, draft)
        with pytest.raises(TimeoutError):
            reading.result(timeout=0.5)
        first.commit()
        reading.result(timeout=30)

        first.expire_all()
        (point,) = reviewing.points(desk.call)
        assert (desk.days(), point.said.deadlines) == ([FIFTH.day], (NINTH,))
        assert desk.waits()
        assert count_waiting(first, NOON) == 1


def read_elsewhere(engine: Engine, source: int, draft: Draft) -> None:
    with Session(engine) as session:
        store(session, session.get_one(Source, source), Reading([draft], []), NOON)
        session.commit()
