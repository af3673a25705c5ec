"""Swedish municipalities by name, and the county (NUTS 3) that each lies in.

Source: SCB, Kommuner i kodnummerordning; the first two digits of a code are the county's.
"""

import re
from functools import cache

from lexicon.tables import rows

ENDINGS = (" kommun", " stad")
BEGINNING = re.compile(r"(^|[.!?:\n])\s*$")


@cache
def municipalities() -> dict[str, str]:
    """Return the area codes by name."""
    return {row["name"]: row["area"] for row in rows("municipalities.csv")}


def area_of(municipality: str) -> str:
    """Return the code of the county that a municipality lies in, or nothing where it is unknown.

    Written as people write it: Laxå, laxå kommun, Hallsbergs kommun.
    """
    bare = " ".join(municipality.split()).casefold()
    for ending in ENDINGS:
        bare = bare.removesuffix(ending)
    return _folded().get(bare) or _folded().get(bare.removesuffix("s"), "")


def named(words: str) -> tuple[str, ...]:
    """Find the municipalities that a text names, each once.

    Some are words as well (Vara, Mark): one that begins a sentence counts only as a kommun or stad.
    """
    found: dict[str, None] = {}
    for hit in _pattern().finditer(words):
        begins = BEGINNING.search(words[: hit.start()])
        if not begins or hit["kind"]:
            found[hit["name"]] = None
    return tuple(found)


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, municipalities()), key=len, reverse=True))
    return re.compile(rf"\b(?P<name>{names})s?\b(?P<kind>\s+(?:kommun|stad)\b)?")


@cache
def _folded() -> dict[str, str]:
    return {name.casefold(): area for name, area in municipalities().items()}
