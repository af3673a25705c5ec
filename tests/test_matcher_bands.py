"""A score is told as a word: by itself, by what is usual, and by what people said."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone

from lexicon.terms import Band
from matcher.bands import ENOUGH, Bands, Place, place, usual
from matcher.calibration import ENOUGH as ENOUGH_SAID
from matcher.calibration import OF_EACH, Calibrator, enough
from matcher.lines import CallLine
from matcher.ranking import Matcher
from matcher.saved import Unusable
from matcher.words import Passage


@pytest.mark.parametrize(
    ("score", "word"),
    [(0.5, "strong"), (0.16, "strong"), (0.1, "good"), (0.07, "possible"), (0.01, None)],
)
def test_while_nothing_is_usual_a_score_is_told_by_itself(score: float, word: str | None) -> None:
    assert Bands().band(Place(score, None)) == word


@pytest.mark.parametrize(
    ("z", "word"), [(9.0, "strong"), (7.0, "good"), (4.5, "possible"), (3.9, None)]
)
def test_a_score_is_told_by_how_far_it_is_above_what_is_usual(z: float, word: str | None) -> None:
    assert Bands().band(Place(0.08, z)) == word


def test_what_is_next_to_nothing_is_not_told_however_unusual() -> None:
    assert Bands().band(Place(0.01, 20.0)) is None


def test_few_past_calls_or_all_alike_tell_nothing() -> None:
    dice = np.random.default_rng(0)

    assert usual(dice.random(ENOUGH - 1)) is None
    assert usual(np.zeros(ENOUGH)) is None
    assert usual(dice.random(ENOUGH)) is not None


def test_a_place_is_counted_in_standard_deviations() -> None:
    known = usual(np.array([0.1, 0.3] * ENOUGH))

    assert place(0.4, known) == pytest.approx((0.4, 2.0))


def test_the_usual_scores_are_those_with_calls_of_the_past() -> None:
    calls = [CallLine(id="1", language="en", title="Lakes", text="Clean water")]
    past = [Passage("Water in wells", "en"), Passage("Bread", "en"), Passage("Vatten", "sv")]

    asked = Matcher[CallLine]().fit(calls, past, recent=past).ask("Water", "en")

    found = asked.usual()
    assert len(found) == 2  # no way leads to Swedish, since no call is Swedish
    assert found[0] > 0
    assert found[1] == 0


def said(texts: int, seed: int = 0) -> tuple[list[tuple[float, float]], list[bool]]:
    """Return places, and whether each was wanted: the better it lies, the more often."""
    dice = np.random.default_rng(seed)
    scores, z = dice.uniform(0.05, 0.4, texts), dice.uniform(3, 12, texts)
    wanted = dice.random(texts) < np.clip((scores - 0.05) * 2 + (z - 3) / 30, 0, 1)
    return [Place(*each).row for each in zip(scores, z, strict=True)], wanted.tolist()


def test_probabilities_are_as_often_right_as_they_say() -> None:
    made = Calibrator().fit(*said(2000))
    rows, wanted = said(2000, seed=1)

    chances = made.predict_proba(rows)[:, 1]

    bins = np.digitize(chances, [0.2, 0.4, 0.6, 0.8])
    for each in set(bins.tolist()):
        inside = bins == each
        assert np.mean(chances[inside]) == pytest.approx(np.mean(np.array(wanted)[inside]), abs=0.1)


def test_a_better_place_is_never_less_probable() -> None:
    made = Calibrator().fit(*said(400))

    chances = made.predict_proba([Place(score, 6.0).row for score in np.linspace(0.05, 0.4, 50)])

    assert (np.diff(chances[:, 1]) >= 0).all()
    assert chances.sum(axis=1) == pytest.approx(np.ones(50))


def test_calibrated_bands_follow_what_people_said() -> None:
    rows, _ = said(400)
    nobody = Calibrator().fit(rows, [row[0] > np.log(0.35) for row in rows])

    assert Bands(nobody).band(Place(0.1, 3.0)) is None
    assert Bands(nobody).band(Place(0.39, 9.0)) is Band.STRONG


def test_what_is_far_from_usual_stays_possible_whatever_people_said() -> None:
    rows, _ = said(400)
    nobody = Calibrator().fit(rows, [row[0] > np.log(0.35) for row in rows])

    assert Bands(nobody).band(Place(0.1, 9.0)) is Band.POSSIBLE


def test_what_was_learnt_is_kept_and_taken_back(tmp_path: Path) -> None:
    rows, wanted = said(400)
    made = Calibrator().fit(rows, wanted)

    made.save(tmp_path / "calibration", "these")

    again = Calibrator().load(tmp_path / "calibration", "these")
    assert again.predict_proba(rows).tolist() == made.predict_proba(rows).tolist()
    with pytest.raises(Unusable, match="other texts"):
        Calibrator().load(tmp_path / "calibration", "others")


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [
        (ENOUGH_SAID, 0, False),
        (ENOUGH_SAID - OF_EACH, OF_EACH, True),
        (ENOUGH_SAID - OF_EACH + 1, OF_EACH - 1, False),
        (OF_EACH, OF_EACH, False),
    ],
)
def test_nothing_is_learnt_from_little_or_from_one_side(yes: int, no: int, expected: bool) -> None:
    assert enough([True] * yes + [False] * no) is expected


def test_it_can_be_copied_as_scikit_learn_does() -> None:
    assert clone(Calibrator(regularization=2.0)).regularization == 2.0
