"""What a part of a bid costs, by kind and year, and what pays for it: values without a database."""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from msgspec import Struct

NOTHING = Decimal(0)
CENT = Decimal("0.01")
CURRENCIES = ("SEK", "EUR", "NOK", "DKK")


class CostKind(StrEnum):
    """What is paid for. A flat rate is counted on staff costs, and typed by nobody."""

    STAFF = "staff"
    PARTICIPANTS = "participants"  # their pay and allowances
    SERVICES = "services"
    TRAVEL = "travel"
    EQUIPMENT = "equipment"
    PREMISES = "premises"
    OTHER = "other"
    FLAT_RATE = "flat_rate"


TYPED_KINDS = tuple(each for each in CostKind if each is not CostKind.FLAT_RATE)
# What a flat rate of 40 % leaves to be written: it covers all else (Reg. (EU) 2021/1060 art. 56).
BESIDE_40 = (CostKind.STAFF, CostKind.PARTICIPANTS)
FLAT_RATES = (15, 40)


class FundKind(StrEnum):
    """How a partner pays its share."""

    CASH = "cash"
    STAFF_TIME = "staff_time"
    PREMISES = "premises"
    PARTICIPANTS_PAY = "participants_pay"


class Cost(Struct, frozen=True):
    """What one kind costs in one year."""

    kind: CostKind
    year: int
    amount: Decimal


class Fund(Struct, frozen=True, kw_only=True):
    """One promise: money, or hours at a rate, or what premises and participants' pay are worth.

    Decided, or waiting for a board to decide on a day, as far as that is known.
    """

    kind: FundKind
    amount: Decimal
    hours: Decimal | None = None
    hourly_rate: Decimal | None = None
    decided: bool = False
    board: str = ""
    day: dt.date | None = None


def worked(hours: Decimal, hourly_rate: Decimal) -> Decimal:
    """Return what hours are worth, to the öre."""
    return (hours * hourly_rate).quantize(CENT, ROUND_HALF_UP)


def total(lines: Iterable[Cost | Fund]) -> Decimal:
    """Add lines up."""
    return sum((each.amount for each in lines), NOTHING)


def ordered(costs: Iterable[Cost]) -> tuple[Cost, ...]:
    """Add up what is of one kind and year, and order it by year and kind; nothing is no line."""
    sums: dict[tuple[int, CostKind], Decimal] = {}
    for each in costs:
        sums[each.year, each.kind] = sums.get((each.year, each.kind), NOTHING) + each.amount
    kinds = list(CostKind)
    places = sorted(sums, key=lambda place: (place[0], kinds.index(place[1])))
    return tuple(Cost(kind, year, sums[year, kind]) for year, kind in places if sums[year, kind])


def in_order(funds: Iterable[Fund]) -> tuple[Fund, ...]:
    """Order promises so that the same ones always stand alike, whoever typed them when."""
    kinds = list(FundKind)
    return tuple(
        sorted(
            (each for each in funds if each.amount),
            key=lambda each: (
                kinds.index(each.kind), not each.decided, each.day or dt.date.min, each.board,
                each.amount, each.hours or NOTHING,
            ),
        )
    )  # fmt: skip


def with_flat_rate(costs: Iterable[Cost], percent: int | None) -> tuple[Cost, ...]:
    """Add what the flat rate on staff costs makes of each year."""
    typed = ordered(costs)
    if not percent:
        return typed
    made = (
        Cost(
            CostKind.FLAT_RATE, each.year,
            (each.amount * percent / 100).quantize(CENT, ROUND_HALF_UP),
        )
        for each in typed
        if each.kind is CostKind.STAFF
    )  # fmt: skip
    return ordered((*typed, *made))
