"""Profiles of partners: let in, described by two at once without loss, leaving."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from lexicon.areas import areas, counties
from lexicon.municipalities import municipalities
from lexicon.sectors import sector_of, sectors
from models import Good, Partner
from papers.wording import Message, say, term
from web.doors import policy, signed_in, staff
from web.fields import Errors, spoken
from workflow import Refused, can
from workflow.forms.profile import COUNTRIES, FIELDS, shown, words_of
from workflow.partners import registering
from workflow.partners.registering import Fresher
from workflow.refusals import Incomplete

pages = Blueprint("profiles", __name__)

GOODS = {
    Good.PREMISES: Message("Premises"),
    Good.STAFF_HOURS: Message("Staff hours"),
    Good.KNOWLEDGE: Message("Knowledge"),
    Good.CO_FUNDING: Message("Co-funding"),
    Good.OTHER: Message("Anything else"),
}


def kept_by_me(id: int) -> Partner:
    """Return a partner that the visitor may keep; somebody else's is not there."""
    partner: Partner | None = g.db.get(Partner, id)
    return partner if partner and can(g.person, "keep", partner) else abort(404)


def typed() -> dict[str, str]:
    """Return what was typed into the fields that the form has."""
    return {field: request.form[field] for field in FIELDS if field in request.form}


@pages.route("/partners/new", methods=["GET", "POST"])
@policy(staff)
def new() -> str | Response | tuple[str, int]:
    """Let an organisation in: a name, a municipality and one text are enough."""
    wants = request.form.get("wants", "")
    if request.method != "POST":
        return form(None, dict.fromkeys(FIELDS, "") | {"country": "SE"}, [])
    said = typed()
    try:
        partner = registering.register(g.db, said, wants, by=g.person, now=g.now)
    except Incomplete as refused:
        g.db.rollback()
        whole = dict.fromkeys(FIELDS, "") | said
        return form(None, whole, refused.errors, wants=wants), 422
    return redirect(url_for("members.invite", id=partner.id, new=1), 303)


@pages.route("/partners/<int:id>/edit", methods=["GET", "POST"])
@policy(signed_in)
def edit(id: int) -> str | Response | tuple[str, int]:
    """Describe a partner; who is slower sees both texts."""
    partner = kept_by_me(id)
    before = words_of(partner)
    if request.method != "POST":
        return form(partner, before, [])
    said = typed()
    try:
        seen = request.form.get("seen", 0, type=int)
        registering.describe(g.db, partner, said, seen=seen, by=g.person, now=g.now)
    except Incomplete as refused:
        g.db.rollback()
        return form(partner, before | said, refused.errors), 422
    except Fresher as fresher:
        g.db.rollback()
        return form(partner, before | said, [], fresher=fresher), 409
    return redirect(url_for("partners.one", id=id, saved=1), 303)


def form(
    partner: Partner | None,
    said: dict[str, str],
    errors: Errors,
    *,
    wants: str = "",
    fresher: Fresher | None = None,
) -> str:
    """Show the form with what was typed; beside it, what somebody else has saved meanwhile."""
    theirs = fresher.theirs if fresher else {}
    return render_template(
        "partners/edit.html",
        partner=partner,
        said=said,
        wants=wants,
        errors=spoken(errors, g.language),
        fresher=fresher and say(fresher.message, g.language),
        theirs={field: shown(field, words, g.language) for field, words in theirs.items()},
        goods={f"offers-{good}": say(words, g.language) for good, words in GOODS.items()},
        kinds=sorted((term(each, "kind", g.language), each) for each in sector_of()),
        sectors=[(term(each, "sector", g.language), each) for each in sectors()],
        countries=[(areas()[each].name, each) for each in COUNTRIES],
        counties=sorted(
            {(areas()[code].name, code) for each in COUNTRIES for code in counties(each).values()}
        ),
        municipalities=sorted(municipalities()),
    )


@pages.route("/partners/<int:id>/leave", methods=["GET", "POST"])
@policy(staff)
def leave(id: int) -> str | Response | tuple[str, int]:
    """Let a partner leave, after a look at what that means."""
    partner = kept_by_me(id)
    refusal: Message | None = None
    if request.method == "POST":
        try:
            registering.leave(g.db, partner, by=g.person, now=g.now)
            return redirect(url_for("partners.one", id=id), 303)
        except Refused as refused:
            g.db.rollback()
            refusal = refused.message
    shown_parts = registering.open_parts(g.db, partner)
    page = render_template(
        "partners/leave.html", partner=partner, parts=shown_parts, refusal=refusal
    )
    return (page, 409) if refusal else page


@pages.post("/partners/<int:id>/back")
@policy(staff)
def come_back(id: int) -> Response:
    """Let a partner in again."""
    registering.come_back(g.db, kept_by_me(id), by=g.person, now=g.now)
    return redirect(url_for("partners.one", id=id), 303)
