"""Calls that were turned down and are back: they have opened again, or the reason is gone."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from lexicon.terms import Phase, Status
from models import Answer, Call, CallChange, Notice, Partner, Person, Stance
from papers.wording import Message
from workflow.answers.stances import Why, met_by

HERE = (Phase.OPEN, Phase.UPCOMING)
SHUT = {f'"{each.value}"' for each in (Status.CLOSED, Status.PAUSED, Status.WITHDRAWN)}
AGAIN = f'"{Status.ANNOUNCED.value}"'
REOPENED = Message("You said no; now the call has opened again.")
# By reason: the conditions of which one must be met now and was not then, and what is said of it.
GONE = {
    Why.WRONG_AREA: (
        {"area"},
        Message("You said no because of the area; now yours is included."),
    ),
    Why.MAY_NOT_APPLY: (
        {"applicant", "area", "years"},
        Message("You said no since you were not allowed to apply; now you are."),
    ),
    Why.CO_FUNDING_TOO_HIGH: (
        {"co_funding"},
        Message("You said no because of the co-funding; now it is within what you can carry."),
    ),
    Why.CANNOT_WAIT: (
        {"payment"},
        Message("You said no since the money came afterwards; now that is no hindrance."),
    ),
}


class Back(NamedTuple):
    """A no that stands in the way no longer: when it was said, and why the call is back."""

    stance_id: int
    said_at: datetime
    why: Message


class Declined(NamedTuple):
    """What was turned down and stays so, and what is back; by the call as shown, and partner."""

    stays: set[tuple[int, int]]
    back: dict[tuple[int, int], Back]


NOTHING = Declined(set(), {})


def why_back(
    stance: Stance, call: Call, partner: Partner, now: datetime, *, reopened: bool
) -> Message | None:
    """Say why a call that a partner said no to is back, if it is. A wrong topic never is.

    reopened: whether the funder has taken it up again since. Everything comes back once: a new no
    remembers the call as it is by then.
    """
    if stance.reason == Why.WRONG_TOPIC or call.phase(now) not in HERE:
        return None
    if reopened:
        return REOPENED
    if stance.reason == Why.TOO_LITTLE_TIME:
        day = call.next_day(now)
        if day and stance.deadline and day > stance.deadline and call.certain:
            return Message("You said no for lack of time; the deadline is now {day}.", {"day": day})
        return None
    if stance.reason not in GONE:
        return None
    conditions, said = GONE[Why(stance.reason)]
    return said if conditions & {*met_by(partner, call, now)} - {*stance.met} else None


def declined(session: Session, partner_ids: Collection[int], now: datetime) -> Declined:
    """Return what the partners have turned down, parted into what stays so and what is back."""
    light = (defer(Call.text), defer(Call.wordings), selectinload(Call.dates))
    wanted = (
        select(Stance)
        .options(joinedload(Stance.call).options(*light), joinedload(Stance.partner))
        .where(Stance.partner_id.in_(partner_ids), Stance.answer == Answer.NO)
        .order_by(Stance.id)
    )
    found = session.scalars(wanted).all()
    reopened = taken_up_again(session, found)
    result = Declined(set(), {})
    for each in found:
        call = each.call.same_as or each.call
        key = call.id, each.partner_id
        why = why_back(each, call, each.partner, now, reopened=call.id in reopened.get(each.id, ()))
        if why:
            result.back[key] = Back(each.id, each.answered_at, why)
        else:
            result.stays.add(key)
    for key in result.stays:
        result.back.pop(key, None)
    return result


def taken_up_again(session: Session, stances: Collection[Stance]) -> dict[int, set[int]]:
    """Return, by stance, the calls that the funder has taken up again since it was answered."""
    calls = {each.call.same_as_id or each.call_id for each in stances}
    wanted = select(CallChange.call_id, CallChange.noticed_at).where(
        CallChange.call_id.in_(calls), CallChange.field == "status", ~CallChange.held,
        CallChange.old.in_(SHUT), CallChange.new == AGAIN,
    )  # fmt: skip
    changes = session.execute(wanted).all() if calls else []
    return {
        each.id: {call_id for call_id, at in changes if at > each.answered_at} for each in stances
    }


def told_before(session: Session, person: Person) -> dict[int, datetime]:
    """Return when a letter last told the person of each call: what is back is told once."""
    latest = select(Notice.call_id, func.max(Notice.at)).where(Notice.person_id == person.id)
    return {each[0]: each[1] for each in session.execute(latest.group_by(Notice.call_id))}
