"""What the invented partnership applied for in earlier years, and how it went."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import update
from sqlalchemy.orm import Session

from demo.bids import open_bid, propose, sign
from demo.parties import one_partner, part, speaker
from models import Answer, Letter, Person
from workflow.answers import stances
from workflow.applications import rulings, stages
from workflow.applications.rulings import Decision
from workflow.calls import entering
from workflow.forms.typed import USUAL, Typed, TypedDate
from workflow.forms.understood import read


class Past(NamedTuple):
    """An earlier bid: who led it, who was in it and with how much, and what was decided."""

    days_ago: int
    funder: str
    call: str
    title: str
    text: str
    lead: str
    partner: str
    total: str
    own: str
    granted: str | None
    reasons: str
    result: str = ""


BIDS = (
    Past(
        430, "Svenska ESF-rådet", "Vägar till arbete för unga", "Unga på väg",
        "Unga 16–24 år i Hyttvalla som varken arbetar eller studerar får praktik hos lokala"
        " arbetsgivare och en coach på kommunen.",
        "Stiftelsen Brolinan", "Hyttvalla kommun", "3000000", "1380000", None,
        "Målgruppen är väl beskriven, men projektets mål går inte att följa upp, och det framgår"
        " inte hur arbetssättet lever vidare hos kommunen.",
    ),
    Past(
        620, "Leader Mellanbygden", "Samlingsplatser på landsbygden", "Bygdegården öppnar",
        "Byalagen öppnar bygdegården som mötesplats med kafé, digital hjälp och samåkning för"
        " äldre.",
        "Bygderådet i Mellanmarken", "Grantorpas kommun", "400000", "100000", "300000",
        "Trepartnerskapet och byarnas egen tid bedöms som starka.",
        "Bygdegården är öppen tre dagar i veckan. Samåkningen kom i gång först när byalagen själva"
        " ringde runt.",
    ),
)  # fmt: skip


def live_through(session: Session, coordinator: Person, today: datetime, zone: str) -> None:
    """Let it have happened; the letters of that time have long been read."""
    for bid in BIDS:
        apply(session, bid, coordinator, today - timedelta(days=bid.days_ago), zone)
    session.execute(update(Letter).values(sent_at=Letter.written_at))


def apply(session: Session, past: Past, coordinator: Person, now: datetime, zone: str) -> None:
    """Apply once more for what was applied for then."""
    closes = (now + timedelta(days=60)).date()
    words = {**USUAL, "title": past.call, "funder": past.funder, "when": "dates"}
    typed = Typed({**words, "text": past.text}, (TypedDate(closes.isoformat(), "", "final"),))
    draft, errors = read(typed, zone)
    assert draft, errors
    call = entering.enter(session, draft, by=coordinator, now=now)
    lead, partner = one_partner(session, past.lead), one_partner(session, past.partner)
    for each, answer in ((lead, Answer.LEAD), (partner, Answer.JOIN)):
        stances.answer(session, each, call, answer, by=speaker(each), now=now)
    bid = open_bid(session, call, past.lead, past.title, past.text, by=coordinator, now=now)
    half = str(Decimal(past.total) / 2), str(Decimal(past.own) / 2)
    for name in (past.lead, past.partner):
        propose(session, bid, name, *half, now=now)
        sign(session, part(bid, name), binding=True, now=now)
    moved = now + timedelta(days=30)
    for verb in ("write", "ask for approval", "submit"):
        number = f"{now:%Y}-{bid.id:04}"
        stages.move(session, bid, verb, by=speaker(lead), now=moved, reference=number)
    decided = now + timedelta(days=150)
    granted = None if past.granted is None else Decimal(past.granted)
    shares = {each.id: granted / 2 for each in bid.parts} if granted else {}
    decision = Decision(decided.date(), granted, f"{decided:%Y}/{bid.id:05}", past.reasons, shares)
    rulings.record(session, bid, decision, seen=0, by=speaker(lead), now=decided)
    if past.result:
        for verb in ("start", "close"):
            stages.move(session, bid, verb, by=speaker(lead), now=decided)
        rulings.tell_result(
            session, bid, words=past.result, links="", seen=0, by=speaker(lead), now=decided
        )
