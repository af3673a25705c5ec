"""A table that somebody sends: given as an example, taken in, kept until it is confirmed."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec
from flask import abort, g, make_response, request
from sqlalchemy import and_, delete, or_
from werkzeug import Response

from models import Upload
from papers.wording import Message, say
from workflow.forms.tables import Column, Misread, Row, rows_of

KEPT = dt.timedelta(days=1)
SHOWN = 200  # rows of a preview


class Sent(NamedTuple):
    """A table as it was read: its file's name, its rows, and the columns that nobody knows."""

    name: str
    rows: list[Row]
    unread: list[str]


def as_csv(table: bytes, name: Message) -> Response:
    """Give a table to be saved under a name in the visitor's language."""
    said = Response(table, mimetype="text/csv")
    said.headers["Content-Disposition"] = f"attachment; filename={say(name, g.language)}"
    return said


def received(columns: Mapping[str, Column], form: Callable[..., str]) -> Sent:
    """Read what was sent; what cannot be read ends the request with the form that says why."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        abort(make_response(form(trouble=Message("Choose a file first.")), 422))
    body, name = sent.read(), sent.filename[-200:]
    g.db.commit()  # nobody waits for the database while strange bytes are read
    try:
        return Sent(name, *rows_of(body, columns))
    except Misread as trouble:
        abort(make_response(form(trouble=trouble.message, name=name), 422))


def keep(kind: str, sent: Sent) -> Upload:
    """Keep the words of a table until they are confirmed; the same person's last one goes."""
    own = and_(Upload.by_id == g.person.id, Upload.kind == kind)
    g.db.execute(delete(Upload).where(or_(own, Upload.at < g.now - KEPT)))
    rows: Any = msgspec.to_builtins(sent.rows)
    kept = Upload(
        by_id=g.person.id, kind=kind, at=g.now, name=sent.name, rows=rows, unread=sent.unread
    )
    g.db.add(kept)
    g.db.flush()
    return kept


def upload_or_404(id: int, kind: str) -> Upload:
    """Find a table that the visitor sent."""
    kept: Upload = g.db.get(Upload, id) or abort(404)
    return kept if (kept.by_id, kept.kind) == (g.person.id, kind) else abort(404)


def rows_in(kept: Upload) -> list[Row]:
    """Return the rows of a table that was kept."""
    return msgspec.convert(kept.rows, list[Row])
