"""The files of an application: sent, given out as files only, and held against what is asked."""

from pathlib import Path

from flask import (
    Blueprint,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug import Response

from lexicon.annexes import annex_kinds, kind_name
from models import Application, Attachment, Partner
from papers.wording import Message
from web.applications.showing import application_or_404, own_or_404
from web.applications.texts import may_write
from web.doors import policy, signed_in, takes_files
from workflow import Refused
from workflow.access import demand
from workflow.writing import attachments, file_store
from workflow.writing.attachments import Limits
from workflow.writing.checklist import checklist

pages = Blueprint("annexes", __name__)

# Whatever a file is, a browser is to keep it as a file, and to run nothing of it.
HARMLESS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Download-Options": "noopen",
}


def folder() -> Path:
    """Return where files are kept."""
    return Path(current_app.config["SITE"].data.folder)


def limits() -> Limits:
    """Return how much may be sent, by the settings."""
    chosen = current_app.config["SITE"].files
    return Limits(chosen.most_mb << 20, chosen.most)


@pages.get("/applications/<int:id>/annexes")
@policy(signed_in)
def every(id: int) -> str:
    """Show what is asked for, what is there, and the form to send a file by."""
    return shown(application_or_404(id))


def shown(application: Application, refusal: Message | None = None) -> str:
    """Show the page of the files, with why one was refused."""
    files = attachments.of(g.db, application)
    return render_template(
        "applications/annexes.html",
        application=application,
        files=files,
        lines=checklist(application, files),
        kinds=[(kind, kind_name(kind, g.language)) for kind in annex_kinds()],
        kind_name=kind_name,
        limits=limits(),
        may_write=may_write(application),
        refusal=refusal,
        said={name: request.values.get(name, "") for name in ("kind", "partner")},
    )


@pages.post("/applications/<int:id>/annexes")
@policy(signed_in)
@takes_files
def send(id: int) -> Response | tuple[str, int]:
    """Take a file in."""
    application = application_or_404(id)
    demand(g.person, "write", application)
    file = request.files.get("file")
    partner_id = request.form.get("partner", 0, type=int)
    partner: Partner | None = g.db.get(Partner, partner_id) if partner_id else None
    try:
        if file is None or not file.filename:
            raise Refused("Choose a file first.")
        attachments.attach(
            g.db, application, name=file.filename, content=file.read(),
            kind=request.form.get("kind", ""), partner=partner, folder=folder(), limits=limits(),
            by=g.person, now=g.now,
        )  # fmt: skip
    except Refused as refused:
        if not may_write(application):
            raise
        g.db.rollback()
        return shown(application, refused.message), 422
    return redirect(url_for("annexes.every", id=id), 303)


@pages.get("/applications/<int:id>/annexes/<int:attachment_id>")
@policy(signed_in)
def one(id: int, attachment_id: int) -> Response:
    """Give a file out, to be kept and not shown."""
    attachment = own_or_404(Attachment, id, attachment_id)
    path = file_store.place_of(folder().resolve(), attachment.hash)
    if not path.exists():
        abort(404)
    answer = send_file(
        path, mimetype=attachment.type, as_attachment=True, download_name=attachment.name,
        conditional=False, etag=False,
    )  # fmt: skip
    answer.headers.update(HARMLESS)
    return answer


@pages.post("/applications/<int:id>/annexes/<int:attachment_id>/remove")
@policy(signed_in)
def remove(id: int, attachment_id: int) -> Response:
    """Take a file away."""
    attachments.detach(g.db, own_or_404(Attachment, id, attachment_id), by=g.person, now=g.now)
    return redirect(url_for("annexes.every", id=id), 303)
