"""In what ways applications may be in each other's way, and what they have in common, in numbers.

In the file: what each way is called, what it is found by, what people usually do about it, how many
of the members must still be open for it to matter, and the law it rests on.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from msgspec import Struct

from lexicon.tables import rows


@dataclass(frozen=True)
class OverlapType:
    """One way. The name is what gettext knows it by."""

    code: str
    name: str
    signal: str
    usual: str
    least: int
    source: str


class Trait(StrEnum):
    """What members may have in common beside words."""

    PASSAGE = "passage"
    PLACE = "place"
    TARGET_GROUP = "target_group"
    PARTNER = "partner"
    MONEY = "money"
    HOURS = "hours"
    BID = "bid"
    ANSWER = "answer"
    LIMIT = "limit"  # what the numbers of a finding, added up, are held against


class Common(Struct, frozen=True, kw_only=True):
    """One thing in common.

    words: the passage, the place's code, the party's name, the bid's title; of a limit, where it is
    said. number: what it adds, in the unit: of passages, the share of the shorter text; else a
    sum, hours or a count. A passage's share counts as heavily as its words are rare.
    """

    trait: Trait
    words: str
    number: Decimal = Decimal(0)
    unit: str = ""


@cache
def overlap_types() -> dict[str, OverlapType]:
    """Read overlap_types.csv, by code."""
    found: list[dict[str, Any]] = [*rows("overlap_types.csv")]
    types = (OverlapType(**{**row, "least": int(row["least"])}) for row in found)
    return {each.code: each for each in types}
