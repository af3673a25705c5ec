"""What the field is called in its five languages."""

from dataclasses import dataclass
from functools import cache

from lexicon.tables import rows

LANGUAGES = ("sv", "nb", "da", "fi", "en")

Names = dict[str, tuple[str, ...]]  # by language, the usual one first


@dataclass(frozen=True)
class Concept:
    """A thing with its names.

    process: it belongs to how funding is applied for and given, not to what it is for.
    """

    name: str
    process: bool
    names: Names


@cache
def glossary() -> tuple[Concept, ...]:
    """Read glossary.csv, a concept a line."""
    return tuple(
        Concept(row["concept"], row["process"] == "yes", _names(row))
        for row in rows("glossary.csv")
    )


@cache
def vocabulary() -> tuple[Names, ...]:
    """Read vocabulary.csv: other words of projects, a meaning a line; they bridge languages."""
    return tuple(map(_names, rows("vocabulary.csv")))


def _names(row: dict[str, str]) -> Names:
    return {each: tuple(row[each].split("|")) for each in LANGUAGES if row[each]}
