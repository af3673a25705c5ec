"""The money of one bid over all its parts; who may set terms types other sums."""

from decimal import Decimal

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from lexicon.budget import FLAT_RATES, FundKind
from lexicon.money_rules import MoneyRuleKind
from models import WITH_BUDGET, WITHOUT_MONEY, Application, Commitment
from models.stage import BEFORE_SUBMITTED
from papers.wording import Message, number
from web.applications.showing import application_or_404
from web.applications.tallies import facts_of
from web.doors import policy, signed_in
from web.fields import Errors, spoken
from workflow import Conflict, Refused, can
from workflow.applications import (
    choosing,
    cofunding,
    commitments,
    rates,
)
from workflow.applications.terms import seal_of
from workflow.forms.sums import money_of, rate_of

pages = Blueprint("money", __name__)

WRONG = Message("Write a sum in whole numbers, such as 400 000.")


def field(part: Commitment, name: str) -> str:
    """Name the field of a part's sum."""
    return f"{name}-{part.partner_id}"


def typed_of(part: Commitment) -> dict[str, str]:
    """Return a part's sums as one would type them, and the mark of what one saw."""
    return {
        field(part, "total_cost"): number(part.total_cost, g.language),
        field(part, "co_funding"): number(part.co_funding, g.language),
        field(part, "seen"): seal_of(part),
    }


@pages.get("/applications/<int:id>/money")
@policy(signed_in)
def one(id: int) -> str:
    """Show the money of a bid; who may set terms may type other sums."""
    application = application_or_404(id)
    return show(application, {})


@pages.post("/applications/<int:id>/money")
@policy(signed_in)
def save(id: int) -> Response | tuple[str, int]:
    """Add up what was typed, or keep it: parts that nobody touched stay as they are signed."""
    application = application_or_404(id)
    if not typing(application):
        abort(403)
    said = {name: words[:80] for name, words in request.form.items()}
    errors: Errors = []
    changed: list[tuple[Commitment, Decimal, Decimal]] = []
    for part in typing(application):
        mine = typed_of(part) | {name: said[name] for name in typed_of(part) if name in said}
        total, own = (
            money_of(mine[field(part, name)] or "0", part.currency, g.language)
            for name in ("total_cost", "co_funding")
        )
        errors += [
            (field(part, name), WRONG)
            for name, sum_ in (("total_cost", total), ("co_funding", own))
            if sum_ is None
        ]
        if total is not None and own is not None:
            changed.append((part, total, own))
    if errors:
        return show(application, said, errors), 422
    if "count" in request.form:
        return show(application, said), 200
    try:
        for part, total, own in changed:
            commitments.change(
                g.db, part, total_cost=total, co_funding=own,
                seen=said.get(field(part, "seen"), ""), by=g.person, now=g.now,
            )  # fmt: skip
    except Refused as refused:
        g.db.rollback()
        code = 409 if isinstance(refused, Conflict) else 422
        words = Message("{partner}: {why}", {"partner": part.partner.name, "why": refused.message})
        fresh = {field(each, "seen"): seal_of(each) for each in application.parts}
        return show(application, {**said, **fresh}, [(field(part, "total_cost"), words)]), code
    return redirect(url_for("money.one", id=id, saved=1), 303)


@pages.post("/applications/<int:id>/money/choices")
@policy(signed_in)
def choose(id: int) -> Response | tuple[str, int]:
    """Choose the flat rate, or tell what a euro costs."""
    application = application_or_404(id)
    said = {name: request.form.get(name, "")[:40] for name in ("flat_rate", "seen", "per_euro")}
    errors: Errors = []
    try:
        if "flat_rate" in request.form:
            choosing.choose_flat_rate(
                g.db, application, percent_of(said["flat_rate"]), seen=percent_of(said["seen"]),
                by=g.person, now=g.now,
            )  # fmt: skip
        else:
            per_euro = rate_of(said["per_euro"]) if said["per_euro"].strip() else None
            if said["per_euro"].strip() and per_euro is None:
                errors.append(("per_euro", Message("Write what a euro costs, such as 11,25.")))
            else:
                choosing.tell_exchange_rate(g.db, application, per_euro, by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        if not can(g.person, "edit", application):
            raise
        errors.append(("flat_rate" if "flat_rate" in request.form else "per_euro", refused.message))
    if errors:
        return show(application, said, errors), 422
    return redirect(url_for("money.one", id=id, saved=1), 303)


def percent_of(words: str) -> int | None:
    """Read a flat rate; nothing is none."""
    return int(words) if words.isdecimal() else None


def typing(application: Application) -> list[Commitment]:
    """Return the parts whose sums the visitor may type."""
    if application.stage not in BEFORE_SUBMITTED:
        return []
    return [
        each for each in application.parts
        if each.part not in WITHOUT_MONEY and can(g.person, "change", each)
    ]  # fmt: skip


def counted(application: Application, said: dict[str, str]) -> dict[int, tuple[Decimal, Decimal]]:
    """Return the sums of each part as they are typed, or as they stand."""
    sums = {}
    for part in application.parts:
        total, own = (
            money_of(said.get(field(part, name), ""), part.currency, g.language)
            for name in ("total_cost", "co_funding")
        )
        sums[part.id] = (
            part.total_cost if total is None else total,
            part.co_funding if own is None else own,
        )
    return sums


def show(application: Application, said: dict[str, str], errors: Errors | None = None) -> str:
    """Show the page, with what was typed."""
    call = application.call
    total = cofunding.sums(application)
    found = rates.rules(call)
    mine = typing(application)
    typed = {name: words for part in mine for name, words in typed_of(part).items()}
    return render_template(
        "applications/money.html",
        application=application,
        total=total,
        cap=cofunding.ceiling(call.amounts, total) if call else None,
        need=rates.need(call, application.parts, total),
        said=typed | said,
        counted=counted(application, said),
        typing={each.id for each in mine},
        sheets={each.id for each in application.parts if can(g.person, "change", each)},
        keeps={e.partner_id for e in application.parts if can(g.person, "keep", e.partner)},
        may_choose=can(g.person, "edit", application) and application.stage in BEFORE_SUBMITTED,
        flat_rates=FLAT_RATES,
        flat_rules=[each for each in found if each.kind is MoneyRuleKind.FLAT_RATE],
        fund_kinds=list(FundKind),
        errors=spoken(errors or [], g.language),
        saved="saved" in request.args,
        with_budget=WITH_BUDGET,
        **facts_of(application),
    )
