"""What the parties lay out each year before a funder that pays in arrears has paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from lexicon.budget import CENT, NOTHING, total
from lexicon.money_rules import MoneyRule, MoneyRuleKind
from models import Application, Commitment
from workflow.applications.budgeting import whole
from workflow.applications.cofunding import Sums, added
from workflow.applications.rates import rules, value_of

DAYS = 365
DELAYS = (MoneyRuleKind.CLAIMED_EVERY, MoneyRuleKind.PAID_WITHIN)


@dataclass(frozen=True)
class Year:
    """A year's costs, and the support in it that is laid out before it comes.

    at_once: the most of it that is outstanding at one time; None where the funder's days are not
    known.
    """

    year: int
    costs: Decimal
    support: Decimal
    at_once: Decimal | None


@dataclass(frozen=True)
class Advance:
    """The most that may be had in advance, and the rules that say so."""

    most: Decimal
    rules: tuple[MoneyRule, ...]


def in_arrears(application: Application) -> bool | None:
    """Say whether the funder pays in arrears: as the call says, else its programme."""
    call = application.call
    if call is None or call.in_arrears is not None:
        return call.in_arrears if call else None
    return True if value_of(rules(call), MoneyRuleKind.CLAIMED_EVERY) else None


def years(parts: Sequence[Commitment], currency: str, found: Sequence[MoneyRule]) -> list[Year]:
    """Return what some parts lay out by year: of each year's costs, the funder's share of all.

    What is not divided on years is in none of them.
    """
    sums = added(parts, currency)
    costs: dict[int, Decimal] = {}
    for part in parts:
        for line in whole(part) if part.currency == currency else ():
            costs[line.year] = costs.get(line.year, NOTHING) + line.amount
    return [
        Year(year, costs[year], support, outstanding(support, found))
        for year in sorted(costs)
        if (support := support_of(costs[year], sums)) is not None
    ]


def support_of(costs: Decimal, sums: Sums) -> Decimal | None:
    """Return the funder's share of some costs; None without a whole that they are a part of."""
    if not sums.total_cost:
        return None
    return (costs * sums.support / sums.total_cost).quantize(CENT, ROUND_HALF_UP)


def outstanding(support: Decimal, found: Sequence[MoneyRule]) -> Decimal | None:
    """Return what is outstanding at one time, if costs are even over the year: rounded up.

    From one claim to the next, and from a claim to its payment.
    """
    every, within = (value_of(found, kind) for kind in DELAYS)
    if not every or not within:
        return None
    days = min(every.number + within.number, Decimal(DAYS))
    return (support * days / DAYS).quantize(Decimal(1), ROUND_CEILING)


def undivided(parts: Sequence[Commitment], currency: str) -> Decimal:
    """Return the costs that are in no year."""
    mine = [each for each in parts if each.currency == currency]
    return sum((each.total_cost - total(whole(each)) for each in mine), NOTHING)


def advance(sums: Sums, found: Sequence[MoneyRule]) -> Advance | None:
    """Return the most that may be had in advance, where both limits are known."""
    share = value_of(found, MoneyRuleKind.ADVANCE_SHARE)
    most = value_of(found, MoneyRuleKind.ADVANCE_MOST)
    currency = value_of(found, MoneyRuleKind.CURRENCY)
    if not share or not most or not currency or currency.value != sums.currency:
        return None
    return Advance(min(sums.support * share.number / 100, most.number), (share, most))
