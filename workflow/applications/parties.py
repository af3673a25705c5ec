"""Organisations as the rules of a call see them, and what a group of them lacks."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from lexicon.areas import ancestors, areas
from lexicon.composition_rules import RuleKind
from lexicon.countries import in_union
from lexicon.terms import Verdict
from matcher.eligibility import area_verdict


@dataclass(frozen=True)
class Party:
    """An organisation as rules see it; what is empty is not known. signed: it has said yes."""

    name: str
    country: str
    kind: str = ""
    sector: str = ""
    area: str = ""
    began: int | None = None
    leads: bool = False
    signed: bool = True

    @property
    def in_union(self) -> bool:
        """Say whether it comes from a Member State of the EU."""
        return in_union(self.country)


@dataclass(frozen=True)
class Gap:
    """What a group lacks by one rule: so many parties of one of these values, or of none of them.

    For countries of whatever name, the values are those that are there already.
    """

    kind: RuleKind
    values: tuple[str, ...] = ()
    number: int = 1

    def filled_by(self, party: Party) -> bool:
        """Say whether a party would surely fill it."""
        return FILLS[self.kind](self.values, party)


FILLS: dict[RuleKind, Callable[[Collection[str], Party], bool]] = {
    RuleKind.LEAST_PARTNERS: lambda values, party: True,
    RuleKind.LEAST_COUNTRIES: lambda values, party: party.country not in values,
    RuleKind.MEMBER_STATES: lambda values, party: party.in_union and party.country not in values,
    RuleKind.COUNTRIES: lambda values, party: party.country in values,
    RuleKind.SECTORS: lambda values, party: party.sector in values,
    RuleKind.LEAD_KINDS: lambda values, party: party.kind in values,
    RuleKind.LEAD_SECTORS: lambda values, party: party.sector in values,
    RuleKind.LEAD_AREA: lambda values, party: within(party, values) is Verdict.YES,
}


def within(party: Party, codes: Collection[str]) -> Verdict:
    """Say whether a party is within one of these areas."""
    known = party.area if party.area in areas() else ""
    around = [each.code for each in ancestors(known)]
    return area_verdict(tuple(codes), "", known, around).verdict
