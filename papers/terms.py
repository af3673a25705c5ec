"""The terms of a part in words, and what differs between two versions; any terms, not only ours.

Terms are the JSON that was signed. A list of values (a budget by kind and year) is told line by
line, each by the words that name it.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from papers.wording import Message, day, money, number, say, term, translations

MONEY = re.compile(r"-?\d+\.\d{2}")
OURS = {"application", "partner"}  # what they are about, not what is promised
NAMES = {
    "amount": Message("Amount"),
    "board": Message("Decided by"),
    "budget": Message("Budget"),
    "co_funding": Message("Own contribution"),
    "costs": Message("Costs"),
    "currency": Message("Currency"),
    "day": Message("Day"),
    "decided": Message("Decided"),
    "funds": Message("Co-funding"),
    "hourly_rate": Message("An hour costs"),
    "hours": Message("Hours"),
    "part": Message("Role"),
    "total_cost": Message("Budget"),
    "undertaking": Message("Is the support aid to an undertaking?"),
    "work": Message("What you do"),
}
# Under what the kinds of a list are known to catalogues.
KINDS = {"costs": "costkind", "funds": "fundkind"}
Path = tuple[str, ...]


@dataclass(frozen=True)
class Promise:
    """One thing that is promised: under which names, and what."""

    path: Path
    value: Any
    currency: str


@dataclass(frozen=True)
class Change:
    """One thing that is promised otherwise; None where it was not, or is no longer."""

    path: Path
    old: Any
    new: Any
    currency: str


def promises(terms: Mapping[str, Any]) -> list[Promise]:
    """Return all that the terms promise, in their order."""
    currency = str(terms.get("currency", ""))
    return [
        Promise(path, value, currency)
        for name, said in terms.items()
        if name not in OURS
        for path, value in leaves((name,), said)
    ]


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return what the new terms promise otherwise than the old ones."""
    before = {each.path: each.value for each in promises(old)}
    after = {each.path: each.value for each in promises(new)}
    currency = str(new.get("currency", ""))
    return [
        Change(path, before.get(path), after.get(path), currency)
        for path in [*after, *(each for each in before if each not in after)]
        if before.get(path) != after.get(path)
    ]


def leaves(path: Path, said: Any) -> Iterator[tuple[Path, Any]]:
    """Yield each value that is no table or list, with the names that lead to it."""
    if isinstance(said, Mapping):
        for name, inner in said.items():
            yield from leaves((*path, str(name)), inner)
    elif isinstance(said, list):
        for number, inner in enumerate(said, 1):
            yield from row_of(path, number, inner)
    else:
        yield path, said


def row_of(path: Path, place: int, said: Any) -> Iterator[tuple[Path, Any]]:
    """Yield what a line says, under the words that name it: its kind, its year, else its number."""
    if isinstance(said, list):
        named = [str(each) for each in said if not is_money(each)]
        sums = [each for each in said if is_money(each)]
        if len(sums) == 1:
            yield (*path, *named), sums[0]
            return
    if isinstance(said, Mapping):
        kind = str(said.get("kind", place))
        for name, inner in said.items():
            if name == "amount":
                yield (*path, kind), inner
            elif name != "kind":
                yield from leaves((*path, kind, str(name)), inner)
        return
    yield from leaves((*path, str(place)), said)


def is_money(value: Any) -> bool:
    """Say whether a value is a sum, as terms write them."""
    return isinstance(value, str) and MONEY.fullmatch(value) is not None


def promised(each: Promise | Change, language: str) -> str:
    """Write what is promised: Budget, or Costs, staff, 2027."""
    first, *rest = each.path
    told = [called(first, "terms", language), *(called(one, KINDS.get(first, "terms"), language)
                                                for one in rest)]  # fmt: skip
    said = ", ".join(told)
    return said[:1].upper() + said[1:]


def called(name: str, context: str, language: str) -> str:
    """Write what one name within the terms is called."""
    kind = term(name, context, language)
    if name in NAMES and kind in (name, name.replace("_", " ")):
        return say(NAMES[name], language)
    return kind


def promise(value: Any, each: Promise | Change, language: str) -> str:
    """Write how much or what; nothing is told as such."""
    _ = translations(language).gettext
    if value is None or value == "":
        return _("nothing")
    if is_money(value) and each.path[-1] == "hours":
        return number(Decimal(value), language)
    if is_money(value):
        return money(Decimal(value), each.currency, language)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if each.path[-1] == "day":
        return day(dt.date.fromisoformat(value), language)
    return term(str(value), "part", language) if each.path == ("part",) else str(value)
