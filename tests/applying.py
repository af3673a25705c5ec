"""The partnership's site with two bids to one call, and people who visit it without scripts."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models import Application, Commitment, Overlap, OverlapKind, Person
from tests.bids import World
from tests.conftest import NOON
from workflow.overlaps import finding


class Visitor:
    """Someone with a browser that runs no scripts."""

    def __init__(self, app: Flask, session: Session, person: Person) -> None:
        self.client: FlaskClient = app.test_client()
        self.session = session
        ticket = app.config["TICKETS"].write_at_door(person.id)
        self.post(f"/in/{ticket}", page=f"/in/{ticket}")

    def get(self, path: str) -> TestResponse:
        self.session.commit()  # the test and the site take turns at the one connection
        return self.client.get(path, follow_redirects=True)

    def post(self, path: str, page: str = "/", **said: str | int) -> TestResponse:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
        assert token
        form = {"csrf_token": token[1], **said}
        return self.client.post(path, data=form, follow_redirects=True)


class Site:
    """The partnership's site: two bids to one call, and people who visit it."""

    def __init__(self, session: Session, app: Flask) -> None:
        self.app, self.session = app, session
        self.world = World(session)
        self.bid = self.world.bid(self.world.town, "Blue lakes", self.world.university)
        self.rival = self.world.bid(self.world.association, "Clear lakes")
        finding.note(
            session,
            OverlapKind.ALIKE_TEXTS,
            [self.bid, self.rival],
            "Someone rang",
            by=self.world.cleo,
            now=NOON,
        )
        session.commit()
        self.ada, self.ben, self.cleo, self.dana, self.eve, self.finn = (
            Visitor(app, session, getattr(self.world, name))
            for name in ("ada", "ben", "cleo", "dana", "eve", "finn")
        )
        session.commit()

    def fresh(self, thing: Application | Commitment | Overlap) -> None:
        self.session.rollback()
        self.session.refresh(thing)


@pytest.fixture
def site(session: Session, app: Flask) -> Site:
    return Site(session, app)
