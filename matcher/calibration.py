"""Turn places of scores into probabilities: a logistic regression, and isotonic steps upon it.

Platt (1999) gives the shape, Zadrozny and Elkan (2002) the steps, which hold where the curve is too
sure of itself. What was learnt is a few numbers; they are kept as arrays.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from matcher.saved import load, save

ENOUGH = 200  # judged calls,
OF_EACH = 40  # and of these so many of either kind, before probabilities are learnt


def enough(wanted: Sequence[bool]) -> bool:
    """Say whether so much was judged that probabilities can be learnt from it."""
    yes = sum(wanted)
    return len(wanted) >= ENOUGH and min(yes, len(wanted) - yes) >= OF_EACH


class Calibrator(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Learns how probable it is that a call is wanted, from the place of its score.

    rows: see `bands.Place.row`. regularization: scikit-learn's C.
    """

    def __init__(self, regularization: float = 1.0) -> None:
        self.regularization = regularization

    def fit(self, rows: Any, wanted: Any) -> Self:
        """Learn from places, and whether each call was wanted."""
        self.classes_ = np.array([False, True])
        self.mean_, self.scale_ = np.mean(rows, axis=0), np.std(rows, axis=0)
        self.scale_[self.scale_ == 0] = 1.0
        curve = LogisticRegression(C=self.regularization).fit(self._scaled(rows), wanted)
        self.coef_, self.intercept_ = curve.coef_[0], curve.intercept_
        steps = IsotonicRegression(out_of_bounds="clip").fit(self._curve(rows), wanted)
        self.from_, self.to_ = steps.X_thresholds_, steps.y_thresholds_
        return self

    def predict_proba(self, rows: Any) -> Any:
        """Return a row for each place: how probable it is that it is not wanted, and that it is."""
        chances = np.interp(self._curve(rows), self.from_, self.to_)
        return np.column_stack([1 - chances, chances])

    def predict(self, rows: Any) -> Any:
        """Say of each place whether it is rather wanted than not."""
        return self.predict_proba(rows)[:, 1] > 0.5

    def save(self, folder: Path, of: str) -> None:
        """Keep what was learnt. of: a fingerprint of what it was learnt from."""
        names = ("mean_", "scale_", "coef_", "intercept_", "from_", "to_")
        save(folder, of, {name: getattr(self, name) for name in names})

    def load(self, folder: Path, of: str) -> Self:
        """Take it back; raise Unusable if it cannot be trusted."""
        for name, array in load(folder, of).items():
            setattr(self, name, array)
        self.classes_ = np.array([False, True])
        return self

    def _scaled(self, rows: Any) -> Any:
        return (np.asarray(rows) - self.mean_) / self.scale_

    def _curve(self, rows: Any) -> Any:
        return 1 / (1 + np.exp(-(self._scaled(rows) @ self.coef_ + self.intercept_)))
