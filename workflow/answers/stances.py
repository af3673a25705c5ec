"""Answering a call."""

import datetime as dt
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.terms import Verdict
from models import Answer, Call, Event, Partner, Person, Stance, Wish
from models.database import lock
from workflow.access import demand, demand_here, is_one, speaks
from workflow.calls.judging import judged
from workflow.interests import feedback
from workflow.refusals import Conflict, Refused
from workflow.telling import UNDO, history, hush, tell, write

MOST_WORDS = 300  # letters
# What is put back as it was, and how it is read from an event.
KEPT: dict[str, Any] = {
    "answer": Answer, "reason": str | None, "words": str, "deadline": dt.date | None,
    "met": tuple[str, ...], "answered_by": int, "answered_at": datetime, "told_by": int | None,
    "told_on": dt.date | None, "told_at": str,
}  # fmt: skip


class Why(StrEnum):
    """The reasons for a no; the matcher learns from them, and some of them may go."""

    WRONG_TOPIC = "wrong topic"
    WRONG_AREA = "wrong area"
    MAY_NOT_APPLY = "may not apply"
    TOO_LITTLE_TIME = "too little time"
    CO_FUNDING_TOO_HIGH = "co-funding too high"
    CANNOT_WAIT = "cannot carry the cost until paid"
    IN_ANOTHER_BID = "already in another bid"
    OTHER = "other"


def stance_of(session: Session, partner: Partner, call: Call) -> Stance | None:
    """Return what the partner has answered, if it has."""
    return session.scalar(select(Stance).filter_by(partner_id=partner.id, call_id=call.id))


def named(partner_id: int, call_id: int) -> str:
    """Name a stance in events: by its natural key, since its number may be used again."""
    return f"stance:{partner_id}:{call_id}"


def topic(word: Answer, reason: str | None) -> Wish:
    """Say what an answer says of a call's topic: a no for another reason says nothing."""
    if word is not Answer.NO:
        return Wish.MORE
    return Wish.LESS if reason == Why.WRONG_TOPIC else Wish.NOTHING


def met_by(partner: Partner, call: Call, now: datetime) -> tuple[str, ...]:
    """Return the conditions of a call that a partner meets for certain."""
    verdicts = judged(call, partner, now)
    return tuple(each.condition for each in verdicts if each.verdict is Verdict.YES)


def answer(
    session: Session,
    partner: Partner,
    call: Call,
    word: Answer,
    *,
    by: Person,
    now: datetime,
    seen: int = 0,
    reason: Why | None = None,
    words: str = "",
    teller: Person | None = None,
    told_on: dt.date | None = None,
    told_at: str = "",
) -> Stance:
    """Give or change the partner's answer; seen is the version that the person looked at.

    words: what the partner wants to do, or why not. teller, told_on and told_at: who told it, when
    and at which meeting, if a coordinator notes it; without a meeting it was by telephone.
    """
    demand(by, "answer", partner)
    if reason and word is not Answer.NO:
        raise Refused("Only a no has a reason.")
    words = " ".join(words.split())
    if len(words) > MOST_WORDS:
        raise Refused("Shorten your line to {most} characters.", most=MOST_WORDS)
    lock(session, partner)
    demand_here(partner)
    if speaks(by, partner):
        teller, told_on, told_at = None, None, ""
    else:
        told_on = told_on or now.date()
        demand_told(partner, teller, told_on, now)
    stance = stance_of(session, partner, call)
    if (stance.version if stance else 0) != seen:
        if stance is None:
            raise Conflict("Meanwhile, the answer was taken back.", mine=word, theirs=None)
        raise Conflict(
            "Meanwhile, the answer became “{theirs}”; yours was “{mine}”.",
            mine=word,
            theirs=stance.answer,
        )
    was = {name: getattr(stance, name) for name in KEPT} if stance else None
    # A reason or a line that is added to what was said just now belongs to it: one undo for both.
    first = undoable(session, stance, now) if stance and stance.answer is word else None
    if first:
        was = first.facts["was"]
    stance = stance or Stance(partner_id=partner.id, call_id=call.id)
    stance.answer, stance.reason, stance.words = word, reason, words
    stance.deadline, stance.met = call.next_day(now), met_by(partner, call, now)
    stance.version, stance.answered_by, stance.answered_at = seen + 1, by.id, now
    stance.told_by, stance.told_on = teller.id if teller else None, told_on
    stance.told_at = told_at
    session.add(stance)
    feedback.answered(session, partner, call, topic(word, reason), by=by, now=now)
    about = named(partner.id, call.id)
    hush(session, about, now, "answered")
    event = tell(
        session,
        "answered",
        about=about,
        by=by,
        now=now,
        partner=partner.name,
        call=call.title,
        answer=word,
        reason=reason,
        words=words,
        told_by=stance.told_by,
        told_on=told_on,
        told_at=told_at,
        was=was,
        added=first is not None,
    )
    if told_on:
        ask_whether_right(session, event, stance, call, by=by, teller=teller)
    return stance


def demand_told(partner: Partner, teller: Person | None, told_on: dt.date, now: datetime) -> None:
    """Refuse what somebody else's person is said to have told, or somebody tomorrow."""
    if teller and not is_one(teller, partner):
        raise Refused("{person} does not belong to {partner}.", person=teller.name,
                      partner=partner.name)  # fmt: skip
    if told_on > now.date() + dt.timedelta(days=1):  # the zone of the reader may be ahead
        raise Refused("Choose the day of the call; it cannot be in the future.")


def ask_whether_right(
    session: Session, event: Event, stance: Stance, call: Call, *, by: Person, teller: Person | None
) -> None:  # fmt: skip
    """Write to those whom a coordinator answered for, with the way to every other answer."""
    partner = stance.partner
    write(
        session, event, "answered", by=by, to=partner.people, path=f"/calls/{call.id}",
        partner=partner.name, partner_id=partner.id, call=call.title, call_id=call.id,
        word=stance.answer.value, words=stance.words,
        teller=teller and teller.name, told_on=stance.told_on, told_at=stance.told_at,
        noted_by=by.name,
        others=[each.value for each in Answer if each is not stance.answer],
    )  # fmt: skip


def undoable(session: Session, stance: Stance, now: datetime) -> Event | None:
    """Return the latest answer, while it can be taken back and nobody has been told."""
    latest = history(session, named(stance.partner_id, stance.call_id), limit=1)
    fresh = latest and latest[0].verb == "answered" and now - latest[0].at <= UNDO
    return latest[0] if fresh else None


def take_back(session: Session, stance: Stance, *, by: Person, now: datetime) -> None:
    """Take the latest answer back within ten minutes: what was before stands, nobody is told."""
    demand(by, "answer", stance.partner)
    lock(session, stance.partner)
    latest = undoable(session, stance, now)
    if latest is None:
        raise Refused("It is too late to take the answer back. You can change it instead.")
    was = latest.facts["was"]
    said = Wish.NOTHING
    if was:
        for name, kind in KEPT.items():
            setattr(stance, name, msgspec.convert(was[name], kind))
        stance.version += 1
        said = topic(stance.answer, stance.reason)
    else:
        session.delete(stance)
    feedback.answered(session, stance.partner, stance.call, said, by=by, now=now)
    about = named(stance.partner_id, stance.call_id)
    hush(session, about, now, "answered")
    tell(session, "taken back", about=about, by=by, now=now, partner=stance.partner.name)
