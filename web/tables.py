"""A table that somebody sends: read, its faults told by row, looked at, done once confirmed."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from sqlalchemy import and_, delete, or_
from werkzeug import Response

from models import Upload
from papers.wording import Message, say
from web.doors import Policy, policy
from workflow.forms.tables import (
    MOST_ROWS,
    Column,
    Misread,
    Planned,
    Row,
    Wrong,
    rows_of,
)

KEPT = dt.timedelta(days=1)
SHOWN = 200  # rows of a preview


P = TypeVar("P", bound=Planned)


@dataclass(frozen=True)
class Kind(Generic[P]):
    """One kind of table: what stands in it, what comes of it, and what is told when it is done.

    Its name is that of its address, of its folder of templates and of its uploads.
    """

    name: str
    file: Message
    columns: Mapping[str, Column]
    expected: Callable[[str], str]
    example: Callable[[], bytes]
    plan: Callable[[Iterable[Row]], P]
    carry_out: Callable[[P, Upload], dict[str, Any]]  # and what is told
    told: tuple[str, ...]


def hang(pages: Blueprint, kind: Kind[P], may: Policy) -> None:
    """Hang up the pages of a kind of table, for who may send it."""

    @pages.get(f"/{kind.name}/import")
    @policy(may)
    def new() -> str:
        """Say what a table has to look like, and ask for one."""
        return form()

    @pages.get(f"/{kind.name}/import/example.csv")
    @policy(may)
    def pattern() -> Response:
        """Give a table that can be imported as it is, under a name in the visitor's language."""
        said, name = Response(kind.example(), mimetype="text/csv"), say(kind.file, g.language)
        said.headers["Content-Disposition"] = f"attachment; filename={name}"
        return said

    @pages.post(f"/{kind.name}/import")
    @policy(may)
    def send() -> Response | tuple[str, int]:
        """Read the table and keep its words until they are confirmed; with faults, nothing."""
        name, rows, unread = received()
        planned = kind.plan(rows)
        if planned.wrong:
            return form(wrong=planned.wrong, name=name, unread=unread), 422
        kept = keep(kind.name, name, rows, unread)
        return redirect(url_for(".one", id=kept.id), 303)

    @pages.get(f"/{kind.name}/import/<int:id>")
    @policy(may)
    def one(id: int) -> str:
        """Show what will come of a table, before it is done."""
        kept = upload_or_404(id, kind.name)
        planned = kind.plan(rows_in(kept))
        return render_template(f"{kind.name}/preview.html", upload=kept, plan=planned, most=SHOWN)

    @pages.post(f"/{kind.name}/import/<int:id>")
    @policy(may)
    def confirm(id: int) -> Response | tuple[str, int]:
        """Do it, as things stand by now."""
        kept = upload_or_404(id, kind.name)
        planned = kind.plan(rows_in(kept))
        if planned.wrong:
            return form(wrong=planned.wrong, name=kept.name, unread=kept.unread), 409
        done = kind.carry_out(planned, kept)
        g.db.delete(kept)
        return redirect(url_for(".new", **done), 303)

    def received() -> tuple[str, list[Row], list[str]]:
        """Read what was sent: its name, rows and unknown columns; or say why it cannot be read."""
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            abort(make_response(form(trouble=Message("Choose a file first.")), 422))
        body, name = sent.read(), sent.filename[-200:]
        g.db.commit()  # nobody waits for the database while strange bytes are read
        try:
            return name, *rows_of(body, kind.columns)
        except Misread as trouble:
            abort(make_response(form(trouble=trouble.message, name=name), 422))

    def form(
        *,
        trouble: Message | None = None,
        wrong: Iterable[Wrong] = (),
        name: str = "",
        unread: Iterable[str] = (),
    ) -> str:
        """Show the form, with what is wrong with the table that was sent."""
        return render_template(
            f"{kind.name}/import.html",
            trouble=trouble,
            wrong=wrong,
            name=name,
            unread=unread,
            most=SHOWN,
            rows=MOST_ROWS,
            columns=[
                (say(column.heading, "sv"), say(column.heading, "en"), kind.expected(field))
                for field, column in kind.columns.items()
            ],
            done={each: request.args.get(each, type=int) for each in kind.told},
        )


def keep(kind: str, name: str, rows: list[Row], unread: list[str]) -> Upload:
    """Keep the words of a table until they are confirmed; the same person's last one goes."""
    own = and_(Upload.by_id == g.person.id, Upload.kind == kind)
    g.db.execute(delete(Upload).where(or_(own, Upload.at < g.now - KEPT)))
    words: Any = msgspec.to_builtins(rows)
    kept = Upload(by_id=g.person.id, kind=kind, at=g.now, name=name, rows=words, unread=unread)
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
