"""What partners are looked for: by bids, by offers, by calls that somebody wants to apply to."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.coverage import Aim
from matcher.saved import fingerprint
from matcher.texts import passage_of
from matcher.words import Passage
from models import Answer, Application, Call, OutsideOffer, Stance
from models.call import open_calls
from models.stage import BEFORE_SUBMITTED
from workflow.applications.composed import gaps
from workflow.applications.parties import Gap
from workflow.applications.rivals import others_on
from workflow.applications.willing import asked

SWEDISH = "sv"
COUNTRY = "country"
Whose = tuple[int | None, int | None, int | None]  # the id of a call, a bid or an offer


@dataclass(frozen=True)
class Sought:
    """What partners are looked for: whose, for what, who is in, who is not to be asked.

    gaps: what those who are in lack; for each, the best who would fill it are found as well.
    """

    whose: Whose
    aim: Aim
    within: list[int]
    declined: list[int]
    gaps: tuple[Gap, ...] = ()

    def about(self, *learnt: object) -> str:
        """Return a fingerprint of all that an answer depends on."""
        return fingerprint(
            *learnt, self.aim.text, sorted(self.aim.areas), dict(self.aim.least), self.within,
            self.declined, [str(each) for each in self.gaps],
        )  # fmt: skip


def for_bids(session: Session, now: datetime) -> Iterable[Sought]:
    """Yield what the bids under way look for; who is alone in its own looks for nobody."""
    wanted = select(Application).where(
        Application.stage.in_(BEFORE_SUBMITTED), Application.own.is_(False)
    )
    for bid in session.scalars(wanted.order_by(Application.id)):
        idea = Passage(f"{bid.title}. {bid.summary}", SWEDISH)
        gone = [each.partner_id for each in bid.commitments if each.declined_at]
        yield Sought(
            (None, bid.id, None),
            aim_of(bid.call, idea),
            sorted(each.partner_id for each in bid.parts),
            sorted({*gone, *(unwilling(session, bid.call) if bid.call else ())}),
            tuple(gaps(bid, now)),
        )


def for_offers(session: Session, now: datetime) -> Iterable[Sought]:
    """Yield what the open offers from outside look for."""
    wanted = select(OutsideOffer).where(
        OutsideOffer.taken_up_id.is_(None), OutsideOffer.put_aside_at.is_(None),
        OutsideOffer.answer_by >= now.date() - dt.timedelta(days=1),
    )  # fmt: skip
    for offer in session.scalars(wanted.order_by(OutsideOffer.id)):
        no = [each.partner_id for each in offer.answers if each.answer is Answer.NO]
        text = Passage(f"{offer.title}. {offer.text}", offer.language)
        areas = frozenset(offer.call.areas) if offer.call else frozenset[str]()
        yield Sought((None, None, offer.id), Aim(text, areas), [], sorted(no))


def for_calls(session: Session, now: datetime) -> Iterable[Sought]:
    """Yield what the calls look for that somebody wants to apply to."""
    answered = select(Stance.call_id).where(Stance.answer.in_((Answer.LEAD, Answer.JOIN)))
    wanted = open_calls(now).where(Call.id.in_(answered)).order_by(None).order_by(Call.id)
    for call in session.scalars(wanted):
        leading = [each.lead.id for each in others_on(session, call)]
        yield Sought(
            (call.id, None, None),
            aim_of(call),
            sorted(each.partner_id for each in asked(session, call)),
            sorted({*leading, *unwilling(session, call)}),
        )


def aim_of(call: Call | None, idea: Passage | None = None) -> Aim:
    """Return what a call asks for, and a bid's own words where they are in its language."""
    if call is None:
        return Aim(idea or Passage("", SWEDISH))
    text = passage_of(call)
    if idea and idea.language == text.language:
        text = Passage(f"{text.text} {idea.text}", text.language)
    least = {COUNTRY: call.least_countries} if call.least_countries else {}
    return Aim(text, frozenset(call.areas), least=least)


def unwilling(session: Session, call: Call) -> list[int]:
    """Return the partners that have said no to a call."""
    among = [each.id for each in call.alike]
    said = select(Stance.partner_id).where(Stance.call_id.in_(among), Stance.answer == Answer.NO)
    return list(session.scalars(said))
