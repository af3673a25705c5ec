"""How long a call that is over is still read: for its history, and for whoever just missed it."""

import datetime as dt

from lexicon.terms import Status
from scrapers.draft import Draft

DAYS_KEPT = 90


def lasting(draft: Draft, today: dt.date) -> bool:
    """Say whether a call may still be of interest; one without a date is until it is closed."""
    if not draft.deadlines:
        return draft.status is not Status.CLOSED
    last = max(deadline.day for deadline in draft.deadlines)
    return last >= today - dt.timedelta(days=DAYS_KEPT)
