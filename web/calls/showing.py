"""Calls: what is open and fits, one of them, and what one's partner answers."""

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec
from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Answer, Call, Partner
from papers.links import vetted
from web.applications.opening import leads
from web.calls.answering import (
    answerable,
    answered_beside,
    give_answer,
    just_given,
    mine,
    partner_of_form,
)
from web.calls.around import (
    answers_to,
    backs,
    bids_on,
    coordinator,
    matches_of,
    others_to_answer_for,
    partners_of,
    undoable,
)
from web.calls.filtering import WITHIN, Filter
from web.calls.listing import Wanted, listing
from web.calls.reviewing import choices
from web.calls.rows import row_of
from web.calls.tabs import QUIET
from web.doors import anyone, policy, reviewers, signed_in
from web.interests.wishes import said_of
from web.parts import is_part
from workflow.access import can
from workflow.answers import stances
from workflow.answers.answered import given
from workflow.answers.several import parties
from workflow.answers.stances import Why
from workflow.applications import memory
from workflow.calls.drafts import as_it_stood
from workflow.calls.entering import editable
from workflow.calls.judging import judged
from workflow.collecting import sameness
from workflow.collecting.reviewing import points
from workflow.collecting.sources import conditions
from workflow.history import phrase
from workflow.overlaps.intents import period_of
from workflow.telling import history

pages = Blueprint("calls", __name__)

DAY = len("2026-11-21")
TOLD = (
    "status", "opens", "deadlines", "season", "amounts", "rates", "applicants", "least_partners",
    "least_countries", "in_arrears", "least_years", "areas",
)  # fmt: skip
OTHER_ANSWERS = (Answer.LEAD, Answer.SUPPORT, Answer.WATCH)


@pages.get("/calls")
@policy(anyone)
def every() -> str:
    """List what may be applied for, that of one's own partners first."""
    asked = request.args
    wanted = Wanted(
        tab=asked.get("tab", ""),
        filter=Filter.asked(asked),
        by_fit=asked.get("sort") == "fit",
        page=asked.get("page", 1, type=int),
    )
    shown = listing(
        g.db, wanted, mine(), g.person, now=g.now, today=g.today, language=g.language
    )  # fmt: skip
    # With htmx the filter asks for the list only; the address in its bar stays the page's own.
    return render_template(
        "calls/_results.html" if is_part() else "calls/list.html",
        list=shown,
        wanted=wanted,
        asked=wanted.filter,
        within=WITHIN,
        mine=mine(),
        answerable=answerable(),
        just_given=just_given(),
        reasons=Why,
        quiet=QUIET,
        reviewer=can(g.person, "review", None),
        health=conditions(g.db, g.now, brief=True),
        may_enter=can(g.person, "review", None),
    )


@pages.get("/calls/<int:id>")
@policy(anyone)
def one(id: int) -> str:
    """Show all that is known of a call, and forms for whom the person may answer for."""
    call = g.db.get(Call, id) or abort(404)
    answers = answers_to(call) if g.person else []
    ours = {each.partner_id: each for each in answers}
    matches = matches_of(call)
    own = [
        (
            partner,
            ours.get(partner.id),
            [each for each in matches if each.interest.partner is partner],
        )
        for partner in mine()
    ]
    return render_template(
        "calls/one.html",
        row=row_of(call, g.now, g.today),
        own=own,
        verdicts={
            partner.id: matches[0].eligibility if matches else judged(call, partner, g.now)
            for partner, _, matches in own
        },
        wishes=said_of(answerable(), call),
        asked=others_to_answer_for(ours),
        others=[each for each in answers if each.partner not in mine()],
        fits=partners_of(matches),
        bids=bids_on(call) if g.person else [],
        remembered=memory.remembered(g.db, call, g.person) if g.person else [],
        answerable=answerable(),
        by_hand=editable(call),
        may_edit=editable(call) and can(g.person, "review", None),
        may_open=any(can(g.person, "open", partner) for partner in mine()) or coordinator(),
        backs=backs(call),
        given=given(g.db, call) if g.person else [],
        undoable=undoable(answers),
        period=period_of(g.db, call) if g.person else None,
        parties=parties(g.db, call, g.now) if can(g.person, "group", None) else [],
        number_asked=request.args.get("asked", type=int),
        may_lead=leads(call) if can(g.person, "group", None) else [],
        thanked=g.db.get(Partner, request.args.get("thanks", 0, type=int)),
        other_answers=OTHER_ANSWERS,
        reasons=Why,
        points=points(call),
        reviews=reviewers(g.person),
        said=sameness.decisions(g.db, call) if g.person else [],
        stamp=sameness.stamp,
        events=[(each, phrase(each)) for each in history(g.db, call)],
        **choices(),
    )


@pages.get("/calls/<int:id>/then")
@policy(anyone)
def then(id: int) -> str:
    """Show the call as it was known at a moment, so that a decision can be understood later."""
    call = g.db.get(Call, id) or abort(404)
    at = moment_of(request.args.get("at", ""))
    if at is None or not call.found_at <= at:
        abort(404)
    stood = as_it_stood(call, at)
    values = {name: msgspec.json.encode(getattr(stood, name)).decode() for name in TOLD}
    later = [each for each in call.changes if each.noticed_at > at]
    return render_template(
        "calls/then.html", call=call, stood=stood, values=values, at=at, later=later
    )


def moment_of(words: str) -> dt.datetime | None:
    """Read a moment; a day is meant to its end, and as clocks show it here."""
    try:
        at = dt.datetime.fromisoformat(words)
        if len(words) == DAY:
            at += dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(g.zone))


@pages.post("/calls/<int:id>/stance")
@policy(signed_in)
def answer(id: int) -> Response:
    """Take the answer; come back to the list, or to the call with thanks."""
    call = g.db.get(Call, id) or abort(404)
    partner = give_answer(call, by=g.person)
    if "next" in request.form:
        return redirect(f"{vetted(request.form['next'])}#call-{id}", 303)
    return redirect(url_for("calls.one", id=id, thanks=partner.id), 303)


@pages.post("/calls/<int:id>/stance/back")
@policy(signed_in)
def take_back(id: int) -> Response:
    """Take an answer back."""
    call = g.db.get(Call, id) or abort(404)
    partner = partner_of_form()
    stance = stances.stance_of(g.db, partner, answered_beside(call, partner))
    if stance:  # pressed twice, it is as good as once
        stances.take_back(g.db, stance, by=g.person, now=g.now)
    back = vetted(request.form["next"]) if "next" in request.form else url_for("calls.one", id=id)
    return redirect(back, 303)
