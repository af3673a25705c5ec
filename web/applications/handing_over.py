"""The lead of an application is handed over to another partner, on the page of its group."""

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug import Response

from models import Partner
from web.applications.group import page
from web.applications.showing import application_or_404
from web.doors import policy, signed_in
from workflow import Refused, can
from workflow.applications import handing_over

pages = Blueprint("handing_over", __name__)


@pages.post("/applications/<int:id>/lead")
@policy(signed_in)
def hand_over(id: int) -> Response | tuple[str, int]:
    """Let another partner lead; what was typed comes back if that cannot be."""
    application = application_or_404(id)
    if not can(g.person, "hand_over", application):
        abort(403)
    chosen = request.form.get("partner", 0, type=int)
    partner: Partner = g.db.get(Partner, chosen) or abort(404)
    reason = request.form.get("reason", "")[:1000]
    try:
        handing_over.hand_over(g.db, application, partner, reason, by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        wrong = "heir" if reason.strip() else "handing"
        shown = page(application, [(wrong, refused.message)], of_heir=chosen, handing=reason)
        return shown, 422
    return redirect(url_for("group.one", id=id), 303)
