"""The room that is left for de minimis aid: EUR 300,000 to one undertaking over any three years.

Regulation (EU) 2023/2831, article 3(2): what one Member State grants a single undertaking, linked
ones counted with it, over any period of three years. Partners declare it of themselves.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lexicon.budget import CENT, NOTHING
from lexicon.terms import Verdict
from models import Aid, Application, Commitment
from workflow.applications.cofunding import currency_of

MOST = Decimal(300_000)
YEARS = 3
EURO = "EUR"
# Whose support is likely to be aid to an undertaking, and who is therefore asked.
LIKELY = ("sme", "large_enterprise", "cooperative", "social_enterprise", "municipal_company")


@dataclass(frozen=True)
class Room:
    """What counts on a day, in euro; aids whose exchange rate nobody has told are not counted."""

    counted: tuple[Aid, ...]
    untold: tuple[Aid, ...]

    @property
    def used(self) -> Decimal:
        """The sum of those that are counted."""
        return sum((each.in_euro or NOTHING for each in self.counted), NOTHING)

    @property
    def left(self) -> Decimal:
        """What is left at most; less, if anything is untold."""
        return MOST - self.used

    def holds(self, more: Decimal | None) -> Verdict:
        """Say whether so many euro more have room; unknown as long as a rate is."""
        if self.used > MOST or (more is not None and more > self.left):
            return Verdict.NO
        return Verdict.UNKNOWN if more is None or self.untold else Verdict.YES


def first_day(day: dt.date) -> dt.date:
    """Return the first day of the three years that end on a day."""
    try:
        return day.replace(year=day.year - YEARS) + dt.timedelta(days=1)
    except ValueError:  # the 29th of February
        return dt.date(day.year - YEARS, 3, 1)


def room(aids: Sequence[Aid], day: dt.date) -> Room:
    """Return what is left on the day of a new grant; later aids, if any, count as well."""
    within = [each for each in aids if each.day >= first_day(day)]
    return Room(
        tuple(each for each in within if each.in_euro is not None),
        tuple(each for each in within if each.in_euro is None),
    )


def asked_for(part: Commitment) -> Decimal | None:
    """Return the support of a part in euro; None as long as nobody has told the exchange rate."""
    support = part.total_cost - part.co_funding
    if part.currency == EURO or not support:
        return support
    application = part.application
    if part.currency != currency_of(application) or not application.per_euro:
        return None
    return (support / application.per_euro).quantize(CENT, ROUND_HALF_UP)


def undertakings(application: Application) -> list[Commitment]:
    """Return the parts whose support is aid to an undertaking, and those who have not said."""
    return [
        each
        for each in application.parts
        if each.undertaking or (each.undertaking is None and each.partner.kind in LIKELY)
    ]
