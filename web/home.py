"""The first page: what there is to do for who is signed in, and what this is for all others."""

import datetime as dt
from collections.abc import Sequence

from flask import Blueprint, g, redirect, render_template, url_for
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from werkzeug import Response

from models import Call, Interest, Match, Meeting, Newcomer, NewcomerState, Overlap, OverlapMember
from papers.calendars import Entry, EntryKind, EntryState
from web.calls.answering import answerable, mine
from web.calls.around import coordinator
from web.calls.listing import calls
from web.calls.rows import Row, furnish
from web.calls.tabs import seen_by, tabs_for
from web.doors import anyone, policy, reviewers, staff
from workflow.collecting import tips
from workflow.collecting.waiting import count_waiting
from workflow.letters.awaited import latecomers, unanswered, unsigned
from workflow.offers.answering import unanswered as unanswered_offers
from workflow.offers.recording import open_ones
from workflow.outlets.agenda import Choice, agenda
from workflow.outlets.call_days import applied_to
from workflow.overlaps.settling import Standing, of_same_bids, standing
from workflow.people import factors
from workflow.people.first_steps import first_steps
from workflow.writing import tasks

pages = Blueprint("home", __name__)

FEW, OPEN, MEETINGS = 3, 5, 4
SOON = dt.timedelta(days=30)


@pages.get("/")
@policy(anyone)
def one() -> str | Response:
    """Show what there is to do, or what this is; who is here for one application goes there."""
    if g.guest:
        return redirect(url_for("applications.every"), 303)
    return to_do() if g.person else welcome()


def welcome() -> str:
    """Show strangers what this is, and the open calls."""
    open_now = tabs_for(seen_by(g.db, [], None, g.now), g.now, g.today)["open"]
    number = g.db.scalar(select(func.count()).select_from(open_now.order_by(None).subquery()))
    found = calls(g.db, open_now.limit(OPEN))
    rows = furnish(g.db, found, [], now=g.now, today=g.today)
    return render_template(
        "home/stranger.html",
        rows=list(rows.values()),
        number=number,
    )


def to_do() -> str:
    """Show what waits for the visitor, what is new, and which days come."""
    ids = [each.id for each in mine()]
    rows, fitting = fresh(g.db, ids)
    return render_template(
        "home/member.html",
        parts=unsigned(g.db, g.person),
        replies=unanswered(g.db, g.person),
        tasks=tasks.waiting(g.db, g.person),
        counts=counts(g.db),
        second_due=second_due(),
        rows=rows,
        fitting=fitting,
        answerable=answerable(),
        deadlines=deadlines(g.db),
        meetings=decisions(g.db, ids),
        steps=first_steps(g.db, g.person),
        latecomers=latecomers(g.db, g.person),
        offers=unanswered_offers(g.db, answerable(), open_ones(g.db, g.today)),
    )


def counts(db: Session) -> dict[str, int]:
    """Count what waits for those who look after the whole."""
    found = dict.fromkeys(("review", "tips", "newcomers", "overlaps"), 0)
    if reviewers(g.person):
        found["review"] = count_waiting(db, g.now)
        found["tips"] = len(tips.waiting(db))
    if staff(g.person):
        asking = select(func.count(Newcomer.id)).where(Newcomer.state == NewcomerState.WAITING)
        found["newcomers"] = db.scalar(asking) or 0
    if coordinator():
        wanted = (
            select(Overlap)
            .options(selectinload(Overlap.members).joinedload(OverlapMember.application))
            .where(Overlap.settled_at.is_(None))
        )
        raised = [each for each in db.scalars(wanted) if standing(each) is Standing.TO_REVIEW]
        found["overlaps"] = len(of_same_bids(raised))
    return found


def second_due() -> dt.date | None:
    """Return the day from which the visitor's powers ask for a second factor they do not have."""
    due = g.person.second_due
    if not (due and g.person.has_powers) or factors.has_second(g.db, g.person.id):
        return None
    return due.date()  # type: ignore[no-any-return]  # g holds anything


def fresh(db: Session, ids: list[int]) -> tuple[list[Row], int]:
    """Return the newest calls that fit and nobody here has answered, and how many there are."""
    if not ids:
        return [], 0
    since = (
        select(func.min(Match.found_at))
        .join(Match.interest)
        .where(
            Match.call_id == Call.id, Interest.partner_id.in_(ids), Match.lost_at.is_(None)
        )
        .scalar_subquery()
    )  # fmt: skip
    seen = seen_by(db, ids, g.person, g.now)
    fitting = tabs_for(seen, g.now, g.today)["fits"].where(Call.id.not_in(applied_to(ids)))
    number = db.scalar(select(func.count()).select_from(fitting.order_by(None).subquery())) or 0
    found = calls(db, fitting.order_by(None).order_by(since.desc(), Call.id).limit(FEW))
    return list(furnish(db, found, ids, seen.no, now=g.now, today=g.today).values()), number


def deadlines(db: Session) -> list[Entry]:
    """Return the days to apply by within a month, for what is answered or applied to."""
    found = agenda(db, mine(), Choice.OURS, g.today, g.today + SOON)
    return [
        each
        for each in found
        if each.kind is EntryKind.DEADLINE and each.state is not EntryState.CANCELLED
    ]


def decisions(db: Session, ids: list[int]) -> Sequence[Meeting]:
    """Return the next meetings of one's partners and of the partnership."""
    wanted = (
        select(Meeting)
        .options(joinedload(Meeting.partner))
        .where(
            Meeting.day >= g.today,
            or_(Meeting.partner_id.in_(ids), Meeting.partner_id.is_(None)),
        )
        .order_by(Meeting.day, Meeting.id)
    )
    return db.scalars(wanted.limit(MEETINGS)).all()
