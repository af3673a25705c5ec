"""What one has typed in a section and not saved: kept while one types, found again, or dropped."""

from secrets import token_urlsafe

from flask import Blueprint, g, render_template, request
from werkzeug import Response

from models import Section, UnsavedText
from web.applications.showing import own_or_404
from web.applications.texts import back
from web.doors import policy, signed_in
from workflow import Conflict
from workflow.writing import unsaved
from workflow.writing.unsaved import Window

pages = Blueprint("unsaved", __name__)

NAME = 40  # characters of a window's, at most


def window(kept: UnsavedText | None = None) -> Window:
    """Return the window whose form was sent; else a new one, that goes on with what was kept."""
    if "window" in request.form:
        return Window(request.form["window"][:NAME], request.form.get("before", "")[:NAME])
    return Window(token_urlsafe(12), kept.window if kept else "")


@pages.post("/applications/<int:id>/text/<int:section_id>/unsaved")
@policy(signed_in)
def keep(id: int, section_id: int) -> str:
    """Keep what is typed so far: a part of the page with the form says that it is kept, or not."""
    section = own_or_404(Section, id, section_id)
    text, seen = request.form.get("text", ""), request.form.get("seen", -1, type=int)
    kept = refusal = None
    try:
        kept = unsaved.keep(g.db, section, text, window(), seen=seen, by=g.person, now=g.now)
    except Conflict as late:  # no error of the page: its text may have been saved just now
        g.db.rollback()
        refusal = late.message
    return render_template("applications/text/_kept.html", kept=kept, refusal=refusal)


@pages.post("/applications/<int:id>/text/<int:section_id>/unsaved/drop")
@policy(signed_in)
def drop(id: int, section_id: int) -> Response:
    """Throw away what one has typed; the text that stands is as it was."""
    section = own_or_404(Section, id, section_id)
    unsaved.forget(g.db, section, window(), by=g.person)
    return back(section)
