"""All findings on one page, for the partnership's meeting: on screens and on paper."""

import datetime as dt
from typing import NamedTuple

from flask import Blueprint, g, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from models import Meeting, Overlap
from web.doors import policy, project_group
from web.overlaps.told import passes, why
from workflow import visible_to
from workflow.overlaps.finding import in_the_way
from workflow.overlaps.plans import called, plan_of, sentence
from workflow.overlaps.settling import Standing, is_overdue, standing

pages = Blueprint("overview", __name__)


class Line(NamedTuple):
    """One finding as the overview tells it."""

    overlap: Overlap
    standing: Standing
    overdue: bool


@pages.get("/overlaps/overview")
@policy(project_group)
def one() -> str:
    """Show what waits, and what was settled since a day, or since the last meeting."""
    since = request.args.get("since", type=dt.date.fromisoformat) or last_meeting()
    wanted = visible_to(g.person, Overlap).options(selectinload(Overlap.members))
    found = [
        Line(each, standing(each), is_overdue(each, g.today))
        for each in sorted(g.db.scalars(wanted), key=passes)
    ]
    return render_template(
        "overlaps/overview.html",
        since=since,
        open=[each for each in found if each.standing is not Standing.SETTLED],
        settled=[
            each
            for each in found
            if each.overlap.settled_at
            and (not since or each.overlap.settled_at.astimezone(g.now.tzinfo).date() >= since)
        ],
        why=why,
        called=called,
        in_the_way=in_the_way,
        said=lambda overlap: sentence(plan_of(overlap)),
    )


def last_meeting() -> dt.date | None:
    """Return the day of the partnership's last meeting."""
    past = select(Meeting.day).where(Meeting.partner_id.is_(None), Meeting.day < g.today)
    found: dt.date | None = g.db.scalar(past.order_by(Meeting.day.desc()).limit(1))
    return found
