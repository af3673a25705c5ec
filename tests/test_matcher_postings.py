"""What asks meets who has its columns: the same answers by either way of summing up."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from matcher import postings, tiles
from matcher.postings import Postings
from matcher.tiles import Rows

ROOT = Path(__file__).parents[1]
ENGINES = ("scipy", "numba")


def rows(number: int, seed: int, themes: int = 0) -> Rows:
    """Make weights of one digit, so that many sums are equal."""
    dice = np.random.default_rng(seed)
    dense = np.where(dice.random((number, 40)) < 0.1, dice.integers(1, 4, (number, 40)) / 10, 0.0)
    told = dice.normal(size=(number, themes)) if themes else None
    return Rows(csr_matrix(dense), told)


def exactly(texts: Rows, asked: Rows) -> np.ndarray:
    """Return the rounded sums, by dense matrices of eight bytes."""
    found = asked.sparse.toarray() @ texts.sparse.toarray().T
    if texts.themes is not None:
        found += asked.themes @ texts.themes.T
    return np.asarray(found.round(postings.DIGITS))


def ranked(sums: np.ndarray, top: int) -> list[list[int]]:
    """Return the places of the best of each row, equals in order."""
    return [
        [int(place) for place in np.argsort(-row, kind="stable")[:top] if row[place] > 0]
        for row in sums
    ]


def told(found: np.ndarray) -> list[list[int]]:
    return [[int(place) for place in row if place >= 0] for row in found]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("top", [1, 3, 10, 500])
def test_the_best_come_first_and_equals_in_order(engine: str, top: int) -> None:
    texts, asked = rows(300, seed=1), rows(50, seed=2)

    found = Postings(engine).fit(texts).best(asked, top)

    expected = exactly(texts, asked)
    assert told(found.places) == ranked(expected, top)
    assert found.scores[:, 0] == pytest.approx(expected.max(axis=1), abs=1e-6)


@pytest.mark.parametrize("engine", ENGINES)
def test_themes_count_though_no_word_is_shared(engine: str) -> None:
    texts, asked = rows(300, seed=1, themes=5), rows(50, seed=2, themes=5)

    found = Postings(engine).fit(texts).best(asked, 10)

    assert told(found.places) == ranked(exactly(texts, asked), 10)


def test_both_engines_give_the_same_to_the_last_digit() -> None:
    texts, asked = rows(2000, seed=3), rows(100, seed=4)

    one, other = (Postings(engine).fit(texts).best(asked, 10) for engine in ENGINES)

    np.testing.assert_array_equal(one.places, other.places)
    np.testing.assert_array_equal(one.scores, other.scores)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_differs_only_beyond_the_digits_is_equal(engine: str) -> None:
    twins = Rows(csr_matrix([[0.5], [0.5 + 1e-7], [0.5 - 1e-7], [0.6]]))

    found = Postings(engine).fit(twins).best(Rows(csr_matrix([[1.0]])), 4)

    assert told(found.places) == [[3, 0, 1, 2]]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_added_in_pieces_is_found_as_if_it_had_been_there(engine: str) -> None:
    texts, asked = rows(300, seed=1), rows(50, seed=2)
    whole = Postings(engine).fit(texts)
    grown = Postings(engine).fit(texts.some(slice(0, 200)))

    for start in range(200, 300):
        grown.partial_fit(texts.some(slice(start, start + 1)))

    np.testing.assert_array_equal(grown.best(asked, 10).places, whole.best(asked, 10).places)
    np.testing.assert_array_equal(grown.sums(asked), whole.sums(asked))
    assert len(grown) == 300
    assert len(grown.tiles_) < 10
    assert (grown.row(250).sparse != texts.row(250).sparse.astype(np.float32)).nnz == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_taken_away_is_not_found_and_the_others_keep_their_places(engine: str) -> None:
    texts, asked = rows(300, seed=1, themes=2), rows(50, seed=2, themes=2)
    expected = exactly(texts, asked)
    expected[:, [0, 7, 299]] = 0.0

    left = Postings(engine).fit(texts).remove([0, 7]).partial_fit(rows(1, seed=9, themes=2))
    left.remove([299, 300])

    assert told(left.best(asked, 10).places) == ranked(expected, 10)
    assert not left.sums(asked)[:, [0, 7, 299, 300]].any()


@pytest.mark.parametrize("engine", ENGINES)
def test_more_than_a_tile_is_found_as_in_one(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, asked = rows(300, seed=1), rows(50, seed=2)
    monkeypatch.setattr(postings, "MOST", 64)

    parted = Postings(engine).fit(texts)

    assert [len(each.gone) for each in parted.tiles_] == [64, 64, 64, 64, 44]
    assert told(parted.best(asked, 10).places) == ranked(exactly(texts, asked), 10)


def test_the_last_place_of_a_full_tile_can_be_told() -> None:
    number = tiles.MOST + 1
    texts = Rows(csr_matrix((np.ones(1), ([number - 2], [0])), (number, 1)))

    [[found]] = Postings("numba").fit(texts).best(Rows(csr_matrix([[1.0]])), 1).places

    assert found == number - 2


@pytest.mark.parametrize("engine", ENGINES)
def test_all_that_reach_a_score_are_told_in_order_of_place(engine: str) -> None:
    texts, asked = rows(300, seed=1), rows(50, seed=2)

    found = list(Postings(engine).fit(texts).reaching(asked, 0.05))

    expected = exactly(texts, asked)
    for (places, scores), row in zip(found, expected, strict=True):
        assert places.tolist() == np.flatnonzero(row >= 0.05).tolist()
        assert scores == pytest.approx(row[places], abs=1e-6)


@pytest.mark.parametrize("engine", ENGINES)
def test_empty_texts_no_texts_and_nobody_asking_do_no_harm(engine: str) -> None:
    nothing, texts = Rows(csr_matrix((3, 40))), rows(5, seed=1)

    assert told(Postings(engine).fit(nothing).best(texts, 2).places) == [[]] * 5
    assert told(Postings(engine).fit(texts).best(nothing, 2).places) == [[]] * 3
    assert told(Postings(engine).fit().best(texts, 2).places) == [[]] * 5
    assert Postings(engine).fit(texts).best(texts.some(slice(0, 0)), 2).places.shape == (0, 2)


def test_numba_is_not_loaded_before_something_is_summed_up() -> None:
    said = "import sys, matcher.ranking; sys.exit('numba' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", said], cwd=ROOT, check=False).returncode == 0
