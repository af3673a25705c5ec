"""Other bids to the same call: known to whoever opens one, and never two of one lead."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Call, Partner
from models.database import lock
from models.stage import BEFORE_SUBMITTED
from workflow.refusals import Refused


def others_on(session: Session, call: Call) -> list[Application]:
    """Return the bids to the same call that may still be joined instead."""
    wanted = select(Application).where(
        Application.call_id.in_([each.id for each in call.alike]),
        Application.stage.in_(BEFORE_SUBMITTED),
    )
    return list(session.scalars(wanted.order_by(Application.id)))


def demand_first(
    session: Session, call: Call | None, lead: Partner, but: Application | None = None
) -> None:
    """Refuse a second bid of one lead to one call; nobody else opens one to it meanwhile."""
    if call is None:
        return
    lock(session, call)
    rivals = [each for each in others_on(session, call) if each is not but]
    if any(each.lead.id == lead.id for each in rivals):
        raise Refused("{lead} already has an application to this call.", lead=lead.name)
