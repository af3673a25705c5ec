"""The same co-funding promised in two open bids."""

from datetime import date
from decimal import Decimal

import pytest

from lexicon.budget import Cost, CostKind, Fund, FundKind
from models import Application, Commitment, Stage
from tests.bids import World, part_of
from tests.conftest import NOON
from workflow.applications import commitments, declining, promised
from workflow.applications.budgeting import Detail, Difference, difference
from workflow.applications.terms import seal_of
from workflow.overlaps.merging import merge


def cash(amount: int, *, decided: bool = True) -> Fund:
    return Fund(kind=FundKind.CASH, amount=Decimal(amount), decided=decided)


def hours(number: int, rate: int) -> Fund:
    return Fund(
        kind=FundKind.STAFF_TIME, amount=Decimal(number * rate), hours=Decimal(number),
        hourly_rate=Decimal(rate), board="The board", day=date(2026, 3, 3),
    )  # fmt: skip


def promise(world: World, part: Commitment, own: int, *funds: Fund, currency: str = "SEK") -> None:
    commitments.change(
        world.session, part, total_cost=Decimal(2 * own), co_funding=Decimal(own),
        detail=Detail((), funds, None, currency), seen=seal_of(part), by=world.cleo, now=NOON,
    )  # fmt: skip


def two_bids(world: World) -> tuple[Application, Application]:
    """Let the university be in the town's bid and in the association's."""
    blue = world.bid(world.town, "Blue lakes", world.university)
    clear = world.bid(world.association, "Clear lakes", world.university)
    return blue, clear


def test_what_is_promised_in_two_bids_is_added_up_by_kind(world: World) -> None:
    blue, clear = two_bids(world)
    promise(world, part_of(blue, world.university), 100_000, cash(40_000), hours(100, 500))
    promise(world, part_of(clear, world.university), 30_000, cash(30_000))

    (found,) = promised.in_several([blue, clear])

    assert found.partner is world.university
    assert [each.application.title for each in found.promises] == ["Blue lakes", "Clear lakes"]
    assert found.sums == {
        "SEK": {
            FundKind.CASH: Decimal(70_000),
            FundKind.STAFF_TIME: Decimal(50_000),
            None: Decimal(10_000),  # of the first bid; nobody has said how it is paid
        }
    }
    assert found.over is None


def test_a_promise_in_one_bid_is_promised_once(world: World) -> None:
    blue, clear = two_bids(world)
    promise(world, part_of(blue, world.university), 100_000)

    assert promised.in_several([blue, clear]) == []
    assert len(promised.promises([blue, clear])) == 1


@pytest.mark.parametrize(("most", "over"), [(100_000, 30_000), (130_000, 0), (0, 130_000)])
def test_a_ceiling_that_a_partner_has_stated_holds_over_all_bids(
    world: World, most: int, over: int
) -> None:
    blue, clear = two_bids(world)
    promise(world, part_of(blue, world.university), 100_000)
    promise(world, part_of(clear, world.university), 30_000)
    world.university.promises_most = Decimal(most)

    (found,) = promised.in_several([blue, clear])

    assert found.over == over


def test_other_currencies_are_not_added_to_the_ceiling(world: World) -> None:
    blue, clear = two_bids(world)
    promise(world, part_of(blue, world.university), 100_000)
    promise(world, part_of(clear, world.university), 30_000, currency="NOK")
    world.university.promises_most = Decimal(100_000)

    (found,) = promised.in_several([blue, clear])

    assert found.over == 0
    assert found.beside == ("NOK",)


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.MERGED, Stage.REJECTED])
def test_what_is_no_longer_open_promises_nothing(world: World, stage: Stage) -> None:
    blue, clear = two_bids(world)
    promise(world, part_of(blue, world.university), 100_000)
    promise(world, part_of(clear, world.university), 30_000)
    clear.stage = stage
    clear.merged_into = blue if stage is Stage.MERGED else None
    clear.submitted_at = NOON if stage is Stage.REJECTED else None

    assert promised.in_several([blue, clear]) == []


def test_who_declined_promises_nothing(world: World) -> None:
    blue, clear = two_bids(world)
    promise(world, part_of(blue, world.university), 100_000)
    promise(world, part_of(clear, world.university), 30_000)
    part = part_of(clear, world.university)
    declining.decline(world.session, part, reason="No time", by=world.ben, now=NOON)

    assert promised.in_several([blue, clear]) == []


def test_costs_are_no_promise(world: World) -> None:
    blue, _ = two_bids(world)
    part = part_of(blue, world.university)
    detail = Detail((Cost(CostKind.STAFF, 2027, Decimal(10)),), (), None, "SEK")
    commitments.change(
        world.session, part, total_cost=Decimal(10), co_funding=Decimal(0), detail=detail,
        seen=seal_of(part), by=world.cleo, now=NOON,
    )  # fmt: skip

    assert promised.promises([blue]) == []


def test_a_merger_brings_both_bids_lines_together(world: World) -> None:
    blue, clear = two_bids(world)
    for bid, amount in ((blue, 100_000), (clear, 30_000)):
        part = part_of(bid, world.university)
        costs = (
            Cost(CostKind.STAFF, 2027, Decimal(amount)),
            Cost(CostKind.TRAVEL, 2027, Decimal(amount)),
        )
        commitments.change(
            world.session, part, total_cost=Decimal(2 * amount), co_funding=Decimal(amount),
            detail=Detail(costs, (cash(amount),), None, "SEK"), seen=seal_of(part), by=world.cleo,
            now=NOON,
        )  # fmt: skip

    merge(world.session, clear, blue, by=world.cleo, now=NOON)

    part = part_of(blue, world.university)
    assert [int(each.amount) for each in part.costs] == [130_000, 130_000]
    assert [int(each.amount) for each in part.funds] == [30_000, 100_000]
    assert difference(part) == Difference(Decimal(0), Decimal(0))


def test_a_merger_leaves_out_what_the_flat_rate_of_40_percent_covers(world: World) -> None:
    blue, clear = two_bids(world)
    blue.flat_rate = 40
    part = part_of(clear, world.university)
    detail = Detail((Cost(CostKind.TRAVEL, 2027, Decimal(10)),), (), None, "SEK")
    commitments.change(
        world.session, part, total_cost=Decimal(10), co_funding=Decimal(0), detail=detail,
        seen=seal_of(part), by=world.cleo, now=NOON,
    )  # fmt: skip

    merge(world.session, clear, blue, by=world.cleo, now=NOON)

    moved = part_of(blue, world.university)
    assert moved.costs == ()
    assert moved.total_cost == 10
