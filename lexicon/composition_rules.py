"""What programmes demand of who applies together: composition_rules.csv, a rule a line.

Each has the sentence that it rests on, where that was read, and how surely: what is not confirmed
is shown and asked about, never held against anybody.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from lexicon.programmes import Programme, narrowest, programmes
from lexicon.tables import Confidence, rows


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

    def programme_name(self, language: str) -> str:
        """Return what its programme is called; nothing if it is the call's own."""
        return programmes()[self.programme].name(language) if self.programme else ""

    def sentence(self, language: str) -> str:
        """Return the sentence in a language: as it was written, or in English for others."""
        return self.words if language == "sv" or not self.in_english else self.in_english


def rules_of(programme: Programme | None) -> list[Rule]:
    """Return the rules of a programme, in the file's order: of each kind, the nearest."""
    return narrowest(programme, known(), lambda each: each.programme, lambda each: each.kind)


@cache
def known() -> tuple[Rule, ...]:
    """Read composition_rules.csv."""
    return tuple(
        Rule(
            kind=RuleKind(row["rule"]), value=tuple(row["value"].split()), words=row["sv"],
            confidence=Confidence(row["confidence"]), programme=row["programme"],
            source=row["source"], in_english=row["en"],
        )
        for row in rows("composition_rules.csv")
    )  # fmt: skip
