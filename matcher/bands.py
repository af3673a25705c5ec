"""Word a score: people are told strong, good or possible, never a number.

A score says little by itself: a text of many common words has high ones with every call. So it is
judged by what people said of calls, once that is enough (`calibration`); before that by its place
among the text's own scores with calls of the past; and while these are few, by itself.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from lexicon.terms import Band
from matcher.calibration import Calibrator

CHANCES = ((0.6, Band.STRONG), (0.4, Band.GOOD), (0.2, Band.POSSIBLE))
DEVIATIONS = ((8.0, Band.STRONG), (6.0, Band.GOOD), (4.0, Band.POSSIBLE))
SCORES = ((0.15, Band.STRONG), (0.09, Band.GOOD), (0.065, Band.POSSIBLE))
FLOOR = 0.04  # below it, what two texts share is chance, wherever it lies
RECENT = 1500  # calls of the past that a score is compared with: the last,
ENOUGH = 100  # if there are so many
WIDE = 0.03  # a mean above it: the text is about everything. Measured in benchmarks/interests.py
TINY = 1e-3


class Usual(NamedTuple):
    """What the scores of one text with calls of the past are like."""

    mean: float
    spread: float

    @property
    def is_wide(self) -> bool:
        """Say whether the text has something in common with nearly every call."""
        return self.mean >= WIDE


class Place(NamedTuple):
    """A score, and how many standard deviations it lies above what is usual, if that is known."""

    score: float
    z: float | None

    @property
    def row(self) -> tuple[float, float]:
        """Return what a Calibrator learns from."""
        return float(np.log(max(self.score, 0.0) + TINY)), self.z or 0.0


def usual(scores: Any) -> Usual | None:
    """Sum up the scores of one text with calls of the past; None if they are few, or all alike."""
    if len(scores) < ENOUGH or not (spread := float(np.std(scores))):
        return None
    return Usual(float(np.mean(scores)), spread)


def place(score: float, among: Usual | None) -> Place:
    """Say where a score lies."""
    return Place(score, (score - among.mean) / among.spread if among else None)


class Bands:
    """Words places by what was learnt, or else by rules."""

    def __init__(self, calibrator: Calibrator | None = None) -> None:
        self.calibrator = calibrator

    @property
    def of(self) -> list[float]:
        """Return what tells these rules from others."""
        if self.calibrator is None:
            return []
        learnt = self.calibrator
        parts = (learnt.mean_, learnt.scale_, learnt.coef_, learnt.intercept_)
        return [float(each) for part in (*parts, learnt.from_, learnt.to_) for each in part]

    def band(self, at: Place) -> Band | None:
        """Return strong, good or possible; None if the fit is too weak to be told."""
        if at.score < FLOOR:
            return None
        if at.z is None:
            return _first(SCORES, at.score)
        usual = _first(DEVIATIONS, at.z)
        if self.calibrator is None:
            return usual
        said = _first(CHANCES, float(self.calibrator.predict_proba([at.row])[0, 1]))
        return said or (usual and Band.POSSIBLE)  # the best of what is far from usual is told


def _first(bounds: Sequence[tuple[float, Band]], value: float) -> Band | None:
    return next((word for least, word in bounds if value >= least), None)
