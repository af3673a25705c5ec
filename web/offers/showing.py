"""Offers from outside: which there are, one of them, and what one answers."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Answer, OutsideOffer
from papers.wording import Message
from web.calls.answering import answerable
from web.doors import members, policy
from web.fields import Errors, spoken
from workflow import Conflict, Refused, can
from workflow.applications import grouping
from workflow.history import phrase
from workflow.offers import answering, recording
from workflow.refusals import Incomplete
from workflow.telling import history

pages = Blueprint("offers", __name__)


@pages.get("/offers")
@policy(members)
def every() -> str:
    """List the offers: those to be answered first, then what became of the others."""
    found = recording.every(g.db)
    return render_template(
        "offers/list.html",
        open=[each for each in found if each.open(g.today)],
        past=[each for each in reversed(found) if not each.open(g.today)],
        mine={each.id for each in answerable()},
    )


@pages.get("/offers/<int:id>")
@policy(members)
def one(id: int) -> str:
    """Show an offer, whom it may fit, and what was answered."""
    return page(g.db.get(OutsideOffer, id) or abort(404))


def page(offer: OutsideOffer, errors: Errors | None = None, fresh: Message | None = None) -> str:
    """Show the page; fresh: that somebody else was faster."""
    given = {each.partner_id: each for each in offer.answers}
    return render_template(
        "offers/one.html",
        offer=offer,
        open=offer.open(g.today),
        mine=[(each, given.get(each.id)) for each in (answerable() if offer.open(g.today) else [])],
        answers=answering.ANSWERS,
        group=grouping.for_offer(g.db, offer),
        busy=grouping.workload(g.db),
        may_tend=can(g.person, "tend", offer),
        may_take_up=answering.may_take_up(g.person, offer),
        said={name: request.form.get(name, getattr(offer, name)) for name in ("contact", "email")},
        errors=spoken(errors or [], g.language),
        fresh=fresh,
        events=[(event, phrase(event)) for event in history(g.db, offer)],
    )


@pages.post("/offers/<int:id>/answer")
@policy(members)
def answer(id: int) -> Response | tuple[str, int]:
    """Answer for one's partner, as one answers a call."""
    offer: OutsideOffer = g.db.get(OutsideOffer, id) or abort(404)
    asked = request.form.get("partner", 0, type=int)
    partner = next((each for each in answerable() if each.id == asked), None) or abort(403)
    word = request.form.get("answer", type=Answer) or abort(400)
    try:
        answering.answer(
            g.db, offer, partner, word, words=request.form.get("words", ""),
            seen=request.form.get("seen", 0, type=int), today=g.today, by=g.person, now=g.now,
        )  # fmt: skip
    except Conflict as conflict:
        g.db.rollback()
        return page(offer, fresh=conflict.message), 409
    except Refused as refused:
        g.db.rollback()
        return page(offer, [(f"words-{partner.id}", refused.message)]), 422
    return redirect(url_for("offers.one", id=id), 303)


@pages.post("/offers/<int:id>/take-up")
@policy(members)
def take_up(id: int) -> Response | tuple[str, int]:
    """Make an application of it, which the other organisation leads."""
    offer: OutsideOffer = g.db.get(OutsideOffer, id) or abort(404)
    said = {name: request.form.get(name, "") for name in ("contact", "email", "language")}
    try:
        opened = answering.take_up(g.db, offer, said, by=g.person, now=g.now)
        return redirect(url_for("group.one", id=opened.id), 303)
    except Incomplete as refused:
        g.db.rollback()
        return page(offer, refused.errors), 422
    except Refused as refused:
        g.db.rollback()
        return page(offer, [("contact", refused.message)]), 422


@pages.post("/offers/<int:id>/put-aside")
@policy(members)
def put_aside(id: int) -> Response | tuple[str, int]:
    """Say no for all, and why."""
    offer: OutsideOffer = g.db.get(OutsideOffer, id) or abort(404)
    try:
        why = request.form.get("why", "")
        recording.put_aside(g.db, offer, why, by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        return page(offer, [("why", refused.message)]), 422
    return redirect(url_for("offers.one", id=id), 303)
