"""Alike applications: the board, two side by side, what is proposed and what the leads reply."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Application, CallDate, Overlap, OverlapKind, OverlapMember, Proposal
from papers.wording import Message
from web.comparing import compared, consequences
from web.doors import coordinators, policy, signed_in
from workflow import Refused, can, overlaps, visible_to
from workflow.access import coordinates, has_stake, speaks
from workflow.history import phrase
from workflow.overlaps import Standing, standing
from workflow.stages import BEFORE_SUBMITTED
from workflow.telling import history

pages = Blueprint("overlaps", __name__)

LARGE = 0.5  # from here on, the likeness of two texts is told as large


def overlap_or_404(id: int) -> Overlap:
    """Return a finding that the visitor may see."""
    overlap: Overlap | None = g.db.get(Overlap, id)
    if overlap is None or not can(g.person, "see_overlap", overlap):
        abort(404)
    return overlap


@pages.get("/overlaps")
@policy(coordinators)
def every() -> str:
    """Show the board: to review, waiting for replies, settled; the nearest deadline first."""
    return board()


def board(refusal: Message | None = None, words: str = "") -> str:
    """Show the board, with the form for what was heard."""
    found = g.db.scalars(visible_to(g.person, Overlap).order_by(Overlap.id.desc())).all()
    columns = [
        (column, [each for each in found if standing(each) is column]) for column in Standing
    ]
    for _, among in columns:
        among.sort(key=passes)
    bids = select(Application).where(Application.stage.in_(BEFORE_SUBMITTED))
    return render_template(
        "overlaps/board.html",
        columns=columns,
        due=due,
        why=why,
        applications=g.db.scalars(bids.order_by(Application.title)).all(),
        kinds=KINDS,
        refusal=refusal,
        words=words,
    )


KINDS = {
    OverlapKind.ALIKE_TEXTS: Message("The ideas are alike"),
    OverlapKind.SAME_CALL_SAME_TARGET: Message("Same call, same target group"),
}


def due(overlap: Overlap) -> CallDate | None:
    """Return the nearest date of the bids' calls, if one is known."""
    calls = [each.application.call for each in overlap.members]
    dates = [date for call in calls if call and (date := call.next_date(g.now))]
    return min(dates, key=lambda each: each.passes_at, default=None)


def passes(overlap: Overlap) -> float:
    """Return when it is too late, as a time stamp; what has no date comes last."""
    date = due(overlap)
    return date.passes_at.timestamp() if date else float("inf")


def why(overlap: Overlap) -> Message:
    """Say in a sentence why the bids stand here."""
    words = ", ".join(each.word for each in overlap.reasons[:5])
    if not words:
        return Message("Noted by a coordinator.")
    if overlap.kind is OverlapKind.SAME_CALL_SAME_TARGET:
        return Message("Same call; they share the words {words}.", {"words": words})
    return Message("Different calls; they share the words {words}.", {"words": words})


@pages.post("/overlaps")
@policy(coordinators)
def note() -> Response | tuple[str, int]:
    """Note what a coordinator has heard."""
    ids = {request.form.get(name, 0, type=int) for name in ("a", "b")}
    bids = [bid for id in ids if (bid := g.db.get(Application, id))]
    kind = request.form.get("kind", OverlapKind.ALIKE_TEXTS, type=OverlapKind)
    words = request.form.get("words", "")
    try:
        noted = overlaps.note(g.db, kind, bids, words, by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        return board(refused.message, words), 422
    return redirect(url_for("overlaps.one", id=noted.id), 303)


def page(
    template: str, overlap: Overlap, *, refusal: Message | None = None, message: str = ""
) -> str:
    """Show a finding, as the coordinator or as one of the leads."""
    bids = [each.application for each in overlap.members]
    return render_template(
        f"overlaps/{template}.html",
        overlap=overlap,
        standing=standing(overlap),
        rows=compared(overlap),
        why=why(overlap),
        large=overlap.likeness >= LARGE,
        coordinates=coordinates(g.person),
        stake=has_stake(g.person, overlap),
        outcomes={each.id: consequences(overlap, each) for each in bids},
        mine=[each for each in overlap.members if speaks(g.person, each.application.lead)],
        may_reply={each.id for each in overlap.members if can(g.person, "reply", each)},
        events=[(event, phrase(event)) for event in history(g.db, overlap, limit=12)],
        refusal=refusal,
        message=message,
    )


@pages.get("/overlaps/<int:id>")
@policy(signed_in)
def one(id: int) -> str:
    """Show the bids side by side."""
    return page("one", overlap_or_404(id))


@pages.post("/overlaps/<int:id>/propose")
@policy(coordinators)
def propose(id: int) -> Response | tuple[str, int]:
    """Send the proposal to the leads."""
    overlap = overlap_or_404(id)
    choice = request.form.get("choice", "")
    message = request.form.get("message", "")
    if choice not in ("coexist", *(str(each.application_id) for each in overlap.members)):
        return page("one", overlap, refusal=Message("Choose a proposal."), message=message), 422
    into = None if choice == "coexist" else g.db.get(Application, int(choice))
    try:
        overlaps.propose(
            g.db,
            overlap,
            Proposal.MERGE if into else Proposal.COEXIST,
            message=message,
            into=into,
            seen=request.form.get("seen", 0, type=int),
            by=g.person,
            now=g.now,
        )
    except Refused as refused:
        g.db.rollback()
        return page("one", overlap, refusal=refused.message, message=message), 422
    return redirect(url_for("overlaps.one", id=id), 303)


@pages.get("/overlaps/<int:id>/reply")
@policy(signed_in)
def answer(id: int) -> str | Response:
    """Ask a lead for its reply; when there is nothing to reply to, show the comparison."""
    overlap = overlap_or_404(id)
    mine = any(speaks(g.person, each.application.lead) for each in overlap.members)
    if not mine or overlap.proposal is None or standing(overlap) is Standing.SETTLED:
        return redirect(url_for("overlaps.one", id=id), 303)
    return page("reply", overlap)


@pages.post("/overlaps/<int:id>/reply")
@policy(signed_in)
def reply(id: int) -> Response:
    """Take a reply: a lead's own, or one that a coordinator was given by telephone."""
    overlap = overlap_or_404(id)
    member = g.db.get(OverlapMember, request.form.get("member", 0, type=int))
    said = request.form.get("agrees")
    if member is None or member.overlap_id != overlap.id or said not in ("yes", "no"):
        abort(400)
    seen = request.form.get("seen", 0, type=int)
    overlaps.reply(g.db, member, said == "yes", seen=seen, by=g.person, now=g.now)
    return redirect(url_for("overlaps.one", id=id), 303)
