"""A bid held against its call and programme, its years, its promises, and the room for aid."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from lexicon.budget import Cost, CostKind, Fund, FundKind
from lexicon.terms import Basis, Bound, Rate, Verdict
from models import Aid, Application, Commitment
from tests.bids import JUST_NOW, World, part_of
from tests.conftest import NOON
from workflow import Refused
from workflow.applications import cashflow, choosing, commitments, deminimis, promising, rates
from workflow.applications.budgeting import Detail
from workflow.applications.cofunding import Sums, currency_of, sums, totals
from workflow.applications.promising import Certainty
from workflow.applications.terms import seal_of
from workflow.forms.sums import money_of, rate_of
from workflow.partners import aids
from workflow.refusals import Incomplete


def give(
    world: World, part: Commitment, total_cost: int, own: int, *, costs: tuple[Cost, ...] = (),
    funds: tuple[Fund, ...] = (), currency: str = "SEK", undertaking: bool | None = None,
) -> None:  # fmt: skip
    commitments.change(
        world.session, part, total_cost=Decimal(total_cost), co_funding=Decimal(own),
        detail=Detail(costs, funds, undertaking, currency), seen=seal_of(part), by=world.cleo,
        now=NOON,
    )  # fmt: skip


def esf(world: World, area: str = "A2") -> None:
    world.lakes.funder, world.lakes.rates = "Svenska ESF-rådet", ()
    world.lakes.text, world.lakes.areas = f"inom programområde {area}", ("SE124",)


# Against the call


@pytest.mark.parametrize(("own", "met"), [(460, Verdict.YES), (470, Verdict.NO), (450, Verdict.NO)])
def test_an_esf_project_has_exactly_its_share(
    world: World, bid: Application, own: int, met: Verdict
) -> None:
    esf(world)
    give(world, bid.commitments[0], 600, 600)
    give(world, bid.commitments[1], 400, own - 600 if own > 600 else 0)
    give(world, bid.commitments[0], 600, own)

    (held,) = rates.held(bid)

    assert (held.need.met, held.need.bound) == (met, Bound.EXACT)
    assert held.need.own == 460
    assert held.sums[0].share == Decimal(own) / 10


def test_the_call_itself_stands_before_its_programme_and_a_difference_is_told(
    world: World, bid: Application
) -> None:
    esf(world)
    world.lakes.rates = (Rate(co_funding_rate=Decimal(40), bound=Bound.EXACT),)
    give(world, bid.commitments[0], 1000, 400)

    (held,) = rates.held(bid)

    assert held.need.met is Verdict.YES
    assert [each.value for each in rates.said_otherwise(world.lakes)] == ["46"]


def test_each_side_is_held_against_its_own_rate(world: World, bid: Application) -> None:
    world.lakes.funder, world.lakes.rates = "Interreg Sverige-Norge", ()
    world.university.country = "NO"
    give(world, bid.commitments[0], 1000, 350)
    give(world, bid.commitments[1], 1000, 400, currency="NOK")

    swedish, norwegian = rates.held(bid)

    assert (swedish.side, swedish.need.met) == ("SE", Verdict.YES)
    assert (norwegian.side, norwegian.need.met) == ("NO", Verdict.NO)
    assert [each.need.share for each in (swedish, norwegian)] == [35, 50]
    assert norwegian.need.own - norwegian.sums[0].co_funding == 100
    assert rates.on_no_side(bid) == []


def test_who_is_on_no_side_is_told(world: World, bid: Application) -> None:
    world.lakes.funder, world.lakes.rates = "Interreg Sverige-Norge", ()
    world.university.country = "FI"

    assert rates.on_no_side(bid) == [bid.commitments[1]]


def test_a_rate_of_each_partner_is_held_against_each(world: World, bid: Application) -> None:
    rate = Rate(funding_rate=Decimal(60), per=Basis.PARTNER)
    world.lakes.rates = (rate,)
    give(world, bid.commitments[0], 1000, 400)
    give(world, bid.commitments[1], 1000, 300)

    found = rates.held(bid)

    assert [(each.partner, each.need.met) for each in found] == [
        (bid.commitments[0], Verdict.YES), (bid.commitments[1], Verdict.NO),
    ]  # fmt: skip


def test_sums_in_two_currencies_have_no_share(world: World, bid: Application) -> None:
    give(world, bid.commitments[0], 1000, 500)
    give(world, bid.commitments[1], 1000, 500, currency="EUR")

    (held,) = rates.held(bid)

    assert held.need.met is Verdict.UNKNOWN
    assert totals(bid.parts) == [
        Sums("SEK", Decimal(1000), Decimal(500)), Sums("EUR", Decimal(1000), Decimal(500)),
    ]  # fmt: skip
    assert sums(bid).total_cost == 1000
    assert currency_of(bid) == "SEK"
    assert rates.need(bid.call, bid.parts, sums(bid)) is None  # half of it is not in these sums


def test_a_call_that_says_nothing_is_held_against_nothing(world: World, bid: Application) -> None:
    world.lakes.rates = ()

    assert rates.held(bid) == []
    assert rates.rules(None) == []


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=6))
def test_parts_add_up_whatever_their_order(pairs: list[tuple[int, int]]) -> None:
    parts = [
        Commitment(total_cost=Decimal(a + b), co_funding=Decimal(b), currency="SEK")
        for a, b in pairs
    ]

    assert totals(parts) == totals(reversed(parts))
    assert sum((each.support for each in totals(parts)), Decimal(0)) == sum(a for a, _ in pairs)


# Years, and what has to be laid out


def costs(*years: int, amount: int = 100_000) -> tuple[Cost, ...]:
    return tuple(Cost(CostKind.STAFF, year, Decimal(amount)) for year in years)


def test_what_is_laid_out_is_the_support_of_each_year(world: World, bid: Application) -> None:
    esf(world)
    give(world, bid.commitments[0], 400_000, 184_000, costs=costs(2027, 2028))
    found = rates.rules(world.lakes)

    first, second = cashflow.years(bid.parts, "SEK", found)

    assert first.year == 2027
    assert [first.costs, first.support] == [100_000, 54_000]
    assert first.at_once == 16_274  # 110 days of 365, rounded up
    assert second.support == 54_000
    assert cashflow.undivided(bid.parts, "SEK") == 200_000
    assert cashflow.in_arrears(bid) is True
    advance = cashflow.advance(sums(bid), found)
    assert advance
    assert advance.most == 108_000  # half of the support, which is less than 400 000 kr


def test_a_flat_rate_is_laid_out_too(world: World, bid: Application) -> None:
    give(world, bid.commitments[0], 140_000, 0, costs=costs(2027))
    choosing.choose_flat_rate(world.session, bid, 40, seen=None, by=world.ada, now=NOON)

    (year,) = cashflow.years(bid.parts, "SEK", [])

    assert [year.costs, year.support] == [140_000, 140_000]
    assert year.at_once is None


@pytest.mark.parametrize("said", [True, False, None])
def test_the_call_says_whether_it_pays_in_arrears(
    world: World, bid: Application, said: bool | None
) -> None:
    world.lakes.in_arrears = said

    assert cashflow.in_arrears(bid) is said


# How sure it is


def test_what_is_decided_preliminary_and_proposed_is_told_apart(
    world: World, bid: Application
) -> None:
    lead, part = bid.commitments
    funds = (
        Fund(kind=FundKind.CASH, amount=Decimal(100), decided=True),
        Fund(kind=FundKind.PREMISES, amount=Decimal(50), board="The board", day=date(2026, 3, 3)),
    )
    give(world, lead, 1000, 200, funds=funds)
    give(world, part, 1000, 300)
    commitments.sign(
        world.session, lead, seen=seal_of(lead), by=world.ada, now=NOON, signed_in=JUST_NOW
    )

    owed = promising.owed(bid)

    assert promising.by_certainty(owed, "SEK") == {
        Certainty.DECIDED: 100,
        Certainty.PRELIMINARY: 100,  # 50 by the board's leave, 50 by a preliminary signature
        Certainty.PROPOSED: 300,
    }
    assert [(each.board, each.day) for each in owed if each.kind is FundKind.PREMISES] == [
        ("The board", date(2026, 3, 3))
    ]


# De minimis


def aid(day: date, amount: int, currency: str = "EUR", per_euro: str | None = None) -> Aid:
    rate = Decimal(per_euro) if per_euro else None
    return Aid(day=day, amount=Decimal(amount), currency=currency, per_euro=rate, giver="x")


TODAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2023, 1, 12), False), (date(2023, 1, 13), True), (date(2026, 1, 12), True)],
)
def test_the_three_years_roll(day: date, counts: bool) -> None:
    left = deminimis.room([aid(day, 100_000)], TODAY).left

    assert left == (200_000 if counts else 300_000)


def test_the_29th_of_february_has_its_three_years() -> None:
    assert deminimis.first_day(date(2028, 2, 29)) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("more", "held"), [(100_000, Verdict.YES), (100_001, Verdict.NO), (None, Verdict.UNKNOWN)]
)
def test_aid_has_room_up_to_300_000_euro(more: int | None, held: Verdict) -> None:
    room = deminimis.room([aid(TODAY, 2_250_000, "SEK", "11.25")], TODAY)

    assert room.left == 100_000
    assert room.holds(None if more is None else Decimal(more)) is held


def test_an_unknown_exchange_rate_is_not_guessed() -> None:
    room = deminimis.room([aid(TODAY, 900_000, "SEK"), aid(TODAY, 10_000)], TODAY)

    assert room.used == 10_000
    assert len(room.untold) == 1
    assert room.holds(Decimal(1)) is Verdict.UNKNOWN
    assert room.holds(Decimal(300_000)) is Verdict.NO  # whatever the rate was


def test_what_is_asked_for_here_is_in_euro_once_a_rate_is_told(
    world: World, bid: Application
) -> None:
    lead, part = bid.commitments
    give(world, lead, 225_000, 112_500, undertaking=True)
    give(world, part, 1000, 400, currency="EUR", undertaking=True)

    assert deminimis.asked_for(lead) is None
    choosing.tell_exchange_rate(world.session, bid, Decimal("11.25"), by=world.ada, now=NOON)

    assert deminimis.asked_for(lead) == 10_000
    assert deminimis.asked_for(part) == 600
    assert deminimis.undertakings(bid) == [lead, part]


@pytest.mark.parametrize("per_euro", ["0", "-1", "100000"])
def test_a_rate_that_no_bank_has_is_refused(world: World, bid: Application, per_euro: str) -> None:
    with pytest.raises(Refused, match="what a euro costs"):
        choosing.tell_exchange_rate(world.session, bid, Decimal(per_euro), by=world.ada, now=NOON)


def test_a_firm_that_has_not_said_is_asked(world: World, bid: Application) -> None:
    world.university.kind = "sme"

    assert deminimis.undertakings(bid) == [bid.commitments[1]]


GIVEN = {"day": "2025-05-05", "giver": "The region", "amount": "900 000", "currency": "SEK",
         "per_euro": ""}  # fmt: skip


def test_a_partner_declares_aid_and_takes_it_back(world: World, session: Session) -> None:
    made = aids.declare(
        session, world.town, **{**GIVEN, "per_euro": "11,25"}, language="sv", by=world.ada, now=NOON
    )

    assert world.town.aids == [made]
    assert made.in_euro == 80_000
    aids.take_back(session, made, by=world.ada, now=NOON)
    session.flush()
    session.refresh(world.town)
    assert world.town.aids == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": ""}, {"day": "2026-01-13"}, {"day": "1999-01-01"}, {"giver": " "},
        {"giver": "x" * 201}, {"amount": "0"}, {"amount": "-1"}, {"amount": "many"},
        {"amount": "900 000 EUR"}, {"currency": "USD"}, {"per_euro": "0"}, {"per_euro": "x"},
    ],
)  # fmt: skip
def test_rubbish_is_no_aid(world: World, session: Session, wrong: dict[str, str]) -> None:
    with pytest.raises(Incomplete) as refused:
        aids.declare(
            session, world.town, **{**GIVEN, **wrong}, language="sv", by=world.ada, now=NOON
        )

    assert next(iter(wrong)) in {field for field, _ in refused.value.errors}


def test_nobody_declares_for_others(world: World, session: Session) -> None:
    with pytest.raises(Refused, match="for others"):
        aids.declare(session, world.town, **GIVEN, language="sv", by=world.ben, now=NOON)
    with pytest.raises(Refused, match="for others"):
        aids.limit(
            session, world.town, most="1", currency="SEK", language="sv", by=world.ben, now=NOON
        )


# Sums as they are typed


@pytest.mark.parametrize(
    ("text", "currency", "language", "sum_"),
    [
        ("400 000", "SEK", "sv", 400_000),
        ("400\u00a0000 kr", "SEK", "sv", 400_000),
        ("400 000 kronor", "SEK", "sv", 400_000),
        ("1,200,000", "EUR", "en", 1_200_000),
        ("€ 1,200,000.50", "EUR", "en", Decimal("1200000.50")),
        ("400,000", "NOK", "en", 400_000),
        ("400 000 NOK", "NOK", "nb", 400_000),
        ("1.200.000 kr", "NOK", "nb", 1_200_000),
        ("1.200.000,50 kroner", "DKK", "da", Decimal("1200000.50")),
        ("kr 400 000", "NOK", "nb", 400_000),
        ("1200,5", "EUR", "fi", Decimal("1200.5")),
    ],
)
def test_a_sum_is_read_as_its_language_writes_it(
    text: str, currency: str, language: str, sum_: Decimal
) -> None:
    assert money_of(text, currency, language) == sum_


@pytest.mark.parametrize(
    ("text", "currency", "language"),
    [
        ("400.000", "SEK", "sv"),  # thousands, or a slip?
        ("1,200,000", "SEK", "sv"),
        ("400 000 NOK", "SEK", "sv"),
        ("400 000 EUR", "NOK", "nb"),
        ("400 000 kr", "EUR", "sv"),
        ("kronor", "SEK", "sv"),
        ("-5", "SEK", "sv"),
        ("4e5", "SEK", "sv"),
        ("", "SEK", "sv"),
        ("1" * 13, "SEK", "sv"),
    ],
)
def test_a_sum_that_may_mean_something_else_is_none(
    text: str, currency: str, language: str
) -> None:
    assert money_of(text, currency, language) is None


@pytest.mark.parametrize(
    ("text", "rate"),
    [("11,25", "11.25"), ("11.2505", "11.2505"), ("11.25051", None), ("0", None), ("x", None)],
)
def test_what_a_euro_costs_has_four_decimals(text: str, rate: str | None) -> None:
    assert rate_of(text) == (Decimal(rate) if rate else None)


def test_a_rate_is_kept_to_its_fourth_decimal(
    world: World, bid: Application, session: Session
) -> None:
    part = part_of(bid, world.town)
    choosing.tell_exchange_rate(session, bid, Decimal("11.2505"), by=world.ada, now=NOON)
    session.commit()

    assert part.application.per_euro == Decimal("11.2505")
