"""What a partner wants funding for: added, changed by two at once without loss, taken away."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import Event, Interest, Match, Matched, Partner, Person
from models.database import lock
from models.job_run import ask_for_run
from workflow.access import demand, demand_here, speaks
from workflow.forms.wanted import FIELDS, Words, read, words_of
from workflow.partners.registering import MATCH, Fresher
from workflow.refusals import Conflict, Incomplete, Refused
from workflow.telling import tell, write

MOST = 50  # interests of one partner


def add(
    session: Session, partner: Partner, words: Words, *, by: Person, now: datetime, zone: str
) -> Interest:
    """Register what a partner wants funding for; it is matched within a minute."""
    demand(by, "answer", partner)
    lock(session, partner)
    demand_here(partner)
    values = valid(words, now, zone)
    if len(partner.interests) >= MOST:
        raise Refused("{most} interests are enough. Change one of them.", most=MOST)
    interest = Interest(partner_id=partner.id, **values)
    session.add(interest)
    session.flush()
    session.expire(partner, ["interests"])
    announce(session, "wants", interest, by=by, now=now)
    return interest


def change(
    session: Session, interest: Interest, words: Words, *, seen: int, by: Person, now: datetime,
    zone: str,
) -> None:  # fmt: skip
    """Change an interest; seen is the version that the person looked at."""
    demand(by, "answer", interest.partner)
    lock(session, interest)
    demand_here(interest.partner)
    if interest.ended_at:
        raise Conflict("Meanwhile somebody took this interest away. Save yours as a new one.")
    before = words_of(interest)
    if interest.version != seen:
        raise Fresher({**before, **words}, before)
    for field, value in valid({**before, **words}, now, zone).items():
        setattr(interest, field, value)
    after = words_of(interest)
    fields = [field for field in FIELDS if after[field] != before[field]]
    if fields:
        interest.version += 1
        said = [FIELDS[each].id for each in fields]
        announce(session, "wants otherwise", interest, by=by, now=now, fields=said)


def end(session: Session, interest: Interest, *, by: Person, now: datetime) -> None:
    """Take an interest away: nothing fits it any longer; what was said and told of it stays."""
    demand(by, "answer", interest.partner)
    lock(session, interest)
    if interest.ended_at:
        return
    interest.ended_at = now
    held = update(Match).where(Match.interest_id == interest.id, Match.lost_at.is_(None))
    session.execute(held.values(lost_at=now))
    session.expire(interest.partner, ["interests"])
    announce(session, "wants no more", interest, by=by, now=now)


def bring_back(session: Session, interest: Interest, *, by: Person, now: datetime) -> None:
    """Have an interest again that was taken away."""
    demand(by, "answer", interest.partner)
    lock(session, interest)
    demand_here(interest.partner)
    if interest.ended_at is None:
        return
    interest.ended_at = None
    session.execute(delete(Matched).where(Matched.interest_id == interest.id))  # matched anew
    session.expire(interest.partner, ["interests"])
    announce(session, "wants again", interest, by=by, now=now)


def valid(words: Words, now: datetime, zone: str) -> dict[str, Any]:
    """Return the values that were typed, or refuse them."""
    values, errors = read(words, now.astimezone(ZoneInfo(zone)).date())
    if errors:
        raise Incomplete(errors)
    return values


def announce(
    session: Session, verb: str, interest: Interest, *, by: Person, now: datetime, **facts: Any
) -> Event:
    """Leave an event, ask for a matching, and tell the partner what others did for it."""
    partner = interest.partner
    event = tell(
        session, verb, about=partner, by=by, now=now, partner=partner.name, title=interest.title,
        **facts,
    )  # fmt: skip
    if not speaks(by, partner):
        write(
            session, event, "wanted", by=by, to=partner.people,
            path=f"/partners/{partner.id}/interests", partner=partner.name, title=interest.title,
            gone=interest.ended_at is not None,
        )  # fmt: skip
    ask_for_run(session, MATCH, now)
    return event


def ended(session: Session, partner: Partner) -> list[Interest]:
    """Return the interests that were taken away, the last first."""
    gone = select(Interest).where(Interest.partner_id == partner.id, Interest.ended_at.is_not(None))
    return list(session.scalars(gone.order_by(Interest.ended_at.desc(), Interest.id)))
