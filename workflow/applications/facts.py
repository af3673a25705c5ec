"""What documents are made from: a bid as its parties have signed it, else as it is proposed."""

import json
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from lexicon.sectors import sector_of
from models import Application, Commitment, Part, Signature
from papers.documents.facts import NOTHING, Approval, Bid, Facts, Line, Party
from workflow.applications.terms import signed, terms


def facts_of(kind: str, application: Application, of: Commitment | None, zone: str) -> Facts:
    """Gather what a document is made from; the days of approvals are those of the zone."""
    call = application.call
    closes = max((each.day for each in call.dates), default=None) if call else None
    bid = Bid(
        title=application.title,
        summary=application.summary,
        parties=tuple(parties(application, of, zone)),
        funder=call.funder if call else "",
        call=call.title if call else "",
        programme=call.programme if call else "",
        closes=closes,
        reference=application.reference or "",
    )
    return Facts(kind, bid, of.partner_id if of else None)


def parties(application: Application, of: Commitment | None, zone: str) -> list[Party]:
    """Return all parties, the lead first; of one party's own document, it and the lead's name."""
    parts = application.parts
    if of is None:
        return [party(each, zone) for each in parts]
    lead = application.lead
    named = Party(lead.id, lead.name, Part.LEAD, NOTHING, NOTHING, number=lead.number)
    return [party(of, zone)] if of.part is Part.LEAD else [named, party(of, zone)]


def party(commitment: Commitment, zone: str) -> Party:
    """Return a partner and its part, from the terms that were signed or those that are proposed."""
    signature = signed(commitment)
    said = json.loads(signature.terms if signature else terms(commitment))
    partner = commitment.partner
    return Party(
        id=partner.id,
        name=partner.name,
        part=said["part"],
        total_cost=Decimal(said["total_cost"]),
        co_funding=Decimal(said["co_funding"]),
        currency=said["currency"],
        work=said["work"],
        number=partner.number,
        kind=partner.kind,
        sector=partner.sector or sector_of().get(partner.kind, ""),
        place=partner.municipality,
        approval=approval(signature, zone) if signature else None,
        protocol=commitment.protocol,
        diary_number=commitment.diary_number,
        delegation=commitment.delegation,
        costs=tuple(Line(kind, Decimal(amount), year) for year, kind, amount in said["costs"]),
        paid_by=tuple(promise(each) for each in said["funds"]),
    )


def promise(said: dict[str, Any]) -> Line:
    """Return what is promised of one kind."""
    worked = "hours" in said
    return Line(
        said["kind"],
        Decimal(said["amount"]),
        decided=said["decided"],
        board=said.get("board", ""),
        day=date.fromisoformat(said["day"]) if "day" in said else None,
        hours=Decimal(said["hours"]) if worked else None,
        hourly_rate=Decimal(said["hourly_rate"]) if worked else None,
    )


def approval(signature: Signature, zone: str) -> Approval:
    """Return who approved, when and of what."""
    return Approval(
        name=signature.name,
        title=signature.title,
        capacity=signature.capacity.value,
        authority=signature.authority,
        day=signature.signed_at.astimezone(ZoneInfo(zone)).date(),
        binding=signature.binding,
        seal=signature.seal,
        terms=signature.terms,
    )
