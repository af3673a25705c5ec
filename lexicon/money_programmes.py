"""The programmes whose rules of money are known, and what they call the roles in a bid.

Programmes: money_programmes.csv. Words: part_words.csv, only those that are confirmed.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Programme:
    """A programme: its name, the larger one that it is part of, and the words of its calls."""

    code: str
    part_of: str
    name: str
    known_by: tuple[tuple[str, ...], ...]

    def words_in(self, text: str) -> int:
        """Count the words by which it is known in a text; none if it is not."""
        return max((len(each) for each in self.known_by if all(stands(w, text) for w in each)),
                   default=0)  # fmt: skip


def stands(word: str, text: str) -> bool:
    """Say whether a word stands in a text by itself."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def programme_of(*names: str) -> Programme | None:
    """Return the programme that is named by the most words; None if that is not one alone."""
    text = " ".join(names).casefold()
    met = {each: count for each in programmes().values() if (count := each.words_in(text))}
    best = [each for each, count in met.items() if count == max(met.values())]
    return best[0] if len(best) == 1 else None


def word_of(programme: Programme | None, part: str) -> str:
    """Return what a programme calls a role; nothing where its word is not known."""
    if programme is None:
        return ""
    known = part_words()
    return known.get((programme.code, part)) or known.get((programme.part_of, part), "")


@cache
def programmes() -> dict[str, Programme]:
    """Read money_programmes.csv, by code."""
    return {
        row["code"]: Programme(
            row["code"], row["part_of"], row["name"],
            tuple(tuple(each.split()) for each in row["known_by"].split("|")),
        )
        for row in rows("money_programmes.csv")
    }  # fmt: skip


@cache
def part_words() -> dict[tuple[str, str], str]:
    """Read part_words.csv: a role's word by programme and role."""
    return {(row["programme"], row["part"]): row["word"] for row in rows("part_words.csv")}


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the lines of a file."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
