"""What people typed, understood as a call: kindly, and never guessed."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from lexicon.areas import area_names, areas, code_of, narrowest
from lexicon.terms import (
    Amount,
    Bound,
    DateKind,
    Deadline,
    DeadlineModel,
    MoneyKind,
    Rate,
    Status,
)
from papers.wording import Message
from scrapers.draft import LONGEST_TEXT, LONGEST_TITLE, Draft
from scrapers.lines import slug_of
from scrapers.prose.cells import when as read_when
from workflow.forms.typed import (
    CHOICES,
    CURRENCIES,
    CURRENCY_OF,
    UNIT,
    USUAL,
    Errors,
    Typed,
    chosen,
    day_of,
    hour_of,
    sum_of,
)

LONGEST, LONGEST_NAME = 2000, 200
YEARS = range(2000, 2101)
SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%?")


class Reader:
    """Reads what was typed, and gathers what is wrong."""

    def __init__(self, typed: Typed, zone: str) -> None:
        self.typed = typed
        self.zone = zone
        self.errors: Errors = []

    def wrong(self, field: str, message: Message) -> None:
        """Say what is wrong with a field."""
        self.errors.append((field, message))

    def plain(self, field: str, most: int, missing: Message | None = None) -> str:
        """Read words as they are; `missing` is said where there are none."""
        said = self.typed[field]
        if missing and not said:
            self.wrong(field, missing)
        if len(said) > most:
            self.wrong(field, Message("Write at most {most} letters.", {"most": most}))
        return said if field == "text" else " ".join(said.split())

    def choice(self, field: str, words: str, place: str = "") -> str:
        """Read which of the choices was taken."""
        found = chosen(field, words)
        if found is None:
            choices = tuple(each for kept, each in CHOICES[field].items() if kept)
            self.wrong(place or field, Message("Choose one of: {choices}.", {"choices": choices}))
        return found or USUAL.get(field, "")

    def draft(self) -> Draft | None:
        """Read it all; None if something is wrong."""
        title = self.plain("title", LONGEST_TITLE, Message("Give the call its title."))
        funder = self.plain("funder", LONGEST_NAME, Message("Say who gives the money."))
        said: dict[str, Any] = {
            "identifier": self.plain("identifier", LONGEST_NAME) or made_of(funder, title),
            "title": title,
            "funder": funder,
            "url": self.address(),
            "text": self.plain("text", LONGEST_TEXT),
            **self.times(),
            "amounts": self.amounts(),
            "rates": self.rates(),
            "applicants": self.plain("applicants", LONGEST),
            "area_text": self.plain("areas", LONGEST),
            "areas": self.areas(),
            "language": self.choice("language", self.typed["language"]),
        }
        return None if self.errors else Draft(**said)

    def address(self) -> str:
        """Read the address of the call's own page."""
        url = self.plain("url", LONGEST)
        try:
            there = urlsplit(url)
            whole = there.scheme in ("https", "http") and "." in (there.hostname or "")
            bad = not whole or "@" in there.netloc or " " in url
        except ValueError:
            bad = True
        if url and bad:
            self.wrong("url", Message("Write the whole address, as https://funder.example/call."))
        return url

    def times(self) -> dict[str, object]:
        """Read when one can apply, and what that makes of the call."""
        when = self.choice("when", self.typed["when"])
        if not self.typed["when"]:
            self.wrong("when", Message("Choose when one can apply, or that it is not known yet."))
        deadlines = self.deadlines(needed=when == "dates")
        season = self.plain("season", LONGEST_NAME)
        if deadlines and when in ("rolling", "season", "unknown"):
            self.wrong(
                "when", Message("There are days too. Choose that there are days, or remove them.")
            )
        if when == "season" and not season:
            self.wrong("season", Message("Say which time of year, as autumn 2027."))
        if season and when != "season" and when:
            self.wrong(
                "season", Message("There is a time of year too. Choose it above, or remove it.")
            )
        opens = self.day("opens", self.typed["opens"])[0]
        if opens and deadlines and opens > max(each.day for each in deadlines):
            self.wrong("opens", Message("It opens after its last day. One of the two is wrong."))
        stopped = self.choice("status", self.typed["status"])
        planned = when == "season" or (when == "unknown" and opens is None)
        return {
            "status": Status(stopped or (Status.PLANNED if planned else Status.ANNOUNCED)),
            "deadline_model": model_of(when, deadlines),
            "opens": opens,
            "season": season,
            "deadlines": deadlines,
        }

    def deadlines(self, *, needed: bool) -> tuple[Deadline, ...]:
        """Read the days; what stands alone is the last one, several are cut-offs."""
        typed = self.typed.given
        if needed and not typed:
            self.wrong("day-0", Message("Give at least one day."))
        found: list[Deadline] = []
        for at, each in typed:
            day, within = self.day(f"day-{at}", each.day)
            time = hour_of(each.time) if each.time else within
            if not each.day:
                self.wrong(f"day-{at}", Message("There is an hour, and no day."))
            if each.time and (time is None or (within and within != time)):
                self.wrong(f"time-{at}", Message("Write the hour as 16:00."))
            usual = DateKind.FINAL if len(typed) == 1 else DateKind.CUT_OFF
            kind = DateKind(self.choice("kind", each.kind, f"kind-{at}") or usual)
            if day and kind is DateKind.FINAL and any(each.kind is kind for each in found):
                self.wrong(
                    f"kind-{at}", Message("Only one day can be the last. Call the others cut-offs.")
                )
            if day and any((each.day, each.kind) == (day, kind) for each in found):
                self.wrong(f"day-{at}", Message("The same day is there twice."))
            if day:
                found.append(Deadline(day=day, time=time, zone=self.zone, kind=kind))
        return tuple(sorted(found, key=lambda each: each.passes_at()))

    def day(self, field: str, words: str) -> tuple[dt.date | None, dt.time | None]:
        """Read a day, and an hour if it stands with it; what could be two days is none."""
        if not words.strip():
            return None, None
        found = read_when(words, "sv").days or read_when(words, "en").days
        day, time = day_of(words), None
        if day is None and len(found) == 1 and not found[0].doubt and "/" not in words:
            day, time = found[0].day, found[0].time
        if day and day.year in YEARS:
            return day, time
        self.wrong(field, Message("Write the day as 2027-03-01."))
        return None, None

    def amounts(self) -> tuple[Amount, ...]:
        """Read what a project may get, and what the whole call has."""
        sums = {name: self.typed[name] for name in ("least", "most", "total")}
        values = {name: sum_of(words) for name, words in sums.items() if words}
        for name, value in values.items():
            if value is None:
                self.wrong(name, Message("Write the sum in digits, as 400 000."))
        named = self.typed["currency"].upper()
        units = {
            CURRENCY_OF[unit[1].lower()]
            for words in sums.values()
            if (unit := UNIT.search(words)) and unit[1].lower() in CURRENCY_OF
        }
        currency = named or (next(iter(units)) if len(units) == 1 else "")
        of = MoneyKind(self.choice("of", self.typed["of"]))
        if not values:
            return ()
        if currency not in CURRENCIES or units - {currency}:
            self.wrong(
                "currency", Message("Say in which currency: {known}.", {"known": CURRENCIES})
            )
        least, most = values.get("least"), values.get("most")
        if least is not None and most is not None and least > most:
            self.wrong(
                "least", Message("The least is more than the most. One of the two is wrong.")
            )
        total = values.get("total")
        return (Amount(currency=currency, least=least, most=most, total=total, of=of),)

    def rates(self) -> tuple[Rate, ...]:
        """Read the project's own share, in percent."""
        words, bound = self.typed["co_funding"], self.choice("bound", self.typed["bound"])
        if not words:
            return ()
        found = SHARE.fullmatch(words)
        share = Decimal(found[1].replace(",", ".")) if found else None
        # A spreadsheet shows 0.5 as 50 %: which is meant is not to be seen.
        if share is None or share > 100 or 0 < share <= 1:
            self.wrong(
                "co_funding", Message("Write the share in percent: 50 for half of the costs.")
            )
            return ()
        return (Rate(co_funding_rate=share, bound=Bound(bound)),)

    def areas(self) -> tuple[str, ...]:
        """Read names of areas, as counties and countries are called."""
        codes = []
        for name in filter(None, map(str.strip, re.split(r"[,;\n]", self.typed["areas"]))):
            if code := code_of(name):
                codes.append(code)
                continue
            near = get_close_matches(name.casefold(), area_names(), 1)
            meant = areas()[area_names()[near[0]]].name if near else ""
            self.wrong(
                "areas",
                Message("No area is called “{name}”. Did you mean {meant}?",
                        {"name": name, "meant": meant})
                if meant
                else Message("No area is called “{name}”. Name counties or countries.",
                             {"name": name}),
            )  # fmt: skip
        return narrowest(codes)


def read(typed: Typed, zone: str) -> tuple[Draft | None, Errors]:
    """Read what was typed; days are of the zone. There is a draft, or something is wrong."""
    reader = Reader(typed, zone)
    return reader.draft(), reader.errors


def made_of(funder: str, title: str) -> str:
    """Make an identifier of a funder's name and a title."""
    return slug_of(f"{funder} {title}")[:LONGEST_NAME] or "call"


def model_of(when: str, deadlines: Sequence[Deadline]) -> DeadlineModel:
    """Say how a call's time is cut."""
    kinds = {each.kind for each in deadlines}
    if when == "dates":
        if kinds & {DateKind.STAGE_1, DateKind.STAGE_2}:
            return DeadlineModel.TWO_STAGE
        single = kinds == {DateKind.FINAL}
        return DeadlineModel.SINGLE if single else DeadlineModel.MULTIPLE_CUTOFF
    return DeadlineModel(when or "unknown")
