"""The money of a bid: its sums, held against what the call says."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lexicon.budget import NOTHING
from lexicon.terms import Amount, Basis, Bound, MoneyKind, Rate, Verdict, own_share
from models import Application, Commitment, Part


@dataclass(frozen=True)
class Sums:
    """Total cost and co-funding, in one currency."""

    currency: str
    total_cost: Decimal = NOTHING
    co_funding: Decimal = NOTHING

    @property
    def support(self) -> Decimal:
        """What is asked of the funder."""
        return self.total_cost - self.co_funding

    @property
    def share(self) -> Decimal | None:
        """The project's own share of the total cost in percent, to one decimal."""
        if not self.total_cost:
            return None
        share = self.co_funding / self.total_cost * 100
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.currency, self.total_cost + other.total_cost, self.co_funding + other.co_funding
        )


@dataclass(frozen=True)
class Ceiling:
    """The most that one project may ask for or cost, and how far the sums are from it."""

    most: Decimal
    of: MoneyKind
    left: Decimal


@dataclass(frozen=True)
class Need:
    """The project's own share that the call asks for, in percent, and whether the sums meet it.

    own: the same share as a sum.
    """

    share: Decimal
    bound: Bound
    met: Verdict
    own: Decimal


def currency_of(application: Application) -> str:
    """Return the currency that the lead counts in."""
    return next(each.currency for each in application.commitments if each.part is Part.LEAD)


def sums(application: Application) -> Sums:
    """Add up the parts of those who have not declined, as far as the lead's currency goes."""
    return added(application.parts, currency_of(application))


def totals(parts: Iterable[Commitment]) -> list[Sums]:
    """Add parts up, apart for each currency, in the order in which they come."""
    parts = list(parts)
    return [added(parts, each) for each in dict.fromkeys(part.currency for part in parts)]


def added(parts: Iterable[Commitment], currency: str) -> Sums:
    """Add up the parts in one currency."""
    counted = [each for each in parts if each.currency == currency]
    return Sums(
        currency,
        sum((each.total_cost for each in counted), NOTHING),
        sum((each.co_funding for each in counted), NOTHING),
    )


def ceiling(amounts: tuple[Amount, ...], total: Sums) -> Ceiling | None:
    """Hold the sums against the call's ceiling, if it has exactly one in their currency."""
    told = [each for each in amounts if each.most and each.currency == total.currency]
    if len(told) != 1:
        return None
    # An amount of unknown meaning is what funders mostly mean by it: their support.
    of = MoneyKind.TOTAL_COST if told[0].of is MoneyKind.TOTAL_COST else MoneyKind.SUPPORT
    used = total.total_cost if of is MoneyKind.TOTAL_COST else total.support
    most = told[0].most or NOTHING
    return Ceiling(most, of, most - used)


def need(rates: tuple[Rate, ...], total: Sums) -> Need | None:
    """Hold the project's share against the call's rate, if it says exactly one."""
    told = [each for each in rates if not each.side and each.per is Basis.PROJECT]
    return asked(told[0], total) if len(told) == 1 else None


def asked(rate: Rate, total: Sums) -> Need | None:
    """Hold the share against one rate; None if it says nothing."""
    if rate.co_funding_rate is None and rate.funding_rate is None:
        return None
    share, bound = own_share(rate)
    return Need(share, bound, judged(share, bound, total), total.total_cost * share / 100)


def judged(share: Decimal, bound: Bound, total: Sums) -> Verdict:
    """Say whether a bound is met, on the exact sums; without a cost nothing is known."""
    if not total.total_cost:
        return Verdict.UNKNOWN
    asked = total.total_cost * share / 100
    met = {
        Bound.AT_LEAST: total.co_funding >= asked,
        Bound.AT_MOST: total.co_funding <= asked,
        # To the krona: nobody's budget meets a percentage to the last decimal.
        Bound.EXACT: abs(total.co_funding - asked) < 1,
    }[bound]
    return Verdict.YES if met else Verdict.NO
