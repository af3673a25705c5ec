"""The rates that a bid is held against: its call's, else its programme's, and each with its source.

Per project, per partner or per side: a rate of a side is for the partners from its countries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lexicon.money_rules import RATES, MoneyRule, MoneyRuleKind, rules_of
from lexicon.terms import Basis, Rate, Verdict, own_share
from models import WITH_BUDGET, Application, Call, Commitment
from workflow.applications import cofunding
from workflow.applications.cofunding import Need, Sums, asked, totals
from workflow.applications.programmes import programme_for


@dataclass(frozen=True)
class Held:
    """A rate held against what it is for: the whole, a partner, or a side with its countries.

    Sums are one for each currency; of several, nobody knows the share.
    """

    rate: Rate
    partner: Commitment | None
    sums: tuple[Sums, ...]
    need: Need

    @property
    def side(self) -> str:
        """The countries, if it is a side's."""
        return self.rate.side


def rules(call: Call | None) -> list[MoneyRule]:
    """Return what the programme of a call says of money."""
    if call is None:
        return []
    return rules_of(programme_for(call), f"{call.title}\n{call.text}", call.areas)


def rates(call: Call | None) -> tuple[Rate, ...]:
    """Return the rates of a call; where it names none, those of its programme."""
    if call is None:
        return ()
    return call.rates or tuple(each.rate for each in rules(call) if each.rate)


def said_otherwise(call: Call | None) -> list[MoneyRule]:
    """Return the rules of the programme that are another share than the call itself names."""
    if call is None or not call.rates:
        return []
    told = {(each.side, own_share(each)[0]) for each in call.rates}
    sides = {side for side, _ in told}
    return [
        rule
        for rule in rules(call)
        if rule.kind in RATES and rule.rate and rule.rate.side in sides
        and (rule.rate.side, own_share(rule.rate)[0]) not in told
    ]  # fmt: skip


def need(call: Call | None, parts: Iterable[Commitment], sums: Sums) -> Need | None:
    """Hold sums of all parts against the one rate of a call; None if they are not all there is."""
    if any(each.currency != sums.currency and each.total_cost for each in parts):
        return None
    return cofunding.need(rates(call), sums)


def held(application: Application) -> list[Held]:
    """Hold each rate against the parts that it is for."""
    parts = application.parts
    found: list[Held | None] = []
    for rate in rates(application.call):
        if rate.side:
            found.append(
                against(rate, [e for e in parts if e.partner.country in rate.side.split()])
            )
        elif rate.per is Basis.PARTNER:
            mine = [each for each in parts if each.part in WITH_BUDGET]
            found += [against(rate, [each], each) for each in mine]
        else:
            found.append(against(rate, parts))
    return [each for each in found if each]


def against(
    rate: Rate, parts: Sequence[Commitment], partner: Commitment | None = None
) -> Held | None:
    """Hold a rate against some parts; sums in two currencies have no share."""
    sums = tuple(totals(parts)) or (Sums(""),)
    need = asked(rate, sums[0])
    if need and len(sums) > 1:
        need = Need(need.share, need.bound, Verdict.UNKNOWN, need.own)
    return Held(rate, partner, sums, need) if need else None


def on_no_side(application: Application) -> list[Commitment]:
    """Return the parts with a budget that are on none of the sides, where there are sides."""
    sides = {country for rate in rates(application.call) for country in rate.side.split()}
    mine = [each for each in application.parts if each.part in WITH_BUDGET]
    return [each for each in mine if sides and each.partner.country not in sides]


def value_of(found: Sequence[MoneyRule], kind: MoneyRuleKind) -> MoneyRule | None:
    """Return the one rule of a kind, if it is known."""
    mine = [each for each in found if each.kind is kind and each.value]
    return mine[0] if len(mine) == 1 else None
