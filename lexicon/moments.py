"""Moments, told where people are."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo


def told_in(zone: str, moment: datetime) -> datetime:
    """Return a moment by the clock of a zone, so that its day is the one that people have there.

    The offset is the one of that moment and stays: sums in the zone itself are of what a clock on
    the wall shows (PEP 495), an hour wrong in the nights in which it is put on or back.
    """
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
    return moment.astimezone(timezone(offset or timedelta()))
