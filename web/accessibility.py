"""The accessibility statement (lag 2018:1937), and a form for who could not use something."""

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from werkzeug import Response

from papers.wording import Message, say
from web.doors import anyone, policy
from web.fields import Errors, spoken
from web.people.signing_in import counted, place, secret
from workflow import Refused
from workflow.people import barriers
from workflow.people.barriers import FIELDS, LEAST, MOST, MOST_WHERE
from workflow.people.throttling import Limit, TooOften
from workflow.refusals import Incomplete

pages = Blueprint("accessibility", __name__)

# What holds of every installation, beside what the settings say of this one.
LACKING = (
    Message(
        "The texts of calls are the funders' own. They come without headings and lists, and may be "
        "hard to read. The funder's page is one click away."
    ),
    Message(
        "Where only a few words are in another language, as a word that was met in a call, a "
        "screen reader may say them in the language of the page."
    ),
    Message("We have not yet tried the pages together with people who use a screen reader."),
)


@pages.get("/accessibility")
@policy(anyone)
def one() -> str:
    """Tell it."""
    return page(dict.fromkeys(FIELDS, "") | {"where": request.args.get("from", "")[:MOST_WHERE]})


@pages.post("/accessibility")
@policy(anyone)
def report() -> str | Response | tuple[str, int]:
    """Pass on what somebody could not use."""
    said = {field: request.form.get(field, "") for field in FIELDS}
    if not counted((Limit.REPORT_BY_PLACE, place()), (Limit.REPORT_IN_ALL, "")):
        return page(said, [("what", TooOften.message)]), 429
    try:
        barriers.report(g.db, secret(), said, now=g.now)
    except Incomplete as refused:
        return page(said, refused.errors), 422
    except Refused as refused:
        return page(said, [("what", refused.message)]), 409
    return redirect(url_for("accessibility.one", sent=1, _anchor="report"), 303)


def page(said: dict[str, str], errors: Errors | None = None) -> str:
    """Show the statement, and the form with what was typed."""
    config = current_app.config["SITE"]
    return render_template(
        "accessibility.html",
        stated=config.accessibility,
        publisher=config.accessibility.publisher or config.site.name,
        url=config.site.url,
        lacking=[say(each, g.language) for each in LACKING] + list(config.accessibility.lacking),
        said=said,
        errors=spoken(errors or [], g.language),
        least=LEAST,
        most=MOST,
        most_where=MOST_WHERE,
    )
