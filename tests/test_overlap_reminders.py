"""Whoever has not replied is reminded in the digest, or by a letter of its own, and not twice."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.digest import write_due
from models import Letter, Mention, Topic, Watermark
from tests.bids import Rivals
from tests.conftest import NOON
from workflow.letters.rhythms import Usual

DAY = timedelta(days=1)
MORNING = datetime(2026, 1, 16, 6, tzinfo=NOON.tzinfo)  # a Friday, three days before


@pytest.fixture
def rivals(session: Session) -> Rivals:
    rivals = Rivals(session)
    rivals.propose()
    for person in (rivals.world.ada, rivals.world.dana):
        for topic in Topic:  # they have had letters before
            mark = Watermark(person_id=person.id, topic=topic, until=NOON + DAY, at=NOON + DAY)
            session.add(mark)
    session.commit()
    return rivals


def write(session: Session, now: datetime) -> None:
    """Let the clock write to whom it is due."""
    write_due(session.get_bind().engine, now, Usual(), carried=False)
    session.expire_all()


def reminders(session: Session) -> list[str]:
    found = session.scalars(select(Letter).where(Letter.kind == "reminder").order_by(Letter.id))
    return [each.reader.name for each in found if "overlaps%2F1%2Freply" in each.text]


def test_who_is_silent_is_reminded_once_before_the_day(rivals: Rivals) -> None:
    rivals.reply(rivals.blue, True)
    rivals.session.commit()

    for number in range(3):
        write(rivals.session, MORNING + number * DAY)

    assert reminders(rivals.session) == ["Dana"]
    letter = rivals.session.scalars(select(Letter).where(Letter.kind == "reminder")).one()
    assert "19 januari" in letter.text.replace("\u00a0", " ")
    mentions = rivals.session.scalars(select(Mention)).all()
    assert [(each.call_id, each.about) for each in mentions] == [
        (None, "reply:1:1:2026-01-19:3")
    ]  # fmt: skip


def test_who_has_replied_is_left_alone(rivals: Rivals) -> None:
    rivals.agree()
    rivals.session.commit()

    write(rivals.session, MORNING)

    assert reminders(rivals.session) == []
