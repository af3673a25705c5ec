"""Word a score. People are told a word, never a number."""

BANDS = ((0.15, "strong"), (0.09, "good"), (0.065, "possible"))
LEAST = BANDS[-1][0]


def band(score: float) -> str | None:
    """Return strong, good or possible; None if the fit is too weak to be told."""
    return next((word for least, word in BANDS if score >= least), None)
