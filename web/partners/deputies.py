"""Who signs for a signatory of a partner, and from when until when."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Deputy, Partner, Person
from papers.wording import Message, say
from web.doors import policy, signed_in
from web.fields import day_of
from workflow import Refused, can
from workflow.access import SIGNERS
from workflow.applications import deputies

pages = Blueprint("deputies", __name__)

FIELDS = ("person", "signatory", "first", "last")


def partner_of(id: int) -> Partner:
    """Return a partner whose deputies the visitor names; others' are not there."""
    partner: Partner | None = g.db.get(Partner, id)
    if partner is None or not can(g.person, "depute", partner):
        abort(404)
    return partner


@pages.route("/partners/<int:id>/deputies", methods=["GET", "POST"])
@policy(signed_in)
def every(id: int) -> str | Response | tuple[str, int]:
    """Show who is a deputy, and name one more."""
    partner = partner_of(id)
    said = {name: request.form.get(name, "") for name in FIELDS}
    refusal: Message | None = None
    if request.method == "POST":
        try:
            name(partner, said)
            return redirect(url_for("deputies.every", id=id), 303)
        except Refused as refused:
            g.db.rollback()
            refusal = refused.message
    signers = partner.people_as(*SIGNERS)
    shown = render_template(
        "partners/deputies.html",
        partner=partner,
        said=said,
        refusal=say(refusal, g.language) if refusal else "",
        signers=signers,
        others=[each for each in partner.people if each not in signers],
        deputies=[each for each in partner.deputies if not each.ended_at],
        today=g.today,
    )
    return (shown, 422) if refusal else shown


def name(partner: Partner, said: dict[str, str]) -> None:
    """Name a deputy, by what was typed."""
    person, signatory = (
        g.db.get(Person, int(said[each])) if said[each].isdecimal() else None
        for each in ("person", "signatory")
    )
    first, last = day_of(said["first"]), day_of(said["last"])
    if person is None or signatory is None or first is None or last is None:
        raise Refused("Say who signs for whom, and the first and the last day.")
    deputies.name(g.db, partner, person, signatory, first=first, last=last, by=g.person, now=g.now)


@pages.post("/partners/<int:id>/deputies/end")
@policy(signed_in)
def end(id: int) -> Response:
    """Let somebody be a deputy no longer."""
    partner = partner_of(id)
    deputy = g.db.get(Deputy, request.form.get("deputy", 0, type=int))
    if deputy is None or deputy.partner is not partner:
        abort(404)
    deputies.end(g.db, deputy, by=g.person, now=g.now)
    return redirect(url_for("deputies.every", id=id), 303)
