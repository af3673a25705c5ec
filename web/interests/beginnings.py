"""Beginning an interest elsewhere: with the words of a website, or of an old application."""

from concurrent.futures import TimeoutError as NotReady
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, g, render_template, request
from werkzeug import Response

from papers.wording import Message
from web.asking import heard_at
from web.doors import policy, signed_in
from web.fields import Errors, spoken
from web.interests.changing import empty, form, partner_or_404
from workflow.access import demand_here
from workflow.collecting import looking
from workflow.interests import beginnings
from workflow.interests.beginnings import LONGEST_OLD, Begun

if TYPE_CHECKING:
    from workflow.interests.live import Live

pages = Blueprint("beginnings", __name__)


@pages.route("/partners/<int:id>/interests/begin", methods=["GET", "POST"])
@policy(signed_in)
def begin(id: int) -> str | Response | tuple[str, int]:
    """Take a website or an old application; what comes of it stands in the form of an interest."""
    partner = partner_or_404(id)
    demand_here(partner)
    url, old = request.form.get("url", ""), request.form.get("old", "")
    if request.method != "POST":
        return page(id, url, old, [])
    if not current_app.extensions["pace"].allows(g.person.id):
        slow = Message("That was a little fast. Wait a moment, and try again.")
        return page(id, url, old, [("url", slow)]), 429
    if request.form.get("do") == "old":
        begun, errors = of_old(old)
    else:
        begun, errors = of_site(url)
    if begun is None:
        return page(id, url, old, errors), 422
    said = {"text": begun.text, "title": begun.title}
    if begun.language:
        said["language"] = begun.language
    return form(partner_or_404(id), None, empty() | said, note=begun.note)


def page(id: int, url: str, old: str, errors: Errors) -> str:
    """Show both ways to begin, with what was typed."""
    return render_template(
        "interests/begin.html", partner=partner_or_404(id), url=url, old=old,
        errors=spoken(errors, g.language), most=LONGEST_OLD,
    )  # fmt: skip


def of_site(url: str) -> tuple[Begun | None, Errors]:
    """Return what a website says of itself, or why it does not."""
    if not url.strip():
        return None, [("url", Message("Write the address of a page about you."))]
    story = heard_at(looking.address(url))
    if story.trouble:
        return None, [("url", beginnings.why(story.trouble))]
    return beginnings.of_site(story), []


def of_old(old: str) -> tuple[Begun | None, Errors]:
    """Return the weightiest sentences of an old application, or why there are none."""
    if not old.strip():
        return None, [("old", Message("Paste the text of the application here."))]
    if len(old.replace("\r\n", "\n")) > LONGEST_OLD:
        return None, [("old", Message("At most {most} characters.", {"most": LONGEST_OLD}))]
    g.db.rollback()  # nobody is to wait for the database meanwhile
    warming = current_app.extensions["warming"]
    try:
        learnt: Live | None = warming.result(0)
    except NotReady:
        learnt = None
    begun = beginnings.of_old(old, g.language, learnt)
    if begun is None:
        return None, [("old", Message("There is no sentence in it. Paste its running text."))]
    return begun, []
