"""The money of a bid, held against what the call says."""

from decimal import Decimal

import pytest

from lexicon.terms import Amount, Bound, MoneyKind, Rate, Verdict
from workflow.applications.cofunding import Ceiling, Sums, ceiling, need


def kronor(total_cost: int, co_funding: int) -> Sums:
    return Sums("SEK", Decimal(total_cost), Decimal(co_funding))


def test_the_share_is_the_projects_own() -> None:
    assert kronor(11_400_000, 3_880_000).share == Decimal("34.0")
    assert kronor(0, 0).share is None


@pytest.mark.parametrize(
    ("of", "left"), [(MoneyKind.SUPPORT, 400), (MoneyKind.UNKNOWN, 400), (MoneyKind.TOTAL_COST, 0)]
)
def test_a_ceiling_is_one_on_support_or_on_the_whole_cost(of: MoneyKind, left: int) -> None:
    amount = Amount(currency="SEK", most=Decimal(1000), of=of)

    held = ceiling((amount,), kronor(1000, 400))

    assert held
    assert held.left == left


def test_no_single_ceiling_is_no_ceiling() -> None:
    one = Amount(currency="SEK", most=Decimal(1000))

    assert ceiling((one, one), kronor(1, 0)) is None
    assert ceiling((Amount(currency="EUR", most=Decimal(1000)),), kronor(1, 0)) is None
    assert ceiling((Amount(currency="SEK"),), kronor(1, 0)) is None
    assert ceiling((one,), kronor(1500, 0)) == Ceiling(
        Decimal(1000), MoneyKind.SUPPORT, Decimal(-500)
    )


@pytest.mark.parametrize(
    ("rate", "co_funding", "met"),
    [
        (Rate(co_funding_rate=Decimal(33), bound=Bound.AT_LEAST), 330, Verdict.YES),
        (Rate(co_funding_rate=Decimal(33), bound=Bound.AT_LEAST), 329, Verdict.NO),
        (Rate(funding_rate=Decimal(60), bound=Bound.AT_MOST), 400, Verdict.YES),
        (Rate(funding_rate=Decimal(60), bound=Bound.AT_MOST), 399, Verdict.NO),
        # ESF+ area A: the project's share is 46 %, neither more nor less.
        (Rate(co_funding_rate=Decimal(46), bound=Bound.EXACT), 460, Verdict.YES),
        (Rate(co_funding_rate=Decimal(46), bound=Bound.EXACT), 470, Verdict.NO),
    ],
)
def test_a_rate_is_met_or_not(rate: Rate, co_funding: int, met: Verdict) -> None:
    held = need((rate,), kronor(1000, co_funding))

    assert held
    assert held.met is met


def test_an_exact_share_is_met_to_the_krona() -> None:
    rate = Rate(co_funding_rate=Decimal(46), bound=Bound.EXACT)

    held = need((rate,), kronor(1001, 460))

    assert held
    assert held.met is Verdict.YES


def test_without_a_cost_or_one_rate_nothing_is_known() -> None:
    rate = Rate(co_funding_rate=Decimal(50), bound=Bound.AT_LEAST)

    empty = need((rate,), kronor(0, 0))

    assert empty
    assert empty.met is Verdict.UNKNOWN
    assert need((rate, rate), kronor(1, 1)) is None
    assert need((Rate(co_funding_rate=Decimal(50), side="NO"),), kronor(1, 1)) is None
    assert need((Rate(),), kronor(1, 1)) is None
