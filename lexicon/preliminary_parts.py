"""Whether a programme takes applications in which a party has not decided yet, and who says so."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lexicon.terms import Verdict


@dataclass(frozen=True)
class Allowance:
    """What a programme says of parties that have approved preliminarily; nothing is unknown."""

    programme: str
    allowed: Verdict
    sentence: str
    source: str


@cache
def allowances() -> tuple[Allowance, ...]:
    """Read preliminary_parts.csv."""
    path = Path(__file__).with_name("preliminary_parts.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Allowance(row["programme"], Verdict(row["allowed"]), row["sentence"], row["source"])
            for row in csv.DictReader(file)
        )


def allowance(
    programme: str, funder: str, rows: Iterable[Allowance] | None = None
) -> Allowance | None:
    """Return what is known of a call's programme, else of its funder, by how its name begins."""
    known = tuple(allowances() if rows is None else rows)
    for name in (programme, funder):
        for each in known:
            if name and name.casefold().startswith(each.programme.casefold()):
                return each
    return None
