"""Meetings: when partners decide, and by when they need their papers."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Meeting, Partner
from web.doors import policy, project_group, signed_in, staff
from web.fields import Errors, spoken
from web.partners.profiles import kept_by_me
from workflow import can
from workflow.partners import meetings
from workflow.refusals import Incomplete

pages = Blueprint("meetings", __name__)

FIELDS = ("body", "days", "papers")


@pages.get("/meetings")
@policy(signed_in)
def every() -> str:
    """List the meetings to come, of all partners."""
    return render_template(
        "meetings/list.html",
        meetings=meetings.coming(g.db, g.today),
        past=meetings.held(g.db, g.today) if project_group(g.person) else [],
        keeps=staff(g.person),
        groups=project_group(g.person),
    )


@pages.route("/meetings/new", methods=["GET", "POST"])
@policy(staff)
def together() -> str | Response | tuple[str, int]:
    """Plan meetings of the partnership itself."""
    return plan(None)


@pages.route("/partners/<int:id>/meetings", methods=["GET", "POST"])
@policy(signed_in)
def of_partner(id: int) -> str | Response | tuple[str, int]:
    """Plan the meetings at which a partner decides."""
    return plan(kept_by_me(id))


def plan(partner: Partner | None) -> str | Response | tuple[str, int]:
    """Show the form and what is planned, or keep what was typed."""
    said = {field: request.form.get(field, "") for field in FIELDS}
    if request.method != "POST":
        return form(partner, said, [])
    try:
        meetings.add(g.db, partner, **said, by=g.person, now=g.now)
    except Incomplete as refused:
        g.db.rollback()
        return form(partner, said, refused.errors), 422
    return redirect(request.path, 303)


def form(partner: Partner | None, said: dict[str, str], errors: Errors) -> str:
    """Show the form with what was typed."""
    found = [each for each in meetings.coming(g.db, g.today) if each.partner is partner]
    return render_template(
        "meetings/plan.html",
        partner=partner, meetings=found, said=said, errors=spoken(errors, g.language),
    )  # fmt: skip


@pages.post("/meetings/<int:id>/remove")
@policy(signed_in)
def remove(id: int) -> Response:
    """Take a meeting away."""
    meeting: Meeting | None = g.db.get(Meeting, id)
    if meeting is None or not can(g.person, "plan", meeting):
        abort(404)
    partner = meeting.partner
    meetings.remove(g.db, meeting, by=g.person, now=g.now)
    back = url_for("meetings.of_partner", id=partner.id) if partner else url_for("meetings.every")
    return redirect(back, 303)
