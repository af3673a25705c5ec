"""What the invented parties have answered and begun, told by the same decisions as people make."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from demo import sums
from demo.parties import one_partner, part, speaker
from models import Answer, Application, Call, Commitment, How, Person, Role
from workflow.answers import stances
from workflow.applications import commitments, opening, signing, stages
from workflow.applications.signing import SignedIn
from workflow.applications.terms import seal_of

YOUTH, VILLAGE = "Unga in i arbete och studier%", "Levande byar%"

ANSWERS = (
    (YOUTH, "Stiftelsen Brolinan", Answer.LEAD),
    (YOUTH, "Hyttvalla kommun", Answer.JOIN),
    (YOUTH, "Högskolan i Mellanmarken", Answer.JOIN),
    (YOUTH, "Mellanmarkens idrottsallians", Answer.SUPPORT),
    (VILLAGE, "Bygderådet i Mellanmarken", Answer.LEAD),
    (VILLAGE, "Grantorpas kommun", Answer.JOIN),
    (VILLAGE, "Hyttvalla kommun", Answer.WATCH),
)
UNG_KRAFT = (
    "Unga 16–29 år i Hyttvalla och Lövbro som varken arbetar eller studerar får en väg in i arbete"
    " eller utbildning. Arbetskonsulenter med metoden supported employment arbetar tillsammans med"
    " kommunens coacher och lokala arbetsgivare, och högskolan följer vad som fungerar."
)
STEGET_IN = (
    "Genom studiecirklar, mentorer från föreningslivet och praktik hos lokala arbetsgivare hjälper"
    " vi unga 16–29 år i Hyttvalla och Björkåsa som varken arbetar eller studerar att ta första"
    " steget in i arbete eller utbildning."
)
BYN_MOTS = (
    "Byalagen driver tre mötesplatser med service, samåkning och digital hjälp för äldre, med"
    " bygdegården som nav och kommunen som långsiktig part."
)


def begin(session: Session, coordinator: Person, now: datetime) -> Application:
    """Let the parties answer, open three bids, let some of them sign; return the first."""
    calls = {title: one_call(session, title) for title in (YOUTH, VILLAGE)}
    for title, name, word in ANSWERS:
        partner = one_partner(session, name)
        stances.answer(session, partner, calls[title], word, by=speaker(partner), now=now)
    later = now + timedelta(days=1)
    ung_kraft = open_bid(
        session, calls[YOUTH], "Stiftelsen Brolinan", "Ung kraft Mellanmarken", UNG_KRAFT,
        by=coordinator, now=later,
    )  # fmt: skip
    byn = open_bid(
        session, calls[VILLAGE], "Bygderådet i Mellanmarken", "Byn möts", BYN_MOTS,
        by=coordinator, now=later,
    )  # fmt: skip
    lyktan = one_partner(session, "Studieförbundet Lyktan Mellanmarken")
    steget_in = open_bid(session, calls[YOUTH], lyktan.name, "Steget in", STEGET_IN,
                         by=speaker(lyktan), now=later)  # fmt: skip
    propose(session, ung_kraft, "Stiftelsen Brolinan", "4200000", "1932000", now=later)
    propose(session, ung_kraft, "Hyttvalla kommun", "1200000", "552000", now=later)
    propose(session, ung_kraft, "Högskolan i Mellanmarken", "900000", "414000", now=later)
    propose(session, steget_in, "Hyttvalla kommun", "200000", "92000", now=later)
    sums.divide(session, ung_kraft, now=later)
    sums.tell_of_means(session, ung_kraft, now=later)
    propose(session, byn, "Bygderådet i Mellanmarken", "320000", "60000", now=later)
    propose(session, byn, "Grantorpas kommun", "180000", "40000", now=later)
    even_later = now + timedelta(days=2)
    sign(session, part(ung_kraft, "Stiftelsen Brolinan"), binding=False, now=even_later)
    sign(session, part(byn, "Grantorpas kommun"), binding=True, now=even_later)
    stages.move(session, byn, "write", by=speaker(byn.lead), now=even_later)
    return ung_kraft


def one_call(session: Session, title: str) -> Call:
    """Return the call whose title begins so."""
    return session.scalars(select(Call).where(Call.title.like(title))).one()


def open_bid(
    session: Session, call: Call, lead: str, title: str, summary: str, *, by: Person, now: datetime
) -> Application:
    """Open a bid that is to be answered within three weeks."""
    return opening.open(
        session, call=call, lead=one_partner(session, lead), title=title, summary=summary,
        answer_by=(now + timedelta(weeks=3)).date(), by=by, now=now,
    )  # fmt: skip


def propose(
    session: Session, bid: Application, name: str, total: str, own: str, *, now: datetime
) -> None:
    """Fill in what a party would do and pay."""
    mine = part(bid, name)
    commitments.change(
        session, mine, total_cost=Decimal(total), co_funding=Decimal(own), seen=seal_of(mine),
        by=speaker(mine.partner), now=now,
    )  # fmt: skip


def sign(
    session: Session, mine: Commitment, *, binding: bool, now: datetime, by: Person | None = None
) -> None:
    """Sign a party's part as its signatory, or as somebody in their place."""
    by = by or mine.partner.people_as(Role.SIGNATORY)[0]
    usual = signing.usual(session, mine.partner, by, now.date())
    commitments.sign(
        session, mine, seen=seal_of(mine), by=by, now=now, binding=binding,
        signed_in=SignedIn(How.DOOR, now),
        standing=usual._replace(authority=usual.authority or "Delegationsordning § 4.2"),
    )  # fmt: skip
