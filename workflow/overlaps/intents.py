"""An interest period of a call: begun by coordinators, and what partners mean to apply for."""

import datetime as dt
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Answer,
    Call,
    Event,
    Intent,
    InterestPeriod,
    Partner,
    PeriodState,
    Person,
    Stance,
)
from models.database import lock
from papers.wording import Message
from workflow.access import SIGNERS, coordinates, demand, demand_here, is_one
from workflow.forms.typed import Errors
from workflow.refusals import Conflict, Incomplete, Refused
from workflow.telling import hush, tell, write

MOST_PLACES, MOST_CRITERIA, MOST_STATEMENT = 99, 8, 2000
CRITERION = 120
WANTING = (Answer.LEAD, Answer.JOIN)
LETTER = "interest_period"


def period_of(session: Session, call: Call) -> InterestPeriod | None:
    """Return the interest period of a call, or of one that is the same."""
    among = [each.id for each in call.alike]
    return session.scalar(select(InterestPeriod).where(InterestPeriod.call_id.in_(among)))


def begin(
    session: Session, call: Call, *, until: dt.date | None, places: int | None,
    criteria: Sequence[str], by: Person, now: datetime, today: dt.date,
) -> InterestPeriod:  # fmt: skip
    """Begin a period: off until a coordinator does. Who wants to lead or join is told."""
    demand(by, "propose", None)
    lock(session, call)
    if period_of(session, call):
        raise Refused("This call has an interest period already.")
    named = tuple(dict.fromkeys(" ".join(each.split()) for each in criteria if each.strip()))
    last, errors = call.next_day(now), Errors()
    if until is None or until < today or (last and until >= last):
        errors.append(("until", Message("Give a day from today on, and before the deadline.")))
    if places is None or not 0 < places <= MOST_PLACES:
        errors.append(("places", Message("Say how many applications there is room for.")))
    if not 0 < len(named) <= MOST_CRITERIA or any(len(each) > CRITERION for each in named):
        errors.append(("criteria", Message("Write up to eight short criteria, one a line.")))
    if errors or until is None or places is None:
        raise Incomplete(errors)
    period = InterestPeriod(
        call=call.alike[0], until=until, places=places, criteria=named, begun_by=by.id,
        begun_at=now, state=PeriodState.COLLECTING,
    )  # fmt: skip
    session.add(period)
    event = tell(session, "period begun", about=call.alike[0], by=by, now=now, until=until,
                 places=places)  # fmt: skip
    say(session, event, period, "begun", wanting(session, call), by=by)
    return period


def wanting(session: Session, call: Call) -> list[Person]:
    """Return those who may speak for partners that want to lead or join."""
    wanted = select(Stance).where(
        Stance.call_id.in_([each.id for each in call.alike]), Stance.answer.in_(WANTING)
    )
    return each_once(each.partner for each in session.scalars(wanted))


def each_once(partners: Iterable[Partner]) -> list[Person]:
    """Return those who may speak for some partners, each once."""
    found = [person for partner in partners for person in partner.people_as(*SIGNERS)]
    return list({each.id: each for each in found}.values())


def say(
    session: Session, event: Event, period: InterestPeriod, what: str, to: Iterable[Person], *,
    by: Person | None,
) -> None:  # fmt: skip
    """Write of a period: begun, waved through, in review, asked to review, chosen, not chosen."""
    write(
        session, event, LETTER, by=by, to=to, path=f"/calls/{period.call_id}/intents",
        what=what, call=period.call.title, until=period.until, places=period.places,
        words=period.words,
    )  # fmt: skip


def file(
    session: Session, period: InterestPeriod, partner: Partner, *, title: str,
    team: Sequence[Partner], statement: str, seen: int, by: Person, now: datetime, today: dt.date,
) -> Intent:  # fmt: skip
    """File what a partner means to apply for, or change it, until the day."""
    demand(by, "answer", partner)
    lock(session, period)
    demand_here(partner)
    demand_collecting(period, today)
    intent = next((each for each in period.intents if each.partner_id == partner.id), None)
    if (intent.version if intent else 0) != seen:
        raise Conflict("Meanwhile, somebody else has filed this. Read it first.",
                       mine=title, theirs=intent.title if intent else "")  # fmt: skip
    title, statement, errors = " ".join(title.split()), statement.strip(), Errors()
    if not title or len(title) > 300:
        errors.append(("title", Message("Give it a title of at most 300 characters.")))
    if not statement or len(statement) > MOST_STATEMENT:
        most = {"most": MOST_STATEMENT}
        errors.append(("statement", Message("Say it in at most {most} characters.", most)))
    if errors:
        raise Incomplete(errors)
    said: dict[str, Any] = {
        "title": title, "statement": statement, "filed_by": by.id, "filed_at": now,
        "team": tuple(each.id for each in team if each is not partner), "version": seen + 1,
    }  # fmt: skip
    if intent is None:
        intent = Intent(partner=partner, **said)
        period.intents.append(intent)
    for name, value in said.items():
        setattr(intent, name, value)
    hush(session, period.call, now, "intends")
    tell(session, "intends", about=period.call, by=by, now=now, partner=partner.name, title=title)
    return intent


def take_back(
    session: Session, period: InterestPeriod, partner: Partner, *, by: Person, now: datetime,
    today: dt.date,
) -> None:  # fmt: skip
    """Take an intent back, until the day."""
    demand(by, "answer", partner)
    lock(session, period)
    demand_collecting(period, today)
    for each in [one for one in period.intents if one.partner_id == partner.id]:
        period.intents.remove(each)
        tell(session, "intends no more", about=period.call, by=by, now=now, partner=partner.name)


def demand_collecting(period: InterestPeriod, today: dt.date) -> None:
    """Refuse what comes after the day."""
    if period.state is not PeriodState.COLLECTING or today > period.until:
        raise Refused("The interest period is over.")


def is_near(person: Person, period: InterestPeriod) -> bool:
    """Say whether somebody belongs to a partner that leads, or is in the team of, an intent."""
    mine = {each.partner_id for each in person.memberships}
    return any(each.partner_id in mine or not mine.isdisjoint(each.team) for each in period.intents)


def may_read(person: Person, intent: Intent) -> bool:
    """Say whether somebody may read a statement: its own, and after the day who reviews it."""
    if is_one(person, intent.partner):
        return True
    period = intent.period
    if period.state is PeriodState.COLLECTING or is_near(person, period):
        return False
    return reviews(person, period) or coordinates(person)


def reviews(person: Person, period: InterestPeriod) -> bool:
    """Say whether somebody was asked to review, and has no part in it."""
    asked = any(each.person_id == person.id for each in period.reviewers)
    return asked and not is_near(person, period)
