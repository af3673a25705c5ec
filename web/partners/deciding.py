"""One page for a meeting of the partnership: what is before it, on paper, and what is decided."""

from typing import NamedTuple

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Answer, Meeting
from papers.wording import Message
from web.doors import policy, project_group
from web.overlaps.told import why
from workflow import Refused
from workflow.answers import deciding
from workflow.answers.deciding import ASK, Said

pages = Blueprint("deciding", __name__)

WORDS = (*Answer, ASK)
NO_WORD = Message("Choose a decision, too.")
OTHER = "other"  # a partner that is chosen from a list


class Typed(NamedTuple):
    """What was typed for one row: the decision, its words, and for "other" the partner."""

    word: str
    words: str
    partner: int = 0


def meeting_or_404(id: int) -> Meeting:
    """Return a meeting of the partnership; partners' own are theirs."""
    meeting: Meeting | None = g.db.get(Meeting, id)
    return meeting if meeting and meeting.partner_id is None else abort(404)


@pages.get("/meetings/<int:id>/agenda")
@policy(project_group)
def agenda(id: int) -> str:
    """Show what is before the meeting."""
    return page(meeting_or_404(id))


def page(
    meeting: Meeting, typed: dict[str, Typed] | None = None,
    troubles: dict[str, Message] | None = None, told: Message | None = None,
) -> str:  # fmt: skip
    """Show it, with what was typed and could not be noted at its row."""
    later = select(Meeting).where(Meeting.partner_id.is_(None), Meeting.day > meeting.day)
    return render_template(
        "meetings/agenda.html",
        meeting=meeting, table=deciding.table(g.db, meeting, g.person, g.now),
        next=g.db.scalar(later.order_by(Meeting.day).limit(1)), typed=typed or {},
        troubles=troubles or {}, told=told, open=meeting.day <= g.today, why=why, words=WORDS,
        noted=request.args.get("noted", type=int),
    )  # fmt: skip


@pages.post("/meetings/<int:id>/agenda")
@policy(project_group)
def decide(id: int) -> Response | tuple[str, int]:
    """Note what was decided; what could not be noted comes back at its row."""
    meeting, typed = meeting_or_404(id), typed_rows()
    said = {name: said_of(name, each) for name, each in typed.items() if each.word}
    try:
        noted, refused = deciding.decide(
            g.db, meeting, said.values(), by=g.person, now=g.now, today=g.today
        )  # fmt: skip
    except Refused as whole:
        g.db.rollback()
        return page(meeting, typed, told=whole.message), 422
    halves = {name: NO_WORD for name, each in typed.items() if not each.word}
    if not refused and not halves:
        return redirect(url_for("deciding.agenda", id=id, noted=noted), 303)
    g.db.commit()  # what could be noted is
    troubles = {
        name: refused[each.call_id, each.partner_id]
        for name, each in said.items()
        if (each.call_id, each.partner_id) in refused
    }
    troubles |= halves
    left = {name: each for name, each in typed.items() if name in troubles}
    return page(meeting, left, troubles), 422


def typed_rows() -> dict[str, Typed]:
    """Read the rows that something was typed into, by their names ("7-3", "7-other")."""
    form, found = request.form, {}
    for field in form:
        kind, _, name = field.partition("-")
        call, _, whose = name.partition("-")
        if kind != "say" or not call.isdecimal() or not (whose.isdecimal() or whose == OTHER):
            continue
        word, words = form[field], form.get(f"words-{name}", "")
        if word and word not in WORDS:
            abort(400)
        if word or words.strip():
            chosen = form.get(f"partner-{name}", 0, type=int)
            found[name] = Typed(word, words, chosen)
    return found


def said_of(name: str, typed: Typed) -> Said:
    """Return what a row says."""
    call, _, whose = name.partition("-")
    partner = typed.partner if whose == OTHER else int(whose)
    seen = request.form.get(f"seen-{name}", 0, type=int)
    return Said(int(call), partner, typed.word, typed.words, seen)
