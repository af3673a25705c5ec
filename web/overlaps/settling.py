"""What is proposed about alike applications, what the leads reply, and the overview of it all."""

from typing import Any

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug import Response

from models import Meeting, Overlap, OverlapMember
from papers.wording import Message
from web.doors import coordinators, policy, signed_in
from web.fields import day_of
from web.overlaps.page import page
from web.overlaps.plans import read
from web.overlaps.told import overlap_or_404
from workflow import Refused, can
from workflow.access import speaks
from workflow.overlaps import proposing, replying, undoing
from workflow.overlaps.finding import movable
from workflow.overlaps.settling import Standing, standing
from workflow.refusals import Incomplete

pages = Blueprint("settling", __name__)


def back(overlap: int) -> Response:
    """Lead back to the comparison."""
    return redirect(url_for("overlaps.one", id=overlap), 303)


def told(overlap: Overlap, refused: Refused, template: str = "one") -> tuple[str, int]:
    """Show the page again with what is wrong, and all that was typed."""
    g.db.rollback()
    errors = refused.errors if isinstance(refused, Incomplete) else [("", refused.message)]
    return page(template, overlap, errors=errors, typed=request.form), 422


@pages.post("/overlaps/<int:id>/propose")
@policy(coordinators)
def propose(id: int) -> Response | tuple[str, int]:
    """Send the proposal to the leads."""
    overlap, form = overlap_or_404(id), request.form
    plan, errors = read(overlap)
    if plan is None or errors:
        return told(overlap, Incomplete(errors))
    try:
        proposing.propose(
            g.db,
            overlap,
            plan,
            message=form.get("message", ""),
            reply_by=day_of(form.get("reply_by", "")),
            consulted=form.get("consulted", ""),
            minutes=form.get("minutes", ""),
            seen=form.get("seen", 0, type=int),
            by=g.person,
            now=g.now,
            today=g.today,
        )
    except Refused as refused:
        return told(overlap, refused)
    return back(id)


@pages.get("/overlaps/<int:id>/reply")
@policy(signed_in)
def answer(id: int) -> str | Response:
    """Ask a lead for its reply; when there is nothing to reply to, show the comparison."""
    overlap = overlap_or_404(id)
    mine = any(speaks(g.person, each.lead) for each in movable(overlap))
    if not mine or overlap.proposal is None or standing(overlap) is Standing.SETTLED:
        return back(id)
    return page("reply", overlap)


@pages.post("/overlaps/<int:id>/reply")
@policy(signed_in)
def reply(id: int) -> Response | tuple[str, int]:
    """Take a reply: a lead's own, or one that a coordinator was given by telephone."""
    overlap, form = overlap_or_404(id), request.form
    member = g.db.get(OverlapMember, form.get("member", 0, type=int))
    said, words = form.get("agrees"), form.get("words", "")
    if member is None or member.overlap_id != overlap.id or said not in ("yes", "change", "no"):
        abort(400)
    details: dict[str, Any] = {
        "seen": form.get("seen", 0, type=int), "by": g.person, "now": g.now,
    }  # fmt: skip
    try:
        if said == "change":
            replying.amend(g.db, member, words, today=g.today, **details)
        else:
            replying.reply(g.db, member, said == "yes", reason=words, **details)
    except Incomplete as missing:
        own = speaks(g.person, member.lead)
        return told(overlap, missing, "reply" if own else "one")
    return back(id)


@pages.post("/overlaps/<int:id>/undo")
@policy(signed_in)
def undo(id: int) -> Response | tuple[str, int]:
    """Undo what was agreed, while nothing has changed since."""
    overlap = overlap_or_404(id)
    if not can(g.person, "undo", overlap):
        abort(403)
    try:
        undoing.undo(g.db, overlap, by=g.person, now=g.now)
    except Refused as refused:
        return told(overlap, refused)
    return back(id)


@pages.post("/overlaps/<int:id>/aside")
@policy(coordinators)
def step_aside(id: int) -> Response:
    """Leave the finding to other coordinators."""
    overlap = overlap_or_404(id)
    proposing.step_aside(g.db, overlap, by=g.person, now=g.now)
    return back(id)


@pages.post("/overlaps/<int:id>/meeting")
@policy(coordinators)
def put_before(id: int) -> Response | tuple[str, int]:
    """Put the finding before a meeting."""
    overlap = overlap_or_404(id)
    meeting = g.db.get(Meeting, request.form.get("meeting", 0, type=int))
    if meeting is None:
        return told(overlap, Incomplete([("meeting", Message("Choose a meeting."))]))
    proposing.put_before(g.db, overlap, meeting, by=g.person, now=g.now, today=g.today)
    return back(id)
