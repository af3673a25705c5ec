"""What each kind of rule demands, in words."""

from collections.abc import Callable
from typing import Any

from lexicon.areas import areas
from lexicon.composition_rules import Rule, RuleKind
from papers.wording import Country, Message, Term

DEMANDS = {
    RuleKind.LEAST_PARTNERS: Message("At least {number} parties"),
    RuleKind.LEAST_COUNTRIES: Message("Parties from at least {number} countries"),
    RuleKind.MEMBER_STATES: Message("Parties from at least {number} EU countries"),
    RuleKind.COUNTRIES: Message("Parties from each of these countries: {countries}"),
    RuleKind.SECTORS: Message("Parties from each of these sectors: {sectors}"),
    RuleKind.ONE_LEAD: Message("One of the parties is the lead"),
    RuleKind.LEAD_KINDS: Message("The lead is one of these: {kinds}"),
    RuleKind.LEAD_SECTORS: Message("The lead is of one of these sectors: {sectors}"),
    RuleKind.LEAD_YEARS: Message("The lead has been at work for at least {number} years"),
    RuleKind.LEAD_AREA: Message("The lead is in {areas}"),
    RuleKind.APPLICANT_KINDS: Message("Who may apply: {kinds}"),
    RuleKind.EXCLUDED_KINDS: Message("Who may not be in: {kinds}"),
    RuleKind.AREA: Message("The parties are in {areas}"),
}
OF_ONE = {
    RuleKind.LEAST_PARTNERS: Message("At least one party"),
    RuleKind.LEAST_COUNTRIES: Message("Parties from at least one country"),
    RuleKind.MEMBER_STATES: Message("At least one party from an EU country"),
    RuleKind.LEAD_YEARS: Message("The lead has been at work for at least a year"),
}
# How the value of a rule is said, by the name that it has in the sentence.
SAID: dict[str, Callable[[str], Any]] = {
    "number": int,
    "countries": Country,
    "sectors": lambda code: Term(code, "sector"),
    "kinds": lambda code: Term(code, "kind"),
    "areas": lambda code: areas()[code].name if code in areas() else code,
}


def demanded(rule: Rule) -> Message:
    """Say what a rule demands."""
    said = OF_ONE[rule.kind] if rule.value == ("1",) else DEMANDS[rule.kind]
    name = next((each for each in SAID if f"{{{each}}}" in said.id), None)
    if name is None:
        return said
    values = tuple(SAID[name](each) for each in rule.value)
    return Message(said.id, {name: values[0] if name == "number" else values})
