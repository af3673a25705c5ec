"""How a part's sums are made up: costs by kind and year, promises by kind, each checked."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple, Self

from lexicon.budget import (
    BESIDE_40,
    CURRENCIES,
    NOTHING,
    Cost,
    CostKind,
    Fund,
    FundKind,
    in_order,
    ordered,
    total,
    with_flat_rate,
    worked,
)
from models import WITH_BUDGET, WITHOUT_MONEY, Application, Commitment, Part
from workflow.refusals import Refused

YEARS = range(2014, 2101)
MOST = Decimal(10) ** 12  # more than any funder has
LONGEST_BOARD = 200
SOONEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)


class Detail(NamedTuple):
    """What a part's total cost and co-funding are made of."""

    costs: tuple[Cost, ...]
    funds: tuple[Fund, ...]
    undertaking: bool | None
    currency: str

    @classmethod
    def of(cls, part: Commitment) -> Self:
        """Return a part's own."""
        return cls(part.costs or (), part.funds or (), part.undertaking, part.currency)

    def fitting(self, part: Part) -> Self:
        """Leave out what a part of this kind does not have, and put the rest in order."""
        return self._replace(
            costs=ordered(self.costs) if part in WITH_BUDGET else (),
            funds=() if part in WITHOUT_MONEY else in_order(self.funds),
            undertaking=self.undertaking if part in WITH_BUDGET else None,
        )


class Difference(NamedTuple):
    """What is left to divide of a sum, below nothing if too much is divided."""

    costs: Decimal
    funds: Decimal


def check_detail(detail: Detail, application: Application) -> None:
    """Refuse lines that cannot be."""
    if detail.currency not in CURRENCIES:
        raise Refused("Choose one of the currencies.")
    for cost in detail.costs:
        if cost.kind is CostKind.FLAT_RATE:
            raise Refused("A flat rate is counted, not typed.")
        if cost.year not in YEARS:
            raise Refused("Choose a year between {first} and {last}.",
                          first=str(YEARS[0]), last=str(YEARS[-1]))  # fmt: skip
    amounts = [each.amount for each in detail.costs] + [each.amount for each in detail.funds]
    if any(not NOTHING <= each < MOST for each in amounts):
        raise Refused("No sum is below nothing.")
    for fund in detail.funds:
        check_fund(fund)
    if beyond_40(detail.costs, application.flat_rate):
        raise Refused("With the flat rate of 40 %, only staff and participants' pay are written.")


def check_fund(fund: Fund) -> None:
    """Refuse a promise that contradicts itself."""
    if len(fund.board) > LONGEST_BOARD:
        raise Refused("Shorten the name of who decides.")
    if fund.day and not SOONEST <= fund.day <= LATEST:
        raise Refused("Choose the day of the decision once more.")
    if fund.kind is not FundKind.STAFF_TIME:
        if fund.hours is not None or fund.hourly_rate is not None:
            raise Refused("Only staff time is counted in hours.")
    elif fund.hours is None or fund.hourly_rate is None or min(fund.hours, fund.hourly_rate) < 0:
        raise Refused("Hours have a rate, and a rate has hours.")
    elif fund.amount != worked(fund.hours, fund.hourly_rate):
        raise Refused("The hours at their rate are another sum.")


def beyond_40(costs: Iterable[Cost], flat_rate: int | None) -> bool:
    """Say whether something is written that the flat rate of 40 % covers."""
    return flat_rate == 40 and any(each.kind not in BESIDE_40 for each in costs)


def whole(part: Commitment) -> tuple[Cost, ...]:
    """Return all costs of a part, with what the bid's flat rate makes of its staff costs."""
    return with_flat_rate(part.costs, part.application.flat_rate)


def difference(part: Commitment) -> Difference | None:
    """Say what is left to divide; None where nothing is divided, so that nothing can differ."""
    if not part.costs and not part.funds:
        return None
    return Difference(
        part.total_cost - total(whole(part)) if part.costs else NOTHING,
        part.co_funding - total(part.funds) if part.funds else NOTHING,
    )
