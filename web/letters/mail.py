"""How the post goes, and a letter to oneself that tries it. For operators."""

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from werkzeug import Response

from web.doors import operators, policy
from web.letters.outbox import state
from workflow.letters.post_state import failures, last_test, post_state, send_test

pages = Blueprint("mail", __name__)

FEW = 5


@pages.get("/mail")
@policy(operators)
def every() -> str:
    """Show what waits, what was sent and what could not be."""
    config = current_app.config["SITE"]
    return render_template(
        "mail/list.html",
        post=post_state(g.db, g.now),
        failures=failures(g.db, FEW),
        test=last_test(g.db, g.person),
        state=state,
        host=config.mail.host,
        sender=config.mail.sender,
        written="written" in request.args,
    )


@pages.post("/mail/test")
@policy(operators)
def test() -> Response:
    """Write a test letter to whoever presses the button."""
    send_test(g.db, g.person, g.now)
    return redirect(url_for("mail.every", written=1), 303)
