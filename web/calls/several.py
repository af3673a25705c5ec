"""Bringing partners together for a call that fits several: asking them, or opening a bid."""

from flask import Blueprint, abort, g, redirect, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Call, Partner
from models.partner import in_partnership
from web.doors import policy, project_group, reads
from workflow.answers import several

pages = Blueprint("several", __name__)


@pages.post("/calls/<int:id>/ask")
@policy(project_group)
def ask(id: int) -> Response:
    """Ask those who were chosen; the call's page says how many."""
    call = g.db.get(Call, id) or abort(404)
    asked = several.ask(g.db, call, chosen(), by=g.person, now=g.now)
    return redirect(url_for("calls.one", id=id, asked=len(asked), _anchor="several"), 303)


@pages.post("/calls/<int:id>/group")
@policy(project_group)
@reads
def group(id: int) -> Response:
    """Lead on to a new bid with those who were chosen."""
    call = g.db.get(Call, id) or abort(404)
    those = [each.id for each in chosen()]
    return redirect(url_for("opening.new", call=call.id, beside=those), 303)


def chosen() -> list[Partner]:
    """Return the partners that the form names and that are here."""
    wanted = select(Partner).where(
        Partner.id.in_(request.form.getlist("beside", type=int)), in_partnership()
    )
    return list(g.db.scalars(wanted.order_by(Partner.name)))
