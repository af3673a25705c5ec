"""Opening a bid, to a call or to none yet, with its lead and those who are willing."""

import datetime as dt
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models import Answer, Application, Call, Part, Partner, Person, Stage
from models.job_run import ask_for_run
from workflow.access import demand, demand_here, speaks
from workflow.applications.describing import worded
from workflow.applications.inviting import ask, counted, proposed
from workflow.applications.outlines import headings
from workflow.applications.programmes import family_for
from workflow.applications.rivals import demand_first
from workflow.applications.stages import COMPARING
from workflow.applications.willing import PARTS, asked
from workflow.refusals import Refused
from workflow.telling import tell


def open(
    session: Session,
    *,
    call: Call | None,
    lead: Partner,
    title: str,
    summary: str,
    answer_by: dt.date | None,
    by: Person,
    now: datetime,
    also: Iterable[Partner] = (),
    own: bool = False,
    places: int | None = None,
    begun_from: Application | None = None,
) -> Application:
    """Open a bid with the lead and everyone who is willing; ask each of them to sign.

    call: None where an idea looks for its call. also: partners that are asked beside the willing,
    whatever they have answered. own: a partner's own, into which nobody is asked. begun_from: the
    bid that this one goes on from.
    """
    demand(by, "open", lead)
    demand_first(session, call, lead)
    willing_ones = asked(session, call) if call else []
    mine = next((each for each in willing_ones if each.partner_id == lead.id), None)
    meant = mine is not None and mine.answer is not Answer.SUPPORT
    if call and not meant and not speaks(by, lead):
        raise Refused("{lead} has not said that it wants to take part.", lead=lead.name)
    parties = [(each.partner, PARTS[each.answer]) for each in willing_ones]
    parties += [(each, Part.PARTNER) for each in also]
    return begin(
        session, call=call, lead=lead, title=title, summary=summary, answer_by=answer_by, by=by,
        now=now, parties=() if own else parties, own=own, places=places, begun_from=begun_from,
    )  # fmt: skip


def begin(
    session: Session,
    *,
    call: Call | None,
    lead: Partner,
    title: str,
    summary: str,
    answer_by: dt.date | None,
    by: Person,
    now: datetime,
    parties: Iterable[tuple[Partner, Part]] = (),
    own: bool = False,
    places: int | None = None,
    begun_from: Application | None = None,
) -> Application:
    """Open a bid that somebody may open: with the lead, and each party once."""
    demand_here(lead)
    if begun_from:
        demand(by, "see", begun_from)
    title, summary = worded(title, summary)
    demand_first(session, call, lead)
    application = Application(
        call=call,
        family=family_for(call),
        title=title,
        summary=summary,
        stage=Stage.GATHERING,
        answer_by=answer_by,
        opened_at=now,
        own=own,
        begun_from=begun_from,
    )
    application.sections = headings(application)
    currency = call.amounts[0].currency if call and call.amounts else "SEK"
    application.commitments.append(proposed(lead, Part.LEAD, currency))
    among = {lead.id}
    for partner, part in parties:
        if partner.id not in among and partner.left_at is None:
            among.add(partner.id)
            application.commitments.append(proposed(partner, part, currency))
    application.places = counted(places, application)
    session.add(application)
    event = tell(session, "opened", about=application, by=by, now=now, title=title, lead=lead.name)
    ask_for_run(session, COMPARING, now)
    for commitment in application.commitments:
        ask(session, event, commitment, by=by, today=now.date())
    return application
