"""Visiting the site in tests, as a browser does: with cookies, and with each form's token."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from werkzeug.test import TestResponse

from config import Config, Data, Site
from models import Membership, Person, Role
from tests.conftest import NOON, People
from web import create_app


def at_noon() -> datetime:
    """Return the time of these tests."""
    return NOON


def open_site(
    engine: Engine,
    folder: Path,
    url: str = "http://localhost",
    name: str = "Samsök",
    clock: Callable[[], datetime] = at_noon,
) -> Flask:
    """Build the site."""
    config = Config(data=Data(folder=str(folder)), site=Site(name=name, url=url))
    app = create_app(config, engine, clock)
    if isinstance(engine.pool, StaticPool):
        # A database in memory has one connection, which a thread beside the pages would take.
        app.extensions["warming"].begun.acquire()
    return app


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> Flask:
    return open_site(engine, tmp_path)


def known(session: Session) -> People:
    """Store the people and let go of the database, whose one connection the site needs."""
    session.expire_on_commit = False
    people = People(session)
    session.close()
    return people


def operated(session: Session, language: str = "en") -> People:
    """Store the people, of whom Cleo is an operator too."""
    people = known(session)
    session.add(people.cleo)
    people.cleo.language = language
    people.cleo.memberships.append(Membership(partner=people.hub, role=Role.OPERATOR))
    session.commit()
    session.close()
    return people


def ticket(app: Flask, person: Person | int) -> str:
    """Return what the operator's command line gives out: it signs the person in fully."""
    number = person if isinstance(person, int) else person.id
    return str(app.config["TICKETS"].write_at_door(number))


def letters_ticket(app: Flask, person: Person | int) -> str:
    """Return what a letter to the person holds."""
    number = person if isinstance(person, int) else person.id
    return str(app.config["TICKETS"].write(number))


def post(client: FlaskClient, path: str, page: str = "", /, **form: Any) -> TestResponse:
    """Send a form with the token of a page that was seen before (by itself: the same path)."""
    shown = client.get(page or path)
    found = re.search(r'name="csrf_token" value="([^"]+)"', shown.text)
    assert found, f"no form on {page or path}: {shown.status}"
    return client.post(path, data={"csrf_token": found[1], **form})


def visitor(app: Flask, person: Person | int) -> FlaskClient:
    """Return a browser in which the person has signed in fully."""
    client = app.test_client()
    answer = post(client, f"/in/{ticket(app, person)}", next="/calls")
    assert answer.status_code == 303, answer.text
    return client


def keep(session: Session, *things: Any) -> None:
    """Store things, and let go of the database."""
    session.add_all(things)
    session.commit()
    session.close()
