"""The terms of a call: dates, money and rates, each with its sentence if it is not certain.

Values only: a source words them (scrapers), a call keeps them (models), a letter says them.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct, field


class Status(StrEnum):
    """What the funder says of a call, beyond its dates."""

    ANNOUNCED = "announced"
    PLANNED = "planned"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Phase(StrEnum):
    """Where a call stands on a day: what the funder says, and its dates."""

    PLANNED = "planned"
    UPCOMING = "upcoming"
    OPEN = "open"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class DeadlineModel(StrEnum):
    """How a call's time is cut. Rolling and unknown are different things."""

    SINGLE = "single"
    MULTIPLE_CUTOFF = "multiple_cutoff"
    TWO_STAGE = "two_stage"
    ROLLING = "rolling"
    SEASON = "season"
    UNKNOWN = "unknown"


class DateKind(StrEnum):
    """What a date of a call is for."""

    FINAL = "final"
    CUT_OFF = "cut_off"
    STAGE_1 = "stage_1"
    STAGE_2 = "stage_2"


class Deadline(Struct, frozen=True, kw_only=True):
    """A day, a time if one is known, and the funder's zone (an IANA name)."""

    day: dt.date = field(name="date")
    time: dt.time | None = None
    zone: str = "Europe/Stockholm"
    kind: DateKind = DateKind.FINAL
    label: str = ""

    def passes_at(self) -> dt.datetime:
        """Return the moment (UTC) after which it is too late; without a time, the day's end."""
        if self.time is None:
            end = dt.datetime.combine(self.day + dt.timedelta(days=1), dt.time())
        else:
            end = dt.datetime.combine(self.day, self.time)
        return end.replace(tzinfo=ZoneInfo(self.zone)).astimezone(dt.UTC)


class MoneyKind(StrEnum):
    """What an amount is an amount of."""

    SUPPORT = "support"
    TOTAL_COST = "total_cost"
    UNKNOWN = "unknown"


class Amount(Struct, frozen=True, kw_only=True):
    """What one project may get, at least and at most, and what the whole call has."""

    currency: str
    least: Decimal | None = None
    most: Decimal | None = None
    total: Decimal | None = None
    of: MoneyKind = MoneyKind.UNKNOWN
    side: str = ""
    preliminary: bool = False


class Bound(StrEnum):
    """Whether a share is a limit, or to be met to the letter (ESF+: neither more nor less)."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    EXACT = "exact"


class Basis(StrEnum):
    """Whose costs a rate is counted on."""

    PROJECT = "project"
    PARTNER = "partner"
    SIDE = "side"


class Rate(Struct, frozen=True, kw_only=True):
    """A share of the costs in percent: the funder's (funding) or the project's (co-funding)."""

    funding_rate: Decimal | None = None
    co_funding_rate: Decimal | None = None
    bound: Bound = Bound.AT_MOST
    per: Basis = Basis.PROJECT
    side: str = ""
    preliminary: bool = False


def own_share(rate: Rate) -> tuple[Decimal, Bound]:
    """Return the project's own share, whoever's share the funder speaks of."""
    if rate.co_funding_rate is not None:
        return rate.co_funding_rate, rate.bound
    assert rate.funding_rate is not None  # a rate has one of the two
    # At most 40 % from the funder is at least 60 % of one's own.
    turned = {Bound.AT_MOST: Bound.AT_LEAST, Bound.AT_LEAST: Bound.AT_MOST}
    return 100 - rate.funding_rate, turned.get(rate.bound, rate.bound)


class Doubt(Struct, frozen=True, kw_only=True):
    """A field that was not read with certainty, and the words that it was read from."""

    field: str
    words: str
    why: str = ""


class Evidence(Struct, frozen=True, kw_only=True):
    """The words that a field was read from; `value` tells one of several values, as a day."""

    field: str
    words: str
    value: str = ""


class Wording(Struct, frozen=True, kw_only=True):
    """The call in another of its languages (an ISO 639-1 code)."""

    language: str
    title: str
    text: str = ""


class Verdict(StrEnum):
    """Whether a partner may apply. Unknown is asked about, never guessed."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Eligibility(Struct, frozen=True, kw_only=True):
    """A verdict on one condition, and the words of the call that it rests on."""

    condition: str
    verdict: Verdict
    words: str = ""


def summed(conditions: Iterable[Eligibility]) -> Verdict:
    """Sum conditions up: one no is a no, one unknown an unknown, and none at all an unknown."""
    verdicts = {each.verdict for each in conditions}
    if Verdict.NO in verdicts:
        return Verdict.NO
    return Verdict.YES if verdicts == {Verdict.YES} else Verdict.UNKNOWN


class Likeness(StrEnum):
    """What two texts have in common."""

    WORD = "word"  # a word, in any form, or what it is called in the other's language
    ANSWER = "answer"  # a word of a call that was answered with a yes
    SPELLING = "spelling"  # the beginning or end of two words; not told to people
    THEME = "theme"  # earlier texts that both are like; it has no words of its own


class Reason(Struct, frozen=True, kw_only=True):
    """A word of the interest met in the call, in both texts' own forms, and what it adds."""

    word: str
    met: str
    weight: float
    likeness: Likeness = Likeness.WORD


class Band(StrEnum):
    """A score as people are told it: a word, never a number. The best comes first."""

    STRONG = "strong"
    GOOD = "good"
    POSSIBLE = "possible"


class Learnt(Struct, frozen=True, kw_only=True):
    """What was learnt from one call: whether more or less of such is wanted, and of which words."""

    call_id: int
    more: bool
    words: tuple[str, ...] = ()
