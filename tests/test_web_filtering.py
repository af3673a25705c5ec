"""Narrowing a list of calls."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from lexicon.terms import Amount
from models import Call
from tests.conftest import NOON, make_call, make_source
from web.calls.filtering import Filter, choices, in_area, narrowed, suits


@pytest.mark.parametrize(
    ("areas", "fits"),
    [
        (("SE124",), True),
        (("SE",), True),
        (("EU",), True),
        (("SE125",), False),
        (("FI", "SE12"), True),
        ((), True),
    ],
)
def test_an_area_is_met_by_what_it_lies_in_and_by_silence(
    session: Session, areas: tuple[str, ...], fits: bool
) -> None:
    session.add(make_call(make_source(), 1, "Lakes", areas=areas))
    session.flush()

    found = session.scalars(select(Call).where(in_area("SE124"))).all()

    assert bool(found) is fits


def test_a_country_is_met_by_its_counties(session: Session) -> None:
    session.add(make_call(make_source(), 1, "Lakes", areas=("SE124",)))
    session.flush()

    assert session.scalars(select(Call).where(in_area("SE"))).all()
    assert not session.scalars(select(Call).where(in_area("FI"))).all()


@pytest.mark.parametrize(
    ("limits", "sought", "currency", "fits"),
    [
        ([(None, 500)], 400, "", True),
        ([(None, 500)], 600, "", False),
        ([(300, None)], 200, "", False),
        ([(None, 500)], 600, "EUR", True),
        ([(None, 100), (200, 700)], 600, "SEK", True),
        ([], 600, "SEK", True),
        ([(None, None)], 600, "SEK", True),
    ],
)
def test_a_sum_suits_a_call_within_its_limits(
    limits: list[tuple[int | None, int | None]], sought: int, currency: str, fits: bool
) -> None:
    told = tuple(
        Amount(currency="SEK", least=decimal(least), most=decimal(most)) for least, most in limits
    )

    assert suits(told, Decimal(sought), currency) is fits


def decimal(sum: int | None) -> Decimal | None:
    return None if sum is None else Decimal(sum)


def test_who_may_not_apply_does_not_get_the_call(session: Session) -> None:
    source = make_source()
    for number, (kinds, excluded) in enumerate([(("region",), ()), ((), ("firm",)), ((), ())], 1):
        session.add(
            make_call(source, number, str(number), applicant_kinds=kinds, excluded_kinds=excluded)
        )
    session.flush()

    def titles(kind: str) -> list[str]:
        chosen = narrowed(select(Call).order_by(Call.id), Filter(kind=kind), session, NOON)
        return [each.title for each in session.scalars(chosen)]

    assert (titles("region"), titles("firm")) == (["1", "2", "3"], ["3"])


def test_what_may_be_chosen_is_what_the_calls_tell(session: Session) -> None:
    source = make_source()
    euro, crowns = Amount(currency="EUR"), Amount(currency="SEK")
    session.add(make_call(source, 1, "A", programme="ESF+", amounts=(crowns,), areas=("SE124",)))
    session.add(make_call(source, 2, "B", amounts=(euro, crowns), applicant_kinds=("region",)))
    session.flush()

    found = choices(session, select(Call), "sv")

    assert (found.funders, found.programmes) == ([source.funder], ["ESF+"])
    assert (found.currencies, found.kinds) == (["SEK", "EUR"], [("region", "region")])
    assert found.areas == ["Örebro län"]


def test_what_was_asked_is_kept_from_page_to_page() -> None:
    asked = Filter.asked(MultiDict({"q": "kust", "area": "Nowhere", "amount": "x", "funder": ""}))

    assert asked.kept == {"q": "kust", "area": "Nowhere", "amount": "x"}
    assert asked.unread == ("area", "amount")
