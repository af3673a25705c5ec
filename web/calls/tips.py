"""Tips: a link that somebody pastes, what was found there, and what a reviewer does with it."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Tip
from scrapers.looking import Trouble
from web.asking import looked_at
from web.doors import policy, signed_in
from web.fields import Errors, spoken
from workflow import Refused, can
from workflow.collecting import looking, tips

pages = Blueprint("tips", __name__)

# What is no address of a page that others can open is not kept.
NO_TIP = {Trouble.ADDRESS, Trouble.PRIVATE}


@pages.route("/tips/new", methods=["GET", "POST"])
@policy(signed_in)
def new() -> str | Response | tuple[str, int]:
    """Ask for a link, and look at it; one that is known already leads there."""
    pasted, words = request.values.get("url", ""), request.values.get("words", "")
    if request.method != "POST":
        return form(pasted, words, [])
    url, by_id = looking.address(pasted), g.person.id
    if known := tips.known_tip(g.db, url):
        return redirect(url_for("tips.one", id=known.id, known=1), 303)
    if call := tips.known_call(g.db, url):
        return redirect(url_for("calls.one", id=call.id, tipped=1), 303)
    try:
        tips.demand_room(g.db, g.person, g.now)
    except Refused as refused:
        return form(pasted, words, [("url", refused.message)]), 422
    sight, _ = looked_at(url)
    if sight.trouble in NO_TIP:
        return form(pasted, words, [("url", looking.why(sight.trouble))]), 422
    kept = tips.tip(g.db, url, words, sight, by_id=by_id, now=g.now)
    return redirect(url_for("tips.one", id=kept.id, thanks=1), 303)


def form(url: str, words: str, errors: Errors) -> str:
    """Show the form with what was typed."""
    return render_template(
        "tips/new.html", url=url, words=words, errors=spoken(errors, g.language),
        own=tips.of(g.db, g.person),
    )  # fmt: skip


@pages.get("/tips")
@policy(signed_in)
def every() -> str:
    """List the tips that wait, for those who may look at them, and one's own."""
    reviewer = can(g.person, "review", None)
    return render_template(
        "tips/list.html",
        reviewer=reviewer,
        waiting=tips.waiting(g.db) if reviewer else [],
        own=tips.of(g.db, g.person),
        drafts_of=tips.drafts_of,
    )


@pages.get("/tips/<int:id>")
@policy(signed_in)
def one(id: int) -> str:
    """Show what was found at a link."""
    return page(tip_or_404(id), [])


def page(tip: Tip, errors: Errors) -> str:
    """Show a tip, and to a reviewer what can be done with it."""
    return render_template(
        "tips/one.html",
        tip=tip,
        drafts=tips.drafts_of(tip),
        trouble=looking.why(tip.trouble) if tip.trouble else None,
        reviewer=can(g.person, "review", tip),
        news=next((each for each in ("thanks", "known") if each in request.args), ""),
        title=request.form.get("title", ""),
        said=request.form.get("said", ""),
        errors=spoken(errors, g.language),
    )


@pages.post("/tips/<int:id>/take")
@policy(signed_in)
def take(id: int) -> Response | tuple[str, int]:
    """Make a call of it."""
    tip = reviewable(id)
    at, title = request.form.get("at", -1, type=int), request.form.get("title", "")
    try:
        call = tips.take(g.db, tip, at=at, title=title, by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        return page(tip, [("title", refused.message)]), 422
    return redirect(url_for("calls.one", id=call.id), 303)


@pages.post("/tips/<int:id>/drop")
@policy(signed_in)
def drop(id: int) -> Response | tuple[str, int]:
    """Leave it, with a word to whoever tipped."""
    tip = reviewable(id)
    try:
        tips.drop(tip, request.form.get("said", ""), by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        return page(tip, [("said", refused.message)]), 422
    return redirect(url_for("tips.every"), 303)


def tip_or_404(id: int) -> Tip:
    """Find a tip."""
    tip: Tip | None = g.db.get(Tip, id)
    return tip or abort(404)


def reviewable(id: int) -> Tip:
    """Find a tip that the person may decide on."""
    tip = tip_or_404(id)
    return tip if can(g.person, "review", tip) else abort(403)
