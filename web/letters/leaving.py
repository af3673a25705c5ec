"""Fewer letters, by a letter's link and one button, or by a mail program's own (RFC 8058)."""

from flask import Blueprint, abort, current_app, g, render_template, request
from werkzeug import Response

from models import Pace, Person
from web.doors import anyone, language_of, machines, policy
from web.people.signing_in import secret
from workflow.letters import leaving

pages = Blueprint("leaving", __name__)


def reader(pass_: str) -> Person:
    """Return whose letters a pass speaks of."""
    person = leaving.reader_of(g.db, secret(), pass_) or abort(404)
    g.language = language_of(person)
    return person


@pages.after_request
def keep_secret(response: Response) -> Response:
    """Neither tell another site the address, nor keep the page."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/unsubscribe/<pass_>")
@policy(anyone)
def ask(pass_: str) -> str:
    """Ask which letters the person wants no longer."""
    return render_template("leaving/ask.html", holder=reader(pass_))


@pages.post("/unsubscribe/<pass_>")
@policy(anyone)
@machines
def leave(pass_: str) -> str | Response:
    """Do it at once; done twice, it is done once. A mail program's button means all of them."""
    person = reader(pass_)
    if "List-Unsubscribe" in request.form:
        leaving.leave(g.db, person, Pace.NEVER)
        return current_app.response_class(status=200)
    wanted = request.form.get("wanted", Pace.NEVER, type=Pace)
    before = leaving.leave(g.db, person, wanted)
    was = request.form.get("was", before, type=Pace)
    return render_template("leaving/done.html", wanted=wanted, was=was, pass_=pass_)
