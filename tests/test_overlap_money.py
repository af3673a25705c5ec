"""The same cost, the same people or the same promise twice."""

from decimal import Decimal
from typing import Any

import pytest

from lexicon.budget import Cost, CostKind
from lexicon.overlap_types import Trait
from models import OverlapKind
from tests.county import ELDERLY, YOUTH, County, common, part, promise

CARPENTRY = (
    "I Kumla lär sig långtidsarbetslösa snickra, måla och lägga tak, och bygger vindskydd, bänkar"
    " och lekstugor åt förskolorna under ledning av pensionerade hantverkare från trakten."
)
CHOIR = (
    "Kör, dans och teater varje torsdag, med sångpedagoger och en skådespelare som skriver en"
    " föreställning ur deltagarnas egna minnen och spelar den på sommarens marknader."
)
WORK = (
    "Vår handledare möter varje deltagare en gång i veckan, följer med till företagen och skriver"
    " tillsammans med folkhögskolan de intyg som arbetsgivarna känner igen."
)


@pytest.mark.parametrize(
    "terms",
    [
        {"work": WORK},
        {
            "total_cost": Decimal(612_500),
            "costs": (Cost(CostKind.STAFF, 2027, Decimal(612_500)),),
        },
    ],
)
def test_a_cost_in_bids_to_two_funds_is_double_funding(
    county: County, terms: dict[str, Any]
) -> None:
    county.bid(county.laxa, YOUTH, None, part(county.activa, **terms))
    county.bid(county.hallsberg, ELDERLY, county.arv, part(county.activa, **terms))

    [found] = county.find()

    assert found.kind is OverlapKind.SAME_COST_TWO_FUNDS
    assert found.common


def test_another_cost_of_the_same_party_is_no_double_funding(county: County) -> None:
    first: dict[str, Any] = {"work": WORK, "costs": (Cost(CostKind.STAFF, 2027, Decimal(612_500)),)}
    other: dict[str, Any] = {
        "work": "Vi lånar ut våra lokaler.",
        "costs": (Cost(CostKind.PREMISES, 2027, Decimal(612_500)),),
    }
    county.bid(county.laxa, YOUTH, None, part(county.activa, total_cost=Decimal(612_500), **first))
    county.bid(
        county.hallsberg, ELDERLY, county.arv,
        part(county.activa, total_cost=Decimal(612_500), **other),
    )  # fmt: skip

    assert county.kinds() == []


def test_the_same_work_twice_for_one_funder_is_no_double_funding(county: County) -> None:
    other = county.call("Unga till arbete", "Svenska ESF-rådet", "ESF+")
    county.bid(county.laxa, YOUTH, None, part(county.activa, work=WORK))
    county.bid(county.hallsberg, ELDERLY, other, part(county.activa, work=WORK))

    assert county.kinds() == []


def test_the_same_people_in_the_same_town_are_counted_twice(county: County) -> None:
    county.bid(county.laxa, CARPENTRY)
    county.bid(county.activa, f"{CHOIR} Med långtidsarbetslösa i Kumla.", county.arv)

    [found] = county.find()

    assert found.kind is OverlapKind.SAME_PARTICIPANTS
    assert common(found, Trait.PLACE) == [("Kumla", 1)]
    assert ("unemployed", 1) in common(found, Trait.TARGET_GROUP)


@pytest.mark.parametrize(
    "other",
    [
        f"{CHOIR} Med långtidsarbetslösa i Örebro.",
        f"{CHOIR} Med pensionärer i Kumla.",
        f"Vara med får den som är långtidsarbetslös. {CHOIR}",
    ],
)
def test_other_people_or_another_town_are_nobody_twice(county: County, other: str) -> None:
    county.bid(county.laxa, CARPENTRY)
    county.bid(county.activa, other, county.arv)

    assert county.kinds() == []


def test_what_a_region_promises_twice_adds_up_beyond_its_ceiling(county: County) -> None:
    county.region.promises_most = Decimal(1_000_000)
    promise(county, 600_000, 700_000)

    [found] = county.find()

    assert found.kind is OverlapKind.SAME_COFINANCIER
    assert sum(number for _, number in common(found, Trait.MONEY)) == 1_300_000
    assert common(found, Trait.LIMIT) == [("Region Örebro län", 1_000_000)]


@pytest.mark.parametrize(
    ("ceiling", "sums"),
    [(1_000_000, (600_000, 400_000)), (None, (600_000, 700_000)), (1_000_000, (1_200_000,))],
)
def test_within_the_ceiling_without_one_or_in_one_bid_nothing_is_promised_twice(
    county: County, ceiling: int | None, sums: tuple[int, ...]
) -> None:
    county.region.promises_most = None if ceiling is None else Decimal(ceiling)
    promise(county, *sums)

    assert county.kinds() == []
