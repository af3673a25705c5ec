"""How a part's sums are made up: added up in any order, bound by a signature, never guessed."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.budget import (
    TYPED_KINDS,
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
from models import Application, Commitment, Event, Letter, Part
from tests.bids import JUST_NOW, World, part_of
from tests.conftest import NOON
from workflow import Conflict, Refused
from workflow.applications import choosing, commitments, recording
from workflow.applications.budgeting import Detail, difference
from workflow.applications.terms import seal_of, signed, terms
from workflow.history import phrase

amounts = st.decimals(0, 10**9, places=2)
costs = st.lists(
    st.builds(Cost, st.sampled_from(TYPED_KINDS), st.integers(2024, 2032), amounts), max_size=12
)
funds = st.lists(
    st.builds(
        Fund, kind=st.sampled_from([FundKind.CASH, FundKind.PREMISES]), amount=amounts,
        decided=st.booleans(), board=st.sampled_from(["", "The board", "Styrelsen"]),
        day=st.none() | st.dates(date(2027, 1, 1), date(2027, 12, 31)),
    ),
    max_size=8,
)  # fmt: skip


@given(costs)
def test_lines_add_up_to_what_was_typed(typed: list[Cost]) -> None:
    assert total(ordered(typed)) == total(typed)
    assert ordered(ordered(typed)) == ordered(typed)


@given(costs.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_in_which_costs_are_typed_does_not_matter(
    both: tuple[list[Cost], list[Cost]],
) -> None:
    assert ordered(both[0]) == ordered(both[1])


@given(funds.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_in_which_promises_are_typed_does_not_matter(
    both: tuple[list[Fund], list[Fund]],
) -> None:
    assert in_order(both[0]) == in_order(both[1])
    assert total(in_order(both[0])) == total(both[0])


@given(costs, st.sampled_from([15, 40]))
def test_a_flat_rate_adds_its_share_of_staff_to_each_year_and_nothing_else(
    typed: list[Cost], percent: int
) -> None:
    made = with_flat_rate(typed, percent)

    staff = total(each for each in typed if each.kind is CostKind.STAFF)
    flat = total(each for each in made if each.kind is CostKind.FLAT_RATE)
    assert total(made) == total(typed) + flat
    # Each year is rounded by itself, to the öre.
    assert abs(flat - staff * percent / 100) <= Decimal("0.005") * len({e.year for e in typed})


def staff(year: int, amount: int) -> Cost:
    return Cost(CostKind.STAFF, year, Decimal(amount))


def time(hours: int, rate: int) -> Fund:
    of, at = Decimal(hours), Decimal(rate)
    return Fund(kind=FundKind.STAFF_TIME, amount=worked(of, at), hours=of, hourly_rate=at)


FULL = Detail(
    (staff(2027, 100_000), Cost(CostKind.TRAVEL, 2028, Decimal(20_000))),
    (time(100, 400), Fund(kind=FundKind.CASH, amount=Decimal(20_000), decided=True)),
    False, "SEK",
)  # fmt: skip


def divide(
    world: World, part: Commitment, detail: Detail = FULL, total_cost: int = 120_000,
    co_funding: int = 60_000, kind: Part | None = None,
) -> None:  # fmt: skip
    commitments.change(
        world.session, part, part=kind, total_cost=Decimal(total_cost),
        co_funding=Decimal(co_funding), detail=detail, seen=seal_of(part), by=world.cleo, now=NOON,
    )  # fmt: skip


def test_the_terms_say_all_that_is_divided(world: World, bid: Application) -> None:
    part = bid.commitments[1]
    divide(world, part)

    said = json.loads(terms(part))

    assert said["costs"] == [[2027, "staff", "100000.00"], [2028, "travel", "20000.00"]]
    assert said["funds"] == [
        {"amount": "20000.00", "decided": True, "kind": "cash"},
        {"amount": "40000.00", "decided": False, "hourly_rate": "400.00", "hours": "100.00",
         "kind": "staff_time"},
    ]  # fmt: skip
    assert said["undertaking"] is False


OTHERS: list[Callable[[Detail], Detail]] = [
    lambda it: it._replace(costs=(*it.costs, staff(2029, 1))),
    lambda it: it._replace(costs=(staff(2028, 100_000), it.costs[1])),
    lambda it: it._replace(costs=(Cost(CostKind.OTHER, 2027, Decimal(100_000)), it.costs[1])),
    lambda it: it._replace(funds=(time(80, 500), it.funds[1])),  # the same sum
    lambda it: it._replace(
        funds=(it.funds[0], Fund(kind=FundKind.CASH, amount=Decimal(20_000), board="The board"))
    ),
    lambda it: it._replace(undertaking=True),
    lambda it: it._replace(currency="NOK"),
]


@pytest.mark.parametrize("other", OTHERS)
def test_any_other_detail_voids_that_partners_signature_only(
    world: World, bid: Application, other: Callable[[Detail], Detail]
) -> None:
    lead, part = bid.commitments
    divide(world, part)
    for each, by in ((lead, world.ada), (part, world.ben)):
        commitments.sign(
            world.session, each, seen=seal_of(each), by=by, now=NOON, signed_in=JUST_NOW
        )

    divide(world, part, other(FULL))

    assert signed(part) is None
    assert part.signatures[0].void_at == NOON
    assert signed(lead)


def test_the_same_detail_in_another_order_changes_nothing(world: World, bid: Application) -> None:
    part = bid.commitments[1]
    divide(world, part)
    commitments.sign(
        world.session, part, seen=seal_of(part), by=world.ben, now=NOON, signed_in=JUST_NOW
    )

    divide(world, part, FULL._replace(costs=FULL.costs[::-1], funds=FULL.funds[::-1]))

    assert signed(part)


def test_the_short_way_leaves_the_detail_and_the_difference_is_told(
    world: World, bid: Application
) -> None:
    part = bid.commitments[1]
    divide(world, part)

    commitments.change(
        world.session, part, total_cost=Decimal(150_000), co_funding=Decimal(50_000),
        seen=seal_of(part), by=world.ben, now=NOON,
    )  # fmt: skip

    assert part.costs == FULL.costs
    assert difference(part) == (Decimal(30_000), Decimal(-10_000))


def test_what_is_not_divided_does_not_differ(world: World, bid: Application) -> None:
    world.agree(bid.commitments[1])

    assert difference(bid.commitments[1]) is None


@pytest.mark.parametrize(
    ("kind", "own", "costs", "funds"),
    [
        (Part.CO_FINANCIER, 60_000, 0, 2),
        (Part.PARTICIPATING, 0, 0, 0),
        (Part.ASSOCIATED, 0, 0, 0),
    ],
)
def test_a_role_without_budget_or_money_loses_what_it_cannot_have(
    world: World, bid: Application, kind: Part, own: int, costs: int, funds: int
) -> None:
    part = bid.commitments[1]
    divide(world, part)

    divide(world, part, Detail.of(part), 0, own, kind)

    assert (len(part.costs), len(part.funds), part.undertaking) == (costs, funds, None)


@pytest.mark.parametrize(
    ("detail", "why"),
    [
        (FULL._replace(currency="USD"), "currencies"),
        (FULL._replace(costs=(staff(1999, 1),)), "year"),
        (FULL._replace(costs=(staff(2027, -1),)), "below nothing"),
        (FULL._replace(costs=(staff(2027, 10**12),)), "below nothing"),
        (FULL._replace(costs=(Cost(CostKind.FLAT_RATE, 2027, Decimal(1)),)), "not typed"),
        (FULL._replace(funds=(Fund(kind=FundKind.STAFF_TIME, amount=Decimal(1)),)), "have a rate"),
        (
            FULL._replace(
                funds=(
                    Fund(
                        kind=FundKind.CASH, amount=Decimal(1), hours=Decimal(1),
                        hourly_rate=Decimal(1),
                    ),
                )
            ),
            "Only staff time",
        ),
        (
            FULL._replace(
                funds=(
                    Fund(
                        kind=FundKind.STAFF_TIME, amount=Decimal(5), hours=Decimal(2),
                        hourly_rate=Decimal(2),
                    ),
                )
            ),
            "another sum",
        ),
        (
            FULL._replace(
                funds=(Fund(kind=FundKind.CASH, amount=Decimal(1), board="x" * 201),)
            ),
            "Shorten",
        ),
        (
            FULL._replace(
                funds=(Fund(kind=FundKind.CASH, amount=Decimal(1), day=date(1066, 1, 1)),)
            ),
            "day",
        ),
    ],
)  # fmt: skip
def test_impossible_lines_are_refused(
    world: World, bid: Application, detail: Detail, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        divide(world, bid.commitments[1], detail)


def test_lines_that_somebody_else_changed_are_read_first(world: World, bid: Application) -> None:
    part = bid.commitments[1]
    seen = seal_of(part)
    divide(world, part)

    with pytest.raises(Conflict):
        commitments.change(
            world.session, part, total_cost=Decimal(1), co_funding=Decimal(0), seen=seen,
            by=world.ben, now=NOON,
        )  # fmt: skip


# The flat rate of all


def choose(world: World, bid: Application, flat_rate: int | None, seen: int | None = None) -> None:
    choosing.choose_flat_rate(world.session, bid, flat_rate, seen=seen, by=world.ada, now=NOON)


def test_a_flat_rate_voids_the_signatures_on_costs_that_it_changes(
    world: World, bid: Application
) -> None:
    lead, part = bid.commitments
    divide(world, part)
    for each, by in ((lead, world.ada), (part, world.ben)):
        commitments.sign(
            world.session, each, seen=seal_of(each), by=by, now=NOON, signed_in=JUST_NOW
        )

    choose(world, bid, 15)

    assert signed(part) is None
    assert signed(lead)  # who has divided no staff costs has signed the same terms as before
    assert json.loads(terms(part))["costs"][1] == [2027, "flat_rate", "15000.00"]
    told = world.session.scalars(select(Letter).filter_by(kind="changed")).all()
    assert [each.person and each.person.name for each in told] == ["Ben"]


def test_with_40_percent_other_costs_are_not_written(world: World, bid: Application) -> None:
    part = bid.commitments[1]
    divide(world, part)

    with pytest.raises(Refused, match="University has other costs"):
        choose(world, bid, 40)
    divide(world, part, FULL._replace(costs=(staff(2027, 100_000),)))
    choose(world, bid, 40)

    with pytest.raises(Refused, match="only staff"):
        divide(world, part)


@pytest.mark.parametrize("flat_rate", [0, 20, 41])
def test_there_are_two_flat_rates(world: World, bid: Application, flat_rate: int) -> None:
    with pytest.raises(Refused, match="one of the flat rates"):
        choose(world, bid, flat_rate)


def test_the_slower_of_two_sees_the_others_flat_rate_first(world: World, bid: Application) -> None:
    choose(world, bid, 15)

    with pytest.raises(Conflict, match="another flat rate"):
        choose(world, bid, 40)
    choose(world, bid, 15)  # the same twice is once

    assert bid.flat_rate == 15


def test_only_who_leads_or_coordinates_chooses(world: World, bid: Application) -> None:
    session, rate = world.session, Decimal(11)

    with pytest.raises(Refused, match="for others"):
        choosing.choose_flat_rate(session, bid, 15, seen=None, by=world.ben, now=NOON)
    with pytest.raises(Refused, match="for others"):
        choosing.tell_exchange_rate(session, bid, rate, by=world.ben, now=NOON)


# What a promise rests on


def record(world: World, part: Commitment, protocol: str, seen: str | None = None) -> None:
    recording.record(
        world.session, part, protocol=protocol, diary_number="KS 2027/1", delegation="",
        seen=recording.mark(part) if seen is None else seen, by=world.ben, now=NOON,
    )  # fmt: skip


def test_a_protocol_is_recorded_after_the_signature_which_holds(
    world: World, session: Session, bid: Application
) -> None:
    part = bid.commitments[1]
    world.agree(part)

    record(world, part, " Board  § 41 ")

    assert part.protocol == "Board § 41"
    assert signed(part)
    event = session.scalars(select(Event).filter_by(verb="recorded")).one()
    assert phrase(event).values["protocol"] == "Board § 41"


def test_two_who_record_at_once_lose_nothing(world: World, bid: Application) -> None:
    part = bid.commitments[1]
    seen = recording.mark(part)
    record(world, part, "§ 41")

    with pytest.raises(Conflict):
        record(world, part, "§ 42", seen)
    record(world, part, "§ 41", seen)  # the same twice is once

    assert part.protocol == "§ 41"


def test_nobody_records_for_others_or_at_length(world: World, bid: Application) -> None:
    part = part_of(bid, world.university)
    with pytest.raises(Refused, match="for others"):
        recording.record(
            world.session, part, protocol="§ 1", diary_number="", delegation="",
            seen=recording.mark(part), by=world.cleo, now=NOON,
        )  # fmt: skip
    with pytest.raises(Refused, match="characters"):
        record(world, part, "x" * 201)
