"""Signing on in three screens: the form, a look at the answers, done. And declining."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import WITH_BUDGET, WITHOUT_MONEY, Application, Commitment, Part
from papers.terms import promise, promised, promises
from papers.wording import Message, number
from web.applications import standing
from web.applications.roles import HINTS, ROLES
from web.applications.showing import application_or_404
from web.doors import policy, signed_in
from web.fields import Errors, spoken
from workflow import Conflict, Refused, can
from workflow.applications import budgeting, cofunding, commitments, declining, holding, rates
from workflow.applications.asking import since_signed
from workflow.applications.cofunding import Sums
from workflow.applications.stages import demand_before_submitted
from workflow.applications.terms import seal_of, signed
from workflow.applications.terms import terms as written
from workflow.forms.sums import money_of
from workflow.refusals import Unproven

pages = Blueprint("joining", __name__)
SHEET = ("costs", "funds")

FIELDS = ("part", "total_cost", "co_funding", "work", "binding", "seen", *standing.FIELDS)
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
        "total_cost": number(part.total_cost, g.language) if part.total_cost else "",
        "co_funding": number(part.co_funding, g.language) if part.co_funding else "",
        "work": part.work,
        "binding": "yes" if signature and signature.binding else "no",
        "seen": seal_of(part),
        **standing.as_usual(part),
    }


def typed(part: Commitment) -> Said:
    """Return what was sent; whoever leaves out as what they sign, signs as usual."""
    usual = standing.as_usual(part)
    return {name: request.form.get(name, usual.get(name, "")) for name in FIELDS}


def read(said: Said, currency: str) -> tuple[dict[str, Any], Errors]:
    """Read the terms, and say what is wrong with them."""
    errors: Errors = []
    part = Part(said["part"]) if said["part"] in list(Part) else None
    if part is None:
        errors.append(("part", Message("Choose a role.")))
    total_cost = money_of(said["total_cost"] or "0", currency, g.language)
    co_funding = money_of(said["co_funding"] or "0", currency, g.language)
    if part not in WITH_BUDGET:
        total_cost = Decimal(0)  # the field is hidden behind the role
    if part in WITHOUT_MONEY:
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
        hints=HINTS,
        left=budgeting.difference(part),
        signs=can(g.person, "sign", part),
        capacities=standing.choices(part),
        moved=since_signed(part),
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
    said = typed(part)
    terms, errors = read(said, part.currency)
    errors += standing.read(said, part)[1]
    if "back" in request.form:
        return form(part, said, [])
    return form(part, said, errors, code=422) if errors else look(part, said, terms)


@pages.get("/applications/<int:id>/join/check")
@policy(signed_in)
def again(id: int) -> Response | tuple[str, int]:
    """Show the answers that were kept while a fresh code was fetched."""
    part = part_of_mine(application_or_404(id))
    said = holding.kept(g.db, part, by=g.person, now=g.now)
    if said is None:
        return redirect(url_for("joining.join", id=id, partner=part.partner_id), 303)
    return look(part, said, read(said, part.currency)[0])


def lines(part: Commitment) -> list[tuple[str, str]]:
    """Word what the sheet of years and kinds says: it is signed with the rest."""
    return [
        (promised(each, g.language), promise(each.value, each, g.language))
        for each in promises(json.loads(written(part)))
        if each.path[0] in SHEET and each.value not in (None, "")
    ]


def look(part: Commitment, said: Said, terms: dict[str, Any]) -> tuple[str, int]:
    """Show what would be signed, as what, and what it makes of the whole."""
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
        lines=lines(part),
        mine=mine,
        total=total,
        cap=cofunding.ceiling(call.amounts, total) if call else None,
        need=rates.need(call, part.application.parts, total),
        roles=ROLES,
        signs=can(g.person, "sign", part),
        fresh=standing.is_fresh(),
    )
    return shown, 200


@pages.post("/applications/<int:id>/join/done")
@policy(signed_in)
def confirm(id: int) -> Response | tuple[str, int]:
    """Set the terms and sign them; who may not sign leaves them as a proposal."""
    part = part_of_mine(application_or_404(id))
    said = typed(part)
    terms, errors = read(said, part.currency)
    as_what, doubts = standing.read(said, part)
    if errors or doubts:
        return form(part, said, errors + doubts, code=422)
    try:
        commitments.change(g.db, part, **terms, seen=said["seen"], by=g.person, now=g.now)
        if as_what:
            commitments.sign(
                g.db,
                part,
                seen=seal_of(part),
                binding=said["binding"] == "yes",
                by=g.person,
                now=g.now,
                signed_in=standing.proof(),
                standing=as_what,
            )
            holding.forget(g.db, part, by=g.person)
    except Conflict as conflict:
        g.db.rollback()
        return form(part, {**said, "seen": seal_of(part)}, [], fresh=conflict.message, code=409)
    except Unproven:
        g.db.rollback()
        holding.keep(g.db, part, said, by=g.person, now=g.now)
        back = url_for("joining.again", id=id, partner=part.partner_id)
        return redirect(url_for("signing_in.more", fresh=1, next=back), 303)
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
    return with_reason(id, "applications/decline.html", declining.decline)


@pages.route("/applications/<int:id>/revoke", methods=["GET", "POST"])
@policy(signed_in)
def revoke(id: int) -> str | Response | tuple[str, int]:
    """Take the approval back, with a reason that those who are in are told."""
    return with_reason(id, "applications/revoke.html", declining.revoke)


def with_reason(
    id: int, template: str, decide: Callable[..., None]
) -> str | Response | tuple[str, int]:
    """Ask for a reason, and decide with it."""
    part = part_of_mine(application_or_404(id))
    if not can(g.person, "sign", part):
        abort(403)
    refusal: Message | None = None
    if request.method == "POST":
        try:
            decide(g.db, part, reason=request.form.get("reason", ""), by=g.person, now=g.now)
            return redirect(url_for("applications.one", id=id), 303)
        except Refused as refused:
            g.db.rollback()
            refusal = refused.message
    shown = render_template(template, application=part.application, part=part, refusal=refusal)
    return (shown, 422) if refusal else shown
