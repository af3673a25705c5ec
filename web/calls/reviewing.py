"""What waits for a person: the queue, one doubtful value, and which calls are one and the same."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug import Response

from lexicon.terms import Status
from models import Call
from papers.links import vetted
from papers.wording import Message
from web.calls import correcting
from web.calls.correcting import Typed, as_it_stands, read
from web.calls.rows import row_of
from web.doors import policy, reviewers
from web.fields import Errors, spoken
from workflow import Conflict, Refused
from workflow.calls.drafts import encoded
from workflow.calls.searching import search as looked_for
from workflow.collecting import reviewing, sameness
from workflow.collecting.reviewing import CORRECTABLE, SETTLEABLE, Point, point, points
from workflow.collecting.waiting import waiting

pages = Blueprint("reviewing", __name__)

PER_PAGE = 8  # a page with its forms stays below 60 kB
FOUND = 20


@pages.get("/review")
@policy(reviewers)
def every() -> str:
    """List the calls that wait, the nearest deadline first."""
    ids = waiting(g.db, g.now)
    pages = max(-(-len(ids) // PER_PAGE), 1)
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    here = ids[(page - 1) * PER_PAGE : page * PER_PAGE]
    light = (selectinload(Call.dates), selectinload(Call.corrections))
    calls = g.db.scalars(select(Call).where(Call.id.in_(here)).options(*light))
    found = {each.id: each for each in calls}
    return render_template(
        "reviewing/queue.html",
        rows=[
            (row_of(found[id], g.now, g.today), [each for each in points(found[id]) if each.waits])
            for id in here
        ],
        count=len(ids),
        page=page,
        pages=pages,
        done=just_done(),
        **choices(),
    )


def choices() -> Mapping[str, Any]:
    """Return what the forms are made of."""
    return {
        "begin": as_it_stands,
        "correctable": CORRECTABLE,
        "currencies": correcting.currencies,
        "encoded": encoded,
        "kinds": correcting.KINDS,
        "long_fields": correcting.LONG,
        "statuses": list(Status),
    }


def just_done() -> tuple[Call, Point] | None:
    """Return what was settled a moment ago, so that it can be taken back at once."""
    id, _, field = request.args.get("done", "").partition("-")
    call = g.db.get(Call, int(id)) if id.isdecimal() and field in SETTLEABLE else None
    told = point(call, field) if call else None
    return (call, told) if call and told and told.settled else None


@pages.get("/review/<int:id>/<field>")
@policy(reviewers)
def one(id: int, field: str) -> str:
    """Show one field of a call, with the form to correct it."""
    return form(call_or_404(id, field), field)


def call_or_404(id: int, field: str) -> Call:
    """Return a call, and demand a field that may be settled."""
    call: Call | None = g.db.get(Call, id)
    if call is None or field not in SETTLEABLE:
        abort(404)
    return call


def form(
    call: Call,
    field: str,
    typed: Typed | None = None,
    errors: Errors | None = None,
    refusal: Message | None = None,
) -> str:
    """Show the form, with what was typed."""
    return render_template(
        "reviewing/one.html",
        row=row_of(call, g.now, g.today),
        point=point(call, field),
        typed=typed,
        errors=spoken(errors or [], g.language),
        refusal=refusal,
        back=vetted(request.values.get("next", "")) if "next" in request.values else "",
        **choices(),
    )


@pages.post("/review/<int:id>/<field>")
@policy(reviewers)
def settle(id: int, field: str) -> Response | tuple[str, int]:
    """Confirm, correct, follow the source or take back; come back to where the button was."""
    call = call_or_404(id, field)
    said = {"seen": request.form.get("seen", ""), "by": g.person, "now": g.now}
    typed = Typed(request.form.items(multi=True))
    do = request.form.get("do", "")
    try:
        if do == "confirm":
            reviewing.confirm(g.db, call, field, **said)
        elif do == "reopen":
            reviewing.reopen(g.db, call, field, **said)
        elif do == "follow":
            reviewing.follow(g.db, call, field, **said)
        elif do == "correct" and field in CORRECTABLE:
            holds = point(call, field).holds
            value, errors = read(field, typed, holds, call.source.zone)
            if errors:
                return form(call, field, typed, errors), 422
            rolling = typed.get("when") == "rolling"
            reviewing.correct(g.db, call, field, value, rolling=rolling, **said)
        else:
            abort(400)
    except Refused as refused:
        g.db.rollback()
        kept = typed if do == "correct" else None
        code = 409 if isinstance(refused, Conflict) else 422
        return form(call, field, kept, refusal=refused.message), code
    return redirect(after(call, field, do), 303)


def after(call: Call, field: str, do: str) -> str:
    """Return where to go on: the queue says what was done, the call shows it."""
    if "next" not in request.form:
        return url_for("calls.one", id=call.id, _anchor=f"review-{call.id}-{field}")
    path = vetted(request.form["next"])
    if path.partition("?")[0] != url_for("reviewing.every"):
        return f"{path}#review-{call.id}-{field}"
    page = request.form.get("page", type=int)
    done = None if do == "reopen" else f"{call.id}-{field}"
    return url_for("reviewing.every", page=page if page and page > 1 else None, done=done)


@pages.get("/review/<int:id>/same")
@policy(reviewers)
def alike(id: int) -> str:
    """Look for the call that is the same as this one."""
    return search(g.db.get(Call, id) or abort(404))


def search(call: Call, refusal: Message | None = None) -> str:
    """Show the calls whose title has the words, and what was said of them."""
    words = request.values.get("q", "")[:200]
    found: list[Call] = []
    if (asked := looked_for(words)) is not None:
        wanted = select(Call).where(Call.id != call.id, asked)
        found = list(g.db.scalars(wanted.order_by(Call.id.desc()).limit(FOUND)))
    said = {each.id: sameness.decision_on(g.db, call, each) for each in found}
    return render_template(
        "reviewing/same.html",
        call=call, words=words, found=found, said=said, stamp=sameness.stamp, refusal=refusal,
    )  # fmt: skip


@pages.post("/review/<int:id>/same")
@policy(reviewers)
def say(id: int) -> Response | tuple[str, int]:
    """Say whether two calls are one."""
    call = g.db.get(Call, id) or abort(404)
    other = g.db.get(Call, request.form.get("other", 0, type=int)) or abort(404)
    word = request.form.get("same")
    if word not in ("yes", "no"):
        abort(400)
    seen = request.form.get("seen", "")
    try:
        sameness.say(g.db, call, other, word == "yes", seen=seen, by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        code = 409 if isinstance(refused, Conflict) else 422
        return search(call, refused.message), code
    return redirect(url_for("calls.one", id=id, _anchor="kin"), 303)
