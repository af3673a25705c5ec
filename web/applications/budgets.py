"""The sheet of one part: its budget by kind and year, what pays for it, and what that rests on."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from lexicon.budget import (
    BESIDE_40,
    CURRENCIES,
    TYPED_KINDS,
    FundKind,
    total,
    with_flat_rate,
)
from lexicon.money_rules import MoneyRuleKind
from models import WITH_BUDGET, Application, Commitment
from models.stage import BEFORE_SUBMITTED
from papers.wording import Message
from web.applications.showing import application_or_404
from web.doors import policy, signed_in
from web.fields import Errors, spoken
from workflow import Conflict, Refused, can
from workflow.applications import commitments, recording
from workflow.applications.budgeting import Detail
from workflow.applications.rates import rules, value_of
from workflow.applications.terms import seal_of, signed
from workflow.forms import budgets
from workflow.forms.budgets import TypedFund

pages = Blueprint("budgets", __name__)

SHOWN_YEARS = 4  # a project of three years may touch four
MOST_YEARS = 12
WHETHER = {"yes": True, "no": False}


def part_or_404(id: int, partner: int, action: str) -> Commitment:
    """Return a part that the visitor may do this to."""
    application = application_or_404(id)
    for each in application.parts:
        if each.partner_id == partner and can(g.person, action, each):
            return each
    abort(404)


def years_of(application: Application, least: int = SHOWN_YEARS) -> list[int]:
    """Return the years of a bid: those that are divided, from when the call closes on."""
    closes = application.call.next_date(g.now) if application.call else None
    known = {each.year for part in application.parts for each in part.costs}
    first = min(known, default=closes.day.year if closes else g.now.year)
    last = max({first + min(least, MOST_YEARS) - 1, *known})
    return list(range(first, last + 1))


def meetings_of(part: Commitment) -> list[Any]:
    """Return when the partner decides next."""
    return [each for each in part.partner.meetings if each.day >= g.today]


def typed_of(part: Commitment) -> dict[str, str]:
    """Return the sheet's fields as they stand, but for the promises."""
    undertaking = {True: "yes", False: "no", None: ""}[part.undertaking]
    return {
        **budgets.words_of(part.costs, g.language),
        "currency": part.currency,
        "undertaking": undertaking,
        "seen": seal_of(part),
    }


@pages.get("/applications/<int:id>/money/<int:partner>")
@policy(signed_in)
def sheet(id: int, partner: int) -> str:
    """Show the sheet, to be filled in by whoever may set the terms."""
    part = part_or_404(id, partner, "change")
    funds = budgets.typed_funds(part.funds, meetings_of(part), g.language)
    return show(part, typed_of(part), funds)


@pages.post("/applications/<int:id>/money/<int:partner>")
@policy(signed_in)
def save(id: int, partner: int) -> Response | tuple[str, int]:
    """Add up, or keep what was typed; as our budget, if the person says so."""
    part = part_or_404(id, partner, "change")
    said = {name: words[:200] for name, words in request.form.items()}
    typed = budgets.funds_in(said)
    currency = said.get("currency", "")
    years = years_of(part.application, request.args.get("years", SHOWN_YEARS, type=int))
    costs, errors = budgets.read_costs(said, years, currency, g.language)
    funds, wrong = budgets.read_funds(typed, currency, g.language, meetings_of(part))
    errors += wrong
    if errors or "count" in request.form:
        return show(part, said, typed, errors), 422 if errors else 200
    detail = Detail(costs, funds, WHETHER.get(said.get("undertaking", "")), currency)
    try:
        keep(part, detail, as_budget="settle" in request.form, seen=said.get("seen", ""))
    except Conflict as conflict:
        g.db.rollback()
        fresh = {**said, "seen": seal_of(part)}
        return show(part, fresh, typed, fresh=conflict.message), 409
    except Refused as refused:
        g.db.rollback()
        return show(part, said, typed, [("sheet", refused.message)]), 422
    return redirect(url_for("budgets.sheet", id=id, partner=partner, saved=1), 303)


def keep(part: Commitment, detail: Detail, *, as_budget: bool, seen: str) -> None:
    """Keep the detail; with as_budget, the sums become what it adds up to."""
    total_cost, co_funding = part.total_cost, part.co_funding
    if as_budget:
        flat_rate = part.application.flat_rate
        if detail.costs:
            total_cost = total(with_flat_rate(detail.costs, flat_rate))
        if detail.funds:
            co_funding = total(detail.funds)
    commitments.change(
        g.db, part, total_cost=total_cost, co_funding=co_funding, detail=detail, seen=seen,
        by=g.person, now=g.now,
    )  # fmt: skip


def show(
    part: Commitment, said: dict[str, str], funds: list[TypedFund], errors: Errors | None = None,
    *, fresh: Message | None = None,
) -> str:  # fmt: skip
    """Show the sheet with what was typed, added up."""
    application = part.application
    years = years_of(application, request.args.get("years", SHOWN_YEARS, type=int))
    currency = said.get("currency", part.currency)
    costs, _ = budgets.read_costs(said, years, currency, g.language)
    promised, _ = budgets.read_funds(funds, currency, g.language, meetings_of(part))
    hour = value_of(rules(application.call), MoneyRuleKind.HOUR)
    return render_template(
        "applications/budget.html",
        application=application,
        part=part,
        said=said,
        funds=funds,
        years=years,
        kinds=BESIDE_40 if application.flat_rate == 40 else TYPED_KINDS,
        fund_kinds=list(FundKind),
        costs=with_flat_rate(costs, application.flat_rate),
        promised=promised,
        has_budget=part.part in WITH_BUDGET,
        currency=currency,
        currencies=CURRENCIES,
        meetings=meetings_of(part),
        hour=hour,
        errors=spoken(errors or [], g.language),
        fresh=fresh,
        open=application.stage in BEFORE_SUBMITTED,
        saved="saved" in request.args,
        signature=signed(part),
        signs=can(g.person, "sign", part),
        records=can(g.person, "record", part),
        recorded_mark=recording.mark(part),
        zero=Decimal(0),
    )


@pages.post("/applications/<int:id>/money/<int:partner>/decision")
@policy(signed_in)
def record(id: int, partner: int) -> Response | tuple[str, int]:
    """Record the protocol, the diary number and the delegation."""
    part = part_or_404(id, partner, "record")
    said = {field: request.form.get(field, "") for field in recording.FIELDS}
    try:
        recording.record(
            g.db, part, protocol=said["protocol"], diary_number=said["diary_number"],
            delegation=said["delegation"], seen=request.form.get("seen", ""), by=g.person,
            now=g.now,
        )  # fmt: skip
    except Refused as refused:
        g.db.rollback()
        funds = budgets.typed_funds(part.funds, meetings_of(part), g.language)
        code = 409 if isinstance(refused, Conflict) else 422
        return show(part, {**typed_of(part), **said}, funds, [("protocol", refused.message)]), code
    return redirect(url_for("budgets.sheet", id=id, partner=partner, saved=1), 303)
