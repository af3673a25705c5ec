"""Importing calls from a table: sent, looked at, confirmed."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug import Response

from papers.wording import Message, say
from web.doors import policy, reviewers
from web.tables import SHOWN, as_csv, keep, received, rows_in, upload_or_404
from workflow.calls import importing
from workflow.calls.importing import Fate, plan
from workflow.forms.columns import COLUMNS, example, expected
from workflow.forms.tables import MOST_ROWS, Wrong

pages = Blueprint("importing", __name__)

KIND = "calls"


@pages.get("/calls/import")
@policy(reviewers)
def new() -> str:
    """Say what a table has to look like, and ask for one."""
    return form()


@pages.get("/calls/import/example.csv")
@policy(reviewers)
def pattern() -> Response:
    """Give a table that can be imported as it is."""
    return as_csv(example(g.language, g.today), Message("calls.csv"))


@pages.post("/calls/import")
@policy(reviewers)
def send() -> Response | tuple[str, int]:
    """Read the table and keep its words until they are confirmed; with anything wrong, nothing."""
    sent = received(COLUMNS, form)
    planned = plan(g.db, sent.rows)
    if planned.wrong:
        return form(wrong=planned.wrong, name=sent.name, unread=sent.unread), 422
    return redirect(url_for("importing.one", id=keep(KIND, sent).id), 303)


@pages.get("/calls/import/<int:id>")
@policy(reviewers)
def one(id: int) -> str:
    """Show what will come of a table, before it is done."""
    kept = upload_or_404(id, KIND)
    return render_template(
        "calls/preview.html", upload=kept, plan=plan(g.db, rows_in(kept)), fates=Fate, most=SHOWN
    )


@pages.post("/calls/import/<int:id>")
@policy(reviewers)
def confirm(id: int) -> Response | tuple[str, int]:
    """Do it, as things stand by now."""
    kept = upload_or_404(id, KIND)
    planned = plan(g.db, rows_in(kept))
    if planned.wrong:
        return form(wrong=planned.wrong, name=kept.name, unread=kept.unread), 409
    importing.carry_out(g.db, planned, name=kept.name, by=g.person, now=g.now)
    g.db.delete(kept)
    new, changed, unchanged, known = (len(planned.of(fate)) for fate in Fate)
    done = url_for("importing.new", new=new, changed=changed, unchanged=unchanged, known=known)
    return redirect(done, 303)


def form(
    *,
    trouble: Message | None = None,
    wrong: list[Wrong] | None = None,
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
