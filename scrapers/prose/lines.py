"""Days that a page shows as the leaf of a calendar, a line for each part, made one line again."""

import re
from collections.abc import Iterable, Iterator

from scrapers.prose.dayforms import months

LANGUAGES = ("sv", "nb", "da", "fi", "en")
NAMES = sorted({name for language in LANGUAGES for name in months(language)}, key=len, reverse=True)
MONTH = re.compile(rf"\b(?:{'|'.join(NAMES)})\b", re.IGNORECASE)
DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.?")
YEAR = re.compile(r"20\d\d")
SHORTEST_WRAPPED = 45  # letters; a shorter line may be an item of a list
# … senast den / 17 februari / 2027 klockan 14.00: nothing ends so.
CUT = re.compile(
    r"\b(?:senast|senest|innen|inden|viimeistään|den|till?|at|by|on|kl\.?|klo|klockan|the|than)$",
    re.IGNORECASE,
)
DAY_AND_MONTH = re.compile(rf"\d{{1,2}}\.? (?:{'|'.join(NAMES)})$", re.IGNORECASE)
HOUR_AHEAD = re.compile(r"(?:kl|klo|klockan|klokken|at|by)\b\.?\s*\d", re.IGNORECASE)
HOUR = re.compile(r"(?:(?:kl|klo|klockan|klokken|kello|at)\b\.?\s*)?\d{1,2}[.:]\d\d", re.IGNORECASE)


def unwrapped(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, those that were broken in the midst of a sentence as one."""
    held = ""
    for line in lines:
        if held and goes_on(held, line.strip()):
            held = f"{held.rstrip()} {line.strip()}"
            continue
        if held:
            yield held
        held = line
        if not line.strip():
            yield line
            held = ""
    if held:
        yield held


def goes_on(line: str, after: str) -> bool:
    """Say whether a line ends in the midst of a sentence that the next one goes on with."""
    words = line.strip()
    if not after or words.startswith("•") or words.endswith((".", "!", "?", ":", ";", "|")):
        return False
    if DAY_AND_MONTH.search(words) and (YEAR.match(after) or HOUR_AHEAD.match(after)):
        return len(words) > len("17 september")
    if re.search(r"20\d\d$", words) and HOUR_AHEAD.match(after):
        return len(words) > SHORTEST_WRAPPED
    if CUT.search(words) and (after[0].isdigit() or after[0].islower() or MONTH.match(after)):
        return True
    return len(words) >= SHORTEST_WRAPPED and after[0].islower()


def joined(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, those that are the parts of one day as one: mar, 02, 2027."""
    leaf: list[str] = []
    for line in [*unwrapped(lines), ""]:
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
