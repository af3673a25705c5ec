"""Rules of who may apply together: each reproduces its programme, and says what it rests on."""

from dataclasses import replace

import pytest

from lexicon.composition_rules import Rule, RuleKind, known, rules_of
from lexicon.countries import countries, country_of, in_union
from lexicon.programmes import programme_of
from lexicon.sectors import sector_of, sectors
from lexicon.tables import Confidence
from lexicon.terms import Verdict
from papers.wording import say
from workflow.applications.composition import hold
from workflow.applications.parties import Gap, Party

YEAR = 2027
TOWN = Party("Örebro", "SE", "municipality", "public", "SE124", 1971, leads=True)
CLUB = Party("Klubben", "SE", "association", "civil_society", "SE124", 1990)
FIRM = Party("Verkstan", "SE", "sme", "business", "SE124", 2026)
TRONDHEIM = Party("Trondheim", "NO", "municipality", "public", "NO060", 1838)
RIGA = Party("Riga", "LV", "municipality", "public", "LV006")
TURKU = Party("Åbo", "FI", "university", "academia", "FI1C1")
NOBODY_KNOWS = Party("Nya", "SE")


def rule(funder: str, kind: RuleKind, programme: str = "", title: str = "") -> Rule:
    """Return the one rule of a kind that a call of a funder has."""
    (found,) = (
        each for each in rules_of(programme_of(programme, funder, title)) if each.kind is kind
    )
    return found


def leading(party: Party) -> Party:
    return replace(party, leads=True)


def missing(rule: Rule, *parties: Party) -> list[str]:
    return [say(each, "sv") for each in hold(rule, parties, YEAR).missing]


def test_every_rule_has_its_sentence_its_source_and_its_confidence() -> None:
    for each in known():
        assert each.words, each
        assert each.in_english, each
        assert each.source, each
        assert each.programme, each


def test_every_code_in_the_rules_is_known() -> None:
    for each in known():
        match each.kind:
            case RuleKind.SECTORS | RuleKind.LEAD_SECTORS:
                assert {*each.value} <= {*sectors()}
            case RuleKind.LEAD_KINDS:
                assert {*each.value} <= {*sector_of()}
            case RuleKind.COUNTRIES:
                assert {*each.value} <= countries()
            case RuleKind.LEAST_PARTNERS | RuleKind.LEAST_COUNTRIES | RuleKind.LEAD_YEARS:
                assert each.number >= 1


def test_what_is_known_from_memory_alone_and_not_rated_is_asserted_of_nobody() -> None:
    twins = rule("CERV", RuleKind.LEAST_COUNTRIES, title="Town twinning")

    held = hold(twins, [TOWN], YEAR)

    assert twins.confidence is Confidence.UNCONFIRMED
    assert (held.verdict, held.missing, held.gaps) == (Verdict.UNKNOWN, (), ())
    assert twins.sentence("en") == "Two municipalities from two countries."


@pytest.mark.parametrize(
    ("funder", "partners", "countries"),
    [
        ("Interreg Sverige-Norge", 2, 2),
        ("Interreg Aurora", 2, 2),
        ("Interreg Öresund-Kattegat-Skagerrak", 2, 2),
        ("Interreg Central Baltic", 2, 2),
        ("Interreg Baltic Sea Region", 3, 3),
        ("Interreg NPA", 3, 3),
        ("Interreg South Baltic", 2, 2),
    ],
)
def test_an_interreg_lead_needs_as_many_partners_and_countries_as_its_programme_says(
    funder: str, partners: int, countries: int
) -> None:
    number, from_countries = (
        rule(funder, kind) for kind in (RuleKind.LEAST_PARTNERS, RuleKind.LEAST_COUNTRIES)
    )
    enough = [TOWN, TRONDHEIM, RIGA][:partners]

    assert (number.number, from_countries.number) == (partners, countries)
    assert hold(number, enough, YEAR).verdict is Verdict.YES
    assert hold(from_countries, enough, YEAR).verdict is Verdict.YES
    assert hold(number, enough[1:], YEAR).verdict is Verdict.NO
    assert hold(from_countries, [TOWN, CLUB, FIRM], YEAR).verdict is Verdict.NO
    assert hold(rule(funder, RuleKind.ONE_LEAD), enough, YEAR).verdict is Verdict.YES


def test_sweden_norway_lacks_a_party_from_norway_and_says_so_in_plain_words() -> None:
    both = rule("Interreg Sverige-Norge", RuleKind.COUNTRIES)

    held = hold(both, [TOWN, CLUB], YEAR)

    assert held.verdict is Verdict.NO
    assert missing(both, TOWN, CLUB) == ["En part till från Norge"]
    assert held.gaps == (Gap(RuleKind.COUNTRIES, ("NO",)),)
    assert [each.name for each in (CLUB, TRONDHEIM) if held.gaps[0].filled_by(each)] == [
        "Trondheim"
    ]
    assert hold(both, [TOWN, TRONDHEIM], YEAR).verdict is Verdict.YES
    assert "interreg-sverige-norge.com" in both.source


def test_arvsfonden_needs_a_lead_that_is_non_profit() -> None:
    lead = rule("Allmänna arvsfonden", RuleKind.LEAD_KINDS)

    assert hold(lead, [leading(CLUB), replace(TOWN, leads=False)], YEAR).verdict is Verdict.YES
    held = hold(lead, [TOWN, FIRM], YEAR)
    assert held.verdict is Verdict.NO
    assert held.gaps[0].filled_by(CLUB)
    assert not held.gaps[0].filled_by(RIGA)
    assert missing(lead, TOWN, FIRM) == ["En annan huvudsökande än Örebro"]
    assert missing(lead, TOWN, CLUB) == ["En annan huvudsökande än Örebro: Klubben får vara det"]
    assert "En kommun kan inte vara huvudsökande." in lead.words
    assert lead.source == "arvsfonden.se; parasport.se"


def test_another_kind_of_the_same_sector_is_unknown_and_so_is_none() -> None:
    lead = rule("Allmänna arvsfonden", RuleKind.LEAD_KINDS)
    circle = Party("Studieförbundet", "SE", "study_association", "civil_society", leads=True)

    assert hold(lead, [circle], YEAR).verdict is Verdict.UNKNOWN
    assert hold(lead, [leading(NOBODY_KNOWS)], YEAR).verdict is Verdict.UNKNOWN
    assert hold(lead, [CLUB], YEAR).verdict is Verdict.UNKNOWN  # nobody leads


@pytest.mark.parametrize(
    ("began", "verdict"),
    [(1990, Verdict.YES), (2026, Verdict.UNKNOWN), (2027, Verdict.NO), (None, Verdict.UNKNOWN)],
)
def test_in_the_year_of_the_limit_a_lead_may_be_old_enough_or_not(
    began: int | None, verdict: Verdict
) -> None:
    years = rule("Allmänna arvsfonden", RuleKind.LEAD_YEARS)

    assert hold(years, [leading(replace(CLUB, began=began))], YEAR).verdict is verdict


def test_leader_needs_all_three_sectors_and_one_of_no_known_sector_may_be_the_third() -> None:
    three = rule("Leader Mellansjölandet", RuleKind.SECTORS)

    assert hold(three, [TOWN, CLUB, FIRM], YEAR).verdict is Verdict.YES
    assert hold(three, [TOWN, CLUB], YEAR).verdict is Verdict.NO
    assert missing(three, TOWN, CLUB) == ["En part till från sektorn näringsliv"]
    assert hold(three, [TOWN, CLUB, NOBODY_KNOWS], YEAR).verdict is Verdict.UNKNOWN


def test_esf_shuts_sole_traders_out() -> None:
    out = rule("Svenska ESF-rådet", RuleKind.EXCLUDED_KINDS)
    trader = Party("Enskild", "SE", "sole_trader", "business")

    assert hold(out, [TOWN, CLUB], YEAR).verdict is Verdict.YES
    assert missing(out, TOWN, trader) == ["Utan Enskild"]
    assert hold(out, [TOWN, NOBODY_KNOWS], YEAR).verdict is Verdict.UNKNOWN


def test_horizon_wants_one_from_a_member_state() -> None:
    title = "HORIZON-CL2 Innovation Action"
    state = rule("European Commission", RuleKind.MEMBER_STATES, "Horizon Europe", title)

    assert hold(state, [leading(TRONDHEIM)], YEAR).verdict is Verdict.NO
    assert hold(state, [leading(TRONDHEIM), RIGA], YEAR).verdict is Verdict.YES


def test_what_hangs_on_an_answer_says_on_whose() -> None:
    two = rule("Interreg Aurora", RuleKind.LEAST_COUNTRIES)

    held = hold(two, [TOWN, replace(TRONDHEIM, signed=False), TURKU], YEAR)
    alone = hold(two, [TOWN, replace(TRONDHEIM, signed=False)], YEAR)

    assert (held.verdict, held.hangs_on) == (Verdict.YES, ())
    assert (alone.verdict, alone.hangs_on) == (Verdict.YES, ("Trondheim",))


def test_the_lead_has_to_be_in_the_area_and_others_are_asked_about() -> None:
    county = Rule(RuleKind.AREA, ("SE124",), "Projektet ska drivas i Örebro län.")

    assert hold(county, [TOWN, CLUB], YEAR).verdict is Verdict.YES
    assert hold(county, [TOWN, TURKU], YEAR).verdict is Verdict.UNKNOWN
    assert missing(county, TOWN, TURKU) == ["Utanför området: Åbo"]
    assert hold(county, [leading(TURKU), CLUB], YEAR).verdict is Verdict.NO
    assert hold(county, [TOWN, NOBODY_KNOWS], YEAR).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("programme", "funder", "title"),
    [
        ("", "River Fund", "Become a leader"),
        ("Horizon Europe", "European Commission", "A coordination and support action"),
        ("Erasmus+", "European Commission", "Jean Monnet"),
        ("", "Vinnova", "Arvsfonden och andra"),
        ("", "", ""),
    ],
)
def test_a_call_of_another_programme_gets_no_rules_of_this_one(
    programme: str, funder: str, title: str
) -> None:
    assert rules_of(programme_of(programme, funder, title)) == []


def test_the_narrower_programme_counts() -> None:
    found = rules_of(programme_of("", "Interreg NPA", "Preparatory projects"))

    assert {each.number for each in found if each.kind is RuleKind.LEAST_PARTNERS} == {2}


def test_no_parties_break_no_rule() -> None:
    for each in known():
        assert hold(each, [], YEAR).verdict in Verdict


def test_countries_are_told_by_their_codes() -> None:
    assert {"SE", "NO", "ES", "GR", "GB"} <= countries()
    assert "EL" not in countries()
    assert [country_of(each) for each in ("SE124", "EL", "UK", "X", "EU", "")] == [
        "SE", "GR", "GB", "", "", "",
    ]  # fmt: skip
    assert in_union("GR")
    assert not in_union("NO")
    assert not in_union("XX")
