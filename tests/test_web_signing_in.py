"""Signing in without a password: a link and a code by letter, and nothing told to strangers."""

import re

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Base, Letter, SignIn, Throttle
from papers.keys import hashed
from tests.conftest import NOON, People
from tests.pages import post
from tests.signing_in import Watch, app, ask, is_in, letter, people, watch
from workflow.people.signing_in import write_letters

__all__ = ["app", "people", "watch"]  # fixtures


def test_the_code_of_the_letter_signs_in_and_goes_on(
    app: Flask, people: People, session: Session
) -> None:
    client = app.test_client()
    ask(client, " Ada@Town.example ", "/calls/1")
    _, code = letter(app, session, NOON)

    answer = post(client, "/sign-in/code", code=f"{code[:3]} {code[3:]}", next="/calls/1")

    assert (answer.status_code, answer.location) == (303, "/calls/1")
    assert is_in(client)


def test_the_link_of_the_letter_signs_in_by_a_button_and_several_times(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    ask(app.test_client(), people.ada.email)
    link, _ = letter(app, session, NOON)
    watch.wait(minutes=29)

    clients = [app.test_client() for _ in range(3)]
    for client in clients:
        client.head(f"/s/{link}")
        client.get(f"/s/{link}")
        assert not is_in(client)
        post(client, f"/s/{link}", next="/calls")

    assert [is_in(client) for client in clients] == [True] * 3


def test_after_half_an_hour_the_link_says_what_to_do(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    ask(app.test_client(), people.ada.email)
    link, _ = letter(app, session, NOON)
    watch.wait(minutes=30)

    shown = app.test_client().get(f"/s/{link}")

    assert shown.status_code == 410
    assert 'href="/sign-in' in shown.text


@pytest.mark.parametrize("made_up", ["1.x", "1", "x", "0.", "99999999999999999999.x", "1.é"])
def test_a_made_up_link_opens_nothing(
    app: Flask, people: People, session: Session, made_up: str
) -> None:
    ask(app.test_client(), people.ada.email)
    letter(app, session, NOON)

    assert app.test_client().get(f"/s/{made_up}").status_code == 410


def test_a_code_is_good_once(app: Flask, people: People, session: Session) -> None:
    client = app.test_client()
    ask(client, people.ada.email)
    with client.session_transaction() as cookie:
        asked = cookie["asked"]
    _, code = letter(app, session, NOON)
    post(client, "/sign-in/code", code=code)
    post(client, "/out", "/calls")
    with client.session_transaction() as cookie:
        cookie["asked"] = asked

    answer = post(client, "/sign-in/code", code=code)

    assert answer.status_code == 422
    assert not is_in(client)


def test_a_code_is_good_for_ten_minutes(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    client = app.test_client()
    ask(client, people.ada.email)
    _, code = letter(app, session, NOON)
    watch.wait(minutes=10)

    assert post(client, "/sign-in/code", code=code).status_code == 422


def test_a_code_opens_nothing_in_a_browser_that_did_not_ask(
    app: Flask, people: People, session: Session
) -> None:
    ask(app.test_client(), people.ada.email)
    _, code = letter(app, session, NOON)
    other = app.test_client()
    ask(other, people.ben.email)

    assert post(other, "/sign-in/code", code=code).status_code == 422


def test_after_five_guesses_the_right_code_is_too_late(
    app: Flask, people: People, session: Session
) -> None:
    client = app.test_client()
    ask(client, people.ada.email)
    _, code = letter(app, session, NOON)
    for guess in range(5):
        post(client, "/sign-in/code", code=f"{(int(code) + guess + 1) % 10**6:06}")

    assert post(client, "/sign-in/code", code=code).status_code == 422


def test_whether_an_address_is_known_is_not_told(
    app: Flask, people: People, session: Session
) -> None:
    shown = []
    for email in (people.ada.email, "nobody@town.example"):
        client = app.test_client()
        answer = post(client, "/sign-in", email=email, next="/calls")
        page = client.get(answer.location)
        wrong = post(client, "/sign-in/code", code="12 34 56")
        texts = [re.sub(r'csrf_token" value="[^"]+', "", each) for each in (page.text, wrong.text)]
        shown.append((answer.status_code, answer.location, wrong.status_code, *texts))

    assert shown[0] == shown[1]
    assert len(session.scalars(select(SignIn.id)).all()) == 2


def test_only_the_clock_writes_letters_so_that_time_tells_nothing(
    app: Flask, people: People, session: Session
) -> None:
    ask(app.test_client(), people.ada.email)
    ask(app.test_client(), "nobody@town.example")
    before = session.scalars(select(Letter.id)).all()

    secret = app.config["SECRET_KEY"]
    write_letters(session, secret, NOON)
    write_letters(session, secret, NOON)

    assert before == []
    assert session.scalars(select(Letter.person_id)).all() == [people.ada.id]


def test_nothing_that_signs_in_lies_in_the_database(
    app: Flask, people: People, session: Session, engine: Engine
) -> None:
    client = app.test_client()
    ask(client, people.ada.email)
    link, code = letter(app, session, NOON)
    post(client, "/sign-in/code", code=code)
    with client.session_transaction() as cookie:
        token = cookie["token"]

    with engine.connect() as open:
        kept = [
            str(value)
            for table in Base.metadata.sorted_tables
            for row in open.execute(table.select())
            for value in row
        ]
    assert not [each for each in kept if token in each or link in each or each == code]
    assert hashed(token) in kept


def test_five_letters_for_an_address_are_enough(app: Flask, people: People, watch: Watch) -> None:
    client = app.test_client()
    for _ in range(5):
        ask(client, people.ada.email)

    stopped = post(client, "/sign-in", email=people.ada.email.upper())
    watch.wait(minutes=15)

    assert stopped.status_code == 429
    assert "kvart" in stopped.text or "quarter" in stopped.text
    ask(client, people.ada.email)


def test_twenty_letters_from_one_place_are_enough(app: Flask, people: People) -> None:
    client = app.test_client()
    for number in range(20):
        ask(client, f"nobody{number}@town.example")

    assert post(client, "/sign-in", email=people.ada.email).status_code == 429


def test_what_is_counted_does_not_say_of_whom(app: Flask, people: People, session: Session) -> None:
    ask(app.test_client(), people.ada.email)

    keys = session.scalars(select(Throttle.key)).all()

    assert len(keys) == 3
    # Three letters may stand in any hash by chance, so the whole address is looked for.
    assert not [key for key in keys if people.ada.email in key or "127.0.0.1" in key]
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)


@pytest.mark.parametrize("typed", ["", "ada", "@town.example", "ada@", "x" * 200 + "@town.example"])
def test_what_is_no_address_is_said_kindly(app: Flask, people: People, typed: str) -> None:
    answer = post(app.test_client(), "/sign-in", email=typed)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
