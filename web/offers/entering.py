"""Recording an offer from outside, and putting it right."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Call, OutsideOffer
from models.call import open_calls
from papers.wording import Message
from web.applications.group import choices
from web.doors import members, policy
from web.fields import Errors, day_of, spoken
from workflow import Conflict, Refused, can
from workflow.offers import recording
from workflow.refusals import Incomplete

pages = Blueprint("recording", __name__)

EMPTY = dict.fromkeys((*recording.FIELDS, "answer_by", "call"), "")


def typed() -> dict[str, str]:
    """Return what the form says."""
    return {field: request.form.get(field, "") for field in EMPTY}


def call_of(said: dict[str, str]) -> Call | None:
    """Return the call that was chosen, if one was."""
    return g.db.get(Call, int(said["call"])) if said["call"].isdecimal() else None


def form(
    said: dict[str, str],
    errors: Errors,
    *,
    offer: OutsideOffer | None = None,
    fresh: Message | None = None,
) -> str:
    """Show the form with what was typed."""
    wanted = select(Call).where(Call.id.in_(open_calls(g.now).with_only_columns(Call.id)))
    return render_template(
        "offers/enter.html", offer=offer, said=said, errors=spoken(errors, g.language),
        fresh=fresh, calls=g.db.scalars(wanted.order_by(Call.title)).all(), **choices(),
    )  # fmt: skip


@pages.route("/offers/new", methods=["GET", "POST"])
@policy(members)
def new() -> str | Response | tuple[str, int]:
    """Record an offer."""
    said = typed()
    if request.method != "POST":
        return form(said, [])
    try:
        offer = recording.record(
            g.db, said, answer_by=day_of(said["answer_by"]), call=call_of(said), by=g.person,
            now=g.now,
        )  # fmt: skip
        return redirect(url_for("offers.one", id=offer.id), 303)
    except Incomplete as refused:
        g.db.rollback()
        return form(said, refused.errors), 422
    except Refused as refused:
        g.db.rollback()
        return form(said, [("name", refused.message)]), 422


@pages.route("/offers/<int:id>/edit", methods=["GET", "POST"])
@policy(members)
def edit(id: int) -> str | Response | tuple[str, int]:
    """Put an offer right, or its day further on."""
    offer: OutsideOffer = g.db.get(OutsideOffer, id) or abort(404)
    if not can(g.person, "tend", offer):
        abort(403)
    if request.method != "POST":
        said = {**recording.words_of(offer), "call": str(offer.call_id or "")}
        return form(said, [], offer=offer)
    said = typed()
    try:
        recording.amend(
            g.db, offer, said, answer_by=day_of(said["answer_by"]), call=call_of(said),
            seen=request.form.get("seen", 0, type=int), by=g.person, now=g.now,
        )  # fmt: skip
        return redirect(url_for("offers.one", id=id), 303)
    except Conflict as conflict:
        g.db.rollback()
        return form(said, [], offer=offer, fresh=conflict.message), 409
    except Incomplete as refused:
        g.db.rollback()
        return form(said, refused.errors, offer=offer), 422
    except Refused as refused:
        g.db.rollback()
        return form(said, [("name", refused.message)], offer=offer), 422
