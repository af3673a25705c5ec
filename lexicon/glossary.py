"""What the field is called in its five languages."""

from dataclasses import dataclass
from functools import cache

from lexicon.tables import rows

LANGUAGES = ("sv", "nb", "da", "fi", "en")


@dataclass(frozen=True)
class Concept:
    """A thing with its names by language, the usual one first.

    process: it belongs to how funding is applied for and given, not to what it is for.
    """

    name: str
    process: bool
    names: dict[str, tuple[str, ...]]


@cache
def glossary() -> tuple[Concept, ...]:
    """Read glossary.csv, a concept a line."""
    return tuple(
        Concept(
            row["concept"],
            row["process"] == "yes",
            {each: tuple(row[each].split("|")) for each in LANGUAGES if row[each]},
        )
        for row in rows("glossary.csv")
    )
