"""For whom projects are, and the words that name them in each language.

Chosen by hand from what ESF+, Arvsfonden and Interreg projects say of whom they are for. In the
file `*` stands for any ending. What is not named here is not known, which is no sign that two
texts are for different people.
"""

import re
from functools import cache

from lexicon.tables import rows

LIKE = {"no": "nb", "nn": "nb"}
NEVER = "(?!)"


@cache
def target_groups() -> tuple[str, ...]:
    """Return the codes of all groups."""
    return tuple(row["code"] for row in _rows())


def groups_named(words: str, language: str) -> dict[str, str]:
    """Find the groups that are named, by code, each with the words that name it first."""
    named: dict[str, str] = {}
    for found in _pattern(language).finditer(words):
        named.setdefault(str(found.lastgroup), found[0])
    return named


@cache
def _rows() -> list[dict[str, str]]:
    return list(rows("target_groups.csv"))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Join the words of a language, each group's under its code."""
    column = LIKE.get(language, language)
    joined = "|".join(
        f"(?P<{row['code']}>{'|'.join(map(_formed, sorted(names, key=len, reverse=True)))})"
        for row in _rows()
        if (names := [each for each in row.get(column, "").split("|") if each])
    )
    return re.compile(rf"\b(?:{joined or NEVER})\b", re.IGNORECASE)


def _formed(name: str) -> str:
    return re.escape(name).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
