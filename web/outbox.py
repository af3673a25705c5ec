"""The outbox: every letter that was written, and what became of it. For operators."""

from flask import Blueprint, abort, current_app, g, render_template, request
from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload
from werkzeug import Response

from models import Letter
from papers.links import sealed
from web.doors import operators, policy
from web.headers import CONTENT

pages = Blueprint("outbox", __name__)

PER_PAGE = 50
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
    total = g.db.scalar(select(func.count(Letter.id))) or 0
    chosen = (
        select(Letter)
        .options(joinedload(Letter.person), defer(Letter.html), defer(Letter.text))
        .order_by(Letter.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return render_template(
        "outbox/list.html",
        letters=g.db.scalars(chosen).all(),
        state=state,
        posted=bool(current_app.config["SITE"].mail.host),
        page=page,
        pages=max(-(-total // PER_PAGE), 1),
    )


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
    """Make the links work, as its receiver's: whoever opens one goes on as that person."""
    config = current_app.config
    return sealed(said, config["SITE"].site.url, config["TICKETS"].write(letter.person_id))


def state(letter: Letter) -> str:
    """Say what became of a letter, in one word."""
    if letter.sent_at:
        return "sent"
    if letter.trouble:
        return "trouble"
    return "later" if letter.not_before > g.now else "waiting"
