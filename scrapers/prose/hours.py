# ruff: noqa: E501 (a pattern is read as one line)
"""Times of day as they stand beside a day, and whose clock they are read from."""

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

EVERY = "alle dager|alle dage|alla dagar|samtliga dagar|alla gånger|varje gång|all days|each day|every time|each time"
ZONES = {
    "cet": "Europe/Brussels", "cest": "Europe/Brussels", "utc": "UTC", "gmt": "UTC",
    "eet": "Europe/Helsinki", "eest": "Europe/Helsinki", "brussels": "Europe/Brussels",
    "paris": "Europe/Paris", "oslo": "Europe/Oslo", "helsinki": "Europe/Helsinki",
    "london": "Europe/London", "uk": "Europe/London", "bst": "Europe/London", "stockholm": "Europe/Stockholm", "copenhagen": "Europe/Copenhagen",
    "svensk tid": "Europe/Stockholm", "norsk tid": "Europe/Oslo", "dansk tid": "Europe/Copenhagen",
    "finsk tid": "Europe/Helsinki", "suomen aikaa": "Europe/Helsinki", "suomen aika": "Europe/Helsinki",
}  # fmt: skip
OFFSETS = {"cet": 1, "cest": 2, "eet": 2, "eest": 3, "utc": 0, "gmt": 0, "bst": 1}
CLOCK = (
    r"(?P<cue>\bh\b|\bkl(?:ockan|okken|o)?\b\.?|\bkello\b|\bat\b|\bby\b|\bbefore\b)?\s*"
    r"(?:(?P<hour>[01]?\d|2[0-4])(?:[.:h](?P<minute>[0-5]\d)(?:[.:][0-5]\d)?)?(?![\d]|[.:]\d)"
    r"\s*(?P<half>[ap]\.?m\b\.?)?|(?:12 )?(?P<noon>noon)\b)"
    rf"(?:\s*h(?:rs)?\b)?(?:\s*\(noon\))?(?:\s*\(?(?P<zone>{'|'.join(ZONES)})\b(?:(?: local)? time)?\)?)?"
)
AFTER = re.compile(
    rf"[\s,(–-]*(?:(?<=\()[^\d()]{{1,60}}(?=\bsenast))?(?P<every>{EVERY})?[\s,]*(?:senast|innen|senest|inden|før|viimeistään|latest)?\s*{CLOCK}",
    re.IGNORECASE,
)
BEFORE = re.compile(rf"{CLOCK}[\s,]*(?:den|on|the)?\s*(?:the\s*)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Hour:
    """A time beside a day: its zone if one is named, and where its words end."""

    time: dt.time
    zone: str
    end: int
    every: bool = False
    doubt: str = ""


def after(words: str, start: int, end: int, day: dt.date) -> Hour | None:
    """Read the time that follows a day; without a word for it, only hours with minutes count."""
    if not (found := AFTER.match(words, start, end)):
        return None
    if not (found["cue"] or found["minute"] or found["half"] or found["noon"]):
        return None
    return _hour(found, day, bool(found["every"]))


def before(words: str, start: int, end: int, day: dt.date) -> Hour | None:
    """Read the time that stands right before a day: by 17:00 CET on 20 January."""
    for cue in re.finditer(
        r"\b(?:kl|klockan|klokken|klo|kello|at|by|before)\b|\b(?=\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m\b|12 noon|noon)",
        words[start:end],
        re.IGNORECASE,
    ):
        found = BEFORE.match(words, start + cue.start(), end)
        if found and (
            found["minute"]
            or (found["cue"] or "").lower().startswith("k")
            or found["half"]
            or found["noon"]
        ):
            return _hour(found, day, every=False)
    return None


def _hour(found: re.Match[str], day: dt.date, every: bool) -> Hour:
    """Make the time; a zone's letters that do not fit the season are a doubt."""
    hour, minute = int(found["hour"] or 12), int(found["minute"] or 0)
    if (half := (found["half"] or "").lower()) and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    time = dt.time(23, 59) if hour == 24 else dt.time(hour, minute)
    letters = (found["zone"] or "").lower()
    zone = ZONES.get(letters, "")
    doubt = ""
    if zone and letters in OFFSETS:
        there = dt.datetime.combine(day, time, ZoneInfo(zone)).utcoffset()
        if there != dt.timedelta(hours=OFFSETS[letters]):
            doubt = f"{letters.upper()} is not the time of that season"
    return Hour(time, zone, found.end(), every, doubt)
