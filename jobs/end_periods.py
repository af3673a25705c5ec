"""End the interest periods whose day has passed: all are waved through, or reviewed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from workflow.overlaps.selecting import end_all


def end_periods(session: Session, now: datetime, zone: str) -> int:
    """End them; return how many ended. A period lasts until its day is over in the site's zone."""
    return end_all(session, now, now.astimezone(ZoneInfo(zone)).date())
