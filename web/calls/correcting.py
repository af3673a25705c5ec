"""Forms for one field of a call: what they begin with, and what was typed into them."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from msgspec.structs import replace
from werkzeug.datastructures import MultiDict

from lexicon.areas import areas, code_of
from lexicon.organisation_types import codes
from lexicon.terms import Amount, Bound, DateKind, Deadline, DeadlineModel, MoneyKind, Rate, Status
from papers.wording import Message, number
from scrapers import Draft
from web.fields import Errors, day_of, sum_of

Typed = MultiDict[str, str]

DAYS = 6  # as many a form has room for; what has more keeps them
YEARS = range(2000, 2100)
HOUR = re.compile(r"(?:kl(?:ockan)?\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?(?:[.:]\d{2})?", re.IGNORECASE)
CURRENCIES = ("SEK", "EUR", "NOK", "DKK", "GBP", "USD")
KINDS = tuple(sorted(codes()))
MANY = {"areas", "applicant_kinds", "excluded_kinds"}
COUNTS = {"least_partners", "least_countries", "least_years"}
WHETHER = {"": None, "True": True, "False": False}
LONG = {"text", "applicants", "area_text"}

WRONG_SUM = Message("Write a sum in whole numbers, such as 400 000.")
WRONG_DAY = Message("Write the day as 2027-03-01.")
WRONG_HOUR = Message("Write the time of day as 15.00, or leave it empty.")
WRONG_SHARE = Message("Write a share between 0 and 100, such as 33.5.")


def as_it_stands(field: str, draft: Draft) -> Typed:
    """Fill the form in with what a draft says."""
    value: Any = getattr(draft, field)
    if field == "deadlines":
        when = "rolling" if draft.deadline_model is DeadlineModel.ROLLING else "none"
        rows = [
            {"day": str(each.day), "time": f"{each.time:%H:%M}" if each.time else "",
             "kind": each.kind.value}
            for each in value
        ]  # fmt: skip
        empty = [{"kind": "final"}] * (DAYS - len(rows))
        return table([*rows, *empty], when="days" if rows else when)
    if field == "amounts":
        return table([*map(amount_row, value), {"currency": currency_of(draft), "of": "support"}])
    if field == "rates":
        return table([*map(rate_row, value), {"whose": "own", "bound": "at_least"}])
    if field == "areas":
        value = ", ".join(areas()[code].name if code in areas() else code for code in value)
    if field in MANY - {"areas"}:
        return Typed([(field, code) for code in value])
    return Typed({field: "" if value is None else str(value)})


def table(rows: list[dict[str, str]], **said: str) -> Typed:
    """Lay rows out as a browser sends them: each column's cells under one name, in order."""
    names = {name: None for row in rows for name in row}
    cells = [(name, row.get(name, "")) for name in names for row in rows]
    return Typed([*said.items(), *cells])


def amount_row(amount: Amount) -> dict[str, str]:
    """Lay an amount out."""
    sums = {name: getattr(amount, name) for name in ("least", "most", "total")}
    typed = {name: number(value, "sv") if value is not None else "" for name, value in sums.items()}
    return {**typed, "currency": amount.currency, "of": amount.of.value}


def rate_row(rate: Rate) -> dict[str, str]:
    """Lay a rate out."""
    own = rate.co_funding_rate is not None
    share = rate.co_funding_rate if own else rate.funding_rate
    assert share is not None  # a rate has one of the two
    return {
        "share": number(share, "sv"),
        "whose": "own" if own else "funder",
        "bound": rate.bound.value,
    }


def currency_of(draft: Draft) -> str:
    """Return the currency that a further amount is most likely in."""
    return draft.amounts[0].currency if draft.amounts else "SEK"


def read(field: str, typed: Typed, was: Draft, zone: str) -> tuple[Any, Errors]:
    """Read what was typed, and say what is wrong with it; zone is that of a day without one."""
    errors: Errors = []
    if field in TABLES:
        value = tuple(TABLES[field](typed, was, zone, errors))
        return value, errors
    if field in MANY - {"areas"}:
        return tuple(code for code in typed.getlist(field) if code in codes()), errors
    said = typed.get(field, "").strip()
    if field == "areas":
        return areas_of(said, errors), errors
    if field == "opens":
        day = day_of(said)
        if said and (day is None or day.year not in YEARS):
            errors.append((field, WRONG_DAY))
        return day, errors
    if field == "in_arrears":
        return WHETHER.get(said), errors
    if field in COUNTS:
        if said and not (said.isdecimal() and 0 < int(said) < 1000):
            errors.append((field, Message("Write a whole number, or leave it empty.")))
        return (int(said) if said and not errors else None), errors
    if field == "status":
        if said not in list(Status):
            errors.append((field, Message("Choose where the call stands.")))
            return was.status, errors
        return Status(said), errors
    if field == "title" and not 0 < len(said) <= 300:
        errors.append((field, Message("Give the call a title of at most 300 characters.")))
    return (said if field in LONG else " ".join(said.split())), errors


def deadlines_of(typed: Typed, was: Draft, zone: str, errors: Errors) -> Iterator[Deadline]:
    """Read the days; zone and label of each row stay what they were."""
    days, hours, kinds = (typed.getlist(name) for name in ("day", "time", "kind"))
    if typed.get("when") in ("rolling", "none"):
        if {each.strip() for each in days} - {str(each.day) for each in was.deadlines} - {""}:
            errors.append(("day-0", Message("Days are written, but none is chosen: which is it?")))
        return
    known: set[tuple[object, ...]] = set()
    for row, said in enumerate(days):
        hour = hours[row] if row < len(hours) else ""
        if not said.strip() and not hour.strip():
            continue
        day, time = day_of(said), hour_of(hour)
        if day is None or day.year not in YEARS:
            errors.append((f"day-{row}", WRONG_DAY))
            continue
        if hour.strip() and time is None:
            errors.append((f"time-{row}", WRONG_HOUR))
            continue
        kind = DateKind(kinds[row]) if row < len(kinds) and kinds[row] in list(DateKind) else None
        base = was.deadlines[row] if row < len(was.deadlines) else Deadline(day=day, zone=zone)
        read = replace(base, day=day, time=time, kind=kind or DateKind.FINAL)
        if (read.day, read.time, read.kind, read.label) not in known:
            known.add((read.day, read.time, read.kind, read.label))
            yield read
    if not known and not errors:
        errors.append(("day-0", Message("Write a day, or say that there is none.")))


def amounts_of(typed: Typed, was: Draft, zone: str, errors: Errors) -> Iterator[Amount]:
    """Read the sums; an empty row is none. Side and standing of each row stay what they were."""
    names = ("least", "most", "total", "currency", "of")
    for row, cells in enumerate(zip(*(typed.getlist(name) for name in names), strict=False)):
        said = dict(zip(names, cells, strict=True))
        if not any(said[name].strip() for name in ("least", "most", "total")):
            continue
        sums: dict[str, Decimal | None] = {}
        for name in ("least", "most", "total"):
            sums[name] = sum_of(said[name]) if said[name].strip() else None
            if said[name].strip() and sums[name] is None:
                errors.append((f"{name}-{row}", WRONG_SUM))
        least, most = sums["least"], sums["most"]
        if least is not None and most is not None and least > most:
            errors.append((f"most-{row}", Message("The most cannot be less than the least.")))
        of = MoneyKind(said["of"]) if said["of"] in list(MoneyKind) else MoneyKind.UNKNOWN
        currency = said["currency"] if said["currency"] in currencies(was) else currency_of(was)
        base = was.amounts[row] if row < len(was.amounts) else Amount(currency=currency)
        yield replace(base, currency=currency, of=of, **sums)


def currencies(draft: Draft) -> tuple[str, ...]:
    """Return what may be chosen: the usual ones, and what the source itself says."""
    return tuple(dict.fromkeys((*CURRENCIES, *(each.currency for each in draft.amounts))))


def rates_of(typed: Typed, was: Draft, zone: str, errors: Errors) -> Iterator[Rate]:
    """Read the shares; an empty row is none."""
    names = ("share", "whose", "bound")
    for row, cells in enumerate(zip(*(typed.getlist(name) for name in names), strict=False)):
        words, whose, bound = cells
        if not words.strip():
            continue
        share = sum_of(words.strip().removesuffix("%"))
        if share is None or share > 100:
            errors.append((f"share-{row}", WRONG_SHARE))
            continue
        own = whose != "funder"
        yield replace(
            was.rates[row] if row < len(was.rates) else Rate(),
            co_funding_rate=share if own else None,
            funding_rate=None if own else share,
            bound=Bound(bound) if bound in list(Bound) else Bound.AT_MOST,
        )


TABLES: dict[str, Callable[[Typed, Draft, str, Errors], Iterator[Any]]] = {
    "deadlines": deadlines_of,
    "amounts": amounts_of,
    "rates": rates_of,
}


def hour_of(text: str) -> dt.time | None:
    """Read 15.00, 15:00, 15 or kl. 15; the end of a day, 24.00, is its last minute."""
    found = HOUR.fullmatch(text.strip())
    if not found or int(found[1]) > 24 or int(found[2] or 0) > 59:
        return None
    if int(found[1]) == 24:
        return None if int(found[2] or 0) else dt.time(23, 59)
    return dt.time(int(found[1]), int(found[2] or 0))


def areas_of(words: str, errors: Errors) -> tuple[str, ...]:
    """Read the names of areas, or their codes, with commas between."""
    names = [each.strip() for each in words.split(",") if each.strip()]
    unknown = [each for each in names if not code_of(each)]
    if unknown:
        said = {"names": ", ".join(unknown)}
        errors.append(
            ("areas", Message("No area is called {names}. Write a county or country.", said))
        )
    return tuple(dict.fromkeys(code_of(each) for each in names if code_of(each)))
