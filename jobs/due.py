"""When a source is read next: as often as it says, later if it fails, never before it asked to."""

from datetime import datetime, timedelta

SPREAD = 0.2  # of the time until then, so that not all who read a site come at once
FIRST = timedelta(hours=1)
LONGEST = timedelta(hours=24)
QUARANTINE = timedelta(days=7)


def next_due(
    now: datetime,
    *,
    hours: int,
    failed: int,
    later: float,
    chance: float,
    quarantined: bool = False,
) -> datetime:
    """Return the moment of the next reading.

    `failed` is how many readings in a row have failed: each doubles the wait, from an hour to a
    day; a quarantined source waits a week. `later` is for how many seconds the site asked to be
    left alone; `chance` is 0 to 1.
    """
    wait = min(FIRST * 2 ** min(failed - 1, 10), LONGEST) if failed else timedelta(hours=hours)
    wait = max(wait, QUARANTINE) if quarantined else wait
    wait *= 1 + SPREAD * (2 * chance - 1)
    return now + max(wait, timedelta(seconds=later))
