"""What the EU Funding & Tenders portal calls its programmes, by its own numbers."""

from dataclasses import dataclass
from functools import cache

from lexicon.tables import rows


@dataclass(frozen=True)
class EuProgramme:
    """A programme of the portal: its number there, its short and full name."""

    code: str
    short: str
    name: str


@cache
def eu_programmes() -> dict[str, EuProgramme]:
    """Read eu_programmes.csv, by number and by short name: the portal uses both."""
    found = [EuProgramme(**row) for row in rows("eu_programmes.csv")]
    return {key: each for each in found for key in (each.code, each.short)}
