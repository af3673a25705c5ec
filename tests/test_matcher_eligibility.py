import pytest

from lexicon.areas import ancestors
from lexicon.terms import Eligibility, Verdict
from matcher.eligibility import area_verdict


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
