"""What somebody outside offers: recorded by any member, put right, put aside."""

import datetime as dt
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from lexicon.language import likely
from models import Call, OfferAnswer, OutsideOffer, Person
from models.database import lock
from models.job_run import ask_for_run
from papers.wording import Message
from workflow.access import demand
from workflow.forms.profile import tidy
from workflow.forms.typed import Errors
from workflow.partners import outside
from workflow.refusals import Conflict, Incomplete, Refused
from workflow.telling import tell

GROUP = "group"  # the job that finds whom it may fit
LONGEST = {"title": 300, "text": 10_000, "programme": 200}
FIELDS = ("name", "country", "kind", "contact", "email", "title", "text", "programme")
AHEAD = dt.timedelta(days=1)  # the zone of the reader may be a day behind


def words_of(offer: OutsideOffer) -> dict[str, str]:
    """Return an offer as one would type it."""
    return {**{field: getattr(offer, field) for field in FIELDS}, "answer_by": str(offer.answer_by)}


def read(
    said: Mapping[str, str], answer_by: dt.date | None, now: datetime
) -> tuple[dict[str, Any], Errors]:
    """Read who offers what, and by when it is to be answered."""
    values, errors = outside.read(said)
    values.update({field: tidy(said.get(field, "")) for field in LONGEST})
    values["title"] = " ".join(values["title"].split())
    values["programme"] = " ".join(values["programme"].split())
    if not values["title"]:
        errors.append(("title", Message("Write in a few words what it is about.")))
    if not values["text"]:
        errors.append(("text", Message("Write what they offer, or paste their letter.")))
    for field, most in LONGEST.items():
        if len(values[field]) > most:
            errors.append((field, Message("At most {most} characters.", {"most": most})))
    if answer_by is None or answer_by < now.date() - AHEAD:
        errors.append(("answer_by", Message("Choose a day that has not passed.")))
    values["language"] = likely(values["text"], "en")
    return {**values, "answer_by": answer_by}, errors


def record(
    session: Session,
    said: Mapping[str, str],
    *,
    answer_by: dt.date | None,
    call: Call | None,
    by: Person,
    now: datetime,
) -> OutsideOffer:
    """Keep an offer; whom it may fit is looked for at once."""
    demand(by, "receive", None)
    values, errors = read(said, answer_by, now)
    if errors:
        raise Incomplete(errors)
    offer = OutsideOffer(**values, call=call, recorded_by=by.id, recorded_at=now)
    session.add(offer)
    session.flush()
    ask_for_run(session, GROUP, now)
    tell(
        session, "offered", about=offer, by=by, now=now, organisation=offer.name,
        title=offer.title, answer_by=offer.answer_by,
    )  # fmt: skip
    return offer


def amend(
    session: Session,
    offer: OutsideOffer,
    said: Mapping[str, str],
    *,
    answer_by: dt.date | None,
    call: Call | None,
    seen: int,
    by: Person,
    now: datetime,
) -> None:
    """Put an offer right, or its day further on; seen is the version that the person looked at."""
    demand(by, "tend", offer)
    lock(session, offer)
    demand_not_ended(offer)
    if offer.version != seen:
        raise Conflict(
            "Meanwhile, someone else changed the text. Both are shown here.",
            mine=dict(said), theirs=words_of(offer),
        )  # fmt: skip
    values, errors = read(said, answer_by, now)
    if errors:
        raise Incomplete(errors)
    changed = [field for field, value in values.items() if getattr(offer, field) != value]
    if offer.call_id != (call and call.id):
        changed.append("call")
    if not changed:
        return
    for field, value in values.items():
        setattr(offer, field, value)
    offer.call = call
    offer.version += 1
    ask_for_run(session, GROUP, now)
    tell(
        session, "offer changed", about=offer, by=by, now=now, organisation=offer.name,
        answer_by=offer.answer_by,
    )  # fmt: skip


def put_aside(
    session: Session, offer: OutsideOffer, why: str, *, by: Person, now: datetime
) -> None:
    """Answer an offer with a no for all, and say why; it stays readable."""
    demand(by, "tend", offer)
    lock(session, offer)
    demand_not_ended(offer)
    why = tidy(why)
    if not why:
        raise Refused("Say in a few words why.")
    if len(why) > LONGEST["title"]:
        raise Refused("Shorten what you say to {most} characters.", most=LONGEST["title"])
    offer.put_aside_at, offer.why_not = now, why
    tell(
        session, "offer put aside", about=offer, by=by, now=now, organisation=offer.name,
        reason=why,
    )  # fmt: skip


def demand_not_ended(offer: OutsideOffer) -> None:
    """Refuse to touch what was taken up or put aside."""
    if offer.taken_up_id:
        raise Refused("The offer has become an application already.")
    if offer.put_aside_at:
        raise Refused("The offer was put aside.")


def every(session: Session) -> list[OutsideOffer]:
    """Return all offers with their answers, those to be answered first at first."""
    answers = selectinload(OutsideOffer.answers).joinedload(OfferAnswer.partner)
    wanted = select(OutsideOffer).options(answers, joinedload(OutsideOffer.call))
    return list(session.scalars(wanted.order_by(OutsideOffer.answer_by, OutsideOffer.id)))


def open_ones(session: Session, today: dt.date) -> list[OutsideOffer]:
    """Return the offers that can still be answered."""
    return [each for each in every(session) if each.open(today)]
