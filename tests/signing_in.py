"""Signing in by a letter, with a clock that a test moves."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Letter
from tests.conftest import NOON, People
from tests.pages import known, open_site, post
from workflow.people.signing_in import secrets_of, write_letters


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def watch() -> Watch:
    return Watch()


def ask(client: FlaskClient, email: str, onward: str = "/calls") -> None:
    answer = post(client, "/sign-in", email=email, next=onward)
    assert answer.status_code == 303, answer.text


def letter(app: Flask, session: Session, now: datetime) -> tuple[str, str]:
    """Let the clock write what was asked for; return link and code of the newest letter."""
    write_letters(session, app.config["SECRET_KEY"], now)
    session.commit()
    newest = session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    assert newest is not None
    found = secrets_of(app.config["SECRET_KEY"], newest.about)
    session.close()
    return found


def is_in(client: FlaskClient) -> bool:
    return "Logga ut" in client.get("/calls").text or "Sign out" in client.get("/calls").text


@pytest.fixture
def app(engine: Engine, tmp_path: Path, watch: Watch) -> Flask:
    return open_site(engine, tmp_path, clock=watch)


@pytest.fixture
def people(session: Session) -> People:
    return known(session)
