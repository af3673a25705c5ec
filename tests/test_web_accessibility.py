"""The accessibility statement: what it says, and where a report goes."""

from pathlib import Path

import msgspec
import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Accessibility
from models import Event, Letter, Membership, Role, Throttle
from tests.conftest import People
from tests.pages import open_site, operated, post
from workflow.people.throttling import Limit

WHAT = "The menu cannot be opened by keyboard"


@pytest.fixture
def people(session: Session) -> People:
    return operated(session, "sv")


@pytest.fixture
def app(engine: Engine, people: People, tmp_path: Path) -> Flask:
    return open_site(engine, tmp_path)


def send(app: Flask, place: str = "127.0.0.1", **said: str) -> TestResponse:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = place
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return post(client, "/accessibility", **said)


def test_it_says_what_the_act_asks_for_in_both_languages(app: Flask) -> None:
    visitor = app.test_client()

    swedish = visitor.get("/accessibility", headers={"Accept-Language": "sv"}).text
    english = visitor.get("/accessibility", headers={"Accept-Language": "en"}).text

    for said in (
        "delvis förenlig",
        "2018:1937",
        "29\u00a0november\u00a02026",
        "digg.se/tdosanmalan",
    ):
        assert said in swedish
    assert "conforms partly" in english
    assert 'href="/accessibility"' in visitor.get("/calls").text


def test_the_settings_say_how_far_it_conforms_and_what_is_lacking(app: Flask) -> None:
    stated = Accessibility(publisher="The Town", conforms="not", lacking=("Our films lack text.",))
    app.config["SITE"] = msgspec.structs.replace(app.config["SITE"], accessibility=stated)

    shown = app.test_client().get("/accessibility", headers={"Accept-Language": "en"}).text

    assert "The Town answers for" in shown
    assert "does not conform" in shown
    assert "Our films lack text." in shown


def test_a_report_becomes_a_letter_to_the_operators_and_nothing_else(
    app: Flask, engine: Engine
) -> None:
    with Session(engine) as session:
        events = session.scalar(select(func.count(Event.id)))

    answer = send(app, what=WHAT, where="/calls", email="Ada@Reader.example")

    assert answer.status_code == 303
    assert "Thank you" in app.test_client().get(
        answer.location, headers={"Accept-Language": "en"}
    ).text  # fmt: skip
    with Session(engine) as session:
        [letter] = session.scalars(select(Letter))
        assert letter.person is not None
        assert letter.person.name == "Cleo"
        assert WHAT in letter.text
        assert "ada@reader.example" in letter.text
        assert "@" not in letter.about + letter.subject
        assert session.scalar(select(func.count(Event.id))) == events
        assert all("reader" not in each.key for each in session.scalars(select(Throttle)))


def test_the_same_words_twice_are_one_letter(app: Flask, engine: Engine) -> None:
    send(app, what=WHAT)
    send(app, what=WHAT)

    with Session(engine) as session:
        assert session.scalar(select(func.count(Letter.id))) == 1


def test_without_operators_coordinators_read_it(app: Flask, engine: Engine) -> None:
    with Session(engine) as session:
        session.delete(session.scalars(select(Membership).filter_by(role=Role.OPERATOR)).one())
        session.commit()

    send(app, what=WHAT)

    with Session(engine) as session:
        assert session.scalar(select(func.count(Letter.id))) == 1


def test_where_nobody_would_read_it_it_is_said_so(app: Flask, engine: Engine) -> None:
    with Session(engine) as session:
        for each in session.scalars(select(Membership)):
            session.delete(each)
        session.commit()

    answer = send(app, what=WHAT)

    assert answer.status_code == 409
    assert "Write to the address above instead" in answer.text
    assert WHAT in answer.text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"what": "?"}, "Write 5 to 3000 characters."),
        ({"what": "x" * 3001}, "Write 5 to 3000 characters."),
        ({"what": WHAT, "email": "ada at home"}, "Write an address such as"),
    ],
    ids=["too little", "too much", "no address"],
)
def test_what_is_missing_is_said_at_its_field(
    app: Flask, engine: Engine, said: dict[str, str], sentence: str
) -> None:
    answer = send(app, **said)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert all(words in answer.text for words in said.values())
    with Session(engine) as session:
        assert session.scalar(select(func.count(Letter.id))) == 0


def test_too_many_reports_wait_and_keep_their_words(app: Flask) -> None:
    most = Limit.REPORT_BY_PLACE.value[1]

    answers = [send(app, what=f"{WHAT} {n}") for n in range(most + 1)]

    assert [each.status_code for each in answers] == [303] * most + [429]
    assert f"{WHAT} {most}" in answers[-1].text


def test_nor_do_many_places_together_flood_the_operators(app: Flask) -> None:
    most = Limit.REPORT_IN_ALL.value[1]

    answers = [send(app, f"192.0.2.{n}", what=f"{WHAT} {n}") for n in range(most + 1)]

    assert [each.status_code for each in answers] == [303] * most + [429]


def test_a_report_without_the_forms_token_is_refused(app: Flask) -> None:
    assert app.test_client().post("/accessibility", data={"what": WHAT}).status_code == 400
