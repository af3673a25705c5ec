"""The sectors of the quadruple helix, and the one that a kind of organisation usually is in."""

from functools import cache

from lexicon.tables import rows


@cache
def sector_of() -> dict[str, str]:
    """Return the usual sector by kind; a folk high school, say, may be in another."""
    return {row["kind"]: row["sector"] for row in rows("sectors.csv")}


@cache
def sectors() -> tuple[str, ...]:
    """Return the codes of all sectors."""
    return tuple(dict.fromkeys(sector_of().values()))
