"""What is kept about people, why, and for how long: told to everybody, with the settings' times."""

from flask import Blueprint, current_app, render_template

from web.doors import anyone, policy
from workflow.people.retaining import UNSAVED

pages = Blueprint("privacy", __name__)


@pages.get("/privacy")
@policy(anyone)
def one() -> str:
    """Tell it."""
    config = current_app.config["SITE"]
    return render_template(
        "privacy.html", kept=config.privacy, unsaved=UNSAVED, sign_in=config.sign_in
    )
