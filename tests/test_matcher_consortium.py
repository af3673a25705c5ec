import pytest

from matcher.consortium import ConsortiumAdvisor, Party, Project
from matcher.coverage import Aim, Cover, Fact, greedily
from matcher.words import Passage


def said(text: str) -> Passage:
    return Passage(text, "sv")


NORTH, SOUTH = frozenset({"SE331", "SE33", "SE3"}), frozenset({"SE224", "SE22", "SE2"})
TOWN = Party("town", (said("Bibliotek och skolor"), said("Mentorer för unga")), NORTH)
COLLEGE = Party(
    "college", (said("Forskning om batterier och återvinning av metaller"),), SOUTH,
    frozenset({Fact("sector", "university")}),
)  # fmt: skip
UNION = Party("union", (said("Studiecirklar och mentorer för unga utan arbete"),), NORTH)
FIRM = Party(
    "firm", (said("Vi bygger laddstolpar"),), SOUTH,
    frozenset({Fact("country", "NO"), Fact("sector", "private")}),
)  # fmt: skip
CHOIR = Party("choir", (said("Körsång i kyrkan"),))
PARTIES = [TOWN, COLLEGE, UNION, FIRM, CHOIR]
YOUTH = Aim(said("Unga utan arbete får mentorer, studiecirklar, praktik och körkort"), NORTH)
BATTERIES = Aim(said("Återvinning av batterier från laddstolpar i gruvor"), NORTH)
DONE = [
    Project(said("Mentorer på biblioteken"), frozenset({"town", "choir"})),
    Project(said("Sång på biblioteken"), frozenset({"town", "choir", "gone"})),
    Project(said("Skolbibliotek"), frozenset({"town"}), SOUTH),
]


@pytest.fixture
def advisor() -> ConsortiumAdvisor[str]:
    return ConsortiumAdvisor[str]().fit(PARTIES, DONE, [YOUTH, BATTERIES])


def test_whoever_is_about_the_same_comes_first(advisor: ConsortiumAdvisor[str]) -> None:
    [first, *_] = advisor.rank(YOUTH)

    assert first.key == "union"
    assert first.signals.topic == 1
    assert next(each.key for each in advisor.rank(YOUTH, ["union"])) == "town"


def test_the_signals_add_up_to_the_score(advisor: ConsortiumAdvisor[str]) -> None:
    ranked = advisor.rank(BATTERIES, ["town"])

    assert len(ranked) == 4
    for each in ranked:
        assert sum(each.signals) == pytest.approx(each.score, abs=1e-6)
    assert [each.score for each in ranked] == sorted((each.score for each in ranked), reverse=True)


def test_whoever_worked_with_those_within_is_nearer(advisor: ConsortiumAdvisor[str]) -> None:
    alone = {each.key: each.signals for each in advisor.rank(BATTERIES)}
    beside = {each.key: each.signals for each in advisor.rank(BATTERIES, ["town"])}

    assert alone["choir"].cooperation == 0
    assert beside["choir"].cooperation == 1
    [choir] = [
        each for each in advisor.advise(BATTERIES, ["town"]).suggestions if each.key == "choir"
    ]
    assert choir.together == (("town", 2),)


def test_where_a_party_is_and_where_it_worked_count(advisor: ConsortiumAdvisor[str]) -> None:
    there = {each.key for each in advisor.rank(YOUTH) if each.signals.region}
    south = {
        each.key for each in advisor.rank(Aim(YOUTH.text, frozenset({"SE22"})))
        if each.signals.region
    }  # fmt: skip

    assert there == {"town", "union"}
    assert south == {"town", "college", "firm"}


def test_those_within_are_never_suggested(advisor: ConsortiumAdvisor[str]) -> None:
    advice = advisor.advise(YOUTH, ["union", "somebody else"], 9)

    assert sorted(each.key for each in advice.suggestions) == ["choir", "college", "firm", "town"]


def test_each_tells_what_it_adds_and_the_rest_is_missing(advisor: ConsortiumAdvisor[str]) -> None:
    advice = advisor.advise(BATTERIES, top=2)

    assert [each.key for each in advice.suggestions] == ["college", "firm"]
    college, firm = advice.suggestions
    assert {"batterier", "Återvinning"} <= {*college.covers}
    assert firm.covers == ("laddstolpar",)
    assert advice.missing == ("gruvor",)
    assert ("batterier", "batterier") in {(each.word, each.met) for each in college.words}


def test_what_one_covers_is_not_asked_of_another(advisor: ConsortiumAdvisor[str]) -> None:
    advice = advisor.advise(YOUTH, ["union"])

    assert not {"Unga", "mentorer"} & {
        word for each in advice.suggestions for word in (*each.covers, *advice.missing)
    }


def test_what_must_be_in_the_group_is_looked_for_and_told(
    advisor: ConsortiumAdvisor[str],
) -> None:
    aim = Aim(
        YOUTH.text, needs=frozenset({Fact("sector", "university"), Fact("role", "evaluator")}),
        least={"country": 2},
    )  # fmt: skip

    advice = advisor.advise(aim, top=3)

    meets = {each.key: each.meets for each in advice.suggestions}
    assert meets["college"] == (Fact("sector", "university"),)
    assert meets["firm"] == (Fact("country", "NO"),)
    assert advice.unmet == (Fact("role", "evaluator"), Fact("country", ""))


def test_equals_come_in_the_order_they_were_given() -> None:
    nobody = [Party(name) for name in "bac"]

    advisor = ConsortiumAdvisor[str]().fit(nobody)

    assert [each.key for each in advisor.rank(YOUTH)] == ["b", "a", "c"]
    assert [each.key for each in advisor.advise(YOUTH, top=2).suggestions] == ["b", "a"]


@pytest.mark.parametrize("parties", [[], [TOWN]])
def test_with_nobody_else_nobody_is_suggested(parties: list[Party[str]]) -> None:
    advice = ConsortiumAdvisor[str]().fit(parties, aims=[YOUTH]).advise(YOUTH, ["town"])

    assert advice.suggestions == ()
    assert "körkort" in advice.missing or "praktik" in advice.missing


def test_greedy_is_lazy_but_chooses_as_if_it_were_not() -> None:
    aim = Aim(said(""))
    asks = dict.fromkeys("abcdef", 1 / 6)
    covers = {
        key: Cover(aim, asks, dict.fromkeys(words, 0.8), frozenset())
        for key, words in {"abc": "abc", "ab": "ab", "cde": "cde", "f": "f", "none": ""}.items()
    }
    nothing = Cover(aim, asks, {}, frozenset())

    chosen = [key for key, _ in greedily(dict.fromkeys(covers, 0.0), covers.__getitem__, nothing)]

    expected, group, left = [], nothing, list(covers)
    while left:
        best = max(left, key=lambda key: group.joined(covers[key]).value)
        group = group.joined(covers[best])
        left.remove(best)
        expected.append(best)
    assert chosen == expected


def test_words_that_nobody_says_and_that_name_nothing_of_the_field_are_not_missed(
    advisor: ConsortiumAdvisor[str],
) -> None:
    aim = Aim(said("Inlämning i mars av batterier ur gruvor, 12 procent"))

    advice = ConsortiumAdvisor[str]().fit(PARTIES, DONE, [aim]).advise(aim)

    assert advice.missing == ("gruvor",)
