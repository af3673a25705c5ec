"""A new call meets all interests at once, with the scores that each would have given it."""

from typing import NamedTuple

import pytest

from matcher.audience import Audience
from matcher.ranking import Matcher
from matcher.words import Passage


class Notice(NamedTuple):
    title: str
    text: str
    language: str = "sv"


CALLS = [
    Notice("Skolor för mat", "Skolor lagar lokal mat"),
    Notice("Fabriker", "Batterier och stål i fabriker"),
    Notice("Factories", "Batteries and steel in factories", "en"),
]
INTERESTS = [
    Passage("batterier", "sv"),
    Passage("mat i skolor", "sv"),
    Passage("steel in a factory", "en"),
    Passage("rymden", "sv"),
    Passage("batterier", "sv"),
]


@pytest.mark.parametrize("call", CALLS)
def test_each_scores_a_new_call_as_if_it_had_asked(call: Notice) -> None:
    matcher = Matcher[Notice]().fit(CALLS)
    asked = matcher.ranked(INTERESTS)

    found = Audience(matcher).fit(INTERESTS).ranked(call)

    place = CALLS.index(call)
    expected = {n: score for n, row in enumerate(asked) for at, score in row if at == place}
    assert dict(found) == pytest.approx(expected, abs=2e-6)
    assert found


def test_who_is_reached_comes_best_first_and_equals_in_order() -> None:
    audience = Audience(Matcher[Notice]().fit(CALLS)).fit(INTERESTS)

    found = audience.ranked(Notice("Batterier", "Batterier av stål"))

    assert [place for place, _ in found][:2] == [0, 4]
    assert audience.ranked(Notice("Batterier", "Batterier"), least=99.0) == []


def test_a_call_in_a_language_that_no_call_had_is_met_too() -> None:
    danish = Notice("Skoler", "Mad og batterier i skoler", "da")

    found = Audience(Matcher[Notice]().fit(CALLS)).fit(INTERESTS).ranked(danish)

    assert {0, 1, 4} <= {place for place, _ in found}


@pytest.mark.parametrize("interests", [[], [Passage("", "sv")]])
def test_nobody_is_reached_where_nobody_asks(interests: list[Passage]) -> None:
    matcher = Matcher[Notice]().fit(CALLS)

    assert Audience(matcher).fit(interests).ranked(CALLS[0]) == []


def test_a_call_that_was_taken_away_is_never_ranked_and_the_others_keep_their_places() -> None:
    matcher = Matcher[Notice]().fit(CALLS)
    before = matcher.ranked(INTERESTS)

    matcher.remove([1])

    assert matcher.ranked(INTERESTS) == [
        [(place, score) for place, score in row if place != 1] for row in before
    ]
    assert [fit.call for fit in matcher.rank("steel", "en")] == [CALLS[2]]


def test_many_are_ranked_at_once_as_one_by_one() -> None:
    matcher = Matcher[Notice]().fit(CALLS).partial_fit([Notice("Mat", "Mat och stål")])

    at_once = matcher.ranked(INTERESTS, top=2)

    assert at_once == [matcher.ranked([each], top=2)[0] for each in INTERESTS]
    for row, each in zip(at_once, INTERESTS, strict=True):
        fits = matcher.rank(each.text, each.language, top=2)
        assert [matcher.calls_[place] for place, _ in row] == [fit.call for fit in fits]
        assert [score for _, score in row] == pytest.approx([fit.score for fit in fits], abs=1e-6)


def test_calls_that_come_and_go_do_so_for_askers_in_every_language() -> None:
    matcher = Matcher[Notice]().fit(CALLS)
    matcher.ranked(INTERESTS)

    matcher.partial_fit([Notice("Stål", "Batterier och stål")]).remove([1])

    asked = [Passage("batterier och stål", language) for language in ("sv", "nb", "da")]
    for row in matcher.ranked(asked, top=1):
        assert [place for place, _ in row] == [3]
    assert len(matcher.index_.way("sv", "sv").calls) == 3
    assert matcher.index_.way("en", "sv").calls is matcher.index_.way("sv", "sv").calls
