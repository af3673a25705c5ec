"""Calendars as other programs read them (iCalendar, RFC 5545)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from papers.wording import Message, city, clock_time, say, word

MAKER = "-//Samsok//Samsok//EN"
REFRESH = timedelta(hours=6)
# What stands for a day by itself: nobody is busy all day because a call closes.
FREE = "TRANSPARENT"


class EntryKind(StrEnum):
    """What a day in a calendar is for."""

    DEADLINE = "deadline"
    OPENS = "opens"
    ANSWER_BY = "answer_by"
    PAPERS = "papers"
    MEETING = "meeting"
    DECIDE_BY = "decide_by"
    LEAD_TIME = "lead_time"
    TARGET = "target"
    TASK = "task"


class EntryState(StrEnum):
    """Whether it holds. What does not hold any longer is told, so that other calendars drop it."""

    CERTAIN = "certain"
    UNDER_REVIEW = "under_review"
    PAUSED = "paused"
    CANCELLED = "cancelled"


STATUS = {EntryState.CERTAIN: "CONFIRMED", EntryState.CANCELLED: "CANCELLED"}
DOUBTS = {
    EntryState.UNDER_REVIEW: Message("The date is under review."),
    EntryState.PAUSED: Message("The call is paused."),
}


@dataclass(frozen=True)
class Entry:
    """One day in a calendar; `key` names it for ever, `sequence` grows when it changes."""

    key: str
    kind: EntryKind
    day: dt.date
    title: str
    note: str
    path: str
    sequence: int
    changed_at: datetime
    time: dt.time | None = None
    zone: str = ""
    language: str = ""
    ours: bool = False
    state: EntryState = EntryState.CERTAIN

    def moment(self) -> datetime | None:
        """Return the moment that is meant, if a time of day is known."""
        if self.time is None:
            return None
        return datetime.combine(self.day, self.time, ZoneInfo(self.zone))

    def elsewhere(self, zone: str) -> bool:
        """Say whether clocks in a zone show another time than the one that is told."""
        at = self.moment()
        return at is not None and at.utcoffset() != at.astimezone(ZoneInfo(zone)).utcoffset()


def write(
    entries: Sequence[Entry], *, name: str, url: str, host: str, zone: str, language: str
) -> bytes:
    """Write a calendar that other programs may subscribe to."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for each in entries:
        calendar.add_component(event_of(each, url=url, host=host, zone=zone, language=language))
    return bytes(calendar.to_ical())


def event_of(entry: Entry, *, url: str, host: str, zone: str, language: str) -> Event:
    """Write one entry. A time is told in UTC, so that each calendar shows its own."""
    event = Event()
    event.add("uid", f"{entry.key}@{host}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("status", STATUS.get(entry.state, "TENTATIVE"))
    event.add("transp", FREE)
    at = entry.moment()
    event.add("dtstart", at.astimezone(dt.UTC) if at else entry.day)
    event.add("summary", clean(f"{word(entry.kind, language)}: {entry.title}"))
    doubt = DOUBTS.get(entry.state)
    said = [
        say(doubt, language) if doubt else "",
        clean(entry.note),
        there(entry, zone, language),
        url + entry.path,
    ]
    event.add("description", "\n".join(filter(None, said)))
    event.add("url", url + entry.path)
    return event


def there(entry: Entry, zone: str, language: str) -> str:
    """Tell the funder's own time of day where clocks here show another."""
    if entry.time is None or not entry.elsewhere(zone):
        return ""
    return f"{clock_time(entry.time, language)} ({city(entry.zone, language)})"


def clean(words: str) -> str:
    """Take out what no line of text may hold."""
    return "".join(each if each.isprintable() else " " for each in words)
