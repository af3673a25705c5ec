"""Importing partners and people from a table: sent, looked at, confirmed."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug import Response

from papers.wording import Message, say
from web.doors import policy, staff
from web.tables import SHOWN, as_csv, keep, received, rows_in, upload_or_404
from workflow.calls.importing import Fate
from workflow.forms.tables import MOST_ROWS, Wrong
from workflow.partners import bringing
from workflow.partners.bringing import plan
from workflow.partners.roster import COLUMNS, example

pages = Blueprint("importing_partners", __name__)

KIND = "partners"


@pages.get("/partners/import")
@policy(staff)
def new() -> str:
    """Say what a table has to look like, and ask for one."""
    return form()


@pages.get("/partners/import/example.csv")
@policy(staff)
def pattern() -> Response:
    """Give a table that can be imported as it is."""
    return as_csv(example(g.language), Message("partners.csv"))


@pages.post("/partners/import")
@policy(staff)
def send() -> Response | tuple[str, int]:
    """Read the table and keep its words until they are confirmed; with anything wrong, nothing."""
    sent = received(COLUMNS, form)
    planned = plan(g.db, sent.rows, g.person)
    if planned.wrong:
        return form(wrong=planned.wrong, name=sent.name, unread=sent.unread), 422
    return redirect(url_for("importing_partners.one", id=keep(KIND, sent).id), 303)


@pages.get("/partners/import/<int:id>")
@policy(staff)
def one(id: int) -> str:
    """Show what will come of a table, before it is done."""
    kept = upload_or_404(id, KIND)
    planned = plan(g.db, rows_in(kept), g.person)
    return render_template("partners/preview.html", upload=kept, plan=planned, most=SHOWN)


@pages.post("/partners/import/<int:id>")
@policy(staff)
def confirm(id: int) -> Response | tuple[str, int]:
    """Do it, as things stand by now."""
    kept = upload_or_404(id, KIND)
    planned = plan(g.db, rows_in(kept), g.person)
    if planned.wrong:
        return form(wrong=planned.wrong, name=kept.name, unread=kept.unread), 409
    letters = request.form.get("letters") != "no"
    bringing.carry_out(g.db, planned, letters=letters, by=g.person, now=g.now)
    g.db.delete(kept)
    done = url_for(
        "importing_partners.new", new=len(planned.of(Fate.NEW)),
        changed=len(planned.of(Fate.CHANGED)), people=len(planned.people),
    )  # fmt: skip
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
        "partners/import.html",
        trouble=trouble,
        wrong=wrong or [],
        name=name,
        unread=unread or [],
        most=SHOWN,
        rows=MOST_ROWS,
        columns=[
            (say(column.heading, "sv"), say(column.heading, "en"), say(column.expects, g.language))
            for column in COLUMNS.values()
        ],
        done={each: request.args.get(each, type=int) for each in ("new", "changed", "people")},
    )
