"""The file of calls that are kept by hand: what a record may hold, and where it was mistyped."""

import datetime as dt
import re
import tomllib
from collections import Counter
from difflib import get_close_matches
from typing import Annotated
from zoneinfo import available_timezones

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import asdict

from lexicon.areas import areas
from lexicon.organisation_types import codes
from lexicon.terms import Amount, Deadline, DeadlineModel, Rate
from scrapers.source import SourceChanged
from scrapers.yearly import WORDS, Usual, usually

AT = re.compile(r"\(at line (\d+), column (\d+)\)")
KEY = re.compile(r"([\w-]+)\s*=")
TABLE = re.compile(r"\s*\[\[calls\]\]")
Least = Annotated[int, Meta(ge=1)]
LONGEST = 200  # of what is told in a line of a list


class Day(Deadline, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A day that was announced, in the zone of its record unless it names one."""

    zone: str = ""


class Money(Amount, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """An amount whose keys are all known."""


class Share(Rate, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A rate whose keys are all known."""


class Kept(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A call as somebody keeps it; `checked` is the day on which they last looked at its page."""

    identifier: str
    funder: str
    url: str
    language: str
    title: str
    text: str
    checked: dt.date
    zone: str = "Europe/Stockholm"
    usually: str = ""
    yearly: tuple[Usual, ...] = ()
    rolling: bool = False
    opens: dt.date | None = None
    dates: tuple[Day, ...] = ()
    deadline_model: DeadlineModel = DeadlineModel.SEASON
    amounts: tuple[Money, ...] = ()
    rates: tuple[Share, ...] = ()
    applicants: str = ""
    applicant_kinds: tuple[str, ...] = ()
    excluded_kinds: tuple[str, ...] = ()
    least_partners: Least | None = None
    least_countries: Least | None = None
    in_arrears: bool | None = None
    least_years: Least | None = None
    areas: tuple[str, ...] = ()
    programme: str = ""

    def __post_init__(self) -> None:
        for key in ("identifier", "funder", "title"):
            if not getattr(self, key).strip():
                raise ValueError(f"{key}: it is empty")
        if not self.url.startswith(("https://", "http://")):
            raise ValueError(f"url: {self.url!r} is not a full address; begin with https://")
        for zone in (self.zone, *(each.zone or self.zone for each in self.dates)):
            if zone not in available_timezones():
                raise ValueError(f"zone: no time zone is called {zone!r}")
        for key in ("applicant_kinds", "excluded_kinds"):
            if strange := sorted(set(getattr(self, key)) - codes()):
                known = ", ".join(sorted(codes()))
                raise ValueError(f"{key}: nobody knows {', '.join(strange)}; there are {known}")
        if strange := [code for code in self.areas if code not in areas()]:
            raise ValueError(f"areas: nobody knows {', '.join(strange)}; use codes such as SE124")
        if self.rolling and (self.dates or self.yearly):
            raise ValueError("rolling: what is open all year has neither dates nor yearly days")
        if self.yearly and not self.usually and self.language not in WORDS:
            raise ValueError(
                f"language: there are no words in {self.language!r} for yearly days; "
                "say them yourself under usually"
            )
        if len(self.usual) > LONGEST:
            raise ValueError(f"usually, yearly: these are more than {LONGEST} characters to say")

    @property
    def usual(self) -> str:
        """What the funder usually does, in its own words or those for the yearly days."""
        return self.usually or (usually(self.yearly, self.language) if self.yearly else "")

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Return the days that were announced."""
        return tuple(
            Deadline(**{**asdict(each), "zone": each.zone or self.zone}) for each in self.dates
        )


class File(Struct, forbid_unknown_fields=True, frozen=True):
    """The file: a list of calls."""

    calls: tuple[Kept, ...]


def kept_in(body: bytes, place: str = "") -> tuple[Kept, ...]:
    """Read a file; SourceChanged names its place, the table and the key that cannot be read."""
    before = f"{place}: " if place else ""
    try:
        text = body.decode()
        said = msgspec.convert(tomllib.loads(text), File, strict=False)
    except UnicodeDecodeError as error:
        raise SourceChanged(f"{before}it is not written in UTF-8: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceChanged(f"{before}{where(text, str(error))}{error}") from error
    except msgspec.ValidationError as error:
        raise SourceChanged(f"{before}{trouble(str(error))}") from error
    counted = Counter(each.identifier for each in said.calls)
    if twice := [name for name, count in counted.items() if count > 1]:
        raise SourceChanged(f"{before}calls: {', '.join(twice)} is the identifier of two calls")
    return said.calls


def where(text: str, error: str) -> str:
    """Name the table and the key on whose line TOML cannot be read, such as an impossible day."""
    found = AT.search(error)
    if not found:
        return ""
    line, column = int(found[1]), int(found[2])
    lines = text.splitlines()[:line]
    tables = sum(bool(TABLE.match(each)) for each in lines)
    keys = KEY.findall(lines[-1][:column]) if lines else []
    table = f"calls[{tables - 1}]" if tables else ""
    return f"{'.'.join(filter(None, [table, *keys[-1:]]))}: " if table or keys else ""


def trouble(error: str) -> str:
    """Put the path before what is wrong at it, and the nearest key after an unknown one."""
    said, _, path = error.partition(" - at `$")
    path = path.rstrip("`").strip(".")
    if "unknown field" in said:
        unknown = said.split("`")[1]
        known = {
            field.encode_name
            for each in (Kept, Usual, Day, Money, Share)
            for field in msgspec.structs.fields(each)
        }
        near = get_close_matches(unknown, [*known, "calls"], n=1)
        said = f"no key is called {unknown!r}" + (
            f"; did you mean {near[0]!r}?" if near and near[0] != unknown else ""
        )
    return f"{path}: {said}" if path else said
