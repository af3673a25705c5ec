"""The board of alike applications, one finding, and noting what was heard."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Application, Overlap, OverlapKind, Stance
from models.stage import BEFORE_SUBMITTED
from papers.wording import Message
from web.doors import coordinators, policy, signed_in
from web.overlaps.page import page
from web.overlaps.told import KINDS, due, overlap_or_404, passes, weight, why
from workflow import Refused, visible_to
from workflow.overlaps import finding
from workflow.overlaps.plans import called
from workflow.overlaps.settling import Standing, is_overdue, of_same_bids, standing
from workflow.overlaps.wanting import strong_answers

pages = Blueprint("overlaps", __name__)


@pages.get("/overlaps")
@policy(coordinators)
def every() -> str:
    """Show the board: to review, waiting for replies, settled; the nearest deadline first."""
    return board()


def board(refusal: Message | None = None, words: str = "") -> str:
    """Show the board, with the form for what was heard."""
    found = g.db.scalars(visible_to(g.person, Overlap).order_by(Overlap.id.desc())).all()
    found = sorted(found, key=lambda each: (passes(each), -weight(each)))
    columns = {
        column: [[each] for each in found if standing(each) is column] for column in Standing
    }
    review = columns[Standing.TO_REVIEW]
    columns[Standing.TO_REVIEW] = of_same_bids(each for [each] in review)
    bids = select(Application).where(Application.stage.in_(BEFORE_SUBMITTED))
    return render_template(
        "overlaps/board.html",
        columns=list(columns.items()),
        due=due,
        why=why,
        is_overdue=is_overdue,
        movable=finding.movable,
        called=called,
        applications=g.db.scalars(bids.order_by(Application.title)).all(),
        answers=g.db.scalars(strong_answers(g.now)).all(),
        kinds=KINDS,
        refusal=refusal,
        words=words,
    )


@pages.post("/overlaps")
@policy(coordinators)
def note() -> Response | tuple[str, int]:
    """Note what a coordinator has heard."""
    bids = [bid for name in ("a", "b") if (bid := chosen(request.form.get(name, "")))]
    kind = request.form.get("kind", OverlapKind.ALIKE_TEXTS, type=OverlapKind)
    words = request.form.get("words", "")
    try:
        noted = finding.note(g.db, kind, bids, words, by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        return board(refused.message, words), 422
    return redirect(url_for("overlaps.one", id=noted.id), 303)


def chosen(said: str) -> finding.Bid | None:
    """Return the bid, by its number, or the answer, by s and its number, that was chosen."""
    number = said.removeprefix("s")
    if not number.isdecimal() or len(number) > 9:
        return None
    kind = Stance if said.startswith("s") else Application
    found: finding.Bid | None = g.db.get(kind, int(number))
    return found


@pages.get("/overlaps/<int:id>")
@policy(signed_in)
def one(id: int) -> str:
    """Show the bids side by side."""
    return page("one", overlap_or_404(id))
