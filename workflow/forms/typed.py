"""A call as people type it, in a form or a table: words read kindly, and never guessed."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from email.errors import HeaderParseError
from email.headerregistry import Address
from zoneinfo import ZoneInfo

from msgspec import Struct

from lexicon.areas import areas
from lexicon.terms import DeadlineModel, Status
from models import Call
from papers.wording import LANGUAGES, Message, say

# Where a field is wrong, and what to do about it.
Errors = list[tuple[str, Message]]

UNIT = re.compile(r"(kr|kronor|sek|eur|euro|€|nok|dkk|gbp|£|usd|\$)\.?$", re.IGNORECASE)
SUM = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?")
HOUR = re.compile(r"(?:kl\.?\s*)?(\d{1,2})[:.](\d\d)(?:[:.]00)?", re.IGNORECASE)
# What mail servers take without asking: no quotes, no comments, a name with a dot after the @.
ADDRESS = re.compile(r"[^\s@\"(),:;<>\[\]\\\x00-\x20]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
MOST_ADDRESS = 200
MINUTE = "%Y-%m-%dT%H:%M"
CURRENCY_OF = {
    "sek": "SEK", "eur": "EUR", "euro": "EUR", "€": "EUR", "nok": "NOK", "dkk": "DKK",
    "gbp": "GBP", "£": "GBP", "usd": "USD", "$": "USD",
}  # fmt: skip
DATED = {Status.ANNOUNCED, Status.PLANNED}  # what the dates themselves say
CURRENCIES = tuple(dict.fromkeys(CURRENCY_OF.values()))
# What one chooses from: the word that is kept, and how it is said.
CHOICES: dict[str, dict[str, Message]] = {
    "when": {
        "dates": Message("On one or several days"),
        "rolling": Message("Open all year"),
        "season": Message("Planned for a time of year"),
        "unknown": Message("Not known yet"),
    },
    "kind": {
        "final": Message("last day"),
        "cut_off": Message("cut-off"),
        "stage_1": Message("stage 1"),
        "stage_2": Message("stage 2"),
    },
    "of": {
        "support": Message("funding"),
        "total_cost": Message("total cost"),
        "unknown": Message("not said"),
    },
    "bound": {
        "at_least": Message("at least"),
        "exact": Message("exactly"),
        "at_most": Message("at most"),
    },
    "status": {
        "": Message("as the dates say"),
        "paused": Message("paused"),
        "withdrawn": Message("taken back"),
        "closed": Message("closed"),
    },
    "language": {
        "sv": Message("Swedish"),
        "en": Message("English"),
        "nb": Message("Norwegian"),
        "da": Message("Danish"),
        "fi": Message("Finnish"),
    },
}
USUAL = {"when": "", "of": "unknown", "bound": "at_least", "status": "", "language": "sv"}
# Fields that are read together, and the fields of a draft that they make.
GROUPS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("title",), ("title",)),
    (("funder",), ("funder",)),
    (("url",), ("url",)),
    (("text",), ("text",)),
    (("language",), ("language",)),
    (("when", "season", "opens", "status"),
     ("status", "deadline_model", "opens", "season", "deadlines")),
    (("least", "most", "total", "currency", "of"), ("amounts",)),
    (("co_funding", "bound"), ("rates",)),
    (("applicants",), ("applicants",)),
    (("areas",), ("areas", "area_text")),
)  # fmt: skip
FIELDS = tuple(name for names, _ in GROUPS for name in names)


class TypedDate(Struct, frozen=True):
    """A date as it is typed."""

    day: str = ""
    time: str = ""
    kind: str = ""


class Typed(Struct, frozen=True):
    """What was typed, by field; a field that is not there is empty."""

    words: Mapping[str, str]
    dates: tuple[TypedDate, ...] = ()

    def __getitem__(self, name: str) -> str:
        """Return the words of a field."""
        said = self.words.get(name, "").replace("\r\n", "\n")
        return "".join(each for each in said if each.isprintable() or each in "\n\t").strip()

    @property
    def given(self) -> list[tuple[int, TypedDate]]:
        """The dates that are not empty, and their places."""
        return [(at, each) for at, each in enumerate(self.dates) if each.day or each.time]


def sum_of(text: str) -> Decimal | None:
    """Read 400 000, 400000 or 400 000 kr; None if it could mean something else."""
    bare = re.sub(r"\s", "", UNIT.sub("", text.strip()))
    return Decimal(bare.replace(",", ".")) if SUM.fullmatch(bare) else None


def day_of(text: str) -> dt.date | None:
    """Read a day as browsers send it: 2026-12-05."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


def moment_of(text: str, zone: str) -> dt.datetime | None:
    """Read a moment as browsers send it, by the clocks of a zone: 2026-12-05T15:30."""
    try:
        return dt.datetime.strptime(text.strip(), MINUTE).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None


def address_of(text: str) -> str:
    """Read an e-mail address, in lower case; nothing if letters could not be sent to it."""
    bare = text.strip().lower()
    if not ADDRESS.fullmatch(bare) or len(bare) > MOST_ADDRESS:
        return ""
    try:
        return bare if Address(addr_spec=bare).addr_spec == bare else ""
    except (HeaderParseError, ValueError):
        return ""


def hour_of(text: str) -> dt.time | None:
    """Read 16:00, 16.00 or kl. 16.00."""
    found = HOUR.fullmatch(text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return dt.time(int(found[1]), int(found[2]))


def chosen(field: str, words: str) -> str | None:
    """Return which choice is meant, by the word that is kept or by how it is said; else None."""
    if not words:
        return USUAL.get(field, "")
    meant = words.casefold()
    for kept, said in CHOICES[field].items():
        if meant in {kept, *(say(said, language).casefold() for language in LANGUAGES)}:
            return kept
    return None


def typed_of(call: Call) -> Typed:
    """Return a call as one would type it. Of several amounts or rates, it is the first."""
    amount = call.amounts[0] if call.amounts else None
    rate = call.rates[0] if call.rates and call.rates[0].co_funding_rate is not None else None
    when = {DeadlineModel.ROLLING: "rolling", DeadlineModel.SEASON: "season"}
    return Typed(
        {
            "identifier": call.identifier,
            "title": call.title,
            "funder": call.funder,
            "url": call.url,
            "text": call.text,
            "language": call.language,
            "when": "dates" if call.dates else when.get(call.deadline_model, "unknown"),
            "season": call.season,
            "opens": str(call.opens or ""),
            "status": call.status if call.status not in DATED else "",
            "least": plain(amount.least if amount else None),
            "most": plain(amount.most if amount else None),
            "total": plain(amount.total if amount else None),
            "currency": amount.currency if amount else "",
            "of": amount.of if amount else USUAL["of"],
            "co_funding": plain(rate.co_funding_rate if rate else None),
            "bound": rate.bound if rate else USUAL["bound"],
            "applicants": call.applicants,
            "areas": call.area_text or ", ".join(areas()[code].name for code in call.areas),
        },
        tuple(
            TypedDate(str(each.day), f"{each.time:%H:%M}" if each.time else "", each.kind)
            for each in call.dates
        ),
    )


def plain(value: Decimal | None) -> str:
    """Write a number as one types it."""
    return "" if value is None else f"{value.normalize():f}"
