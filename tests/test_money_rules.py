"""What programmes say of money: the examples of the field, each with where it was read."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from lexicon.money_rules import RATES, MoneyRule, MoneyRuleKind, rules, rules_of
from lexicon.programmes import part_word, programme_of
from lexicon.tables import Confidence
from lexicon.terms import Basis, Bound, own_share
from models import Call, Part
from web.applications.roles import role
from workflow.applications.rates import value_of


def of(funder: str, text: str = "", nuts: Sequence[str] = ("SE124",)) -> list[MoneyRule]:
    programme = programme_of(funder)
    assert programme
    return rules_of(programme, text, nuts)


def rates_of(found: list[MoneyRule]) -> list[MoneyRule]:
    return [each for each in found if each.kind in RATES]


@pytest.mark.parametrize(
    ("text", "nuts", "share"),
    [
        ("inom programområde A2", ["SE121", "SE124"], 46),
        ("Programområde A, Norra Mellansverige", ["SE311", "SE313"], 40),
        ("programområde C", [], 0),
        ("programområde D", ["SE331"], 55),
        ("inom programområde E, Social innovation", [], 5),
    ],
)
def test_the_areas_of_esf_have_their_exact_shares(text: str, nuts: list[str], share: int) -> None:
    (rule,) = rates_of(of("Svenska ESF-rådet", text, nuts))

    assert rule.rate
    assert own_share(rule.rate) == (Decimal(share), Bound.EXACT)
    assert rule.per is Basis.PROJECT
    assert "esf.se" in rule.source


@pytest.mark.parametrize(
    ("text", "nuts"),
    [
        ("programområde A", []),  # 46, or 40 in a part of the country: where is not known
        ("programområde A", ["SE"]),
        ("programområde A", ["SE124", "SE311"]),
        ("programområde A och programområde E", ["SE124"]),
        ("en utlysning", ["SE124"]),
    ],
)
def test_where_two_shares_may_hold_none_does(text: str, nuts: list[str]) -> None:
    assert rates_of(of("Svenska ESF-rådet", text, nuts)) == []


@pytest.mark.parametrize("letter", ["B", "F"])
def test_an_area_that_nobody_has_confirmed_is_shown_and_has_no_share(letter: str) -> None:
    (rule,) = rates_of(of("Svenska ESF-rådet", f"programområde {letter}"))

    assert rule.confidence is Confidence.UNCONFIRMED
    assert rule.rate is None
    assert "not confirmed" in rule.sentence("en")


@pytest.mark.parametrize(
    ("funder", "sides"),
    [
        ("Interreg Sverige-Norge", {"SE": 65, "NO": 50}),
        ("Interreg Öresund-Kattegat-Skagerrak", {"SE DK": 60, "NO": 50}),
        ("Interreg Aurora", {"SE FI": 65, "NO": 50}),
    ],
)
def test_each_side_of_a_border_has_its_own_rate(funder: str, sides: dict[str, int]) -> None:
    found = rates_of(of(funder))

    assert {each.side: each.number for each in found} == sides
    assert {each.per for each in found} == {Basis.SIDE}
    assert all(each.source and each.bound is Bound.AT_MOST for each in found)


def test_sweden_and_norway_submit_each_their_own() -> None:
    rule = value_of(of("Interreg Sverige–Norge"), MoneyRuleKind.SUBMISSIONS)

    assert rule
    assert rule.value == "2"


@pytest.mark.parametrize(
    ("funder", "nuts", "rate"),
    [
        ("Interreg Central Baltic", "SE124", 80),
        ("Interreg Baltic Sea Region", "SE124", 80),
        ("Interreg Somewhere", "SE124", 80),  # what holds for all of them
        ("ERUF Östra Mellansverige", "SE124", 40),
        ("Allmänna arvsfonden", "SE124", 100),
        ("Svenska Postkodstiftelsen", "SE124", 100),
        ("Region Örebro län, social innovation", "SE124", 50),
    ],
)
def test_a_funder_pays_at_most_its_rate(funder: str, nuts: str, rate: int) -> None:
    (rule,) = rates_of(of(funder, nuts=[nuts]))

    assert rule.rate
    assert rule.rate.funding_rate == rate
    assert rule.bound is Bound.AT_MOST
    assert rule.source


@pytest.mark.parametrize("funder", ["Interreg Europe", "Interreg NPA"])
def test_a_rate_from_memory_is_no_rate(funder: str) -> None:
    (rule,) = rates_of(of(funder))

    assert rule.rate is None
    assert rule.confidence is Confidence.UNCONFIRMED


def test_esf_pays_in_arrears_and_has_two_flat_rates() -> None:
    found = of("Svenska ESF-rådet", "programområde E")

    flat = [each.value for each in found if each.kind is MoneyRuleKind.FLAT_RATE]
    assert flat == ["15", "40"]
    for kind, value in {
        MoneyRuleKind.CLAIMED_EVERY: 30, MoneyRuleKind.PAID_WITHIN: 80,
        MoneyRuleKind.ADVANCE_SHARE: 50, MoneyRuleKind.ADVANCE_MOST: 400_000,
    }.items():  # fmt: skip
        rule = value_of(found, kind)
        assert rule
        assert rule.number == value
        assert rule.source


def test_no_rule_is_without_source_and_sentence_and_what_is_unconfirmed_has_no_value() -> None:
    for each in rules():
        assert all((each.source, each.words, each.in_english))
        assert bool(each.value) is (each.confidence is not Confidence.UNCONFIRMED)


@pytest.mark.parametrize(
    "name", ["", "Leader Bergslagen", "European Social Fund Plus (EaSI)", "Region Örebro län"]
)
def test_a_programme_of_whose_money_nothing_is_known_has_no_rules(name: str) -> None:
    assert rules_of(programme_of(name), "programområde E", ["SE124"]) == []


@pytest.mark.parametrize(
    ("funder", "part", "word"),
    [
        ("Svenska ESF-rådet", Part.LEAD, "projektägare"),
        ("Svenska ESF-rådet", Part.PARTNER, "samverkanspart"),
        ("Svenska ESF-rådet", Part.PARTICIPATING, "deltagande aktör"),
        ("Svenska ESF-rådet", Part.ASSOCIATED, ""),
        ("Interreg Sverige-Norge", Part.LEAD, "lead partner"),
        ("Interreg Sverige-Norge", Part.PARTICIPATING, "associerad partner"),
        ("ERUF Östra Mellansverige", Part.LEAD, ""),  # from memory only
        ("Vinnova", Part.LEAD, "koordinator"),
    ],
)
def test_a_programme_has_its_own_words_for_roles(funder: str, part: Part, word: str) -> None:
    assert part_word(programme_of(funder), part) == word


def test_a_role_is_said_in_the_programmes_word_with_ours_beside_it() -> None:
    call = Call(
        programme="", funder="Svenska ESF-rådet", title="Unga in i arbete", identifier="unga"
    )

    assert role(Part.PARTNER, call, language="sv") == "Samverkanspart (projektpart)"
    assert role(Part.CO_FINANCIER, call, language="sv") == "Medfinansiär"
    assert role(Part.PARTNER, None, language="sv") == "Projektpart"
