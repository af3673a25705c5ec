"""A partnership with much to learn from, and its site once the matcher has learnt."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from jobs.match import match
from models import Base, Interest
from models.database import connect
from tests.conftest import NOON, People, make_call
from tests.pages import open_site

LATER = NOON + timedelta(minutes=15)
ICE = "We want ice for everybody"
IDEA = "We want ice for everybody. It shall be open all winter."
THINGS = ("lakes", "trains", "bread", "music", "ice", "forests", "stories", "robots")


def title(number: int) -> str:
    return f"Better {THINGS[number % 8]} in part{'abcdefghijklmnop'[number // 8]}"


def fill(session: Session, people: People) -> None:
    """Add calls about eight things, and an interest of the hub in each of them."""
    for number in range(2, 60):
        text = f"{title(number)}, with {THINGS[(number + 3) % 8]} for everybody"
        session.add(make_call(people.source, number, title(number), text))
    for number, thing in enumerate(THINGS):
        people.hub.interests.append(
            Interest(title=thing, text=f"We care for {thing}, room {number}", language="en")
        )
    session.commit()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A file: the clock, the pages and what they load beside them read it at the same time."""
    engine = connect(f"sqlite:///{tmp_path / 'samsok.db'}")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def people(engine: Engine) -> People:
    with Session(engine, expire_on_commit=False) as session:
        people = People(session)
        fill(session, people)
        session.refresh(people.town)
    return people


@pytest.fixture
def app(engine: Engine, people: People, tmp_path: Path) -> Flask:
    return open_site(engine, tmp_path)


def learn(engine: Engine, app: Flask, *, at: timedelta = timedelta()) -> None:
    folder = Path(app.config["SITE"].data.folder, "matching")
    with Session(engine) as session:
        match(session, NOON + at, kept=folder)
        session.commit()


@pytest.fixture
def ready(engine: Engine, app: Flask) -> Flask:
    learn(engine, app)
    app.extensions["warming"].result(120)
    return app
