"""Opening an application from the answers to a call, wording it, and inviting to it."""

import datetime as dt

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Answer, Call, Partner
from models.call import open_calls
from papers.wording import Message
from web.applications import application_or_404
from web.doors import policy, signed_in
from web.fields import Errors, day_of, spoken
from workflow import Refused, applications, can
from workflow.access import coordinates, speaks

pages = Blueprint("opening", __name__)


@pages.get("/applications/new")
@policy(signed_in)
def new() -> str:
    """Ask what is needed to open a bid to a call; without one, which call."""
    call = g.db.get(Call, request.args.get("call", 0, type=int))
    if call is None:
        asked = select(Call).where(Call.id.in_(open_calls(g.now).with_only_columns(Call.id)))
        found = [each for each in g.db.scalars(asked) if leads(each)]
        return render_template("applications/which.html", calls=found)
    closes = call.next_date(g.now)
    latest = closes.day - dt.timedelta(days=14) if closes else None
    in_three_weeks = g.now.date() + dt.timedelta(weeks=3)
    said = {
        "title": "",
        "summary": "",
        "lead": request.args.get("lead", ""),
        "answer_by": str(max(min(latest or in_three_weeks, in_three_weeks), g.now.date())),
    }
    return form(call, said, [])


def leads(call: Call) -> list[Partner]:
    """Return the partners that the visitor may open a bid for."""
    willing = [
        each.partner
        for each in applications.willing(g.db, call)
        if each.answer is not Answer.SUPPORT
    ]
    if not coordinates(g.person):
        willing = [each for each in g.person.partners if speaks(g.person, each)]
    taken = {each.lead.id for each in applications.others_on(g.db, call)}
    return [each for each in willing if each.id not in taken]


def form(call: Call, said: dict[str, str], errors: Errors) -> str:
    """Show the form of a new bid, with what was typed."""
    return render_template(
        "applications/new.html",
        bid_to=call,
        said=said,
        errors=spoken(errors, g.language),
        leads=leads(call),
        asked=applications.asked(g.db, call),
        others=[each for each in applications.others_on(g.db, call) if can(g.person, "see", each)],
    )


@pages.post("/applications/new")
@policy(signed_in)
def open() -> Response | tuple[str, int]:
    """Open the bid, or show the form again with what is wrong."""
    call = g.db.get(Call, request.args.get("call", 0, type=int)) or abort(404)
    said = {name: request.form.get(name, "") for name in ("title", "summary", "lead", "answer_by")}
    errors: Errors = []
    lead = g.db.get(Partner, int(said["lead"])) if said["lead"].isdigit() else None
    answer_by = day_of(said["answer_by"])
    if not said["title"].strip():
        errors.append(("title", Message("Give the application a title.")))
    if lead is None:
        errors.append(("lead", Message("Choose who leads the application.")))
    if answer_by is None or answer_by < g.now.date():
        errors.append(("answer_by", Message("Choose a day that has not passed.")))
    if lead and not errors:
        try:
            opened = applications.open(
                g.db,
                call=call,
                lead=lead,
                title=said["title"],
                summary=said["summary"],
                answer_by=answer_by,
                by=g.person,
                now=g.now,
            )
            return redirect(url_for("applications.one", id=opened.id), 303)
        except Refused as refused:
            g.db.rollback()
            errors.append(("title", refused.message))
    return form(call, said, errors), 422


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
            applications.describe(g.db, application, **said, seen=seen, by=g.person, now=g.now)
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
    applications.invite(g.db, application, partner, by=g.person, now=g.now)
    return redirect(url_for("applications.one", id=id), 303)


@pages.get("/applications/<int:id>/invite")
@policy(signed_in)
def whom(id: int) -> str:
    """Ask whom to invite."""
    application = application_or_404(id)
    within = [each.partner_id for each in application.parts]
    wanted = select(Partner).where(Partner.id.not_in(within)).order_by(Partner.name)
    return render_template(
        "applications/invite.html", application=application, partners=g.db.scalars(wanted).all()
    )
