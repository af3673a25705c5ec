"""Answering an offer from outside, as one answers a call, and taking it up as a bid."""

import datetime as dt
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Answer, Application, OfferAnswer, OutsideOffer, Part, Partner, Person
from models.database import lock
from papers.wording import Message
from workflow.access import coordinates, demand, demand_here, speaks
from workflow.applications import opening
from workflow.applications.willing import PARTS
from workflow.offers.recording import demand_not_ended
from workflow.partners import outside
from workflow.refusals import Conflict, Incomplete, Refused
from workflow.telling import tell

# The lead is theirs who offer.
ANSWERS = (Answer.JOIN, Answer.SUPPORT, Answer.WATCH, Answer.NO)
MOST_WORDS = 300


def answer_of(session: Session, offer: OutsideOffer, partner: Partner) -> OfferAnswer | None:
    """Return what a partner has answered, if it has."""
    wanted = select(OfferAnswer).filter_by(offer_id=offer.id, partner_id=partner.id)
    return session.scalar(wanted)


def answer(
    session: Session,
    offer: OutsideOffer,
    partner: Partner,
    word: Answer,
    *,
    words: str = "",
    seen: int = 0,
    today: dt.date,
    by: Person,
    now: datetime,
) -> OfferAnswer:
    """Give or change a partner's answer; seen is the version that the person looked at."""
    demand(by, "answer", partner)
    if word not in ANSWERS:
        raise Refused("Who offers it leads it.")
    words = " ".join(words.split())
    if len(words) > MOST_WORDS:
        raise Refused("Shorten your line to {most} characters.", most=MOST_WORDS)
    lock(session, offer)
    demand_here(partner)
    demand_not_ended(offer)
    if not offer.open(today):
        raise Refused("The day to answer this offer has passed.")
    given = answer_of(session, offer, partner)
    if given and (given.answer, given.words) == (word, words):
        return given
    if given and given.version != seen:
        raise Conflict(
            "Meanwhile, the answer became “{theirs}”; yours was “{mine}”.",
            mine=word, theirs=given.answer,
        )  # fmt: skip
    said = {"answer": word, "words": words, "answered_by": by.id, "answered_at": now}
    if given is None:
        given = OfferAnswer(partner=partner, version=1, **said)
        offer.answers.append(given)
    else:
        for name, value in said.items():
            setattr(given, name, value)
        given.version += 1
    tell(
        session, "answered", about=offer, by=by, now=now, partner=partner.name, answer=word,
        words=words,
    )  # fmt: skip
    return given


def may_take_up(person: Person, offer: OutsideOffer) -> bool:
    """Say whether the person may: who speaks for a partner that wants to be in, or coordinates."""
    wanting = [each.partner for each in offer.answers if each.answer is Answer.JOIN]
    return bool(wanting) and (coordinates(person) or any(speaks(person, each) for each in wanting))


def take_up(
    session: Session, offer: OutsideOffer, said: Mapping[str, str], *, by: Person, now: datetime
) -> Application:
    """Make a bid of an offer: led by who offers it, with those who want to be in asked for a part.

    said: the contact and the address of somebody there, who speaks for the lead from now on.
    """
    demand(by, "receive", None)
    lock(session, offer)
    demand_not_ended(offer)
    wanting = [each for each in offer.answers if each.answer in PARTS and not each.partner.left_at]
    if not any(each.answer is Answer.JOIN for each in wanting):
        raise Refused("Nobody has said yet that they want to be in.")
    if not may_take_up(by, offer):
        raise Refused("You may not do this for others.")
    own = {"name": offer.name, "country": offer.country, "kind": offer.kind}
    values, errors = outside.read({**said, **own})
    if not values["email"] and not errors:
        errors.append(("email", Message("Write an address such as anna@example.org.")))
    if errors:
        raise Incomplete(errors)
    lead = outside.keep(session, values, by=by, now=now)
    lead.about = lead.about or offer.text
    application = opening.begin(
        session, call=offer.call, lead=lead, title=offer.title, summary=offer.text,
        answer_by=offer.answer_by, by=by, now=now,
        parties=[(each.partner, part_for(each.answer)) for each in wanting],
    )  # fmt: skip
    session.flush()
    offer.taken_up = application
    offer.contact, offer.email = values["contact"], values["email"]
    outside.write_to(session, lead, values, by=by, now=now)
    tell(
        session, "taken up", about=offer, by=by, now=now, organisation=offer.name,
        title=application.title,
    )  # fmt: skip
    return application


def part_for(word: Answer) -> Part:
    """Return which part an answer leads to."""
    return PARTS[word]


def unanswered(
    session: Session, partners: list[Partner], offers: list[OutsideOffer]
) -> list[OutsideOffer]:
    """Return the offers that one of these partners has not answered."""
    mine = {each.id for each in partners}
    return [each for each in offers if mine - {given.partner_id for given in each.answers}]
