"""What a funder does every year: days that are usual, and told as no more than that."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable

from babel.dates import format_date, format_skeleton
from msgspec import Struct

from lexicon.terms import DateKind

DAY_OF_YEAR = re.compile(r"(\d\d)(?:-(\d\d))?")
LEAP = 2000  # a year that has every day
LOCALES = {"en": "en_GB"}
# Usually, opens, closes, in (a month), by language.
WORDS = {
    "sv": ("brukar", "öppna", "stänga", "i {}"),
    "nb": ("pleier å", "åpne", "stenge", "i {}"),
    "da": ("plejer at", "åbne", "lukke", "i {}"),
    "fi": ("yleensä", "avautuu", "päättyy", "{}ssa"),
    "en": ("usually", "opens", "closes", "in {}"),
}


class Usual(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A day ("11-15") or a month ("11") of every year on which applying opens, or closes.

    It is one in the funder's zone. `kind` and `label` say which stage closes.
    """

    opens: str = ""
    closes: str = ""
    kind: DateKind = DateKind.FINAL
    label: str = ""

    def __post_init__(self) -> None:
        if bool(self.opens) == bool(self.closes):
            raise ValueError("name a day under either opens or closes")
        key = "opens" if self.opens else "closes"
        found = DAY_OF_YEAR.fullmatch(self.opens or self.closes)
        month, day = (int(found[1]), int(found[2] or 1)) if found else (0, 0)
        if month not in range(1, 13) or not 1 <= day <= monthrange(LEAP, month)[1]:
            raise ValueError(
                f'{key}: {self.opens or self.closes!r} is no day of the year; write "11-15" or "11"'
            )

    @property
    def month(self) -> int:
        """The month, from 1."""
        return int((self.opens or self.closes)[:2])

    @property
    def day(self) -> int | None:
        """The day of the month; None where the month is all that is known."""
        return int((self.opens or self.closes)[3:] or 0) or None

    def coming(self, today: dt.date) -> dt.date:
        """Return when it comes next, today included; of a month the first day, even if past."""
        years = range(today.year, today.year + 9)  # 2096 to 2104 is the longest without a leap day
        days = (
            dt.date(year, self.month, self.day or 1)
            for year in years
            if (self.day or 1) <= monthrange(year, self.month)[1]
        )
        first = today if self.day else today.replace(day=1)
        return next(day for day in days if day >= first)


def usually(yearly: Iterable[Usual], language: str) -> str:
    """Say the days in the words of a language: brukar öppna 15 september, stänga 15 november.

    A language without such words is a KeyError.
    """
    return f"{WORDS[language][0]} {', '.join(said(each, language) for each in yearly)}"


def next_round(yearly: Iterable[Usual], language: str, today: dt.date) -> str:
    """Say when each day comes next, if the years to come are as the others, in their order."""
    coming = sorted(yearly, key=lambda each: each.coming(today))
    return ", ".join(said(each, language, each.coming(today).year) for each in coming)


def said(usual: Usual, language: str, year: int | None = None) -> str:
    """Say one day, in a year if one is given: stänga 15 november 2027 (skiss)."""
    _, opens, closes, within = WORDS[language]
    locale = LOCALES.get(language, language)
    day = dt.date(year or LEAP, usual.month, usual.day or 1)
    if usual.day:
        when = format_skeleton("MMMMd", day, locale=locale)
    else:
        when = within.format(format_date(day, "LLLL", locale=locale))
    label = f" ({usual.label})" if usual.label else ""
    return f"{opens if usual.opens else closes} {when}{f' {year}' if year else ''}{label}"
