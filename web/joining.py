"""Signing on in three screens: the form, a look at the answers, done. And declining."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Application, Commitment, Part
from papers.wording import Message, number
from web.applications import ROLES, application_or_404
from web.doors import policy, signed_in
from web.fields import Errors, spoken, sum_of
from workflow import Conflict, Refused, can, cofunding, commitments
from workflow.cofunding import Sums
from workflow.stages import demand_before_submitted
from workflow.terms import seal_of, signed

pages = Blueprint("joining", __name__)

HINTS = {
    Part.PARTNER: Message("Own budget and own activities"),
    Part.CO_FINANCIER: Message("Gives time or money, no budget of its own"),
    Part.ASSOCIATED: Message("Declaration of intent, no money promised"),
}
FIELDS = ("part", "total_cost", "co_funding", "work", "binding", "seen")
Said = dict[str, str]


def part_of_mine(application: Application) -> Commitment:
    """Return the part that the letter, or the page, spoke of; at first one that one may sign."""
    asked = request.values.get("partner", type=int)
    among = [each for each in application.commitments if asked in (None, each.partner_id)]
    for action in ("sign", "change"):
        for each in among:
            if can(g.person, action, each):
                demand_before_submitted(application)
                return each
    abort(404)


def as_it_stands(part: Commitment) -> Said:
    """Fill the form in with the terms as they are proposed."""
    signature = signed(part)
    return {
        "part": part.part.value,
        "total_cost": number(part.total_cost, "sv") if part.total_cost else "",
        "co_funding": number(part.co_funding, "sv") if part.co_funding else "",
        "work": part.work,
        "binding": "yes" if signature and signature.binding else "no",
        "seen": seal_of(part),
    }


def read(said: Said) -> tuple[dict[str, Any], Errors]:
    """Read the terms, and say what is wrong with them."""
    errors: Errors = []
    part = Part(said["part"]) if said["part"] in list(Part) else None
    if part is None:
        errors.append(("part", Message("Choose a role.")))
    total_cost = sum_of(said["total_cost"] or "0")
    co_funding = sum_of(said["co_funding"] or "0")
    if part not in (Part.LEAD, Part.PARTNER):
        total_cost = Decimal(0)  # the field is hidden behind the role
    if part is Part.ASSOCIATED:
        co_funding = Decimal(0)
    for name, value in (("total_cost", total_cost), ("co_funding", co_funding)):
        if value is None:
            errors.append((name, Message("Write a sum in whole numbers, such as 400 000.")))
    if (
        total_cost is not None
        and co_funding is not None
        and part is not Part.CO_FINANCIER
        and co_funding > total_cost
    ):
        errors.append(
            ("co_funding", Message("The co-funding cannot be more than your whole budget."))
        )
    if said["binding"] not in ("yes", "no"):
        errors.append(("binding", Message("Say whether it is decided or preliminary.")))
    return {
        "part": part,
        "total_cost": total_cost,
        "co_funding": co_funding,
        "work": said["work"].strip(),
    }, errors


def form(
    part: Commitment, said: Said, errors: Errors, *, fresh: Message | None = None, code: int = 200
) -> tuple[str, int]:
    """Show the form, with what was typed."""
    shown = render_template(
        "applications/join.html",
        application=part.application,
        part=part,
        said=said,
        errors=spoken(errors, g.language),
        fresh=fresh,
        roles=ROLES,
        hints=HINTS,
        signs=can(g.person, "sign", part),
    )
    return shown, code


@pages.get("/applications/<int:id>/join")
@policy(signed_in)
def join(id: int) -> tuple[str, int]:
    """Show the partner's part as it is proposed."""
    part = part_of_mine(application_or_404(id))
    return form(part, as_it_stands(part), [])


@pages.post("/applications/<int:id>/join")
@policy(signed_in)
def check(id: int) -> tuple[str, int]:
    """Show the answers once more; nothing is kept yet."""
    part = part_of_mine(application_or_404(id))
    said = {name: request.form.get(name, "") for name in FIELDS}
    terms, errors = read(said)
    if errors or "back" in request.form:
        return form(
            part, said, errors if "back" not in request.form else [], code=422 if errors else 200
        )
    call = part.application.call
    mine = Sums(part.currency, terms["total_cost"], terms["co_funding"])
    others = [each for each in part.application.parts if each is not part]
    total = cofunding.added(others, part.currency) + mine
    shown = render_template(
        "applications/check.html",
        application=part.application,
        part=part,
        said=said,
        terms=terms,
        mine=mine,
        total=total,
        cap=cofunding.ceiling(call.amounts, total) if call else None,
        need=cofunding.need(call.rates, total) if call else None,
        roles=ROLES,
        signs=can(g.person, "sign", part),
    )
    return shown, 200


@pages.post("/applications/<int:id>/join/done")
@policy(signed_in)
def confirm(id: int) -> Response | tuple[str, int]:
    """Set the terms and sign them; who may not sign leaves them as a proposal."""
    part = part_of_mine(application_or_404(id))
    said = {name: request.form.get(name, "") for name in FIELDS}
    terms, errors = read(said)
    if errors:
        return form(part, said, errors, code=422)
    try:
        commitments.change(g.db, part, **terms, seen=said["seen"], by=g.person, now=g.now)
        if can(g.person, "sign", part):
            commitments.sign(
                g.db,
                part,
                seen=seal_of(part),
                binding=said["binding"] == "yes",
                by=g.person,
                now=g.now,
            )
    except Conflict as conflict:
        g.db.rollback()
        return form(part, {**said, "seen": seal_of(part)}, [], fresh=conflict.message, code=409)
    except Refused as refused:
        g.db.rollback()
        return form(part, said, [("part", refused.message)], code=422)
    return redirect(url_for("joining.done", id=id, partner=part.partner_id), 303)


@pages.get("/applications/<int:id>/join/done")
@policy(signed_in)
def done(id: int) -> str:
    """Say that it is kept, until when it can be changed, and what comes next."""
    application = application_or_404(id)
    part = part_of_mine(application)
    return render_template(
        "applications/done.html", application=application, part=part, signature=signed(part)
    )


@pages.route("/applications/<int:id>/decline", methods=["GET", "POST"])
@policy(signed_in)
def decline(id: int) -> str | Response | tuple[str, int]:
    """Decline, with a reason that those who are in are told."""
    part = part_of_mine(application_or_404(id))
    if not can(g.person, "sign", part):
        abort(403)
    refusal: Message | None = None
    if request.method == "POST":
        try:
            reason = request.form.get("reason", "")
            commitments.decline(g.db, part, reason=reason, by=g.person, now=g.now)
            return redirect(url_for("applications.one", id=id), 303)
        except Refused as refused:
            g.db.rollback()
            refusal = refused.message
    shown = render_template(
        "applications/decline.html", application=part.application, part=part, refusal=refusal
    )
    return (shown, 422) if refusal else shown
