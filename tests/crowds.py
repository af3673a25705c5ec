"""Many people whom calls fit, and the letters that they get."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.digest import write_due
from models import Interest, Letter, Membership, Notice, Partner, Person, Role, Topic, Watermark
from tests.conftest import make_call, make_person, make_source
from tests.fitting import make_match
from workflow.letters.rhythms import Usual

USUAL = Usual()
TUESDAY = datetime(2026, 1, 13, 5, 30, tzinfo=UTC)  # 06:30 in Stockholm
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def stored(either_database: Engine) -> Engine:
    return either_database


def crowd(engine: Engine, people: int, calls: int) -> None:
    """Let some people, each in a partner of their own, be fitted by some calls."""
    with Session(engine) as session, session.begin():
        source = make_source()
        found = [make_call(source, number, f"Call {number}") for number in range(calls)]
        session.add_all(found)
        for number in range(people):
            person = make_person(f"P{number}", "town", "en")
            partner = Partner(name=f"Partner {number}")
            person.memberships.append(Membership(partner=partner, role=Role.REPRESENTATIVE))
            partner.interests = [Interest(title="Lakes", text="Lakes")]
            session.add(person)
            session.flush()
            for call in found:
                make_match(session, partner.interests[0], call, at=TUESDAY - DAY)


def known_before(engine: Engine, until: datetime = TUESDAY - WEEK) -> None:
    """Let everybody have been thought of the week before."""
    with Session(engine) as session, session.begin():
        for id in session.scalars(select(Person.id)):
            for topic in (Topic.DIGEST, Topic.REMINDER, Topic.SOURCES):
                session.merge(Watermark(person_id=id, topic=topic, until=until, at=until))


def told(engine: Engine) -> Counter[tuple[int, int]]:
    """Return how often each person was told of each call."""
    with Session(engine) as session:
        rows = session.execute(select(Notice.person_id, Notice.call_id))
        return Counter((person, call) for person, call in rows)


def letters(engine: Engine) -> list[Letter]:
    with Session(engine) as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


def run(engine: Engine, now: datetime, *, carried: bool = False) -> int:
    return write_due(engine, now, USUAL, carried=carried)
