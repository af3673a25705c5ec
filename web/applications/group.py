"""The group of an application: what the call demands, what is lacking, and who would fill it."""

from typing import NamedTuple

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from lexicon.areas import areas
from lexicon.countries import countries
from lexicon.sectors import sector_of
from models import Application, Latecomer, Suggestion
from models.stage import BEFORE_SUBMITTED
from papers.wording import Country, Message, plain, say, term
from web.applications.showing import application_or_404
from web.doors import members, policy, signed_in
from web.fields import Errors, spoken
from workflow import Refused, can
from workflow.access import within
from workflow.applications import coming_in, grouping
from workflow.applications.composed import composed, party_of
from workflow.applications.composition import Held
from workflow.applications.handing_over import Heir, heirs
from workflow.applications.parties import Gap
from workflow.partners import outside
from workflow.refusals import Incomplete

pages = Blueprint("group", __name__)

FEW = 4


class Filling(NamedTuple):
    """A gap in words, and who would fill it: the best first."""

    lacking: Message
    gap: Gap
    suggestions: list[Suggestion]


@pages.get("/applications/<int:id>/group")
@policy(signed_in)
def one(id: int) -> str:
    """Show the rules, met or not, each with its sentence; the gaps; who asks to come in."""
    return page(application_or_404(id))


def page(
    application: Application,
    errors: Errors | None = None,
    *,
    of_late: int = 0,
    places: str | None = None,
    of_heir: int = 0,
    handing: str = "",
) -> str:
    """Show the page, with what was typed where something went wrong.

    of_late: whose answer; places: how many; of_heir, handing: to whom the lead, and why.
    """
    held = composed(application, g.now)
    open_still = application.stage in BEFORE_SUBMITTED
    # Whom the partnership could ask is its own business.
    finds = open_still and within(g.person) and not application.own
    group = grouping.candidates(g.db, application) if finds else grouping.NOBODY
    return render_template(
        "applications/group.html",
        application=application,
        held=held,
        fillings=fillings(held, group.suggestions),
        group=group._replace(suggestions=[each for each in group.suggestions if each.of_all]),
        busy=grouping.workload(g.db) if finds else {},
        finds=finds,
        open=open_still,
        may_edit=can(g.person, "edit", application),
        leads=can(g.person, "lead", application),
        latecomers=coming_in.waiting(g.db, application) if open_still else [],
        errors=spoken(errors or [], g.language),
        of_late=of_late,
        places=str(application.places or "") if places is None else places,
        areas=areas(),
        heirs=heirs_shown(application) if open_still else None,
        of_heir=of_heir,
        handing=handing,
        nobody_leads=not application.lead.people,
    )


def heirs_shown(application: Application) -> list[Heir] | None:
    """Return who might lead instead, for whoever may hand the lead over."""
    if application.own or not can(g.person, "hand_over", application):
        return None
    return heirs(application, g.now)


def fillings(held: list[Held], suggestions: list[Suggestion]) -> list[Filling]:
    """Return each gap once, and who of those found would fill it."""
    named = {gap: said for each in held for gap, said in zip(each.gaps, each.missing, strict=False)}
    return [
        Filling(
            said,
            gap,
            [each for each in suggestions if gap.filled_by(party_of(each.partner))][:FEW],
        )
        for gap, said in named.items()
    ]


@pages.post("/applications/<int:id>/room")
@policy(signed_in)
def room(id: int) -> Response | tuple[str, int]:
    """Say how many may be in, and whether it is one partner's own."""
    application = application_or_404(id)
    if not can(g.person, "edit", application):
        abort(403)
    typed = request.form.get("places", "").strip()
    own = request.form.get("own") == "yes"
    try:
        if typed and not typed.isdecimal():
            raise Refused("Write the number of places, or nothing.")
        places = int(typed) if typed else None
        coming_in.make_room(g.db, application, places=places, own=own, by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        return page(application, [("places", refused.message)], places=typed), 422
    return redirect(url_for("group.one", id=id), 303)


@pages.post("/applications/<int:id>/latecomers/<int:latecomer_id>")
@policy(signed_in)
def settle(id: int, latecomer_id: int) -> Response | tuple[str, int]:
    """Let a partner in that asks to, or say why not."""
    application = application_or_404(id)
    if not can(g.person, "lead", application):
        abort(403)
    latecomer: Latecomer = g.db.get(Latecomer, latecomer_id) or abort(404)
    if latecomer.application_id != id:
        abort(404)
    try:
        if request.form.get("answer") == "yes":
            coming_in.accept(g.db, latecomer, by=g.person, now=g.now)
        else:
            reason = request.form.get("reason", "")
            coming_in.decline(g.db, latecomer, reason, by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        errors: Errors = [(f"reason-{latecomer_id}", refused.message)]
        return page(application, errors, of_late=latecomer_id), 422
    return redirect(url_for("group.one", id=id), 303)


@pages.route("/applications/<int:id>/outside", methods=["GET", "POST"])
@policy(signed_in)
def bring(id: int) -> str | Response | tuple[str, int]:
    """Ask an organisation outside the partnership into the application."""
    application = application_or_404(id)
    if not can(g.person, "edit", application):
        abort(403)
    lead = application.lead if "lead" in request.args and application.lead.outside else None
    said = {field: request.form.get(field, "") for field in outside.FIELDS}
    if lead:
        said.update(name=lead.name, country=lead.country, kind=lead.kind)
    said["language"] = said["language"] or "en"
    errors: Errors = []
    if request.method == "POST":
        try:
            outside.bring(g.db, application, said, by=g.person, now=g.now)
            return redirect(url_for("group.one", id=id), 303)
        except Incomplete as refused:
            g.db.rollback()
            errors = refused.errors
        except Refused as refused:
            g.db.rollback()
            errors = [("name", refused.message)]
    shown = render_template(
        "applications/outside.html", application=application, said=said, lead=lead,
        errors=spoken(errors, g.language), **choices(),
    )  # fmt: skip
    return (shown, 422) if errors else shown


def choices() -> dict[str, list[tuple[str, str]]]:
    """Return what one chooses an organisation's country and kind from, by name."""
    named = [(str(plain(Country(each), g.language)), each) for each in countries()]
    kinds = [(term(each, "kind", g.language), each) for each in sector_of()]
    return {"countries": sorted(named), "kinds": sorted(kinds)}


@pages.route("/applications/<int:id>/come-in", methods=["GET", "POST"])
@policy(members)
def come_in(id: int) -> str | Response | tuple[str, int]:
    """Show what all may know of an application, and ask to come into it."""
    application: Application = g.db.get(Application, id) or abort(404)
    if not can(g.person, "know", application):
        abort(404)
    mine = [each for each in g.person.partners if can(g.person, "answer", each)]
    refusal: Message | None = None
    if request.method == "POST":
        asked = request.form.get("partner", 0, type=int)
        partner = next((each for each in mine if each.id == asked), None) or abort(403)
        try:
            if "back" in request.form:
                waiting = coming_in.waiting_for(g.db, application, partner) or abort(404)
                coming_in.take_back(g.db, waiting, by=g.person, now=g.now)
            else:
                words = request.form.get("words", "")
                coming_in.ask(g.db, application, partner, words, by=g.person, now=g.now)
            return redirect(url_for("group.come_in", id=id), 303)
        except Refused as refused:
            g.db.rollback()
            refusal = refused.message
    shown = render_template(
        "applications/come_in.html", application=application, refusal=refusal,
        standing=[(each, standing(application, each)) for each in mine],
        requests={each.id: coming_in.waiting_for(g.db, application, each) for each in mine},
        words=request.form.get("words", ""), sees=can(g.person, "see", application),
    )  # fmt: skip
    return (shown, 422) if refusal else shown


def standing(application: Application, partner: object) -> str:
    """Say why a partner cannot ask to come in, in words; nothing if it can."""
    try:
        coming_in.demand_open_to(application, partner)  # type: ignore[arg-type]  # one of g.person's
    except Refused as refused:
        return say(refused.message, g.language)
    return ""
