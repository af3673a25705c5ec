"""How overlapping bids are settled in the field, and what has to be recorded of each way.

Codes, names and records: practice of partnerships (examples: seven samordningsförbund in Stockholms
län made one ESF application, finsamroslagen.se; funders ask for avgränsning). `wait` is ours.
"""

from dataclasses import dataclass
from functools import cache

from lexicon.tables import rows


@dataclass(frozen=True)
class Resolution:
    """A way to settle: where a page offers it (first, more, meeting), what it needs and may say."""

    code: str
    required_record: str
    place: str
    needs: tuple[str, ...]
    may: tuple[str, ...]

    @property
    def asks(self) -> tuple[str, ...]:
        """Return all that its form asks for."""
        return self.needs + self.may


@cache
def resolutions() -> dict[str, Resolution]:
    """Read overlap_resolutions.csv, by code, in the order in which they are offered."""
    return {
        row["code"]: Resolution(
            row["code"],
            row["required_record"],
            row["place"],
            tuple(row["needs"].split()),
            tuple(row["may"].split()),
        )
        for row in rows("overlap_resolutions.csv")
    }
