"""Opening an application from the answers to a call, wording it, and inviting to it."""

import datetime as dt

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Answer, Application, Call, Partner
from models.call import open_calls
from models.partner import in_partnership
from papers.wording import Message
from web.applications.showing import application_or_404
from web.doors import members, policy, signed_in
from web.fields import Errors, day_of, spoken
from workflow import Refused, can
from workflow.access import coordinates, speaks, within
from workflow.applications import describing, grouping, inviting, memory, opening, rivals, willing

pages = Blueprint("opening", __name__)

NO_CALL = "none"
FIELDS = ("title", "summary", "lead", "answer_by", "own", "places")


@pages.get("/applications/new")
@policy(members)
def new() -> str:
    """Ask what is needed to open a bid; at first, to which call, or to none yet."""
    call = asked_call()
    if call is None and request.args.get("call") != NO_CALL:
        asked = select(Call).where(Call.id.in_(open_calls(g.now).with_only_columns(Call.id)))
        found = [each for each in g.db.scalars(asked) if leads(each)]
        return render_template("applications/which.html", calls=found, origin=origin())
    closes = call.next_date(g.now) if call else None
    latest = closes.day - dt.timedelta(days=14) if closes else None
    in_three_weeks = g.now.date() + dt.timedelta(weeks=3)
    said = {
        "title": "",
        "summary": "",
        "lead": request.args.get("lead", ""),
        "answer_by": str(max(min(latest or in_three_weeks, in_three_weeks), g.now.date())),
        "own": "no",
        "places": "",
    }
    return form(call, said, [], also(request.args.getlist("beside", type=int), call))


def asked_call() -> Call | None:
    """Return the call that the address names."""
    call: Call | None = g.db.get(Call, request.args.get("call", 0, type=int))
    return call


def origin() -> Application | None:
    """Return the bid that the new one goes on from, if the visitor may see it."""
    number = request.values.get("begun_from", 0, type=int)
    found: Application | None = g.db.get(Application, number)
    return found if found and can(g.person, "see", found) else None


def leads(call: Call | None) -> list[Partner]:
    """Return the partners that the visitor may open a bid for."""
    mine = [each for each in g.person.partners if speaks(g.person, each) and not each.outside]
    if call is None:
        if not coordinates(g.person):
            return mine
        return list(g.db.scalars(select(Partner).where(in_partnership()).order_by(Partner.name)))
    if coordinates(g.person):
        mine = [e.partner for e in willing.willing(g.db, call) if e.answer is not Answer.SUPPORT]
    taken = {each.lead.id for each in rivals.others_on(g.db, call)}
    return [each for each in mine if each.id not in taken]


def also(ids: list[int], call: Call | None) -> list[Partner]:
    """Return those that are to be asked beside the willing."""
    known = [each.partner_id for each in willing.asked(g.db, call)] if call else []
    wanted = select(Partner).where(Partner.id.in_(ids), Partner.id.not_in(known), in_partnership())
    return list(g.db.scalars(wanted.order_by(Partner.name)))


def form(call: Call | None, said: dict[str, str], errors: Errors, beside: list[Partner]) -> str:
    """Show the form of a new bid, with what was typed, and whom to ask beside the willing."""
    others = rivals.others_on(g.db, call) if call else []
    return render_template(
        "applications/new.html",
        bid_to=call,
        said=said,
        errors=spoken(errors, g.language),
        leads=leads(call),
        asked=willing.asked(g.db, call) if call else [],
        beside=beside,
        group=grouping.for_call(g.db, call) if call else grouping.NOBODY,
        others=[(each, can(g.person, "see", each)) for each in others],
        origin=origin(),
        remembered=memory.remembered(g.db, call, g.person) if call else [],
    )


@pages.post("/applications/new")
@policy(members)
def open() -> Response | tuple[str, int]:
    """Open the bid, or show the form again with what is wrong."""
    call = asked_call()
    if call is None and request.args.get("call") != NO_CALL:
        abort(404)
    said = {name: request.form.get(name, "").strip() for name in FIELDS}
    errors: Errors = []
    beside = also(request.form.getlist("beside", type=int), call)
    lead = g.db.get(Partner, int(said["lead"])) if said["lead"].isdecimal() else None
    answer_by = day_of(said["answer_by"])
    if not said["title"].strip():
        errors.append(("title", Message("Give the application a title.")))
    if lead is None:
        errors.append(("lead", Message("Choose who leads the application.")))
    if answer_by is None or answer_by < g.now.date():
        errors.append(("answer_by", Message("Choose a day that has not passed.")))
    if said["places"] and not said["places"].isdecimal():
        errors.append(("places", Message("Write the number of places, or nothing.")))
    if lead and not errors:
        try:
            opened = opening.open(
                g.db,
                call=call,
                lead=lead,
                title=said["title"],
                summary=said["summary"],
                answer_by=answer_by,
                by=g.person,
                now=g.now,
                also=beside,
                own=said["own"] == "yes",
                places=int(said["places"]) if said["places"] else None,
                begun_from=origin(),
            )
            return redirect(url_for("applications.one", id=opened.id), 303)
        except Refused as refused:
            g.db.rollback()
            errors.append(("title", refused.message))
    return form(call, said, errors, beside), 422


@pages.route("/applications/<int:id>/describe", methods=["GET", "POST"])
@policy(signed_in)
def describe(id: int) -> str | Response | tuple[str, int]:
    """Word the bid anew; the slower of two sees both texts."""
    application = application_or_404(id)
    if not can(g.person, "edit", application):
        abort(403)
    said = {
        "title": request.form.get("title", application.title),
        "summary": request.form.get("summary", application.summary),
    }
    refusal: Message | None = None
    if request.method == "POST":
        try:
            seen = request.form.get("seen", 0, type=int)
            describing.describe(g.db, application, **said, seen=seen, by=g.person, now=g.now)
            return redirect(url_for("applications.one", id=id), 303)
        except Refused as refused:
            g.db.rollback()
            refusal = refused.message
    shown = render_template(
        "applications/describe.html", application=application, said=said, refusal=refusal
    )
    return (shown, 409) if refusal else shown


@pages.post("/applications/<int:id>/invite")
@policy(signed_in)
def invite(id: int) -> Response:
    """Ask one more partner."""
    application = application_or_404(id)
    partner = g.db.get(Partner, request.form.get("partner", 0, type=int)) or abort(404)
    if partner.outside and not within(g.person):
        abort(404)
    inviting.invite(g.db, application, partner, by=g.person, now=g.now)
    here = "group.one" if request.form.get("from") == "group" else "applications.one"
    return redirect(url_for(here, id=id), 303)


@pages.get("/applications/<int:id>/invite")
@policy(signed_in)
def whom(id: int) -> str:
    """Ask whom to invite."""
    application = application_or_404(id)
    if not can(g.person, "edit", application):
        abort(403)
    taken = [each.partner_id for each in application.parts]
    wanted = (
        select(Partner).where(in_partnership(), Partner.id.not_in(taken)).order_by(Partner.name)
    )
    return render_template(
        "applications/invite.html", application=application, partners=g.db.scalars(wanted).all(),
        chosen=request.args.get("partner", 0, type=int),
    )  # fmt: skip
