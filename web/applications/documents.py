"""Documents of an application: what its programme asks for, what there is, made and fetched."""

from io import BytesIO
from itertools import chain
from tempfile import SpooledTemporaryFile

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

from lexicon.document_types import RECORD, Of, document_types
from lexicon.programmes import programmes
from models import Application, Commitment, Document
from papers.documents.bundle import bundle as bundle_into
from papers.documents.composing import LANGUAGES
from web.applications.annexes import folder
from web.applications.showing import application_or_404
from web.doors import policy, signed_in
from workflow import can
from workflow.access import is_one
from workflow.applications import documents, files
from workflow.applications.documents import Kept, Making
from workflow.writing.bundling import beside

pages = Blueprint("documents", __name__)

IN_MEMORY = 4 << 20


def where() -> Making:
    """Return where documents are made."""
    site = current_app.config["SITE"].site
    return Making(site.name, site.zone, g.today)


@pages.get("/applications/<int:id>/papers")
@policy(signed_in)
def every(id: int) -> str:
    """Show what the programme asks for and what was made, with ways to fetch each."""
    application = application_or_404(id)
    made = documents.register(g.db, application, where().zone)
    return render_template(
        "applications/papers.html",
        application=application,
        family=programmes().get(application.family),
        wanted=documents.wanted(application, made),
        made=[each for each in made if can(g.person, "fetch", each.document)],
        hidden=[each for each in made if not can(g.person, "fetch", each.document)],
        may_make=lambda of: documents.may_make(g.person, application, of),
        may_fetch=lambda document: can(g.person, "fetch", document),
        endings=files.endings,
        types=document_types(),
        whole=[each for each in document_types().values() if each.of is Of.BID],
        parts=[each for each in application.parts if can(g.person, "change", each)],
        mine=own_parts(application),
        edits=can(g.person, "edit", application),
        ended=application.stage in documents.ENDED,
        record=RECORD,
    )


def own_parts(application: Application) -> list[Commitment]:
    """Return the parts of the visitor's own partners."""
    return [
        each
        for each in application.parts
        if is_one(g.person, each.partner) and can(g.person, "change", each)
    ]


@pages.post("/applications/<int:id>/papers")
@policy(signed_in)
def make(id: int) -> Response:
    """Make a document, and go to it: to the list, or with `fetch` straight to the file."""
    application = application_or_404(id)
    kind, whose = request.form.get("kind", ""), request.form.get("partner", type=int)
    if kind not in document_types():
        abort(400)
    party = document_types()[kind].of is Of.PARTY
    of = next((each for each in application.commitments if each.partner_id == whose), None)
    if party and of is None:
        abort(404)
    made = documents.make(
        g.db, application, kind, of if party else None, by=g.person, now=g.now, where=where()
    )
    g.db.flush()
    if "fetch" in request.form:
        ending = files.endings(made)[0]
        language = g.language if g.language in LANGUAGES else "en"
        return redirect(
            url_for("documents.file", id=id, number=made.id, language=language, ending=ending), 303
        )
    return redirect(url_for("documents.every", id=id, _anchor=f"d{made.id}"), 303)


def fetched_or_404(id: int, number: int) -> Document:
    """Return a document that the visitor may fetch."""
    document: Document | None = g.db.get(Document, number)
    if document is None or document.application_id != id or not can(g.person, "fetch", document):
        abort(404)
    return document


@pages.get("/applications/<int:id>/papers/<int:number>.<language>.<ending>")
@policy(signed_in)
def file(id: int, number: int, language: str, ending: str) -> Response:
    """Give a document as a file; nothing changes by that."""
    application_or_404(id)
    document = fetched_or_404(id, number)
    if language not in LANGUAGES or ending not in files.endings(document):
        abort(404)
    made = files.file_of(g.db, document, language, ending)
    return send_file(
        BytesIO(made.body), mimetype=files.TYPES[ending], as_attachment=True,
        download_name=made.name, last_modified=made.at,
    )  # fmt: skip


@pages.get("/applications/<int:id>/papers/all.<language>.zip")
@policy(signed_in)
def bundle(id: int, language: str) -> Response:
    """Give the latest of each document that the visitor may fetch, and the texts, in one file."""
    application = application_or_404(id)
    if language not in LANGUAGES:
        abort(404)
    made = documents.register(g.db, application, where().zone)
    packed = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    every = files.files_of(g.db, newest(made), language)
    texts = beside(g.db, application, language, folder().resolve(), g.now)
    bundle_into(application.title, chain(every, texts), packed)
    packed.seek(0)
    return send_file(
        packed, mimetype="application/zip", as_attachment=True,
        download_name=f"{application.id} {application.title}"[:80] + ".zip",
    )  # fmt: skip


def newest(made: list[Kept]) -> list[Document]:
    """Return the newest of each kind and part that the visitor may fetch, outdated ones not."""
    found: dict[tuple[str, int | None], Document] = {}
    for document, outdated in made:
        if not outdated and can(g.person, "fetch", document):
            found.setdefault((document.kind, document.commitment_id), document)
    return sorted(found.values(), key=lambda each: each.id)
