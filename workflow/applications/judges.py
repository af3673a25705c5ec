"""What each kind of rule finds in a group: whether it is met, and what is missing in plain words.

What is not known of a party makes a verdict unknown; it is never guessed.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from lexicon.composition_rules import Rule, RuleKind
from lexicon.sectors import sector_of
from lexicon.terms import Verdict
from papers.wording import Country, Message, Term
from workflow.applications.parties import Gap, Party, within

PERMITTED = {True: Verdict.YES, False: Verdict.NO}
Found = tuple[Verdict, tuple[Message, ...], tuple[Gap, ...]]
MET: Found = (Verdict.YES, (), ())
UNKNOWN: Found = (Verdict.UNKNOWN, (), ())


def partners(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Count the parties."""
    lacking = rule.number - len(parties)
    if lacking <= 0:
        return MET
    said = counted(lacking, Message("One more party"), Message("{number} more parties"))
    return Verdict.NO, (said,), (Gap(rule.kind, number=lacking),)


def countries(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Count the countries that they come from."""
    there = tuple(dict.fromkeys(each.country for each in parties))
    lacking = rule.number - len(there)
    if lacking <= 0:
        return MET
    said = counted(
        lacking,
        Message("One party from another country than {countries}"),
        Message("Parties from {number} other countries than {countries}"),
        countries=tuple(map(Country, there)),
    )
    return Verdict.NO, (said,), (Gap(rule.kind, there, lacking),)


def member_states(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Count the Member States that they come from."""
    there = tuple(dict.fromkeys(each.country for each in parties if each.in_union))
    lacking = rule.number - len(there)
    if lacking <= 0:
        return MET
    said = counted(
        lacking,
        Message("One party from an EU country"),
        Message("Parties from {number} more EU countries"),
    )
    return Verdict.NO, (said,), (Gap(rule.kind, there, lacking),)


def each_country(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Look for a party from each of the countries."""
    lacking = [code for code in rule.value if code not in {each.country for each in parties}]
    if not lacking:
        return MET
    said = tuple(
        Message("One party from {country}", {"country": Country(code)}) for code in lacking
    )
    return Verdict.NO, said, tuple(Gap(rule.kind, (code,)) for code in lacking)


def each_sector(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Look for a party of each of the sectors; one of no known sector may be of any."""
    there = {each.sector for each in parties}
    lacking = [code for code in rule.value if code not in there]
    if not lacking:
        return MET
    said = tuple(
        Message("One party from {sector}", {"sector": Term(code, "sector")}) for code in lacking
    )
    gaps = tuple(Gap(rule.kind, (code,)) for code in lacking)
    return (Verdict.UNKNOWN if "" in there else Verdict.NO), said, gaps


def one_lead(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Look for the lead."""
    return MET if any(each.leads for each in parties) else UNKNOWN


def kind_of_lead(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Look at what the lead is. Another kind of the same sector may be as good: unknown."""
    return of_lead(rule, parties, lambda each: kind_verdict(rule.value, each))


def kind_verdict(kinds: Collection[str], party: Party) -> Verdict:
    """Say whether a party is one of these kinds."""
    if party.kind in kinds:
        return Verdict.YES
    near = {sector_of().get(kind, "") for kind in kinds}
    return Verdict.NO if party.kind and party.sector not in {*near, ""} else Verdict.UNKNOWN


def sector_of_lead(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Look at which sector the lead is of."""
    return of_lead(
        rule, parties,
        lambda each: PERMITTED[each.sector in rule.value] if each.sector else Verdict.UNKNOWN,
    )  # fmt: skip


def area_of_lead(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Look at where the lead is."""
    return of_lead(rule, parties, lambda each: within(each, rule.value))


def of_lead(rule: Rule, parties: Sequence[Party], judge: Callable[[Party], Verdict]) -> Found:
    """Judge the lead; if it may not lead, say who in the group may."""
    lead = next((each for each in parties if each.leads), None)
    if lead is None:
        return UNKNOWN
    verdict = judge(lead)
    if verdict is not Verdict.NO:
        return verdict, (), ()
    may = tuple(each.name for each in parties if judge(each) is Verdict.YES)
    said = Message("Another lead than {lead}", {"lead": lead.name})
    if may:
        said = Message("Another lead than {lead}: {names} may", {"lead": lead.name, "names": may})
    return Verdict.NO, (said,), () if may else (Gap(rule.kind, rule.value),)


def years_of_lead(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Look at how long the lead has been at work; in the year of the limit it may be either."""
    lead = next((each for each in parties if each.leads), None)
    if lead is None or lead.began is None or year - lead.began == rule.number:
        return UNKNOWN
    if year - lead.began > rule.number:
        return MET
    said = Message(
        "Another lead: {lead} began in {began}", {"lead": lead.name, "began": str(lead.began)}
    )
    return Verdict.NO, (said,), ()


def permitted(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Look whether each party is of a kind that is named; a list is seldom complete."""
    return MET if all(each.kind in rule.value for each in parties) else UNKNOWN


def excluded(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Look for those who may not be in."""
    out = tuple(each.name for each in parties if each.kind in rule.value)
    if out:
        return Verdict.NO, (Message("Without {names}", {"names": out}),), ()
    return UNKNOWN if any(not each.kind for each in parties) else MET


def in_area(rule: Rule, parties: Sequence[Party], year: int) -> Found:
    """Look at where they are. The lead has to be within; of others the programme itself decides."""
    verdicts = {each: within(each, rule.value) for each in parties}
    outside = tuple(each.name for each, said in verdicts.items() if said is Verdict.NO)
    said = (Message("Outside the area: {names}", {"names": outside}),) if outside else ()
    if any(each.leads and said is Verdict.NO for each, said in verdicts.items()):
        return Verdict.NO, said, ()
    return MET if set(verdicts.values()) <= {Verdict.YES} else (Verdict.UNKNOWN, said, ())


def counted(number: int, one: Message, many: Message, **values: Any) -> Message:
    """Say one thing of one, and another of several."""
    return Message((one if number == 1 else many).id, {"number": number, **values})


Judge = Callable[[Rule, Sequence[Party], int], Found]
JUDGES: dict[RuleKind, Judge] = {
    RuleKind.LEAST_PARTNERS: partners,
    RuleKind.LEAST_COUNTRIES: countries,
    RuleKind.MEMBER_STATES: member_states,
    RuleKind.COUNTRIES: each_country,
    RuleKind.SECTORS: each_sector,
    RuleKind.ONE_LEAD: one_lead,
    RuleKind.LEAD_KINDS: kind_of_lead,
    RuleKind.LEAD_SECTORS: sector_of_lead,
    RuleKind.LEAD_YEARS: years_of_lead,
    RuleKind.LEAD_AREA: area_of_lead,
    RuleKind.APPLICANT_KINDS: permitted,
    RuleKind.EXCLUDED_KINDS: excluded,
    RuleKind.AREA: in_area,
}
