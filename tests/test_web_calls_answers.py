"""Answers to calls on their pages: from the list, for others, taken back, too late."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Answer, Stance
from tests.calls import fitting, keep, people
from tests.conftest import NOON, People
from tests.pages import post, visitor

__all__ = ["fitting", "people"]  # fixtures


def test_an_answer_from_the_list_comes_back_to_its_row(
    app: Flask, fitting: People, session: Session
) -> None:
    client = visitor(app, fitting.ada)

    answer = post(
        client, "/calls/1/stance", "/calls?tab=fits",
        partner=1, answer="join", next="/calls?tab=fits",
    )  # fmt: skip

    assert answer.location == "/calls?tab=fits#call-1"
    assert "Change" in client.get("/calls?tab=fits").text
    assert session.scalars(select(Stance.answer)).one() is Answer.JOIN


def test_what_is_not_for_us_leaves_the_list_and_stays_among_our_answers(
    app: Flask, fitting: People
) -> None:
    client = visitor(app, fitting.ada)

    post(client, "/calls/1/stance", "/calls/1", partner=1, answer="no", reason="wrong topic")

    assert 'id="call-1"' not in client.get("/calls?tab=fits").text
    assert 'id="call-1"' in client.get("/calls?tab=answered").text
    assert 'id="call-1"' in client.get("/calls?tab=declined").text


def test_an_answer_can_be_taken_back_at_once(app: Flask, fitting: People, session: Session) -> None:
    client = visitor(app, fitting.ada)
    post(client, "/calls/1/stance", "/calls/1", partner=1, answer="join")

    answer = post(client, "/calls/1/stance/back", "/calls/1", partner=1)
    again = post(client, "/calls/1/stance/back", "/calls/1", partner=1)

    assert (answer.status_code, again.status_code) == (303, 303)
    assert session.scalars(select(Stance)).all() == []


def test_the_slower_of_two_is_told_both_answers(app: Flask, fitting: People) -> None:
    client = visitor(app, fitting.ada)
    post(client, "/calls/1/stance", "/calls/1", partner=1, answer="join", seen=0)

    slower = post(client, "/calls/1/stance", "/calls/1", partner=1, answer="no", seen=0)

    assert slower.status_code == 409
    assert "Meanwhile, the answer became" in slower.text
    assert "interested" in slower.text


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"partner": 1}, 400),
        ({"partner": 1, "answer": "perhaps"}, 400),
        ({"partner": 99, "answer": "join"}, 404),
        ({"answer": "join"}, 404),
        ({"partner": 2, "answer": "join"}, 409),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(
    app: Flask, fitting: People, session: Session, form: dict[str, Any], code: int
) -> None:
    answer = post(visitor(app, fitting.ada), "/calls/1/stance", "/calls/1", **form)

    assert answer.status_code == code
    assert session.scalars(select(Stance)).all() == []


def test_a_coordinator_answers_for_others_as_told_by_telephone(
    app: Flask, fitting: People, session: Session
) -> None:
    client = visitor(app, fitting.cleo)

    assert "telefonsamtal" in client.get("/calls/1").text
    answer = post(client, "/calls/1/stance", "/calls/1", partner=1, answer="watch")

    assert answer.status_code == 303
    assert session.scalars(select(Stance.answered_by)).one() == fitting.cleo.id


def test_thanks_are_for_a_while_only(app: Flask, fitting: People, session: Session) -> None:
    old = Stance(
        partner_id=1, call_id=1, answer=Answer.JOIN, reason=None, version=1,
        answered_by=fitting.ada.id, answered_at=NOON - timedelta(hours=1),
    )  # fmt: skip
    keep(session, fitting, old)

    page = visitor(app, fitting.ada).get("/calls/1?thanks=1").text

    assert "The answer of Town is saved" in page
    assert "Take it back" not in page
