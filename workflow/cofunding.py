"""The money of a bid: its sums, held against what the call says."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lexicon.terms import Amount, Bound, MoneyKind, Rate, Verdict
from models import Application, Commitment

NOTHING = Decimal(0)
OPPOSITE = {
    Bound.AT_MOST: Bound.AT_LEAST,
    Bound.AT_LEAST: Bound.AT_MOST,
    Bound.EXACT: Bound.EXACT,
}


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
    """The project's own share that the call asks for, in percent, and whether the sums meet it."""

    share: Decimal
    bound: Bound
    met: Verdict


def currency_of(application: Application) -> str:
    """Return the one currency of the bid's sums."""
    return application.commitments[0].currency


def sums(application: Application) -> Sums:
    """Add up the parts of those who have not declined."""
    return added(application.parts, currency_of(application))


def added(parts: list[Commitment], currency: str) -> Sums:
    """Add parts up."""
    return Sums(
        currency,
        sum((each.total_cost for each in parts), NOTHING),
        sum((each.co_funding for each in parts), NOTHING),
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
    told = [each for each in rates if not each.side]
    if len(told) != 1:
        return None
    rate = told[0]
    if rate.co_funding_rate is not None:
        share, bound = rate.co_funding_rate, rate.bound
    elif rate.funding_rate is not None:
        share, bound = 100 - rate.funding_rate, OPPOSITE[rate.bound]
    else:
        return None
    return Need(share, bound, judged(share, bound, total))


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
