"""Annexes that programmes ask for, and from whom. What no source says is not here."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from lexicon.tables import rows


class Whose(StrEnum):
    """Of whom an annex is asked."""

    LEAD = "lead"
    PARTNERS = "partners"  # of each of them, the lead among them
    CO_FINANCIERS = "co_financiers"  # of each who promises co-funding
    MUNICIPALITY = "municipality"


class Need(StrEnum):
    """How surely an annex belongs to the application."""

    ASKED = "asked"
    PERHAPS = "perhaps"  # in some cases, or by one source of several: the programme knows
    LATER = "later"  # after the decision


@dataclass(frozen=True)
class Annex:
    """One kind of annex that a family of programmes asks for."""

    kind: str
    whose: Whose
    need: Need
    sv: str
    en: str
    source: str

    def note(self, language: str) -> str:
        """Return what the source adds, in Swedish or in English."""
        return self.sv if language == "sv" else self.en


@cache
def annex_kinds() -> dict[str, dict[str, str]]:
    """Read annex_kinds.csv: the name of each kind of annex by language."""
    return {row["code"]: row for row in rows("annex_kinds.csv")}


def kind_name(kind: str, language: str) -> str:
    """Return what a kind of annex is called, in Swedish or in English."""
    return annex_kinds()[kind]["sv" if language == "sv" else "en"]


@cache
def annexes(family: str) -> tuple[Annex, ...]:
    """Return what a family of programmes asks for, in the order of annexes.csv."""
    return tuple(
        Annex(
            row["kind"], Whose(row["whose"]), Need(row["need"]), row["sv"], row["en"],
            row["source"],
        )
        for row in rows("annexes.csv")
        if row["programme"] == family
    )  # fmt: skip
