"""Entering a call by hand, and wording it anew."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Call, CallChange
from web.doors import policy, reviewers
from web.fields import Errors, spoken
from workflow.calls import entering
from workflow.calls.entering import ZONE, editable, version
from workflow.calls.register import Register
from workflow.forms.typed import CHOICES, CURRENCIES, FIELDS, USUAL, Typed, TypedDate, typed_of
from workflow.forms.understood import read
from workflow.refusals import Conflict

pages = Blueprint("entering", __name__)

DATES = 5  # so many days can be typed at a time
EMPTY = Typed({**USUAL, "currency": "SEK", "status": ""})


@pages.get("/calls/new")
@policy(reviewers)
def new() -> str:
    """Ask what is known of a call."""
    return form(EMPTY, [])


@pages.post("/calls/new")
@policy(reviewers)
def enter() -> Response | tuple[str, int]:
    """Make the call; first point at those that it may be."""
    typed = typed_in()
    draft, errors = read(typed, ZONE)
    if draft is None:
        return form(typed, errors), 422
    alike = Register(g.db).alike(draft)
    if alike and "anyway" not in request.form:
        return form(typed, [], alike=alike), 409
    call = entering.enter(g.db, draft, by=g.person, now=g.now)
    return redirect(url_for("calls.one", id=call.id), 303)


@pages.get("/calls/<int:id>/edit")
@policy(reviewers)
def edit(id: int) -> str:
    """Show a call as it was typed."""
    call = entered_or_404(id)
    return form(typed_of(call), [], call=call, seen=version(g.db, call))


@pages.post("/calls/<int:id>/edit")
@policy(reviewers)
def amend(id: int) -> Response | tuple[str, int]:
    """Change the call; the slower of two sees what the other did, and loses nothing."""
    call = entered_or_404(id)
    typed, seen = typed_in(), request.form.get("seen", 0, type=int)
    zone = call.dates[0].zone if call.dates else call.source.zone
    draft, errors = read(typed, zone)
    if draft is None:
        return form(typed, errors, call=call, seen=seen), 422
    try:
        entering.amend(g.db, call, typed, draft, seen=seen, by=g.person, now=g.now)
    except Conflict:
        g.db.rollback()
        return form(typed, [], call=call, seen=version(g.db, call), since=seen), 409
    return redirect(url_for("calls.one", id=id), 303)


def entered_or_404(id: int) -> Call:
    """Find a call that people word."""
    call: Call = g.db.get(Call, id) or abort(404)
    return call if editable(call) else abort(404)


def typed_in() -> Typed:
    """Return the form as it was filled in."""
    rows = zip(*(request.form.getlist(name) for name in ("day", "time", "kind")), strict=False)
    dates = (TypedDate(*(words.strip() for words in row)) for row in rows)
    words = {name: request.form.get(name, "") for name in FIELDS}
    return Typed(words, tuple(dates)[: 2 * DATES])


def form(
    typed: Typed,
    errors: Errors,
    *,
    call: Call | None = None,
    seen: int = 0,
    since: int | None = None,
    alike: list[int] | None = None,
) -> str:
    """Show the form with what was typed; `since` is the version after which others changed it."""
    empty = [TypedDate()] * (DATES - len(typed.dates))
    return render_template(
        "calls/enter.html",
        said=typed,
        dates=[*typed.dates, *(empty or [TypedDate()])],
        errors=spoken(errors, g.language),
        edited=call,
        seen=seen,
        news=[] if call is None or since is None else after(call, since),
        late=since is not None,
        alike=g.db.scalars(select(Call).where(Call.id.in_(alike or [])).order_by(Call.id)).all(),
        choices=CHOICES,
        currencies=CURRENCIES,
    )


def after(call: Call, seen: int) -> list[CallChange]:
    """Return what changed after a version."""
    return [each for each in call.changes if each.id > seen]
