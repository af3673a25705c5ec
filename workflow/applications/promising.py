"""How sure the co-funding of a bid is: decided, waiting for a board, or only proposed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lexicon.budget import NOTHING, FundKind, total
from models import Application, Commitment
from workflow.applications.terms import signed


class Certainty(StrEnum):
    """How far a promise has come."""

    DECIDED = "decided"
    PRELIMINARY = "preliminary"
    PROPOSED = "proposed"  # nobody has approved of it


@dataclass(frozen=True)
class Owed:
    """What a part is to pay in one way; without a kind, what is not divided."""

    part: Commitment
    kind: FundKind | None
    amount: Decimal
    certainty: Certainty
    board: str = ""
    day: dt.date | None = None


def owed(application: Application) -> list[Owed]:
    """Return all co-funding of a bid, part by part."""
    return [each for part in application.parts for each in of_part(part)]


def of_part(part: Commitment) -> list[Owed]:
    """Return what a part is to pay; what it does not divide is as sure as its signature."""
    signature = signed(part)

    def how(decided: bool) -> Certainty:
        if signature is None:
            return Certainty.PROPOSED
        return Certainty.DECIDED if decided else Certainty.PRELIMINARY

    found = [
        Owed(part, each.kind, each.amount, how(each.decided), each.board, each.day)
        for each in part.funds
    ]
    if (rest := part.co_funding - total(part.funds)) > 0:
        found.append(Owed(part, None, rest, how(bool(signature and signature.binding))))
    return found


def by_certainty(promises: Iterable[Owed], currency: str) -> dict[Certainty, Decimal]:
    """Add promises in one currency up by how sure they are."""
    sums = dict.fromkeys(Certainty, NOTHING)
    for each in promises:
        if each.part.currency == currency:
            sums[each.certainty] += each.amount
    return sums
