"""The sectors of the quadruple helix, and the one that a kind of organisation usually is in."""

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("sectors.csv")


@cache
def sector_of() -> dict[str, str]:
    """Return the usual sector by kind; a folk high school, say, may be in another."""
    with FILE.open(encoding="utf-8", newline="") as opened:
        return {row["kind"]: row["sector"] for row in csv.DictReader(opened)}


@cache
def sectors() -> tuple[str, ...]:
    """Return the codes of all sectors."""
    return tuple(dict.fromkeys(sector_of().values()))
