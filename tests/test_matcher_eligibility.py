"""Whether a partner may apply: yes, no or unknown, with the words that say so."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lexicon.areas import ancestors
from lexicon.terms import (
    Amount,
    Bound,
    Doubt,
    Eligibility,
    Evidence,
    MoneyKind,
    Rate,
    Status,
    Verdict,
    summed,
)
from matcher.eligibility import Applicant, area_verdict, verdicts
from models import Call
from tests.conftest import NOON, make_call, make_source

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN


def judge(areas: list[str], partner: str, text: str = "") -> Eligibility:
    within = [area.code for area in ancestors(partner)] if partner else []
    return area_verdict(areas, text, partner, within)


@pytest.mark.parametrize(
    ("areas", "partner", "verdict"),
    [
        (["SE124"], "SE124", Verdict.YES),
        (["SE12"], "SE124", Verdict.YES),
        (["SE"], "SE124", Verdict.YES),
        (["EU"], "SE124", Verdict.YES),
        (["NO020", "SE311"], "SE311", Verdict.YES),
        (["SE311", "NO020"], "SE124", Verdict.NO),
        (["SE11"], "SE124", Verdict.NO),
        (["FI"], "SE124", Verdict.NO),
        (["SE124"], "SE12", Verdict.UNKNOWN),
        (["SE124", "NO020"], "SE", Verdict.UNKNOWN),
        ([], "SE124", Verdict.UNKNOWN),
        (["SE"], "", Verdict.UNKNOWN),
        ([], "", Verdict.UNKNOWN),
    ],
)
def test_a_partner_is_judged_by_where_it_is(
    areas: list[str], partner: str, verdict: Verdict
) -> None:
    assert judge(areas, partner).verdict is verdict


def test_the_verdict_rests_on_the_words_of_the_call() -> None:
    told = judge(["SE311", "NO020"], "SE124", "grenseregionene; Örebro län inngår ikke")

    assert told == Eligibility(
        condition="area", verdict=Verdict.NO, words="grenseregionene; Örebro län inngår ikke"
    )


def test_without_words_it_rests_on_the_codes() -> None:
    assert judge(["SE311", "NO020"], "SE124").words == "SE311, NO020"


def test_words_without_codes_are_told_but_not_guessed_from() -> None:
    told = judge([], "SE124", "hela landet")

    assert (told.verdict, told.words) == (Verdict.UNKNOWN, "hela landet")


TUPLES = (
    "applicant_kinds", "excluded_kinds", "amounts", "rates", "areas", "evidence", "uncertain",
)  # fmt: skip


def a_call(**said: Any) -> Call:
    return make_call(make_source(), 1, "Cleaner lakes", **{**dict.fromkeys(TUPLES, ()), **said})


def condition(name: str, who: Applicant, **said: Any) -> Eligibility | None:
    judged = verdicts(a_call(**said), who, NOON)
    return next((each for each in judged if each.condition == name), None)


def verdict(name: str, who: Applicant, **said: Any) -> Verdict | None:
    found = condition(name, who, **said)
    return found.verdict if found else None


@pytest.mark.parametrize(
    ("kind", "expected"), [("municipality", YES), ("individual", NO), ("association", UNKNOWN)]
)
def test_only_a_kind_that_is_shut_out_may_not_apply(kind: str, expected: Verdict) -> None:
    named = {"applicant_kinds": ("municipality",), "excluded_kinds": ("individual",)}

    assert verdict("applicant", Applicant(kind=kind), **named) is expected


def test_a_kind_is_judged_by_its_own_sentence() -> None:
    told = (
        Evidence(field="excluded_kinds", words="Firms may not apply.", value="sme"),
        Evidence(field="excluded_kinds", words="Nor may persons.", value="individual"),
    )

    found = condition(
        "applicant", Applicant(kind="individual"), excluded_kinds=("sme", "individual"),
        evidence=told, applicants="Towns may apply. Firms may not apply. Nor may persons.",
    )  # fmt: skip

    assert found == Eligibility(condition="applicant", verdict=NO, words="Nor may persons.")


def test_a_partner_of_no_known_kind_is_asked_about_and_a_silent_call_is_too() -> None:
    assert verdict("applicant", Applicant(), applicant_kinds=("sme",)) is UNKNOWN
    assert verdict("applicant", Applicant(kind="sme")) is UNKNOWN
    assert verdict("applicant", Applicant()) is None


SEVERAL = (Amount(currency="SEK", most=Decimal(100)), Amount(currency="SEK", most=Decimal(900)))


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((Amount(currency="SEK", least=Decimal(100), most=Decimal(900)),), YES),
        ((Amount(currency="SEK", most=Decimal(499)),), NO),
        ((Amount(currency="SEK", most=Decimal(499), of=MoneyKind.TOTAL_COST),), NO),
        ((Amount(currency="SEK", most=Decimal(499), preliminary=True),), UNKNOWN),
        ((Amount(currency="SEK", least=Decimal(701), of=MoneyKind.SUPPORT),), NO),
        ((Amount(currency="SEK", least=Decimal(701), of=MoneyKind.TOTAL_COST),), UNKNOWN),
        ((Amount(currency="EUR", most=Decimal(499)),), UNKNOWN),
        ((Amount(currency="SEK", total=Decimal(10**7)),), UNKNOWN),
        (SEVERAL, YES),
        ((), UNKNOWN),
    ],
)
def test_an_amount_suits_if_the_ranges_meet(amounts: tuple[Amount, ...], expected: Verdict) -> None:
    wanted = Applicant(least=Decimal(500), most=Decimal(700), currency="SEK")

    assert verdict("amount", wanted, amounts=amounts) is expected


def test_who_wants_no_amount_in_particular_is_not_judged_by_it() -> None:
    assert verdict("amount", Applicant(), amounts=SEVERAL) is None


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ((Rate(co_funding_rate=Decimal(30), bound=Bound.EXACT),), YES),
        ((Rate(co_funding_rate=Decimal(31), bound=Bound.EXACT),), NO),
        ((Rate(funding_rate=Decimal(65)),), NO),
        ((Rate(funding_rate=Decimal(70)),), YES),
        ((Rate(funding_rate=Decimal(65), bound=Bound.AT_LEAST),), UNKNOWN),
        ((Rate(funding_rate=Decimal(65), preliminary=True),), UNKNOWN),
        ((Rate(funding_rate=Decimal(65)), Rate(funding_rate=Decimal(50))), NO),
        ((Rate(funding_rate=Decimal(75)), Rate(funding_rate=Decimal(50))), UNKNOWN),
        ((), UNKNOWN),
    ],
)
def test_co_funding_is_judged_by_what_the_partner_can_carry(
    rates: tuple[Rate, ...], expected: Verdict
) -> None:
    assert verdict("co_funding", Applicant(co_funding_most=Decimal(30)), rates=rates) is expected


@pytest.mark.parametrize(
    ("in_arrears", "can_wait", "expected"),
    [
        (True, True, YES),
        (True, False, NO),
        (True, None, UNKNOWN),
        (False, False, YES),
        (None, False, None),
    ],
)
def test_who_cannot_wait_for_payment_may_not_where_it_comes_in_arrears(
    in_arrears: bool | None, can_wait: bool | None, expected: Verdict | None
) -> None:
    assert verdict("payment", Applicant(can_wait=can_wait), in_arrears=in_arrears) is expected


@pytest.mark.parametrize(
    ("began", "expected"), [(2020, YES), (2024, UNKNOWN), (2025, NO), (None, UNKNOWN)]
)
def test_years_are_counted_and_the_year_that_decides_is_asked_about(
    began: int | None, expected: Verdict
) -> None:
    assert verdict("years", Applicant(began=began), least_years=2) is expected


@pytest.mark.parametrize(
    ("until", "opens", "expected"),
    [
        (date(2026, 3, 1), None, YES),
        (date(2026, 2, 28), None, NO),
        (date(2026, 3, 1), date(2026, 3, 2), NO),
    ],
)
def test_money_that_comes_too_late_is_of_no_use(
    until: date, opens: date | None, expected: Verdict
) -> None:
    assert verdict("time", Applicant(until=until), opens=opens) is expected


def test_without_a_date_nobody_knows_whether_it_comes_in_time() -> None:
    assert verdict("time", Applicant(until=date(2026, 3, 1)), deadlines=()) is UNKNOWN


@pytest.mark.parametrize("status", [Status.CLOSED, Status.WITHDRAWN])
def test_nobody_may_apply_to_what_is_over(status: Status) -> None:
    judged = verdicts(a_call(status=status, areas=("SE",)), Applicant(area="SE"), NOON)

    assert summed(judged) is NO


def test_what_is_doubted_decides_nothing() -> None:
    doubt = Doubt(field="excluded_kinds", words="Firms?")

    found = condition(
        "applicant", Applicant(kind="sme"), excluded_kinds=("sme",), uncertain=(doubt,)
    )

    assert found is not None
    assert found.verdict is UNKNOWN
