"""A partner's own template for its Word documents: given, tried out, taken back."""

from io import BytesIO

from flask import Blueprint, abort, g, redirect, render_template, request, send_file, url_for
from werkzeug import Response

from papers.documents.own_template import known
from papers.documents.sample import sample
from papers.documents.word import word
from papers.wording import Message
from web.doors import policy, signed_in
from web.partners.profiles import kept_by_me
from workflow import Refused
from workflow.applications import letterheads
from workflow.applications.files import TYPES
from workflow.applications.letterheads import letterhead_of

pages = Blueprint("letterheads", __name__)


@pages.get("/partners/<int:id>/template")
@policy(signed_in)
def one(id: int) -> str:
    """Show whether the partner has a template of its own, and how one is made."""
    return form(id)


def form(id: int, trouble: Message | None = None) -> str:
    """Show the page, with what was wrong with the file."""
    partner = kept_by_me(id)
    return render_template(
        "partners/template.html", partner=partner, kept=letterhead_of(g.db, partner),
        trouble=trouble, known=known(sample()),
    )  # fmt: skip


@pages.post("/partners/<int:id>/template")
@policy(signed_in)
def put(id: int) -> Response | tuple[str, int]:
    """Take a template in, or say why it is none."""
    partner, sent = kept_by_me(id), request.files.get("file")
    if sent is None or not sent.filename:
        return form(id, Message("Choose a file first.")), 422
    g.db.commit()  # nobody waits for the database while strange bytes are read
    try:
        letterheads.put(g.db, partner, sent.filename, sent.read(), by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        return form(id, refused.message), 422
    return redirect(url_for("letterheads.one", id=id), 303)


@pages.post("/partners/<int:id>/template/remove")
@policy(signed_in)
def remove(id: int) -> Response:
    """Go back to the usual template."""
    letterheads.remove(g.db, kept_by_me(id), by=g.person, now=g.now)
    return redirect(url_for("letterheads.one", id=id), 303)


@pages.get("/partners/<int:id>/template/usual.docx")
@policy(signed_in)
def usual(id: int) -> Response:
    """Give the usual template, to put a letterhead on."""
    from papers.documents.template import ours  # only who asks waits for it

    kept_by_me(id)
    return as_word(ours(), "template.docx")


@pages.get("/partners/<int:id>/template/example.docx")
@policy(signed_in)
def example(id: int) -> Response:
    """Give an invented document by the partner's own template."""
    kept = letterhead_of(g.db, kept_by_me(id)) or abort(404)
    return as_word(word(sample(), kept.at, kept.body), "example.docx")


def as_word(body: bytes, name: str) -> Response:
    """Give a Word file to be saved."""
    return send_file(BytesIO(body), mimetype=TYPES["docx"], as_attachment=True, download_name=name)
