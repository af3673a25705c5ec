# ruff: noqa: E501 (a pattern is read as one line)
"""Times of day as they stand beside a day, and whose clock they are read from."""

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

EVERY = (
    r"(?:vid |for |ved )?(?:båda|begge|molemmat|both|aina|alltid|altid|always|alle dager|alle dage|alla dagar|samtliga dagar|alla gånger|varje gång|hver gang|respektive dag|all days|each day|every time|each time|in each case|each|joka kerta|kaikkina päivinä)"
    r"(?:,? (?:at|by|closing at|with closing at))?"
)
COUNTRIES = {
    "Europe/Brussels": ("brussels", "brysseltid", "bryssel-tid", "bruxelles-tid", "brysselin aikaa", "centraleuropeisk tid", "sentraleuropeisk tid", "centraleuropæisk tid", "keski-euroopan aikaa", "central european"),
    "Europe/Paris": ("paris",),
    "Europe/London": ("london", "uk", "bst", "british"),
    "Europe/Oslo": ("oslo", "norwegian", "norsk tid", "norjan aikaa"),
    "Europe/Stockholm": ("stockholm", "swedish", "svensk tid", "ruotsin aikaa"),
    "Europe/Copenhagen": ("copenhagen", "danish", "dansk tid", "tanskan aikaa"),
    "Europe/Helsinki": ("helsinki", "finnish", "finsk tid", "finländsk tid", "suomen aikaa", "suomen aika", "itä-euroopan aikaa", "eastern european"),
    "Europe/Tallinn": ("tallinn", "estonian"),
    "Europe/Riga": ("riga", "latvian"),
    "Europe/Vilnius": ("vilnius", "lithuanian"),
    "Atlantic/Reykjavik": ("reykjavik", "icelandic", "islandsk tid"),
}  # fmt: skip
ZONES = {
    "cet/cest": "Europe/Brussels", "cest/cet": "Europe/Brussels", "eet/eest": "Europe/Helsinki",
    "cet": "Europe/Brussels", "cest": "Europe/Brussels", "utc": "UTC", "gmt": "Europe/London",
    "eet": "Europe/Helsinki", "eest": "Europe/Helsinki",
} | {name: zone for zone, names in COUNTRIES.items() for name in names}  # fmt: skip
OFFSETS = {"cet": 1, "cest": 2, "eet": 2, "eest": 3, "utc": 0, "gmt": 0, "bst": 1}
MIDNIGHT = r"midnight|midnatt|midnat|keskiyö\w*"
CLOCK = (
    r"(?P<cue>\bh\b|\bkl(?:ockan|okka|okken|ockslag|o)?\b\.?|\bkello\b|\bat\b|\bby\b|\bbefore\b)?\s*"
    r"(?:(?:12 )?(?P<noon>noon)\b|(?P<hour>[01]?\d|2[0-4])(?:[.:h](?P<minute>[0-5]\d)(?:[.:][0-5]\d)?)?(?![\d]|[.:]\d)(?::[a-zä]+\b)?"
    rf"\s*(?P<half>[ap]\.?m\b\.?)?|(?P<midnight>{MIDNIGHT})\b)"
    rf"(?:\s*h(?:rs)?\b|\s*o'clock\b)?(?:\s*\(noon\))?(?:,?\s*[(\[]?(?P<zone>{'|'.join(ZONES)})\b(?:(?: local)? time)?\)?)?"
)
# What may stand between a day and its hour: (fredag), senast, before office hours end at.
AMID = r"(?:\(\w{2,10}\)|(?:ni kan \w+ \w+ )?(?:fram )?till?|senast|innen|senest|inden|före|innan|før|before|no later than|by|viimeistään|latest|virka-ajan päättymiseen|ennen(?: virka-ajan päättymistä)?)"
AFTER = re.compile(
    rf"[\s,(–|-]*(?:(?<=\()(?:[^\d()]{{1,60}}(?=\b(?:senast|senest|innen|before|by)\b)|(?:\w+ ){{0,2}}(?:stänger|stängs|stenger|lukker|closes|closing|sulkeutuu|päättyy) ))?(?P<every>{EVERY})?[\s,]*(?:{AMID}[\s,]*)*{CLOCK}",
    re.IGNORECASE,
)
BEFORE = re.compile(rf"{CLOCK}[\s,]*(?:den|on|the|d\.)?\s*(?:the\s*)?$", re.IGNORECASE)
BEGINS = re.compile(
    rf"\b(?:kl|klockan|klokka|klokken|klo|kello|at|by|before)\b|\b(?=\d{{1,2}}[:.]\d\d|\d{{1,2}} ?[ap]\.?m\b|12 noon|noon|{MIDNIGHT})",
    re.IGNORECASE,
)
SURE = re.compile(r"kl|kello", re.IGNORECASE)


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
    found = AFTER.match(words, start, end)
    return _hour(found, day, bool(found["every"])) if found and _is_told(found) else None


def before(words: str, start: int, end: int, day: dt.date) -> Hour | None:
    """Read the time that stands right before a day: by 17:00 CET on 20 January."""
    for cue in BEGINS.finditer(words[start:end]):
        found = BEFORE.match(words, start + cue.start(), end)
        if found and (_is_told(found, by=SURE)):
            return _hour(found, day, every=False)
    return None


def alone(words: str, day: dt.date) -> Hour | None:
    """Read the one time of a sentence that names no day: it closes at 15:00."""
    times = {
        (hour.time, hour.zone): hour
        for cue in BEGINS.finditer(words)
        if (found := re.compile(CLOCK, re.IGNORECASE).match(words, cue.start()))
        and _is_told(found, by=SURE)
        and (hour := _hour(found, day, every=True))
    }
    return next(iter(times.values())) if len({time for time, _ in times}) == 1 else None


def _is_told(found: re.Match[str], by: re.Pattern[str] | None = None) -> bool:
    """Say whether a number is an hour: by minutes, by a half of the day, or by a word for it."""
    cue = found["cue"] or ""
    spoken = bool(by.match(cue)) if by else bool(cue)
    return bool(spoken or found["minute"] or found["half"] or found["noon"] or found["midnight"])


def _hour(found: re.Match[str], day: dt.date, every: bool) -> Hour:
    """Make the time; a zone's letters that do not fit the season are a doubt."""
    hour, minute = int(found["hour"] or 12), int(found["minute"] or 0)
    if (half := (found["half"] or "").lower()) and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    # 24.00 and midnight are the end of that day.
    time = dt.time(23, 59) if hour == 24 or found["midnight"] else dt.time(hour, minute)
    letters = (found["zone"] or "").lower()
    zone = ZONES.get(letters, "")
    doubt = ""
    if zone and letters in OFFSETS:
        there = dt.datetime.combine(day, time, ZoneInfo(zone)).utcoffset()
        if there != dt.timedelta(hours=OFFSETS[letters]):
            doubt = f"{letters.upper()} is not the time of that season"
    return Hour(time, zone, found.end(), every, doubt)
