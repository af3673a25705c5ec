"""What forms of answers say, wherever they stand: on a list, on a call's page, behind a letter."""

import datetime as dt
from typing import NamedTuple

from flask import abort, g, request
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from models import Answer, Call, Partner, Person, Stance
from web.fields import day_of
from workflow.access import can
from workflow.answers import stances
from workflow.answers.stances import Why
from workflow.telling import UNDO


class Told(NamedTuple):
    """Who told a coordinator an answer by telephone, and when."""

    partner: Partner
    teller: Person | None
    on: dt.date | None


def give_answer(call: Call, *, by: Person) -> Partner:
    """Record what the form says; return for which partner it was."""
    form = request.form
    told = told_by_telephone() if "told" in form else None
    partner = told.partner if told else partner_of_form()
    word = form.get("answer", type=Answer) or abort(400)
    stances.answer(
        g.db,
        partner,
        answered_beside(call, partner),
        word,
        by=by,
        now=g.now,
        # A form for one partner has `seen`, one for several has `seen-<partner>`.
        seen=form.get(f"seen-{partner.id}", form.get("seen", 0, type=int), type=int),
        reason=form.get("reason", type=Why) if word is Answer.NO else None,
        words=form.get("words", ""),
        teller=told.teller if told else None,
        told_on=told.on if told else None,
    )
    return partner


def partner_of_form() -> Partner:
    """Return the partner that a form is for."""
    partner: Partner = g.db.get(Partner, request.form.get("partner", 0, type=int)) or abort(404)
    return partner


def told_by_telephone() -> Told:
    """Read who told it: a partner, and one of its people or nobody that is known ("7-3", "7-0")."""
    whose, _, who = request.form["told"].partition("-")
    if not (whose.isdigit() and who.isdigit()):
        abort(400)
    partner: Partner = g.db.get(Partner, int(whose)) or abort(404)
    return Told(partner, g.db.get(Person, int(who)), day_of(request.form.get("told_on", "")))


def answered_beside(call: Call, partner: Partner) -> Call:
    """Return which of the calls that are one with this the partner has answered; at first this."""
    found = (each for each in (call, *call.alike) if stances.stance_of(g.db, partner, each))
    return next(found, call)


def mine() -> list[Partner]:
    """Return the partners that the person belongs to, as whatever."""
    return g.person.partners if g.person else []


def answerable() -> list[Partner]:
    """Return those of them that the person may answer for."""
    return [each for each in mine() if can(g.person, "answer", each)]


def just_given(limit: int = 3) -> list[Stance]:
    """Return what the person has answered in the last minutes and may take back."""
    own = [each.id for each in answerable()]
    if not own:
        return []
    wanted = (
        select(Stance)
        .join(Stance.partner)
        .options(contains_eager(Stance.partner), joinedload(Stance.call).load_only(Call.title))
        .where(
            Stance.partner_id.in_(own), Stance.answered_by == g.person.id,
            Stance.answered_at >= g.now - UNDO,
        )
        .order_by(Stance.answered_at.desc(), Stance.id.desc())
        .limit(limit)
    )  # fmt: skip
    return [each for each in g.db.scalars(wanted) if stances.undoable(g.db, each, g.now)]
