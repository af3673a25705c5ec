"""Importing calls from a table: sent, looked at, confirmed."""

import datetime as dt

import msgspec
from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import delete, or_
from werkzeug import Response

from models import Upload
from papers.wording import Message, say
from web.doors import policy, reviewers
from workflow import importing
from workflow.columns import COLUMNS, MOST_ROWS, Misread, Row, example, expected, rows_of
from workflow.importing import Fate, plan

pages = Blueprint("importing", __name__)

KEPT = dt.timedelta(days=1)
SHOWN = 200


@pages.get("/calls/import")
@policy(reviewers)
def new() -> str:
    """Say what a table has to look like, and ask for one."""
    return form()


@pages.get("/calls/import/example.csv")
@policy(reviewers)
def pattern() -> Response:
    """Give a table that can be imported as it is."""
    said = Response(example(g.language, g.today), mimetype="text/csv")
    name = say(Message("calls.csv"), g.language)
    said.headers["Content-Disposition"] = f"attachment; filename={name}"
    return said


@pages.post("/calls/import")
@policy(reviewers)
def send() -> Response | tuple[str, int]:
    """Read the table and keep its words until they are confirmed; with anything wrong, nothing."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return form(trouble=Message("Choose a file first.")), 422
    body, name = sent.read(), sent.filename[-200:]
    g.db.commit()  # nobody waits for the database while strange bytes are read
    try:
        rows, unread = rows_of(body)
    except Misread as trouble:
        return form(trouble=trouble.message, name=name), 422
    planned = plan(g.db, rows)
    if planned.wrong:
        return form(wrong=planned.wrong, name=name, unread=unread), 422
    old = or_(Upload.by_id == g.person.id, Upload.at < g.now - KEPT)
    g.db.execute(delete(Upload).where(old))
    kept = Upload(
        by_id=g.person.id, at=g.now, name=name, rows=msgspec.to_builtins(rows), unread=unread
    )
    g.db.add(kept)
    g.db.flush()
    return redirect(url_for("importing.one", id=kept.id), 303)


@pages.get("/calls/import/<int:id>")
@policy(reviewers)
def one(id: int) -> str:
    """Show what will come of a table, before it is done."""
    kept = upload_or_404(id)
    return render_template(
        "calls/preview.html", upload=kept, plan=plan(g.db, rows_in(kept)), fates=Fate, most=SHOWN
    )


@pages.post("/calls/import/<int:id>")
@policy(reviewers)
def confirm(id: int) -> Response | tuple[str, int]:
    """Do it, as things stand by now."""
    kept = upload_or_404(id)
    planned = plan(g.db, rows_in(kept))
    if planned.wrong:
        return form(wrong=planned.wrong, name=kept.name, unread=kept.unread), 409
    importing.carry_out(g.db, planned, name=kept.name, by=g.person, now=g.now)
    g.db.delete(kept)
    new, changed, unchanged, known = (len(planned.of(fate)) for fate in Fate)
    done = url_for("importing.new", new=new, changed=changed, unchanged=unchanged, known=known)
    return redirect(done, 303)


def upload_or_404(id: int) -> Upload:
    """Find a table that the visitor sent."""
    kept: Upload = g.db.get(Upload, id) or abort(404)
    return kept if kept.by_id == g.person.id else abort(404)


def rows_in(kept: Upload) -> list[Row]:
    """Return the rows of a table that was kept."""
    return msgspec.convert(kept.rows, list[Row])


def form(
    *,
    trouble: Message | None = None,
    wrong: list[importing.Wrong] | None = None,
    name: str = "",
    unread: list[str] | None = None,
) -> str:
    """Show the form, with what is wrong with the table that was sent."""
    return render_template(
        "calls/import.html",
        trouble=trouble,
        wrong=wrong or [],
        name=name,
        unread=unread or [],
        most=SHOWN,
        rows=MOST_ROWS,
        columns=[
            (say(column.heading, "sv"), say(column.heading, "en"), expected(field, g.language))
            for field, column in COLUMNS.items()
        ],
        done={fate: request.args.get(fate, type=int) for fate in Fate},
    )
