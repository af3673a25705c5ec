"""What happened to an application, all of it: in words, with who and when, and the seals."""

import json
from typing import Any

from flask import Blueprint, abort, g, render_template
from sqlalchemy import select
from werkzeug import Response

from models import Person
from papers.terms import Change, changes
from web.applications.showing import application_or_404
from web.doors import policy, signed_in
from workflow import audit, can
from workflow.applications import evidence
from workflow.history import phrase
from workflow.telling import history, named

pages = Blueprint("history", __name__)


@pages.get("/applications/<int:id>/history")
@policy(signed_in)
def one(id: int) -> str:
    """Show all events, all signatures, and whether they are still what was sealed."""
    application = application_or_404(id)
    events = history(g.db, application, limit=None)
    names = select(Person.id, Person.name).where(Person.id.in_({each.by_id for each in events}))
    return render_template(
        "applications/history.html",
        application=application,
        events=[(each, phrase(each), moved(each.facts)) for each in events],
        names={each.id: each.name for each in g.db.execute(names)},
        signatures=evidence.signatures_of(application),
        forged=list(audit.forged(g.db, named(application))),
        broken=[each.id for each in events if each.seal != each.sealed()],
        last=audit.head(g.db),
        may_take=can(g.person, "edit", application),
    )


def moved(facts: dict[str, Any]) -> list[Change]:
    """Return what an event says was changed in a part."""
    if "old_terms" not in facts:
        return []
    return changes(json.loads(facts["old_terms"]), json.loads(facts["new_terms"]))


@pages.get("/applications/<int:id>/evidence.zip")
@policy(signed_in)
def take(id: int) -> Response:
    """Hand the evidence out, to be checked elsewhere."""
    application = application_or_404(id)
    if not can(g.person, "edit", application):
        abort(404)
    packed = evidence.hand_out(g.db, application, by=g.person, now=g.now)
    name = f"evidence-{id}-{g.today.isoformat()}.zip"
    return Response(
        packed,
        mimetype="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
