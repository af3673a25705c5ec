"""Families of programmes: those that ask for the same headings, annexes and preparations."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("families.csv")


@dataclass(frozen=True)
class Family:
    """A fund or a funder, and the words by which calls of it are known."""

    code: str
    sv: str
    en: str
    signs: tuple[str, ...]

    def name(self, language: str) -> str:
        """Return its name in a language, or in English."""
        return self.sv if language == "sv" else self.en


@cache
def families() -> dict[str, Family]:
    """Read families.csv, by code, in its order: what is narrower comes first."""
    with FILE.open(encoding="utf-8", newline="") as opened:
        return {
            row["code"]: Family(
                row["code"], row["sv"], row["en"], tuple(row["signs"].split("|"))
            )
            for row in csv.DictReader(opened)
        }  # fmt: skip


def family_of(*said: str) -> str:
    """Return the code of the family that a programme or a funder names, or nothing.

    What is said first counts most: the programme, before the funder.
    """
    for words in said:
        for each in families().values():
            if any(_named(sign, words.casefold()) for sign in each.signs):
                return each.code
    return ""


def _named(sign: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(sign)}(?!\w)", words) is not None
