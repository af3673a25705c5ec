"""Hits while an interest is typed: what fits and why, for whom it is, and not too often."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from lexicon.terms import Status
from models import Call, Interest
from models.database import reading
from tests.conftest import NOON, People, make_call
from tests.learning import ICE, LATER, app, engine, learn, people, ready
from tests.pages import post, visitor
from web.pace import Pace

__all__ = ["app", "engine", "people", "ready"]  # fixtures


def ask(client: FlaskClient, people: People, text: str = ICE, **said: str) -> tuple[int, str]:
    page = f"/partners/{people.town.id}"
    shown = post(client, f"{page}/live", f"{page}/interests/new", text=text, language="en", **said)
    return shown.status_code, shown.text


def test_what_is_typed_is_answered_with_calls_and_words(ready: Flask, people: People) -> None:
    ada = visitor(ready, people.ada)

    status, page = ask(ada, people)

    assert status == 200
    assert "Better ice in part" in page
    assert "<b>ice</b>" in page
    assert "Better bread in part" not in page
    assert "<html" not in page


def test_words_to_exclude_are_obeyed(ready: Flask, people: People) -> None:
    ada = visitor(ready, people.ada)

    assert "Better ice in part" not in ask(ada, people, excludes="better, nothing")[1]
    assert "Better ice in part" in ask(ada, people, requires="ice")[1]


def test_nothing_typed_and_nothing_found_are_told_apart(ready: Flask, people: People) -> None:
    ada = visitor(ready, people.ada)

    assert "No open call fits this text" in ask(ada, people, "Zzyzx")[1]
    assert "No open call fits this text" not in ask(ada, people, "  ")[1]


def test_nothing_is_stored(ready: Flask, people: People, engine: Engine) -> None:
    def interests() -> int | None:
        with Session(engine) as session:
            return session.scalar(select(func.count(Interest.id)))

    before = interests()

    ask(visitor(ready, people.ada), people)

    assert interests() == before


def test_only_who_speaks_for_a_partner_or_coordinates_may_ask(ready: Flask, people: People) -> None:
    path = f"/partners/{people.town.id}/live"
    university = f"/partners/{people.university.id}/interests/new"
    ben, cleo = visitor(ready, people.ben), visitor(ready, people.cleo)

    assert post(ben, path, university, text=ICE).status_code == 403
    town = f"/partners/{people.town.id}/interests/new"
    assert post(cleo, path, town, text=ICE).status_code == 200
    assert ready.test_client().post(path).status_code in (400, 403)
    assert post(ben, "/partners/999/live", university, text=ICE).status_code == 404


def test_who_asks_too_fast_is_asked_to_wait(ready: Flask, people: People) -> None:
    ready.extensions["pace"] = Pace(2, 60)
    ada, cleo = visitor(ready, people.ada), visitor(ready, people.cleo)

    answers = [ask(ada, people)[0] for _ in range(3)]

    assert answers == [200, 200, 429]
    assert "a little fast" in ask(ada, people)[1]
    assert ask(cleo, people)[0] == 200


def test_a_pace_lets_through_again_after_a_while() -> None:
    now = [0.0]
    pace = Pace(2, 10, lambda: now[0])
    asked = []
    for now[0] in (0, 1, 2, 10, 10.5, 11):
        asked.append(pace.allows("ada"))

    assert asked == [True, True, False, True, False, True]


def test_before_anything_is_learnt_it_is_said_so(app: Flask, people: People) -> None:
    app.extensions["warming"].result(120)

    assert "still being made ready" in ask(visitor(app, people.ada), people)[1]


def test_what_the_clock_matched_since_is_found_and_what_closed_is_not(
    engine: Engine, ready: Flask, people: People
) -> None:
    live = ready.extensions["warming"].result(1)
    name = live.state.name
    with Session(engine) as session:
        session.add(make_call(session.merge(people.source), 90, "Ice", "Ice, ice and more ice"))
        paused = session.scalars(select(Call).where(Call.title == "Better ice in parta")).one()
        paused.status = Status.PAUSED
        session.commit()
    learn(engine, ready, at=LATER - NOON)

    with Session(reading(engine)) as session:
        live.refresh(session)

    page = ask(visitor(ready, people.ada), people)[1]
    assert ">Ice</a>" in page
    assert "Better ice in parta" not in page
    assert live.state.name == name


def test_a_new_epoch_is_taken_up(engine: Engine, ready: Flask, people: People) -> None:
    live = ready.extensions["warming"].result(1)
    before = live.state.name
    learn(engine, ready, at=timedelta(days=8))

    with Session(reading(engine)) as session:
        live.refresh(session)

    assert live.state.name != before
    assert "Better ice in part" in ask(visitor(ready, people.ada), people)[1]


def test_a_broken_epoch_leaves_the_old_one_in_use(
    engine: Engine, ready: Flask, people: People
) -> None:
    live = ready.extensions["warming"].result(1)
    learn(engine, ready, at=timedelta(days=8))
    for file in (live.folder / "epoch").glob("way*.npy"):
        file.write_bytes(b"")

    with Session(reading(engine)) as session:
        live.refresh(session)

    assert "Better ice in part" in ask(visitor(ready, people.ada), people)[1]
