"""Asking for the newsletter, saying so once more from one's own mail, and leaving it."""

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Person, Subscriber
from papers.wording import LANGUAGES, Message, say
from web.doors import anyone, machines, policy
from web.people.signing_in import counted, place, secret
from workflow.forms.typed import address_of
from workflow.letters import leaving, subscribers
from workflow.people.throttling import Limit, TooOften

pages = Blueprint("subscribing", __name__)

WRONG = Message("Write an address such as anna@example.org.")


@pages.after_request
def keep_secret(response: Response) -> Response:
    """Neither tell another site the address of such a page, nor keep the page."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/newsletters/subscribe")
@policy(anyone)
def ask() -> str:
    """Ask for the address."""
    return render_template("newsletters/subscribe.html", email="", error="")


@pages.post("/newsletters/subscribe")
@policy(anyone)
def send() -> str | Response | tuple[str, int]:
    """Write to the address; the answer is the same whether we know it or not."""
    said = request.form.get("email", "").strip()
    email = address_of(said)
    if not email:
        return again(said, WRONG), 422
    tries = (Limit.SUBSCRIBE_BY_PLACE, place()), (Limit.SUBSCRIBE_BY_ADDRESS, email.lower())
    if not counted(*tries):
        return again(said, TooOften.message), 429
    subscribers.ask(g.db, email, language=g.language, now=g.now)
    return redirect(url_for("subscribing.thanks"), 303)


def again(email: str, trouble: Message) -> str:
    """Show the form with what was typed, and what is wrong."""
    error = say(trouble, g.language)
    return render_template("newsletters/subscribe.html", email=email, error=error)


@pages.get("/newsletters/subscribed")
@policy(anyone)
def thanks() -> str:
    """Say what happens next."""
    days = current_app.config["SITE"].privacy.unconfirmed_days
    return render_template("newsletters/asked.html", days=days)


def asked_by(link: str) -> Subscriber:
    """Return whose address a link confirms; else say what to do."""
    found = subscribers.by_link(g.db, secret(), link)
    if found is None:
        abort(current_app.make_response((render_template("newsletters/late.html"), 410)))
    speak(found)
    return found


def speak(reader: Person | Subscriber) -> None:
    """Speak the reader's language."""
    if reader.language in LANGUAGES:
        g.language = reader.language


@pages.get("/newsletters/confirm/<link>")
@policy(anyone)
def look(link: str) -> str:
    """Ask once more; mail programs open links, so looking changes nothing."""
    return render_template("newsletters/confirm.html", reader=asked_by(link), done=False)


@pages.post("/newsletters/confirm/<link>")
@policy(anyone)
def confirm(link: str) -> str:
    """Let the newsletter come; done twice, it is done once."""
    found = asked_by(link)
    subscribers.confirm(g.db, found, g.now)
    return render_template("newsletters/confirm.html", reader=found, done=True)


def reader(pass_: str) -> Person | Subscriber:
    """Return who may leave by a pass."""
    found = leaving.newsletter_reader_of(g.db, secret(), pass_) or abort(404)
    speak(found)
    return found


@pages.get("/newsletters/leave/<pass_>")
@policy(anyone)
def offer(pass_: str) -> str:
    """Ask whether the newsletter shall end."""
    return render_template("newsletters/leave.html", reader=reader(pass_), pass_=pass_, done="")


@pages.post("/newsletters/leave/<pass_>")
@policy(anyone)
@machines
def leave(pass_: str) -> str | Response:
    """Do it at once, or undo it; done twice, it is done once. A mail program presses no undo."""
    found = reader(pass_)
    if "List-Unsubscribe" in request.form:
        leaving.leave_newsletter(g.db, found, g.now)
        return current_app.response_class(status=200)
    back = "back" in request.form
    if back:
        leaving.come_back(g.db, found)
    else:
        leaving.leave_newsletter(g.db, found, g.now)
    done = "back" if back else "left"
    return render_template("newsletters/leave.html", reader=found, pass_=pass_, done=done)
