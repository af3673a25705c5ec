"""How a source is: seven states, by its last readings."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from models.source import Outcome, SourceRun

GOOD = (Outcome.OK, Outcome.UNCHANGED)
TWICE, THRICE = 2, 3
LONG = timedelta(days=14)


class Health(StrEnum):
    """How a source is. Suspect readings change nothing; a quarantined source is asked weekly."""

    OK = "ok"
    UNCHANGED = "unchanged"
    SUSPECT = "suspect"
    BROKEN = "broken"
    DOWN = "down"
    REFUSED = "refused"
    QUARANTINED = "quarantined"


def bad_runs(runs: Sequence[SourceRun]) -> list[SourceRun]:
    """Return the readings since the last good one, the newest first, as the argument is."""
    return list(takewhile(lambda run: run.outcome not in GOOD, runs))


def health(runs: Sequence[SourceRun], now: datetime) -> Health | None:
    """Judge a source by its readings, the newest first; None if it was never read.

    Suspect twice is broken. A site that does not answer is down from the third time on, and
    counts as it was before until then.
    """
    if not runs:
        return None
    bad = bad_runs(runs)
    if not bad:
        return Health(runs[0].outcome)
    if bad[-1].read_at <= now - LONG:
        return Health.QUARANTINED
    outcome = runs[0].outcome
    if outcome is Outcome.SUSPECT:
        suspects = sum(run.outcome in (Outcome.SUSPECT, Outcome.BROKEN) for run in bad)
        return Health.BROKEN if suspects >= TWICE else Health.SUSPECT
    if outcome is Outcome.DOWN and len(runs) > 1:
        silent = len(list(takewhile(lambda run: run.outcome is Outcome.DOWN, bad)))
        return Health.DOWN if silent >= THRICE else health(runs[1:], now)
    return Health(outcome)
