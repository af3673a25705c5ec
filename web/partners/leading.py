"""How many applications a partner can lead at a time, by its own word."""

from flask import Blueprint, g, redirect, request, url_for
from werkzeug import Response

from web.doors import policy, signed_in
from web.partners.profiles import kept_by_me
from workflow.overlaps.limits import say_leads

pages = Blueprint("leading", __name__)


@pages.post("/partners/<int:id>/leads")
@policy(signed_in)
def say(id: int) -> Response:
    """Take the number; nothing is no limit."""
    partner = kept_by_me(id)
    said = request.form.get("leads", "").strip()
    most = (int(said) if said.isdecimal() and len(said) < 6 else 0) if said else None
    say_leads(g.db, partner, most, by=g.person, now=g.now)
    return redirect(url_for("aids.every", id=id), 303)
