"""Days that a page shows as the leaf of a calendar, a line for each part, made one line again."""

import re
from collections.abc import Iterable, Iterator

from scrapers.prose.dayforms import months

LANGUAGES = ("sv", "nb", "da", "fi", "en")
NAMES = sorted({name for language in LANGUAGES for name in months(language)}, key=len, reverse=True)
MONTH = re.compile(rf"\b(?:{'|'.join(NAMES)})\b", re.IGNORECASE)
DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.?")
YEAR = re.compile(r"20\d\d")
HOUR = re.compile(r"(?:(?:kl|klo|klockan|klokken|kello|at)\b\.?\s*)?\d{1,2}[.:]\d\d", re.IGNORECASE)


def joined(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, those that are the parts of one day as one: mar, 02, 2027."""
    leaf: list[str] = []
    for line in [*lines, ""]:
        if line.strip() and is_part(line.strip()):
            leaf.append(line.strip())
            continue
        yield from whole(leaf)
        leaf = []
        yield line


def is_part(line: str) -> bool:
    """Say whether a line is nothing but a month, a day, a year or an hour."""
    named = MONTH.fullmatch(line.rstrip("."))
    return bool(named or any(each.fullmatch(line) for each in (DAY, YEAR, HOUR)))


def whole(leaf: list[str]) -> list[str]:
    """Join the parts if they are one day and no more; else leave them as they are."""
    named = sum(bool(MONTH.fullmatch(part.rstrip("."))) for part in leaf)
    numbered = sum(bool(DAY.fullmatch(part)) for part in leaf)
    return [" ".join(leaf)] if named == numbered == 1 else leaf
