"""What the field is called in its five languages."""

import csv
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "nb", "da", "fi", "en")


@cache
def glossary() -> tuple[dict[str, tuple[str, ...]], ...]:
    """Read glossary.csv: the names of each concept by language, the usual one first."""
    with Path(__file__).with_name("glossary.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            {each: tuple(row[each].split("|")) for each in LANGUAGES if row[each]}
            for row in csv.DictReader(file)
        )
