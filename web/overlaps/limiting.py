"""How many applications calls and programmes have room for, as coordinators have read it."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Call, Limit
from models.call import open_calls
from papers.wording import Message
from web.doors import coordinators, policy
from workflow import Refused
from workflow.overlaps import limits

pages = Blueprint("limits", __name__)


@pages.get("/overlaps/limits")
@policy(coordinators)
def every() -> str:
    """Show what is known, and the form."""
    return page()


def page(refusal: Message | None = None) -> str:
    """Show what is known, and the form as it was sent."""
    calls = g.db.scalars(open_calls(g.now)).all()
    programmes = {(each.funder, each.programme): each.id for each in calls}
    known = g.db.scalars(select(Limit).order_by(Limit.id)).all()
    return render_template(
        "overlaps/limits.html",
        calls=sorted(calls, key=lambda each: each.title),
        programmes=sorted(programmes.items()),
        known=known,
        said=request.form,
        refusal=refusal,
    )


@pages.post("/overlaps/limits")
@policy(coordinators)
def say() -> Response | tuple[str, int]:
    """Take what was read."""
    try:
        limits.say_limit(
            g.db,
            chosen(request.form.get("of", "")),
            places=number("places"),
            per_lead=number("per_lead"),
            words=request.form.get("words", "")[:500],
            by=g.person,
            now=g.now,
        )
    except Refused as refused:
        g.db.rollback()
        return page(refused.message), 422
    return redirect(url_for("limits.every"), 303)


def chosen(of: str) -> Call | tuple[str, str]:
    """Return the call that was chosen, or the funder and programme that it stands for."""
    what, _, id = of.partition(":")
    call: Call | None = g.db.get(Call, int(id)) if id.isdecimal() and len(id) < 10 else None
    if call is None or what not in ("call", "programme"):
        raise Refused("Choose a call or a programme.")
    return call if what == "call" else (call.funder, call.programme)


def number(name: str) -> int | None:
    """Return a whole number of the form; None where nothing was written."""
    said = request.form.get(name, "").strip()
    if not said:
        return None
    return int(said) if said.isdecimal() and len(said) < 6 else 0
