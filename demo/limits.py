"""A call with room for one of the bids to it, and a person whose hours are more than full time."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from demo.parties import one_bid, part, speaker
from models import Person
from workflow.overlaps import limits
from workflow.overlaps.limits import Hours

TOWN = "Hyttvalla kommun"
HOURS = {"Ung kraft Mellanmarken": 1200, "Steget in": 860}


def tell(session: Session, coordinator: Person, now: datetime) -> None:
    """Let the coordinator tell the limit, and the municipality whose hours it counts on."""
    call = one_bid(session, "Steget in").call
    assert call
    limits.say_limit(
        session, call, places=1, per_lead=None, by=coordinator, now=now,
        words="Utlysningens sida 4: ett projekt för varje län.",
    )  # fmt: skip
    for title, hours in HOURS.items():
        mine = part(one_bid(session, title), TOWN)
        rows = [Hours("Petter Sågbrandt", "arbetskonsulent", now.year + 1, Decimal(hours))]
        limits.name_staff(session, mine, rows, by=speaker(mine.partner), now=now)
