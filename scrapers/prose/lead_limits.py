# ruff: noqa: E501 (a pattern is read as one line)
"""How many applications one applicant may make, where a call's own sentence says so."""

import re
from typing import NamedTuple

NUMBERS = {
    "en": 1, "ett": 1, "one": 1, "ein": 1, "én": 1, "två": 2, "two": 2, "to": 2, "tre": 3,
    "three": 3, "fyra": 4, "four": 4, "fire": 4, "fem": 5, "five": 5,
}  # fmt: skip
NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})"
WHO = r"(?:organisation|sökande|huvudsökande|projektägare|koordinator|lärosäte|kommun|part|söker|søker|ansøger|applicant|coordinator|institution|lead partner)\b"
MOST = r"(?:högst|endast|bara|max(?:imalt)?|maksimum|maksimalt|kun|højst|høyst|at most|only|no more than|a maximum of|maximum)"
ONES = r"(?:ansökan|ansökningar|ansøgning(?:er)?|søknad(?:er)?|applications?|proposals?)\b"
PATTERNS = (
    re.compile(
        rf"\b{MOST} {NUMBER} {ONES}[^.!?\n]{{0,20}}\b(?:per|från varje|fra hver|from each) {WHO}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:varje|en|hver|each|an?) {WHO}[^.!?\n]{{0,60}}?\b{MOST} {NUMBER} {ONES}",
        re.IGNORECASE,
    ),
)
SENTENCE = re.compile(r"[^.!?\n]*$"), re.compile(r"^[^.!?\n]*[.!?]?")


class LeadLimit(NamedTuple):
    """The number, and the sentence that says it."""

    most: int
    words: str


def lead_limit(text: str) -> LeadLimit | None:
    """Return the limit that a call's text tells; None where it tells none, or several."""
    found: dict[int, str] = {}
    for pattern in PATTERNS:
        for each in pattern.finditer(text):
            said = each["number"].casefold()
            number = int(said) if said.isdigit() else NUMBERS[said]
            before, after = (
                SENTENCE[0].search(text[: each.start()]),
                SENTENCE[1].match(text[each.end() :]),
            )
            words = f"{before[0] if before else ''}{each[0]}{after[0] if after else ''}"
            found.setdefault(number, " ".join(words.split()))
    return LeadLimit(*found.popitem()) if len(found) == 1 and 0 not in found else None
