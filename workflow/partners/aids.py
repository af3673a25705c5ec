"""What a partner says of its own means: de minimis aid that it got, the most that it promises."""

import datetime as dt
from datetime import datetime

from sqlalchemy.orm import Session

from lexicon.budget import CURRENCIES
from models import Aid, Partner, Person
from models.database import lock
from papers.wording import Message
from workflow.access import demand
from workflow.forms.profile import tidy
from workflow.forms.sums import money_of, rate_of
from workflow.forms.typed import Errors, day_of
from workflow.refusals import Incomplete
from workflow.telling import tell

FIRST = dt.date(2014, 1, 1)  # the first regulation whose certificates still circulate


def declare(
    session: Session, partner: Partner, *, day: str, giver: str, amount: str, currency: str,
    per_euro: str, language: str, by: Person, now: datetime,
) -> Aid:  # fmt: skip
    """Declare aid that was granted on a day; its rate may be left open, and is then asked for."""
    demand(by, "keep", partner)
    errors: Errors = []
    granted = day_of(day)
    if granted is None or not FIRST <= granted <= now.date():
        errors.append(("day", Message("Choose the day on which the aid was granted.")))
    giver = " ".join(tidy(giver).split())
    if not giver or len(giver) > 200:
        errors.append(("giver", Message("Write who gave the aid.")))
    if currency not in CURRENCIES:
        errors.append(("currency", Message("Choose one of the currencies.")))
    sum_ = money_of(amount, currency, language)
    if not sum_:
        errors.append(("amount", Message("Write a sum in whole numbers, such as 400 000.")))
    rate = rate_of(per_euro) if per_euro.strip() else None
    if per_euro.strip() and rate is None:
        errors.append(("per_euro", Message("Write what a euro costs, such as 11,25.")))
    if errors or granted is None or not sum_:
        raise Incomplete(errors)
    aid = Aid(
        partner_id=partner.id, day=granted, giver=giver, amount=sum_, currency=currency,
        per_euro=None if currency == "EUR" else rate,
    )  # fmt: skip
    session.add(aid)
    tell(
        session, "declared aid", about=partner, by=by, now=now, giver=giver, amount=sum_,
        currency=currency, day=granted,
    )  # fmt: skip
    session.expire(partner, ["aids"])
    return aid


def take_back(session: Session, aid: Aid, *, by: Person, now: datetime) -> None:
    """Take a declaration back."""
    partner = session.get_one(Partner, aid.partner_id)
    demand(by, "keep", partner)
    tell(
        session, "declared no aid", about=partner, by=by, now=now, giver=aid.giver,
        amount=aid.amount, currency=aid.currency, day=aid.day,
    )  # fmt: skip
    session.delete(aid)


def limit(
    session: Session, partner: Partner, *, most: str, currency: str, language: str, by: Person,
    now: datetime,
) -> None:  # fmt: skip
    """Say the most that a partner promises in all open bids together; nothing is no limit."""
    demand(by, "keep", partner)
    lock(session, partner)
    found = money_of(most, currency, language) if most.strip() else None
    errors: Errors = []
    if most.strip() and found is None:
        errors.append(("most", Message("Write a sum in whole numbers, such as 400 000.")))
    if currency not in CURRENCIES:
        errors.append(("most_in", Message("Choose one of the currencies.")))
    if errors:
        raise Incomplete(errors)
    if (found, currency) == (partner.promises_most, partner.promises_in):
        return
    partner.promises_most, partner.promises_in = found, currency
    tell(
        session, "limited", about=partner, by=by, now=now, partner=partner.name, amount=found,
        currency=currency,
    )  # fmt: skip
