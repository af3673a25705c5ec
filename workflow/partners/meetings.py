"""Meetings at which partners decide, with the day their papers are due."""

import datetime as dt
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import Meeting, Partner, Person
from papers.wording import Message
from workflow.access import demand
from workflow.forms.profile import tidy
from workflow.forms.typed import Errors, day_of
from workflow.refusals import Incomplete
from workflow.telling import tell

LATELY = dt.timedelta(days=180)
MOST, YEARS = 60, range(2000, 2101)


def add(
    session: Session, partner: Partner | None, *, body: str, days: str, papers: str, by: Person,
    now: datetime,
) -> list[Meeting]:  # fmt: skip
    """Add meetings of one body, a day on each line.

    `papers`: how many days before each its papers are due, or nothing where that is not known.
    """
    demand(by, "keep", partner) if partner else demand(by, "register", None)
    body = " ".join(tidy(body).split())[:200]
    lines = [line.strip() for line in days.split("\n") if line.strip()]
    found = [day for line in lines if (day := day_of(line)) and day.year in YEARS]
    errors: Errors = []
    if not body:
        errors.append(("body", Message("Write who meets: the municipal board, say.")))
    if not lines or len(found) < len(lines) or len(lines) > MOST:
        errors.append(("days", Message("Write each day on a line of its own, as 2027-03-01.")))
    before = int(papers) if papers.strip().isdecimal() else None
    if papers.strip() and (before is None or before > 365):
        errors.append(("papers", Message("Write a whole number of days, such as 14.")))
    if errors:
        raise Incomplete(errors)
    fresh = [day for day in dict.fromkeys(found) if not known(session, partner, body, day)]
    made = [
        Meeting(partner=partner, body=body, day=day, papers_due=due(day, before)) for day in fresh
    ]
    session.add_all(made)
    session.flush()
    if made:
        tell(
            session, "planned", about=partner or "partnership", by=by, now=now, body=body,
            days=[str(each.day) for each in made],
        )  # fmt: skip
    return made


def due(day: dt.date, before: int | None) -> dt.date | None:
    """Return the day that papers are due on, so many days before."""
    return None if before is None else day - dt.timedelta(days=before)


def known(session: Session, partner: Partner | None, body: str, day: dt.date) -> bool:
    """Say whether the meeting is there already."""
    same = select(Meeting.id).filter_by(partner_id=partner and partner.id, body=body, day=day)
    return session.scalar(same) is not None


def remove(session: Session, meeting: Meeting, *, by: Person, now: datetime) -> None:
    """Take a meeting away."""
    demand(by, "plan", meeting)
    tell(
        session, "cancelled", about=meeting.partner or "partnership", by=by, now=now,
        body=meeting.body, days=[str(meeting.day)],
        papers={str(meeting.day): str(meeting.papers_due)} if meeting.papers_due else {},
    )  # fmt: skip
    session.delete(meeting)


def held(session: Session, today: dt.date) -> Sequence[Meeting]:
    """Return the partnership's own meetings of late, the last first: decisions are noted after."""
    wanted = select(Meeting).where(
        Meeting.partner_id.is_(None), Meeting.day.between(today - LATELY, today - dt.timedelta(1))
    )
    return session.scalars(wanted.order_by(Meeting.day.desc())).all()


def coming(session: Session, today: dt.date) -> Sequence[Meeting]:
    """Return the meetings of those who have not left, the next first."""
    wanted = select(Meeting).options(joinedload(Meeting.partner)).where(Meeting.day >= today)
    found = session.scalars(wanted.order_by(Meeting.day, Meeting.body)).all()
    return [each for each in found if not (each.partner and each.partner.left_at)]
