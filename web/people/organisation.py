"""Signing in by one's own organisation (OpenID Connect): who it knows, and who is known here."""

from typing import Any

import structlog
from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    g,
    render_template,
    request,
    session,
    url_for,
)
from sqlalchemy.orm import Session
from werkzeug import Response

from config import Config
from models import How
from papers.links import vetted
from web.doors import anyone, meet, policy
from web.people.signing_in import welcome
from workflow.partners.partnership import person_called
from workflow.people.signing_in import may_come

pages = Blueprint("organisation", __name__)
log = structlog.get_logger()

# What one only needs to know who it is; the address must have been verified by the organisation.
SCOPE = "openid email"


def hang(app: Flask, config: Config) -> None:
    """Get to know the organisation's sign-in, if the settings name one."""
    chosen = config.sign_in.oidc
    if not chosen.issuer:
        return
    # Only who has this sign-in needs the library.
    try:
        from authlib.integrations.flask_client import OAuth
    except ImportError as error:
        raise SystemExit("sign_in.oidc needs one library more: ./run install oidc") from error

    known = OAuth(app)
    known.register(
        "organisation",
        client_id=chosen.client_id,
        client_secret=chosen.client_secret,
        server_metadata_url=f"{chosen.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": SCOPE, "code_challenge_method": "S256", "timeout": 10},
    )
    app.config["ORGANISATION"] = known.organisation


def organisation() -> Any:
    """Return the organisation's sign-in."""
    return current_app.config.get("ORGANISATION") or abort(404)


@pages.get("/sign-in/organisation")
@policy(anyone)
def leave() -> Response:
    """Send the visitor to their organisation; state and nonce stay in the session's cookie."""
    there = organisation()
    session["onward"] = vetted(request.args.get("next", "/"))
    back = current_app.config["SITE"].site.url.rstrip("/") + url_for("organisation.back")
    try:
        answer: Response = there.authorize_redirect(back)
    except Exception as error:
        abort(unanswered(error))
    return answer


@pages.get("/sign-in/organisation/back")
@policy(anyone)
def back() -> Response:
    """Take the organisation's word, if it answers what this very browser asked."""
    there, onward = organisation(), session.get("onward", "/")
    try:
        token = there.authorize_access_token()
        said = token.get("userinfo") or {}
        if "email" not in said:  # not all put it into the ID token
            more = there.userinfo(token=token)
            said = more if more.get("sub") == said.get("sub") else {}
    except Exception as error:
        abort(unanswered(error))
    chosen = current_app.config["SITE"].sign_in.oidc
    email = str(said.get("email", "")) if said.get("email_verified") is True else ""
    # Looking changes nothing; this is no looking, since nobody else can make this browser's state.
    g.db.close()
    g.db = Session(current_app.config["ENGINE"])
    meet(g.db)
    person = person_called(g.db, email) if chosen.vouches_for(email) else None
    if person is None or not may_come(person):
        abort(current_app.make_response((render_template("sign_in/unknown.html"), 403)))
    return welcome(person, How.ORGANISATION, second=chosen.second_factor, to=onward)


def unanswered(error: Exception) -> Response:
    """Say that the organisation did not answer as it should; the log has why."""
    log.warning("organisation", trouble=type(error).__name__)
    return current_app.make_response((render_template("sign_in/unanswered.html"), 502))
