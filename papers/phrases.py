"""Values put into words: dates, days left, money, shares, changes. In the reader's language."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from lexicon.terms import (
    Amount,
    Bound,
    DateKind,
    Deadline,
    DeadlineModel,
    MoneyKind,
    Rate,
    Status,
    own_share,
)
from papers.wording import (
    HARD,
    Message,
    day,
    day_name,
    percent,
    say,
    short_day,
    term,
    translations,
    word,
)
from papers.wording import money as sum_of

__all__ = [
    "called", "day", "kinds", "left", "money", "shares", "short_day", "told", "weekday", "when",
]  # fmt: skip


def weekday(value: dt.date, language: str) -> str:
    """Write a day with its weekday: fredag 11 december 2026."""
    return f"{day_name(value, language)}{HARD}{day(value, language)}"


def when(deadline: Deadline, language: str) -> str:
    """Write a deadline with its time; a time that is not known is not made up."""
    return day(deadline.day, language, deadline.time)


def left(value: dt.date, today: dt.date, language: str) -> str:
    """Write how many days are left."""
    days = (value - today).days
    if days < 1:
        return translations(language).gettext("today")
    said = translations(language).ngettext("%(num)s day left", "%(num)s days left", days)
    return said % {"num": days}


def money(amounts: Sequence[Amount], language: str) -> str:
    """Write what a project may get; empty if nothing is known."""
    return ", ".join(said for each in amounts if (said := one_amount(each, language)))


def one_amount(amount: Amount, language: str) -> str:
    """Write one amount, and what it is an amount of."""
    _ = translations(language).gettext
    values = {
        name: sum_of(value, amount.currency, language)
        for name in ("least", "most", "total")
        if (value := getattr(amount, name)) is not None
    }
    if "least" in values and "most" in values:
        said = _("%(least)s to %(most)s")
    elif "most" in values:
        said = _("at most %(most)s")
    elif "least" in values:
        said = _("at least %(least)s")
    elif "total" in values:
        said = _("%(total)s in the whole call")
    else:
        return ""
    said %= values
    if amount.of is MoneyKind.TOTAL_COST:
        said = _("%(sum)s in total cost") % {"sum": said}
    if amount.side:
        said = f"{said} ({amount.side})"
    return _("%(said)s, preliminary") % {"said": said} if amount.preliminary else said


def shares(rates: Sequence[Rate], language: str) -> str:
    """Write the co-funding that is asked for; empty if nothing is known."""
    return ", ".join(one_share(each, language) for each in rates)


def one_share(rate: Rate, language: str) -> str:
    """Write one rate as the project's own share."""
    _ = translations(language).gettext
    own, bound = own_share(rate)
    if own == 0:
        said = _("no co-funding asked")
    elif bound is Bound.AT_LEAST:
        said = _("co-funding at least %(share)s") % {"share": percent(own, language)}
    elif bound is Bound.AT_MOST:
        said = _("co-funding at most %(share)s") % {"share": percent(own, language)}
    else:
        said = _("co-funding %(share)s") % {"share": percent(own, language)}
    if rate.side:
        said = f"{said} ({rate.side})"
    return _("%(said)s, preliminary") % {"said": said} if rate.preliminary else said


def dates(deadlines: Sequence[Deadline], language: str) -> str:
    """Write all dates to apply by."""
    asked = [each for each in deadlines if each.kind is not DateKind.STAGE_2]
    return ", ".join(when(each, language) for each in asked)


def kinds(codes: Sequence[str], language: str) -> str:
    """Write kinds of organisations by their names."""
    return ", ".join(term(code, "kind", language) for code in codes)


def whether(value: bool | None, language: str) -> str:
    """Write yes or no, or nothing where neither is known."""
    _ = translations(language).gettext
    return "" if value is None else _("yes") if value else _("no")


FIELDS = {
    "identifier": Message("Identity"),
    "title": Message("Title"),
    "status": Message("Status"),
    "opens": Message("Opens"),
    "season": Message("Time of year"),
    "deadlines": Message("Deadline"),
    "amounts": Message("Amount"),
    "rates": Message("Co-funding"),
    "applicants": Message("Who may apply"),
    "applicant_kinds": Message("May apply"),
    "excluded_kinds": Message("May not apply"),
    "least_partners": Message("Partners at least"),
    "least_countries": Message("Countries at least"),
    "in_arrears": Message("Paid in arrears"),
    "least_years": Message("Years of existence at least"),
    "programme": Message("Programme"),
    "areas": Message("Area"),
    "area_text": Message("Area"),
    "url": Message("Address"),
    "funder": Message("Funder"),
    "text": Message("Text"),
    "deadline_model": Message("Kind of deadline"),
}


# What may be doubted without being a field of its own.
BESIDE = {"zone": Message("Time zone")}


def called(field: str, language: str) -> str:
    """Write what a field of a call is called."""
    return say((FIELDS | BESIDE)[field], language)


READ: dict[str, tuple[Any, Callable[[Any, str], str]]] = {
    "deadlines": (tuple[Deadline, ...], dates),
    "amounts": (tuple[Amount, ...], money),
    "rates": (tuple[Rate, ...], shares),
    "status": (Status, word),
    "deadline_model": (DeadlineModel, word),
    "areas": (tuple[str, ...], lambda value, language: ", ".join(value)),
    "applicant_kinds": (tuple[str, ...], lambda value, language: kinds(value, language)),
    "excluded_kinds": (tuple[str, ...], lambda value, language: kinds(value, language)),
    "least_partners": (int | None, lambda value, language: str(value or "")),
    "least_countries": (int | None, lambda value, language: str(value or "")),
    "in_arrears": (bool | None, lambda value, language: whether(value, language)),
    "least_years": (int | None, lambda value, language: str(value or "")),
    "opens": (dt.date | None, lambda value, language: day(value, language) if value else ""),
}


def told(field: str, kept: str, language: str) -> str:
    """Write the old or new value of a changed field, which is kept as JSON."""
    _ = translations(language).gettext
    kind, phrase = READ.get(field, (str, lambda value, language: value))
    said: str = phrase(msgspec.json.decode(kept, type=kind, strict=False), language)
    return said or _("not given")
