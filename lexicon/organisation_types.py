"""The kinds of organisations that may apply, and the words that name them in each language.

Codes as a partner's kind has them: municipality, association, university. In the file `*` stands
for any ending; a word that names two kinds (a firm, small or large) has both codes.
"""

import re
from collections.abc import Iterator
from functools import cache

from lexicon.tables import rows

LIKE = {"no": "nb", "nn": "nb"}
NAMED = re.compile(r"[A-ZÅÄÖÆØ][\w-]*\s$")  # the EDCTP Association is somebody, not a kind
NEVER = "(?!)"


@cache
def codes() -> frozenset[str]:
    """Return the codes of all kinds."""
    return frozenset(code for row in _rows() for code in row["code"].split())


def kinds_named(words: str, language: str) -> dict[str, str]:
    """Find the kinds that are named, by code, each with the words that name it.

    The longest name wins where two overlap: an economic association is no association.
    """
    named: dict[str, str] = {}
    for found in _pattern(language).finditer(words):
        if found[0][0].isupper() and NAMED.search(words[: found.start()]):
            continue
        row = next(int(name.split("_")[1]) for name, hit in found.groupdict().items() if hit)
        for code in _rows()[row]["code"].split():
            named.setdefault(code, found[0])
    return named


@cache
def _rows() -> list[dict[str, str]]:
    return list(rows("organisation_types.csv"))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Join the words of a language, the longest first, each in its row's own group.

    A language without a column names none.
    """
    names = sorted(_names(language), key=lambda each: len(each[1]), reverse=True)
    joined = "|".join(f"(?P<row_{row}_{at}>{name})" for at, (row, name) in enumerate(names))
    return re.compile(rf"\b(?:{joined or NEVER})\b", re.IGNORECASE)


def _names(language: str) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(_rows()):
        for name in filter(None, row.get(LIKE.get(language, language), "").split("|")):
            yield number, re.escape(name).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
