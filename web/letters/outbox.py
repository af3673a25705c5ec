"""The outbox: every letter that was written, and what became of it. For operators."""

from datetime import timedelta

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload
from werkzeug import Response

from models import Letter, Pause, Person
from papers.envelopes import LEAVE_NEWSLETTER, NEWSLETTER, leave_url
from papers.links import sealed, sealed_confirm, sealed_newsletter, sealed_sign_in
from web.doors import operators, policy
from web.headers import CONTENT
from workflow.letters import bounces
from workflow.letters.post_state import FAILED
from workflow.letters.subscribers import confirming_link
from workflow.people.signing_in import KIND, secrets_of

pages = Blueprint("outbox", __name__)

PER_PAGE = 50
LATELY = timedelta(days=30)
# Mail programs know no style sheets, so letters carry their style in attributes: allowed here, on
# this one route, and nothing else is. No script runs; a link leaves the frame by a person's click.
LETTER = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
    " base-uri 'none'; frame-ancestors 'self';"
    " sandbox allow-top-navigation-by-user-activation"
)
# The page around it may hold that frame, and nothing more than other pages.
AROUND = f"{CONTENT}; frame-src 'self'"


@pages.get("/outbox")
@policy(operators)
def every() -> str:
    """List the letters, newest first."""
    page = max(request.args.get("page", 1, type=int), 1)
    only = request.args.get("only", "")
    wanted = [Letter.ended.in_(FAILED)] if only == "failed" else []
    total = g.db.scalar(select(func.count(Letter.id)).where(*wanted)) or 0
    chosen = (
        select(Letter)
        .options(
            joinedload(Letter.person),
            joinedload(Letter.newcomer),
            joinedload(Letter.subscriber),
            defer(Letter.html),
            defer(Letter.text),
        )
        .where(*wanted)
        .order_by(Letter.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return render_template(
        "outbox/list.html",
        letters=g.db.scalars(chosen).all(),
        state=state,
        only=only,
        pause=g.db.scalar(select(Pause)),
        stops=bounces.stops(g.db),
        failed=failures(),
        posted=bool(current_app.config["SITE"].mail.host),
        page=page,
        pages=max(-(-total // PER_PAGE), 1),
    )


@pages.post("/outbox/stopped/<int:id>/lift")
@policy(operators)
def lift(id: int) -> Response:
    """Send letters to an address again."""
    person = g.db.get(Person, id) or abort(404)
    bounces.lift(g.db, person, by=g.person, now=g.now)
    return redirect(url_for("outbox.every"), 303)


def failures() -> int:
    """Count the letters that could not be sent of late."""
    late = (Letter.ended.in_(FAILED), Letter.ended_at > g.now - LATELY)
    return g.db.scalar(select(func.count(Letter.id)).where(*late)) or 0


@pages.get("/outbox/<int:id>")
@policy(operators)
def one(id: int) -> Response:
    """Show a letter as it is sent: headers, look and text."""
    letter = g.db.get(Letter, id) or abort(404)
    shown = render_template(
        "outbox/one.html",
        letter=letter,
        state=state,
        sender=current_app.config["SITE"].mail.sender,
        text=opened(letter, letter.text),
    )
    return current_app.make_response((shown, {"Content-Security-Policy": AROUND}))


@pages.get("/outbox/<int:id>/look")
@policy(operators)
def look(id: int) -> Response:
    """Show the letter's HTML alone, for the frame."""
    letter = g.db.get(Letter, id) or abort(404)
    # Links open in the whole window, since no page of ours lets itself be framed.
    html = opened(letter, letter.html).replace("<head>", '<head><base target="_top">', 1)
    return current_app.make_response((html, {"Content-Security-Policy": LETTER}))


def opened(letter: Letter, said: str) -> str:
    """Make the links work, as its receiver's: whoever opens one goes on as that person.

    What signs in stays hidden, unless no mail server is set: then the outbox is where letters are
    read, and their links open all.
    """
    config = current_app.config
    url, posted = config["SITE"].site.url, bool(config["SITE"].mail.host)
    if letter.kind == KIND:
        hidden = ("…", "······")
        return sealed_sign_in(
            said, url, *(hidden if posted else secrets_of(config["SECRET_KEY"], letter.about))
        )
    if letter.kind == NEWSLETTER:
        return sealed_newsletter(said, url, leave_url(url, "…", LEAVE_NEWSLETTER))
    if letter.subscriber:
        link = "…" if posted else confirming_link(config["SECRET_KEY"], letter.subscriber)
        return sealed_confirm(said, url, link)
    if letter.person_id is None:
        return said
    tickets = config["TICKETS"]
    write = tickets.write if posted else tickets.write_at_door
    return sealed(said, url, write(letter.person_id))


def state(letter: Letter) -> str:
    """Say what became of a letter, in one word."""
    if letter.sent_at:
        return "back" if letter.trouble else "sent"
    if letter.ended:
        return letter.ended.value
    if letter.trouble:
        return "trouble"
    return "later" if letter.not_before > g.now else "waiting"
