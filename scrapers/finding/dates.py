"""A day in data: taken only where it can mean one day alone."""

import datetime as dt
import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

SHAPES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T](\d{2}):(\d{2})(?::\d{2})?)?")
DAY_FIRST, MONTH_FIRST = "day first", "month first"
Moment = tuple[dt.date, dt.time | None]


def order_of(values: Iterable[str]) -> str:
    """Say what stands first in a column of days, if one of them shows it and none denies it."""
    found = [match for value in values if (match := SHAPES.fullmatch(value.strip()))]
    day = any(int(each[1]) > 12 for each in found)
    month = any(int(each[3]) > 12 for each in found)
    return "" if day == month else DAY_FIRST if day else MONTH_FIRST


def certain(value: str, zone: str, order: str = "") -> Moment | None:
    """Return the day that is meant, with its hour if one is told; None where it could be another.

    A midnight is no hour. A moment of which the day differs between its own zone and the funder's
    may be the end of the one or the start of the other, so that it is not taken.
    """
    value = value.strip()
    if match := SHAPES.fullmatch(value):
        first = DAY_FIRST if match[2] == "." else order
        if not first and match[1] != match[3]:
            return None
        day, month = (match[1], match[3]) if first == DAY_FIRST else (match[3], match[1])
        value = f"{match[4]}-{int(month):02}-{int(day):02}"
        value += f"T{match[5]}:{match[6]}" if match[5] else ""
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    if not re.match(r"\d{4}-\d{2}-\d{2}", value):
        return None
    if moment.time() == dt.time():
        return moment.date(), None
    there = moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(zone))
    if there.date() != moment.date():
        return None
    return there.date(), there.time().replace(second=0, microsecond=0, tzinfo=None)
