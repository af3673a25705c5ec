"""A deputy who signs, a signature that a change voids, and one that is taken back."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from demo.bids import propose, sign
from demo.parties import one_bid, part
from models import Role
from workflow.applications import declining, deputies

UNIVERSITY, TOWN, VILLAGE = (
    "Högskolan i Mellanmarken", "Hyttvalla kommun", "Bygderådet i Mellanmarken",
)  # fmt: skip


def begin(session: Session, now: datetime) -> None:
    """Let each happen once, in three bids."""
    in_place(session, now)
    fallen(session, now)
    taken_back(session, now)


def in_place(session: Session, now: datetime) -> None:
    """Let the university's signatory be away, and somebody sign in their place."""
    mine = part(one_bid(session, "Ung kraft Mellanmarken"), UNIVERSITY)
    signatory = mine.partner.people_as(Role.SIGNATORY)[0]
    deputy = mine.partner.people_as(Role.ADVISER)[-1]
    deputies.name(
        session, mine.partner, deputy, signatory, first=now.date(),
        last=(now + timedelta(weeks=3)).date(), by=signatory, now=now,
    )  # fmt: skip
    sign(session, mine, by=deputy, binding=False, now=now)


def fallen(session: Session, now: datetime) -> None:
    """Let the village council sign, and then find that it costs more."""
    bid = one_bid(session, "Byn möts")
    sign(session, part(bid, VILLAGE), binding=False, now=now)
    later = now + timedelta(hours=3)
    propose(session, bid, VILLAGE, "350000", "70000", now=later)


def taken_back(session: Session, now: datetime) -> None:
    """Let the municipality sign, and take it back until its board has met."""
    mine = part(one_bid(session, "Steget in"), TOWN)
    sign(session, mine, binding=False, now=now)
    declining.revoke(
        session, mine, reason="Nämnden vill ta ställning först, vid sitt nästa möte.",
        by=mine.partner.people_as(Role.SIGNATORY)[0], now=now + timedelta(hours=5),
    )  # fmt: skip
