"""An idea is pasted: which calls may pay for it and why, and that nothing of it stays."""

import logging
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models import Throttle
from tests.conftest import People
from tests.learning import IDEA, app, engine, people, ready
from tests.pages import open_site, post
from workflow.interests.ideas import enough
from workflow.people.throttling import Limit

__all__ = ["app", "engine", "people", "ready"]  # fixtures
MARKER = "Kvastfenisk"


def paste(app: Flask, text: str = IDEA, place: str = "127.0.0.1", **said: str) -> TestResponse:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = place
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return post(client, "/ideas/new", text=text, **said)


def test_an_idea_is_answered_with_calls_words_and_who_may_apply(ready: Flask) -> None:
    shown = paste(ready, kind="association", area="SE124")

    assert shown.status_code == 200
    assert "Better ice in part" in shown.text
    assert "Words that we went by" in shown.text
    assert "<mark>ice</mark>" in shown.text
    assert "Ask whether you may apply" in shown.text
    assert IDEA in shown.text


def test_what_is_shown_is_kept_by_no_browser_and_no_search_engine(ready: Flask) -> None:
    shown = paste(ready)

    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["X-Robots-Tag"] == "noindex"


def test_a_word_that_leads_astray_can_be_left_out(ready: Flask) -> None:
    shown = paste(ready, without="everybody, ICE")

    assert "<mark>ice</mark>" not in shown.text
    assert "Better ice in part" not in shown.text
    assert 'value="everybody, ICE"' in shown.text


def test_where_nothing_fits_it_is_said_with_what_to_do(ready: Flask) -> None:
    shown = paste(ready, "Zzyzx zzyzx. Qwqw qwqw.")

    assert "No open call fits this text." in shown.text
    assert "What to do next" in shown.text
    assert 'href="/join"' in shown.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ice.", "Write at least two sentences"),
        ("", "Write at least two sentences"),
        ("Many words. " * 500, "It is longer than 5000 characters"),
    ],
    ids=["one word", "nothing", "too much"],
)
def test_too_little_and_too_much_are_said_and_nothing_is_lost(
    app: Flask, text: str, said: str
) -> None:
    shown = paste(app, text, kind="association", area="SE124")

    assert shown.status_code == 422
    assert said in shown.text
    assert text.strip() in shown.text
    assert '<option value="association" selected>' in shown.text
    assert '<option value="SE124" selected>' in shown.text


@pytest.mark.parametrize(
    ("text", "is_enough"),
    [
        ("Vi vill ha is. För unga.", True),
        ("Vi vill ha is\nför alla unga", True),
        ("Vi vill ha is för alla unga.", False),
        ("Is. Is. Is.", False),
        ("vi vill ha is " * 12, True),
    ],
)
def test_two_sentences_are_enough(text: str, is_enough: bool) -> None:
    assert enough(text) is is_enough


def test_while_the_search_is_made_ready_it_is_said_so_and_the_text_stays(app: Flask) -> None:
    app.extensions["warming"].result(120)

    shown = paste(app)

    assert "still being made ready" in shown.text
    assert IDEA in shown.text


def test_nothing_of_it_is_stored_or_logged(
    ready: Flask, engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.NOTSET)
    caplog.set_level(logging.DEBUG, "sqlalchemy.engine")
    engine.echo = "debug"
    text = f"{IDEA} {MARKER} för alla."

    shown = paste(ready, text, without=f"{MARKER}2")
    with engine.begin() as broken:
        broken.execute(sa.text("DROP TABLE call_date"))
    failed = paste(ready, text)
    engine.dispose()

    assert MARKER in shown.text
    assert failed.status_code == 500
    assert "throttle" in caplog.text
    assert "Traceback" in caplog.text
    assert MARKER not in caplog.text
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert any(each.name == "samsok.db" for each in files)
    assert [each.name for each in files if MARKER.encode() in each.read_bytes()] == []


def test_how_often_is_counted_by_place_for_all_web_processes_under_a_scrambled_name(
    engine: Engine, people: People, tmp_path: Path
) -> None:
    most = Limit.IDEA_BY_PLACE.value[1]
    sites = [open_site(engine, tmp_path) for _ in range(2)]

    answers = [paste(sites[n % 2], place="192.0.2.7").status_code for n in range(most + 1)]
    elsewhere = paste(sites[0], place="192.0.2.8").status_code

    assert answers == [200] * most + [429]
    assert elsewhere == 200
    with Session(engine) as session:
        counts = session.scalars(select(Throttle)).all()
    assert sorted(each.count for each in counts) == [1, most + 1]
    assert all(len(each.key) == 64 and "192" not in each.key[:4] for each in counts)


def test_who_asks_too_often_keeps_the_text(app: Flask) -> None:
    answers = [paste(app) for _ in range(Limit.IDEA_BY_PLACE.value[1] + 1)]

    assert "many times in a short while" in answers[-1].text
    assert IDEA in answers[-1].text
