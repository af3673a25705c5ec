"""What has been answered to a call over time, by whom and when, for everybody who is in."""

import datetime as dt
from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Answer, Call, Event, Partner, Person
from workflow.answers.stances import named

ASKED = "asked about"


class Given(NamedTuple):
    """One answer, or without one: that the partner was asked for it.

    by: who gave or noted it; teller, told_on and told_at: who told it, when, and at which meeting
    or else by telephone.
    """

    at: datetime
    partner: Partner
    answer: Answer | None
    reason: str | None
    words: str
    by: Person | None
    teller: Person | None
    told_on: dt.date | None
    told_at: str


def given(session: Session, call: Call) -> list[Given]:
    """Return all that was answered, the latest first; what was taken back was never said."""
    partners = {
        named(partner.id, each.id): partner
        for partner in session.scalars(select(Partner))
        for each in call.alike
    }
    events = events_about(session, list(partners))
    people = {each.by_id for each in events} | {each.facts.get("told_by") for each in events}
    wanted = select(Person).where(Person.id.in_(people - {None}))
    known = {each.id: each for each in session.scalars(wanted)}
    return [
        Given(
            at=each.at,
            partner=partners[each.about],
            answer=Answer(each.facts["answer"]) if each.verb != ASKED else None,
            reason=each.facts.get("reason"),
            words=each.facts.get("words", ""),
            by=known.get(each.by_id or 0),
            teller=known.get(each.facts.get("told_by") or 0),
            told_on=day and dt.date.fromisoformat(day),
            told_at=each.facts.get("told_at", ""),
        )
        for each in reversed(events)
        for day in [each.facts.get("told_on")]
    ]


def events_about(session: Session, names: list[str]) -> list[Event]:
    """Return the answers and askings that stand, in their order."""
    wanted = select(Event).where(Event.about.in_(names)).order_by(Event.id)
    standing: defaultdict[str, list[Event]] = defaultdict(list)
    for each in session.scalars(wanted):
        if each.verb == "taken back" or each.facts.get("added"):
            latest = next((e for e in reversed(standing[each.about]) if e.verb == "answered"), None)
            if latest:
                standing[each.about].remove(latest)
        if each.verb != "taken back":
            standing[each.about].append(each)
    return sorted((each for events in standing.values() for each in events), key=lambda e: e.id)
