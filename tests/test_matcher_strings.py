"""Strings between spaces are numbered alike, by either way of telling them apart."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import strings
from matcher.strings import Places, numbered
from matcher.words import Passage, count, forms

NASTY = [
    "",
    " \t\n ",
    "Skolan\tskolan\x1cskolan\r\nSKOLAN \x0b\x0cskolan",
    "mellan\xa0dem\u2009står\u3000annat och mellan dem",
    "halv \ud800 bokstav \ud800",
    "noll\0noll noll\0noll",
    "åäö 🏫 samma 🏫 åäö e\u0301 é",
    "a" * 10_000 + " " + "a" * 9_999 + "b " + "a" * 10_000,
]


def words(texts: Sequence[str], engine: str) -> list[list[str]]:
    """Return the words of each text, by way of its strings."""
    places = Places()
    found = numbered(texts, places, engine)
    met = [*places]
    return [[word for place in each for word in forms(met[place])] for each in found]


def test_both_ways_hold_the_same_words() -> None:
    assert words(NASTY, "numba") == words(NASTY, "python")


@given(st.lists(st.text(st.sampled_from("aåβ\u0301🏫\ud800 \t\n\x1f\x85\xa0\u2028-x"))))
def test_both_ways_hold_the_same_words_whatever_is_written(texts: list[str]) -> None:
    assert words(texts, "numba") == words(texts, "python")


def test_as_many_strings_as_there_are_find_room() -> None:
    many = [" ".join(f"ord{each}" for each in range(start, start + 300_000)) for start in (0, 9)]
    fast, plain = Places(), Places()

    told = [
        numbered(many, places, engine) for places, engine in ((fast, "numba"), (plain, "python"))
    ]

    assert fast == plain
    assert [each.tolist() for each in told[0]] == [each.tolist() for each in told[1]]


def test_texts_that_are_not_laid_together_get_the_same_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = [each.tolist() for each in numbered(NASTY, Places(), "numba")]

    monkeypatch.setattr(strings, "AT_ONCE", 20)
    apart = [each.tolist() for each in numbered(NASTY, Places(), "numba")]

    assert apart == whole


def test_words_count_alike_where_it_pays_to_be_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    passages = [Passage(text, "sv") for text in (*NASTY, "FÃ¶r skolan\nsam\u00adverkan")]
    slow = count(passages)

    monkeypatch.setattr(strings, "PAYS", 0)
    fast = count(passages)

    assert fast.words == slow.words
    assert (fast.counts != slow.counts).nnz == 0
