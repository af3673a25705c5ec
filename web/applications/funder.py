"""The call of an application, or the search for one; and what was said with the funder."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Application, Call
from models.call import open_calls
from models.stage import BEFORE_SUBMITTED
from web.applications.showing import application_or_404
from web.doors import policy, signed_in
from web.fields import Errors, day_of, spoken
from workflow import Refused, can
from workflow.applications import finding_call
from workflow.refusals import Incomplete

pages = Blueprint("funder", __name__)


@pages.get("/applications/<int:id>/funder")
@policy(signed_in)
def one(id: int) -> str:
    """Show the call, the talks, and a form for one more."""
    said = {"day": str(g.today), "who": g.person.name, "whom": "", "words": ""}
    return page(application_or_404(id), said)


def page(application: Application, said: dict[str, str], errors: Errors | None = None) -> str:
    """Show the page, with what was typed."""
    open_still = application.stage in BEFORE_SUBMITTED
    may_edit = open_still and can(g.person, "edit", application)
    wanted = select(Call).where(Call.id.in_(open_calls(g.now).with_only_columns(Call.id)))
    return render_template(
        "applications/funder.html",
        application=application,
        said=said,
        errors=spoken(errors or [], g.language),
        talks=finding_call.talks(g.db, application),
        calls=g.db.scalars(wanted.order_by(Call.title)).all() if may_edit else [],
        may_note=can(g.person, "write", application),
    )


@pages.post("/applications/<int:id>/talks")
@policy(signed_in)
def note(id: int) -> Response | tuple[str, int]:
    """Note a talk with the funder."""
    application = application_or_404(id)
    said = {name: request.form.get(name, "") for name in ("day", "who", "whom", "words")}
    try:
        finding_call.note(
            g.db, application, day=day_of(said["day"]), said=said, by=g.person, now=g.now
        )
    except Incomplete as refused:
        g.db.rollback()
        return page(application, said, refused.errors), 422
    return redirect(url_for("funder.one", id=id), 303)


@pages.post("/applications/<int:id>/call")
@policy(signed_in)
def find(id: int) -> Response:
    """Say which call the application is to."""
    application = application_or_404(id)
    call = g.db.get(Call, request.form.get("call", 0, type=int)) or abort(404)
    try:
        finding_call.find(g.db, application, call, by=g.person, now=g.now)
    except Refused:
        g.db.rollback()
        raise
    return redirect(url_for("funder.one", id=id), 303)
