"""Whether a programme takes applications in which a party has not decided yet, and who says so."""

from dataclasses import dataclass
from functools import cache

from lexicon.programmes import Programme, programmes
from lexicon.tables import rows
from lexicon.terms import Verdict


@dataclass(frozen=True)
class Allowance:
    """What a programme says of parties that have approved preliminarily; nothing is unknown."""

    programme: Programme
    allowed: Verdict
    sentence: str
    source: str


def allowance(programme: Programme | None) -> Allowance | None:
    """Return what is known of a programme, or of what it is part of."""
    line = programme.line if programme else ()
    return next((allowances()[key] for key in line if key in allowances()), None)


@cache
def allowances() -> dict[str, Allowance]:
    """Read preliminary_parts.csv, by programme."""
    return {
        row["programme"]: Allowance(
            programmes()[row["programme"]], Verdict(row["allowed"]), row["sentence"], row["source"]
        )
        for row in rows("preliminary_parts.csv")
    }
