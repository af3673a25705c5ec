"""What a partner can promise at most, and the de minimis aid that it has declared."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from lexicon.budget import CURRENCIES
from models import Aid, Partner
from papers.wording import number
from web.doors import policy, signed_in
from web.fields import Errors, spoken
from web.partners.profiles import kept_by_me
from workflow import can
from workflow.applications import deminimis
from workflow.partners import aids
from workflow.refusals import Incomplete

pages = Blueprint("aids", __name__)

FIELDS = ("day", "giver", "amount", "currency", "per_euro")
LONGEST = 300


@pages.get("/partners/<int:id>/money")
@policy(signed_in)
def every(id: int) -> str:
    """Show what a partner has said of its means, to whoever keeps it."""
    return show(kept_by_me(id), {})


@pages.post("/partners/<int:id>/money")
@policy(signed_in)
def declare(id: int) -> Response | tuple[str, int]:
    """Declare aid."""
    partner = kept_by_me(id)
    said = {field: request.form.get(field, "")[:LONGEST] for field in FIELDS}
    try:
        aids.declare(g.db, partner, **said, language=g.language, by=g.person, now=g.now)
    except Incomplete as refused:
        g.db.rollback()
        return show(partner, said, refused.errors), 422
    return redirect(url_for("aids.every", id=id), 303)


@pages.post("/partners/<int:id>/ceiling")
@policy(signed_in)
def limit(id: int) -> Response | tuple[str, int]:
    """Say the most that a partner promises in all open bids together."""
    partner = kept_by_me(id)
    said = {field: request.form.get(field, "")[:LONGEST] for field in ("most", "most_in")}
    try:
        aids.limit(
            g.db, partner, most=said["most"], currency=said["most_in"], language=g.language,
            by=g.person, now=g.now,
        )  # fmt: skip
    except Incomplete as refused:
        g.db.rollback()
        return show(partner, said, refused.errors), 422
    return redirect(url_for("aids.every", id=id), 303)


@pages.post("/aids/<int:id>/remove")
@policy(signed_in)
def remove(id: int) -> Response:
    """Take a declaration back."""
    aid: Aid = g.db.get(Aid, id) or abort(404)
    if not can(g.person, "keep", g.db.get(Partner, aid.partner_id)):
        abort(404)
    partner = aid.partner_id
    aids.take_back(g.db, aid, by=g.person, now=g.now)
    return redirect(url_for("aids.every", id=partner), 303)


def show(partner: Partner, said: dict[str, str], errors: Errors | None = None) -> str:
    """Show the page with what was typed."""
    most = partner.promises_most
    known = {
        "currency": "EUR",
        "most": number(most, g.language) if most is not None else "",
        "most_in": partner.promises_in,
    }
    return render_template(
        "partners/money.html",
        partner=partner,
        room=deminimis.room(partner.aids, g.today),
        since=deminimis.first_day(g.today),
        said={**dict.fromkeys(FIELDS, ""), **known, **said},
        currencies=CURRENCIES,
        errors=spoken(errors or [], g.language),
    )
