"""What the page of a bid's money tells, put together from what the parts say."""

from decimal import Decimal
from typing import Any, NamedTuple

from flask import g

from lexicon.budget import NOTHING, CostKind
from models import WITH_BUDGET, Application, Commitment
from workflow import visible_to
from workflow.applications import cashflow, cofunding, deminimis, promised, promising, rates
from workflow.applications.budgeting import difference, whole
from workflow.applications.cofunding import Sums


class Block(NamedTuple):
    """What is in one currency: its sums, its years, and the costs of each kind in each."""

    sums: Sums
    parts: list[Commitment]
    years: list[cashflow.Year]
    kinds: dict[CostKind, dict[int, Decimal]]
    by_part: dict[int, dict[int, Decimal]]
    undivided: Decimal
    certain: dict[promising.Certainty, Decimal]
    advance: cashflow.Advance | None


def block(application: Application, sums: Sums) -> Block:
    """Put together what is in one currency."""
    found = rates.rules(application.call)
    parts = [each for each in application.parts if each.currency == sums.currency]
    kinds: dict[CostKind, dict[int, Decimal]] = {}
    by_part: dict[int, dict[int, Decimal]] = {}
    for part in parts:
        for line in whole(part):
            for years in (kinds.setdefault(line.kind, {}), by_part.setdefault(part.id, {})):
                years[line.year] = years.get(line.year, NOTHING) + line.amount
    return Block(
        sums,
        parts,
        cashflow.years(parts, sums.currency, found),
        {kind: kinds[kind] for kind in CostKind if kind in kinds},
        by_part,
        cashflow.undivided(parts, sums.currency),
        promising.by_certainty(promising.owed(application), sums.currency),
        cashflow.advance(sums, found),
    )


def also_promised(application: Application) -> list[promised.Promised]:
    """Return who of the bid promises something elsewhere too, in bids that the visitor may see."""
    seen = g.db.scalars(visible_to(g.person, Application).order_by(Application.id)).all()
    within = {part.partner_id for part in application.parts}
    found = [each for each in promised.in_several(seen) if each.partner.id in within]
    return [
        each for each in found
        if any(promise.application is application for promise in each.promises)
    ]  # fmt: skip


def facts_of(application: Application) -> dict[str, Any]:
    """Return all that is told of a bid's money as it stands."""
    call = application.call
    return {
        "blocks": [block(application, each) for each in cofunding.totals(application.parts)],
        "held": rates.held(application),
        "on_no_side": rates.on_no_side(application),
        "otherwise": rates.said_otherwise(call),
        "rules": rates.rules(call),
        "arrears": cashflow.in_arrears(application),
        "delays": [each for each in rates.rules(call) if each.kind in cashflow.DELAYS],
        "cannot_wait": [
            each for each in application.parts
            if each.partner.can_wait is False and each.part in WITH_BUDGET
        ],
        "owed": promising.owed(application),
        "undertakings": [
            (each, deminimis.room(each.partner.aids, g.today), deminimis.asked_for(each))
            for each in deminimis.undertakings(application)
        ],
        "also": also_promised(application),
        "differing": [
            (each, left) for each in application.parts
            if (left := difference(each)) and any(left)
        ],
    }  # fmt: skip
