"""What findings that are counted are held against: told by people, with where it is said."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from models import Call, Commitment, Limit, Partner, Person, Staff
from models.database import lock
from models.job_run import ask_for_run
from workflow.access import demand
from workflow.applications.stages import COMPARING, demand_before_submitted
from workflow.refusals import Refused
from workflow.telling import tell

MOST = 1000  # nobody says more
YEARS = range(2000, 2100)
HOURS = 8784  # of the longest year


class Hours(NamedTuple):
    """One person's hours of a year, as they are typed."""

    name: str
    role: str
    year: int
    hours: Decimal


def say_limit(
    session: Session,
    of: Call | tuple[str, str],
    *,
    places: int | None,
    per_lead: int | None,
    words: str,
    by: Person,
    now: datetime,
) -> None:
    """Say how many applications a call has room for, or a programme, and how many of one lead.

    of: a call, or a funder and its programme. Nothing at all takes back what was said.
    """
    demand(by, "propose", None)
    if any(each is not None and not 1 <= each <= MOST for each in (places, per_lead)):
        raise Refused("Write a number from 1 to {most}, or leave it empty.", most=MOST)
    if (places or per_lead) and not words.strip():
        raise Refused("Say where it is said, so that others can read it there.")
    known = session.scalar(chosen(of))
    if places is None and per_lead is None:
        if known:
            session.delete(known)
    else:
        known = known or limit_of(of)
        known.places, known.per_lead, known.words = places, per_lead, words.strip()
        known.said_by, known.said_at = by.id, now
        session.add(known)
    ask_for_run(session, COMPARING, now)
    tell(
        session, "said a limit", about=of if isinstance(of, Call) else "limit:0", by=by, now=now,
        name=of.title if isinstance(of, Call) else " ".join(filter(None, of)), places=places,
        per_lead=per_lead,
    )  # fmt: skip


def chosen(of: Call | tuple[str, str]) -> Select[Limit]:
    """Select what has been said of a call, or of a programme."""
    if isinstance(of, Call):
        return select(Limit).filter_by(call_id=of.id)
    return select(Limit).filter_by(funder=of[0], programme=of[1])


def limit_of(of: Call | tuple[str, str]) -> Limit:
    """Begin what is said of a call, or of a programme."""
    if isinstance(of, Call):
        return Limit(call_id=of.id)
    return Limit(funder=of[0], programme=of[1])


def say_leads(
    session: Session, partner: Partner, most: int | None, *, by: Person, now: datetime
) -> None:
    """Say how many open applications a partner can lead at a time; nothing is no limit."""
    demand(by, "keep", partner)
    lock(session, partner)
    if most is not None and not 1 <= most <= MOST:
        raise Refused("Write a number from 1 to {most}, or leave it empty.", most=MOST)
    if partner.leads_most == most:
        return
    partner.leads_most = most
    ask_for_run(session, COMPARING, now)
    tell(session, "can lead", about=partner, by=by, now=now, partner=partner.name, most=most)


def name_staff(
    session: Session, commitment: Commitment, rows: Sequence[Hours], *, by: Person, now: datetime
) -> None:
    """Say whose hours a part counts on; what was said before is replaced."""
    demand(by, "change", commitment)
    lock(session, commitment.application)
    demand_before_submitted(commitment.application)
    named = [
        each._replace(name=" ".join(each.name.split()), role=each.role.strip()) for each in rows
    ]
    for each in named:
        if not each.name or len(each.name) > 200 or len(each.role) > 200:
            raise Refused("Name each person, in 200 characters at most.")
        if each.year not in YEARS or not 0 < each.hours <= HOURS:
            raise Refused("Say a year, and its hours as a number above nought.")
    if len({(each.name.casefold(), each.year) for each in named}) < len(named):
        raise Refused("Each person has one line a year.")
    session.execute(delete(Staff).where(Staff.commitment_id == commitment.id))
    session.add_all(Staff(commitment_id=commitment.id, **each._asdict()) for each in named)
    ask_for_run(session, COMPARING, now)
    # How many, not who: an event stays when a person is forgotten.
    tell(
        session, "named staff", about=commitment.application, by=by, now=now,
        partner=commitment.partner.name, number=len(named),
    )  # fmt: skip


def staff_of(session: Session, commitment: Commitment) -> Sequence[Staff]:
    """Return whose hours a part counts on, by name and year."""
    mine = select(Staff).filter_by(commitment_id=commitment.id)
    return session.scalars(mine.order_by(Staff.name, Staff.year)).all()
