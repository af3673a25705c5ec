"""Sources: whether each funder's site is read, what it said last, and what to do about it."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Snapshot
from papers.charts import steps_of
from web.doors import operators, policy, signed_in
from workflow.collecting import sources
from workflow.collecting.sources import Condition, conditions

pages = Blueprint("sources", __name__)

ANSWERS = 20


@pages.get("/sources")
@policy(signed_in)
def every() -> str:
    """List the sources, those in trouble first."""
    return render_template(
        "sources/list.html",
        health=conditions(g.db, g.now),
        operator=operators(g.person),
        steps_of=steps_of,
    )


@pages.get("/sources/<int:id>")
@policy(signed_in)
def one(id: int) -> str:
    """Show a source's last readings, and to operators what it answered."""
    told = condition_of(id)
    kept = select(Snapshot).filter_by(source_id=id).order_by(Snapshot.last_at.desc())
    operator = operators(g.person)
    news = next((each for each in ("added", "known") if each in request.args), "")
    return render_template(
        "sources/one.html",
        news=news,
        health=told,
        runs=told.runs,
        answers=g.db.scalars(kept.limit(ANSWERS)).all() if operator else [],
        operator=operator,
        steps_of=steps_of,
    )


@pages.get("/sources/<int:id>/answers/<int:kept_id>")
@policy(operators)
def raw(id: int, kept_id: int) -> Response:
    """Give a raw answer as it was kept: to be saved, never to be shown as a page of ours."""
    kept = g.db.get(Snapshot, kept_id)
    if kept is None or kept.source_id != id:
        abort(404)
    said = Response(kept.body, mimetype="application/octet-stream")
    said.headers["Content-Disposition"] = f"attachment; filename=answer-{kept.id}.txt"
    return said


@pages.post("/sources/<int:id>/read")
@policy(operators)
def read(id: int) -> Response:
    """Have the source read as soon as the clock looks."""
    sources.read_now(g.db, condition_of(id).source, g.now)
    return redirect(url_for("sources.one", id=id), 303)


@pages.post("/sources/<int:id>/accept")
@policy(operators)
def accept(id: int) -> Response:
    """Take what made the last reading suspect as right for this source, and read it again."""
    told = condition_of(id)
    if told.run:
        sources.accept(told.source, told.run)
        sources.read_now(g.db, told.source, g.now)
    return redirect(url_for("sources.one", id=id), 303)


def condition_of(id: int) -> Condition:
    """Find a source and how it is."""
    found = (each for each in conditions(g.db, g.now) if each.source.id == id)
    return next(found, None) or abort(404)
