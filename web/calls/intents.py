"""A call's interest period: who means to apply, and the review where too many do."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Call, Intent, InterestPeriod, Partner, Person
from papers.wording import Message
from web.calls.answering import answerable
from web.doors import coordinators, policy, signed_in
from web.fields import day_of, spoken
from workflow import Refused, can
from workflow.access import coordinates
from workflow.overlaps import intents, selecting
from workflow.overlaps.intents import is_near, may_read, period_of, reviews
from workflow.overlaps.selecting import mean, to_ask
from workflow.refusals import Incomplete

pages = Blueprint("intents", __name__)

NONE = Message("This call has no interest period.")


def call_or_404(id: int) -> Call:
    """Return a call."""
    call: Call | None = g.db.get(Call, id)
    return call or abort(404)


@pages.get("/calls/<int:id>/intents")
@policy(signed_in)
def one(id: int) -> str:
    """Show who means to apply, as far as the visitor may read it."""
    return page(call_or_404(id))


def page(call: Call, refused: Refused | None = None) -> str:
    """Show the period, with what was typed and what is wrong with it."""
    period = period_of(g.db, call)
    errors = refused.errors if isinstance(refused, Incomplete) else []
    if refused and not errors:
        errors = [("", refused.message)]
    partners = g.db.scalars(
        select(Partner).where(Partner.left_at.is_(None)).order_by(Partner.name)
    ).all()
    names = {each.id: each.name for each in g.db.scalars(select(Partner))}
    free = period is not None and not is_near(g.person, period)
    return render_template(
        "calls/intents.html",
        call=call,
        period=period,
        partners=partners,
        team_of=lambda intent: [names[number] for number in intent.team if number in names],
        mine=[(each, filed(period, each)) for each in answerable()],
        may_read=may_read,
        mean=mean,
        coordinates=coordinates(g.person),
        free=free,
        reviews=period is not None and reviews(g.person, period),
        to_ask=to_ask(g.db, period) if period and coordinates(g.person) else [],
        errors=spoken(errors, g.language),
        scored=scored(period),
        typed=request.form,
    )


def filed(period: InterestPeriod | None, partner: Partner) -> Intent | None:
    """Return what a partner has filed."""
    among = period.intents if period else []
    return next((each for each in among if each.partner_id == partner.id), None)


def scored(period: InterestPeriod | None) -> dict[str, str]:
    """Return what the visitor has scored already, by the fields of the form."""
    found: dict[str, str] = {}
    for intent in period.intents if period else []:
        for each in (each for each in intent.scores if each.person_id == g.person.id):
            at = f"{intent.id}-{each.criterion}"
            found |= {f"points-{at}": str(each.points), f"reason-{at}": each.reason}
    return found


def decided(call: Call, refused: Refused | None = None) -> Response | tuple[str, int]:
    """Lead back to the page, or show it again with what is wrong."""
    if refused is None:
        return redirect(url_for("intents.one", id=call.id), 303)
    g.db.rollback()
    return page(call, refused), 422


def of_call(call: Call) -> InterestPeriod:
    """Return the call's period, or refuse."""
    period = period_of(g.db, call)
    if period is None:
        raise Refused(NONE.id)
    return period


@pages.post("/calls/<int:id>/intents/begin")
@policy(coordinators)
def begin(id: int) -> Response | tuple[str, int]:
    """Begin a period."""
    call, form = call_or_404(id), request.form
    try:
        intents.begin(
            g.db, call, until=day_of(form.get("until", "")), places=form.get("places", type=int),
            criteria=form.get("criteria", "").splitlines(), by=g.person, now=g.now, today=g.today,
        )  # fmt: skip
    except Refused as refused:
        return decided(call, refused)
    return decided(call)


@pages.post("/calls/<int:id>/intents")
@policy(signed_in)
def file(id: int) -> Response | tuple[str, int]:
    """File what one's partner means to apply for, or take it back."""
    call, form = call_or_404(id), request.form
    partner = g.db.get(Partner, form.get("partner", 0, type=int)) or abort(404)
    if not can(g.person, "answer", partner):
        abort(404)
    details: dict[str, Any] = {"by": g.person, "now": g.now, "today": g.today}
    team = [g.db.get(Partner, number) for number in form.getlist("team", type=int)]
    try:
        period = of_call(call)
        if form.get("do") == "take back":
            intents.take_back(g.db, period, partner, **details)
        else:
            intents.file(
                g.db, period, partner, title=form.get("title", ""),
                team=[each for each in team if each], statement=form.get("statement", ""),
                seen=form.get("seen", 0, type=int), **details,
            )  # fmt: skip
    except Refused as refused:
        return decided(call, refused)
    return decided(call)


@pages.post("/calls/<int:id>/intents/ask")
@policy(coordinators)
def ask(id: int) -> Response | tuple[str, int]:
    """Ask somebody to review."""
    call = call_or_404(id)
    person = g.db.get(Person, request.form.get("person", 0, type=int))
    try:
        period = of_call(call)
        if person is None or not person.memberships:
            raise Refused("Choose somebody.")
        selecting.ask(g.db, period, person, by=g.person, now=g.now)
    except Refused as refused:
        return decided(call, refused)
    return decided(call)


@pages.post("/calls/<int:id>/intents/score")
@policy(signed_in)
def score(id: int) -> Response | tuple[str, int]:
    """Score one intent."""
    call, form = call_or_404(id), request.form
    try:
        period = of_call(call)
        number = form.get("intent", 0, type=int)
        intent = next((each for each in period.intents if each.id == number), None)
        if intent is None:
            raise Refused("Choose an application.")
        given = {
            at: (form.get(f"points-{number}-{at}", type=int), form.get(f"reason-{number}-{at}", ""))
            for at in range(len(period.criteria))
        }
        selecting.score(g.db, intent, given, by=g.person, now=g.now)
    except Refused as refused:
        return decided(call, refused)
    return decided(call)


@pages.post("/calls/<int:id>/intents/choose")
@policy(coordinators)
def choose(id: int) -> Response | tuple[str, int]:
    """Record which are proposed to go on."""
    call, form = call_or_404(id), request.form
    try:
        selecting.choose(
            g.db, of_call(call), form.getlist("going", type=int), form.get("words", ""),
            by=g.person, now=g.now,
        )  # fmt: skip
    except Refused as refused:
        return decided(call, refused)
    return decided(call)
