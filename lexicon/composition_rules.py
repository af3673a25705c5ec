"""What programmes demand of who applies together: composition_rules.csv, a rule a line.

Each has the sentence that it rests on, where that was read, and how surely: what is not confirmed
is shown and asked about, never held against anybody. Of two programmes that a call may belong to,
the one that is named by more words counts, rule by rule.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("composition_rules.csv")


class RuleKind(StrEnum):
    """What a rule is about."""

    LEAST_PARTNERS = "least_partners"
    LEAST_COUNTRIES = "least_countries"
    MEMBER_STATES = "member_states"  # of the EU, so many of them
    COUNTRIES = "countries"  # each of them
    SECTORS = "sectors"  # each of them
    ONE_LEAD = "one_lead"
    LEAD_KINDS = "lead_kinds"  # one of them
    LEAD_SECTORS = "lead_sectors"  # one of them
    LEAD_YEARS = "lead_years"  # of being at work
    LEAD_AREA = "lead_area"  # within it
    APPLICANT_KINDS = "applicant_kinds"  # each party is one of them
    EXCLUDED_KINDS = "excluded_kinds"  # no party is one of them
    AREA = "area"  # each party is within one of them


class Confidence(StrEnum):
    """How surely it is known: by two sources or the programme's own page, by one, or not."""

    HIGH = "high"
    MEDIUM = "medium"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class Rule:
    """One demand: what of (codes, or one number), by which sentence, read where, how surely.

    Without a programme it is the call's own, and the sentence is in the call's language.
    """

    kind: RuleKind
    value: tuple[str, ...]
    words: str
    confidence: Confidence = Confidence.HIGH
    programme: str = ""
    source: str = ""
    in_english: str = ""

    @property
    def number(self) -> int:
        """Return the value as a number."""
        return int(self.value[0])

    def sentence(self, language: str) -> str:
        """Return the sentence in a language: as it was written, or in English for others."""
        return self.words if language == "sv" or not self.in_english else self.in_english


@dataclass(frozen=True)
class Known:
    """A rule of a programme, and the words that a call of it has: the first in its own name."""

    by: tuple[tuple[str, ...], ...]
    rule: Rule

    def words(self, name: str, told: str) -> int:
        """Count the words by which the programme is known in a call; none if it is not."""
        met = [
            len(each)
            for each in self.by
            if has(name, each[0]) and all(has(told, word) for word in each[1:])
        ]
        return max(met, default=0)


def rules_of(programme: str, funder: str, *told: str) -> list[Rule]:
    """Return the rules of the programme that a call belongs to, in the file's order.

    told: what else the call says of itself, as its title.
    """
    name = f"{programme} {funder}"
    scored = [(each.rule, each.words(name, " ".join((name, *told)))) for each in known()]
    best: dict[RuleKind, int] = {}
    for rule, words in scored:
        best[rule.kind] = max(best.get(rule.kind, 0), words)
    return [rule for rule, words in scored if words and words == best[rule.kind]]


@cache
def known() -> tuple[Known, ...]:
    """Read composition_rules.csv."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(read(csv.DictReader(file)))


def read(rows: Iterable[dict[str, str]]) -> Iterable[Known]:
    """Yield each line as what it says."""
    for row in rows:
        rule = Rule(
            kind=RuleKind(row["rule"]), value=tuple(row["value"].split()), words=row["sv"],
            confidence=Confidence(row["confidence"]), programme=row["programme"],
            source=row["source"], in_english=row["en"],
        )  # fmt: skip
        yield Known(tuple(tuple(each.split()) for each in row["known_by"].split("|")), rule)


def has(text: str, word: str) -> bool:
    """Say whether a word stands in a text by itself, however it is cased."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
