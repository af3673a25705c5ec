"""The rules of a bid's call and its programme, held against those who are in.

Who only pays, takes part or stands behind is no party by these rules.
"""

from collections.abc import Iterable
from datetime import datetime

from lexicon.composition_rules import Rule, RuleKind, rules_of
from lexicon.countries import country_of
from lexicon.tables import Confidence
from models import WITH_BUDGET, Application, Call, Commitment, Part, Partner
from workflow.applications.composition import Held, hold
from workflow.applications.parties import Gap, Party
from workflow.applications.programmes import programme_for
from workflow.applications.terms import signed

OWN = {
    "least_partners": RuleKind.LEAST_PARTNERS,
    "least_countries": RuleKind.LEAST_COUNTRIES,
    "least_years": RuleKind.LEAD_YEARS,
    "applicant_kinds": RuleKind.APPLICANT_KINDS,
    "excluded_kinds": RuleKind.EXCLUDED_KINDS,
    "areas": RuleKind.AREA,
}
# Where a call says it itself, what its programme says in general does not count.
SAME = (RuleKind.LEAST_PARTNERS, RuleKind.LEAST_COUNTRIES, RuleKind.LEAD_YEARS)


def composed(application: Application, now: datetime) -> list[Held]:
    """Hold each rule against the parties, whether they have signed or are only asked."""
    call = application.call
    return against(call, application.parts, now.year) if call else []


def against(call: Call, parts: Iterable[Commitment], year: int) -> list[Held]:
    """Hold the rules of a call and its programme against parts, of one bid or of several."""
    parties = [
        party_of(each.partner, leads=each.part is Part.LEAD, signed=signed(each) is not None)
        for each in parts
        if each.part in WITH_BUDGET
    ]
    return [hold(rule, parties, year) for rule in rules_for(call)]


def gaps(application: Application, now: datetime) -> list[Gap]:
    """Return what the group lacks, each once."""
    return list(dict.fromkeys(gap for held in composed(application, now) for gap in held.gaps))


def party_of(partner: Partner, *, leads: bool = False, signed: bool = True) -> Party:
    """Return a partner as rules see it; its area says its country, if it is known."""
    return Party(
        name=partner.name, country=country_of(partner.area) or partner.country, kind=partner.kind,
        sector=partner.sector, area=partner.area, began=partner.began, leads=leads, signed=signed,
    )  # fmt: skip


def rules_for(call: Call) -> list[Rule]:
    """Return the call's own rules, then those of its programme that it does not say itself."""
    own = own_rules(call)
    said = {each.kind for each in own if each.confidence is not Confidence.UNCONFIRMED}
    general = rules_of(programme_for(call))
    return [*own, *(each for each in general if each.kind not in SAME or each.kind not in said)]


def own_rules(call: Call) -> list[Rule]:
    """Return what the call itself says, each with its sentence; what is in doubt is unconfirmed."""
    doubted = {each.field for each in call.doubts}
    found = []
    for field, kind in OWN.items():
        value = getattr(call, field)
        if not value:
            continue
        words = [each.words for each in call.evidence if each.field == field and each.words]
        found.append(
            Rule(
                kind=kind,
                value=tuple(value) if isinstance(value, tuple) else (str(value),),
                words=" … ".join(dict.fromkeys(words)) or fallback(call, field),
                confidence=Confidence.UNCONFIRMED if field in doubted else Confidence.HIGH,
                source=call.url,
            )
        )
    return found


def fallback(call: Call, field: str) -> str:
    """Return the call's own words beside a value that has no sentence."""
    return {"areas": call.area_text, "applicant_kinds": call.applicants}.get(field, "")
