"""What programmes say of money: money_rules.csv, a rule a line.

Each rule has its sentence, where that was read and how surely. What is not confirmed has no value:
it is shown, and never held against anybody. A rule of one area, or of one part of a country, stands
before the programme's own; where it cannot be told which holds, none does.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from lexicon.areas import ancestors, areas
from lexicon.programmes import Programme, narrowest
from lexicon.tables import Confidence, rows
from lexicon.terms import Basis, Bound, Rate

AREA = re.compile(r"\bprogramområde(?:t|na)?\s+([A-F])\d?\b", re.IGNORECASE)


class MoneyRuleKind(StrEnum):
    """What a rule is about."""

    FUNDING_RATE = "funding_rate"  # percent of the costs, from the funder
    CO_FUNDING_RATE = "co_funding_rate"  # percent of the costs, from the project
    FLAT_RATE = "flat_rate"  # percent of staff costs
    CLAIMED_EVERY = "claimed_every"  # so many days, in arrears
    PAID_WITHIN = "paid_within"  # so many days after the claim
    ADVANCE_SHARE = "advance_share"  # percent of the support
    ADVANCE_MOST = "advance_most"
    SUBMISSIONS = "submissions"  # so many applications for one project
    HOUR = "hour"  # what an hour of own work counts as
    CURRENCY = "currency"


RATES = (MoneyRuleKind.FUNDING_RATE, MoneyRuleKind.CO_FUNDING_RATE)


@dataclass(frozen=True)
class MoneyRule:
    """One line of the file; side: the countries whose partners it is for, of several by a space."""

    programme: str
    area: str
    nuts: str
    side: str
    kind: MoneyRuleKind
    value: str
    bound: Bound
    per: Basis
    words: str
    in_english: str
    source: str
    confidence: Confidence

    @property
    def number(self) -> Decimal:
        """The value as a number."""
        return Decimal(self.value)

    def sentence(self, language: str) -> str:
        """Return the sentence: in Swedish for who reads it, in English for all others."""
        return self.words if language == "sv" else self.in_english

    @property
    def rate(self) -> Rate | None:
        """The rate that it is, if it is one and known."""
        if self.kind not in RATES or not self.value:
            return None
        funders = self.kind is MoneyRuleKind.FUNDING_RATE
        return Rate(
            funding_rate=self.number if funders else None,
            co_funding_rate=None if funders else self.number,
            bound=self.bound, per=self.per, side=self.side,
        )  # fmt: skip


def rules_of(programme: Programme | None, text: str, nuts: Iterable[str]) -> list[MoneyRule]:
    """Return the rules that hold for a call of the programme: its text, and the areas it is for.

    Of one kind and side, the narrowest holds.
    """
    named = {each.upper() for each in AREA.findall(text)}
    area = named.pop() if len(named) == 1 else ""
    places = tuple(nuts)
    # A share that the programme names itself stands for what the larger one says of all.
    mine = narrowest(
        programme, rules(), lambda each: each.programme,
        lambda each: RATES if each.kind in RATES else each.kind,
    )  # fmt: skip
    found = [
        each for each in mine
        if each.area in ("", area) and is_within(places, each.nuts)
    ]  # fmt: skip
    narrow = {(each.kind, each.side) for each in found if each.nuts}
    return [
        each for each in found
        if each.nuts or ((each.kind, each.side) not in narrow and not may_differ(each, places))
    ]  # fmt: skip


def is_within(places: tuple[str, ...], nuts: str) -> bool:
    """Say whether all places lie within an area; without any places nobody knows."""
    return not nuts or (bool(places) and all(lies_in(each, nuts) for each in places))


def lies_in(place: str, nuts: str) -> bool:
    """Say whether a place lies within an area."""
    return place in areas() and any(each.code == nuts for each in ancestors(place))


def may_differ(rule: MoneyRule, places: tuple[str, ...]) -> bool:
    """Say whether a narrower rule may hold instead, since it is not known where the call is for."""
    others = [
        each.nuts for each in rules()
        if each.nuts and (each.programme, each.area, each.kind, each.side)
        == (rule.programme, rule.area, rule.kind, rule.side)
    ]  # fmt: skip
    return any(
        not places or any(lies_in(each, nuts) or lies_in(nuts, each) for each in places)
        for nuts in others
    )


@cache
def rules() -> tuple[MoneyRule, ...]:
    """Read money_rules.csv."""
    return tuple(
        MoneyRule(
            row["programme"], row["area"], row["nuts"], row["side"], MoneyRuleKind(row["rule"]),
            row["value"], Bound(row["bound"] or Bound.EXACT), Basis(row["per"]), row["sv"],
            row["en"], row["source"], Confidence(row["confidence"]),
        )
        for row in rows("money_rules.csv")
    )  # fmt: skip
