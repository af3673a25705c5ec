"""Themes that funders sort by: the global goals, and the specific objectives of ESF+ and ERDF.

Codes of the objectives are the Commission's (SFC). A row that is not confirmed has names on which
its sources differ; it is shown as such.
"""

from dataclasses import dataclass
from functools import cache

from lexicon.tables import rows

FAMILIES = ("sdg", "esf", "erdf")


@dataclass(frozen=True)
class Theme:
    """A goal or an objective, with its names by language; Swedish and English are always there."""

    code: str
    family: str
    names: dict[str, str]
    confirmed: bool

    def name(self, language: str) -> str:
        """Return its name in a language, or in English."""
        return self.names.get(language) or self.names["en"]


@cache
def themes() -> dict[str, Theme]:
    """Read themes.csv, by code."""
    return {
        row["code"]: Theme(
            row["code"],
            row["family"],
            {name: row[name] for name in ("sv", "nb", "da", "fi", "en") if row[name]},
            row["confirmed"] == "yes",
        )
        for row in rows("themes.csv")
    }
