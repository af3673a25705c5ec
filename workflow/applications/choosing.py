"""What the lead chooses for everybody's budget: the flat rate, and what a euro costs."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from lexicon.budget import FLAT_RATES
from models import Application, Person
from models.database import lock
from workflow.access import demand
from workflow.applications.asking import ask_anew
from workflow.applications.budgeting import beyond_40
from workflow.applications.signing import void
from workflow.applications.stages import demand_before_submitted
from workflow.applications.terms import seal_of
from workflow.refusals import Conflict, Refused
from workflow.telling import tell

MOST_PER_EURO = Decimal(100_000)


def choose_flat_rate(
    session: Session,
    application: Application,
    flat_rate: int | None,
    *,
    seen: int | None,
    by: Person,
    now: datetime,
) -> None:
    """Choose the flat rate on staff costs; who has signed costs that it changes signs anew.

    seen: the rate that the person started from.
    """
    demand(by, "edit", application)
    lock(session, application)
    demand_before_submitted(application)
    if flat_rate not in (None, *FLAT_RATES):
        raise Refused("Choose one of the flat rates.")
    if application.flat_rate == flat_rate:
        return
    if application.flat_rate != seen:
        raise Conflict(
            "Meanwhile, someone else chose another flat rate. Look at it first.",
            mine=flat_rate, theirs=application.flat_rate,
        )  # fmt: skip
    if names := [p.partner.name for p in application.parts if beyond_40(p.costs, flat_rate)]:
        raise Refused(
            "With 40 %, only staff and participants' pay are written. {names} has other costs.",
            names=", ".join(names),
        )
    before = {part.id: seal_of(part) for part in application.commitments}
    application.flat_rate = flat_rate
    fell = [p for p in application.parts if p.signature and seal_of(p) != before[p.id]]
    event = tell(
        session, "flat rate", about=application, by=by, now=now, title=application.title,
        flat_rate=flat_rate, voided=[part.partner.name for part in fell],
        voids=[number for part in fell for number in void(part, now)],
    )  # fmt: skip
    for part in fell:
        ask_anew(session, event, part, by=by, today=now.date())


def tell_exchange_rate(
    session: Session, application: Application, per_euro: Decimal | None, *, by: Person,
    now: datetime,
) -> None:  # fmt: skip
    """Say what a euro costs in the lead's currency; nobody else's word is taken for it."""
    demand(by, "edit", application)
    lock(session, application)
    demand_before_submitted(application)
    if per_euro is not None and not 0 < per_euro < MOST_PER_EURO:
        raise Refused("Write what a euro costs, such as 11,25.")
    if application.per_euro == per_euro:
        return
    application.per_euro = per_euro
    tell(session, "exchange rate", about=application, by=by, now=now, per_euro=per_euro)
