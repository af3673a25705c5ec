"""Marks of what people were told, and taking them back with a letter that never left."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

import structlog
from sqlalchemy import CursorResult, delete, or_, select
from sqlalchemy.orm import Session

from models import Letter, Mention, Notice, Person, Topic, Watermark
from workflow.letters.readers import Reader

THOUGHT_OF = (Topic.DIGEST, Topic.REMINDER)  # hours that have passed, whatever became of a letter

log = structlog.get_logger()


def note(session: Session, reader: Reader, topic: Topic, until: datetime, now: datetime) -> None:
    """Move a person's mark; it never goes back."""
    mark = reader.marks.get(topic)
    if mark is None:
        mark = Watermark(person_id=reader.person.id, topic=topic, until=until, at=now)
        reader.marks[topic] = mark
        session.add(mark)
    elif until > mark.until:
        mark.before, mark.until, mark.at = mark.until, until, now


def take_back(
    session: Session, person_ids: Collection[int], now: datetime
) -> tuple[list[Person], set[int]]:
    """Take back these people's last digests if they never left: what they tell is news again.

    Return whose letter was taken back, and the ids of those whose letter is in a carrier's hands.
    """
    waiting = select(Letter.id, Letter.person_id, Letter.written_at).where(
        Letter.person_id.in_(person_ids), Letter.kind == "digest", Letter.sent_at.is_(None)
    )
    rows = session.execute(waiting.order_by(Letter.id))
    last = {person_id: (id, at) for id, person_id, at in rows if person_id}
    back, held = [], set()
    for person_id, (id, at) in last.items():
        free = or_(Letter.lease_until.is_(None), Letter.lease_until <= now)
        gone = delete(Letter).where(Letter.id == id, Letter.sent_at.is_(None), free)
        done = session.execute(gone.execution_options(synchronize_session=False))
        if cast("CursorResult[object]", done).rowcount == 0:
            held.add(person_id)
            continue
        for table in (Notice, Mention):
            told = delete(table).where(table.person_id == person_id, table.at == at)
            session.execute(told.execution_options(synchronize_session=False))
        marks = select(Watermark).where(
            Watermark.person_id == person_id, Watermark.at == at, Watermark.topic.not_in(THOUGHT_OF)
        )
        for mark in session.scalars(marks).all():
            if mark.before is None:
                session.delete(mark)
            else:
                mark.until, mark.before = mark.before, None
        log.warning("digest dropped", letter=id, written=at.isoformat())
        back.append(session.get_one(Person, person_id))
    session.flush()
    return back, held
