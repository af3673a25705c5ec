"""Working days of a country: neither a weekend nor a public holiday, nor kept as one."""

import datetime as dt
from functools import cache
from typing import Any

import holidays

DAY = dt.timedelta(days=1)
SATURDAY = 6


def is_workday(day: dt.date, country: str) -> bool:
    """Say whether offices are open; of a country that is not known, only its weekends are."""
    return day.isoweekday() < SATURDAY and day not in _free(country, day.year)


def workday(day: dt.date, country: str = "SE") -> dt.date:
    """Return the day, or the last working day before it."""
    while not is_workday(day, country):
        day -= DAY
    return day


@cache
def _free(country: str, year: int) -> frozenset[dt.date]:
    try:
        known: Any = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return frozenset()
    # Midsummer Eve and its like are no holidays by law, and offices are closed.
    if "de_facto" in known.supported_categories:
        known = holidays.country_holidays(
            country, years=year, categories=("public", "de_facto")
        )  # fmt: skip
    return frozenset(known)
