"""How the tables of this room are read: a file of comma-separated values, a line a row."""

import csv
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

FOLDER = Path(__file__).parent


class Confidence(StrEnum):
    """How surely it is known: by two sources or the programme's own page, by one, or not."""

    HIGH = "high"
    MEDIUM = "medium"
    UNCONFIRMED = "unconfirmed"


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the lines of a file."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
