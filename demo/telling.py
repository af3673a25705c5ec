"""How the demo's answers write a day: moved with the demo's own day, in the style of each site."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from babel.dates import format_date

DAY = {"sv": "d MMMM y", "nb": "d. MMMM y", "en": "d MMMM y"}
SEASONS = ("vintern", "våren", "sommaren", "hösten")
BRUSSELS = ZoneInfo("Europe/Brussels")


class Telling:
    """Writes the days of the packaged answers; `moved` is a whole number of weeks."""

    def __init__(self, language: str, moved: dt.timedelta) -> None:
        self.language = language
        self.by = moved

    def filters(self) -> dict[str, Callable[..., str]]:
        """Return the filters that the answers use, by name."""
        return {
            "day": self.day, "month": self.month, "season": self.season, "year": self.year,
            "iso": self.iso, "local": self.local, "midnight": self.midnight, "clock": self.clock,
            "rfc822": self.rfc822, "atom": self.atom,
        }  # fmt: skip

    def moved(self, iso: str) -> dt.date:
        """Move a day of the packaged texts."""
        return dt.date.fromisoformat(iso) + self.by

    def day(self, iso: str, beside: str = "", language: str = "") -> str:
        """Write a day in words; its year may be left to the day beside it, if they share it."""
        day, language = self.moved(iso), language or self.language
        style = DAY[language]
        if beside and self.moved(beside).year == day.year:
            style = style.removesuffix(" y")
        return format_date(day, style, locale=language)

    def month(self, iso: str, language: str = "") -> str:
        """Write the month and the year."""
        return format_date(self.moved(iso), "MMMM y", locale=language or self.language)

    def season(self, iso: str, year: bool = True) -> str:
        """Write the season in Swedish; December belongs to the winter that ends next year."""
        day = self.moved(iso)
        name = SEASONS[day.month % 12 // 3]
        return f"{name} {day.year + (day.month == 12)}" if year else name

    def year(self, iso: str) -> str:
        """Write the year alone."""
        return str(self.moved(iso).year)

    def iso(self, iso: str) -> str:
        """Write the day as data."""
        return self.moved(iso).isoformat()

    def local(self, iso: str, time: str) -> str:
        """Write a moment as Vinnova does, without a zone."""
        return f"{self.iso(iso)}T{time}:00"

    def midnight(self, iso: str) -> str:
        """Write the day as the EU portal does: midnight in Brussels, told in UTC."""
        there = dt.datetime.combine(self.moved(iso), dt.time(), BRUSSELS)
        return f"{there.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}.000+0000"

    def clock(self, iso: str) -> str:
        """Write the letters of Central European time as they are on that day."""
        return f"{dt.datetime.combine(self.moved(iso), dt.time(12), BRUSSELS):%Z}"

    def rfc822(self, iso: str) -> str:
        """Write the moment of publishing as RSS does, at eight in the morning UTC."""
        return f"{format_date(self.moved(iso), 'EEE, dd MMM y', locale='en')} 08:00:00 +0000"

    def atom(self, iso: str) -> str:
        """Write the moment of publishing as Atom does, at eight in the morning UTC."""
        return f"{self.iso(iso)}T08:00:00Z"
