"""The same co-funding promised in several open bids, held against what the partner can carry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lexicon.budget import NOTHING, FundKind, total
from models import Application, Commitment, Partner, Stage
from models.stage import BEFORE_SUBMITTED

# What is submitted and not decided on binds as much as what is being written.
OPEN = (*BEFORE_SUBMITTED, Stage.SUBMITTED)
Kinds = Mapping[FundKind | None, Decimal]  # under None is what nobody has divided into kinds


@dataclass(frozen=True)
class Promise:
    """What a partner promises in one bid, by kind."""

    part: Commitment
    kinds: Kinds

    @property
    def application(self) -> Application:
        """The bid."""
        return self.part.application


@dataclass(frozen=True)
class Promised:
    """What a partner promises in several bids: their sum by currency and kind."""

    partner: Partner
    promises: tuple[Promise, ...]
    sums: Mapping[str, Kinds]

    @property
    def over(self) -> Decimal | None:
        """How much it is above the partner's own ceiling; None where it has stated none."""
        if self.partner.promises_most is None:
            return None
        promised = sum(self.sums.get(self.partner.promises_in, {}).values(), NOTHING)
        return max(promised - self.partner.promises_most, NOTHING)

    @property
    def beside(self) -> tuple[str, ...]:
        """Other currencies than the ceiling's, which nobody adds to it."""
        return tuple(each for each in self.sums if each != self.partner.promises_in)


def kinds_of(part: Commitment) -> Kinds:
    """Return what a part promises by kind, and what of it is not divided."""
    found: dict[FundKind | None, Decimal] = {}
    for each in part.funds:
        found[each.kind] = found.get(each.kind, NOTHING) + each.amount
    if (rest := part.co_funding - total(part.funds)) > 0:
        found[None] = rest
    return found


def promises(applications: Iterable[Application]) -> list[Promised]:
    """Return what each partner promises in the open ones among these bids, by its name.

    Nothing is asked of the database but the parts of the bids; give it only what may be told.
    """
    by_partner: dict[int, list[Promise]] = {}
    for each in applications:
        for part in each.parts if each.stage in OPEN else ():
            if kinds := kinds_of(part):
                by_partner.setdefault(part.partner_id, []).append(Promise(part, kinds))
    found = [
        Promised(made[0].part.partner, tuple(made), summed(made)) for made in by_partner.values()
    ]
    return sorted(found, key=lambda each: each.partner.name)


def in_several(applications: Iterable[Application]) -> list[Promised]:
    """Return the partners that promise something in more than one open bid among these."""
    return [each for each in promises(applications) if len(each.promises) > 1]


def summed(made: Iterable[Promise]) -> dict[str, dict[FundKind | None, Decimal]]:
    """Add promises up by currency and kind."""
    sums: dict[str, dict[FundKind | None, Decimal]] = {}
    for each in made:
        mine = sums.setdefault(each.part.currency, {})
        for kind, amount in each.kinds.items():
            mine[kind] = mine.get(kind, NOTHING) + amount
    return sums
