"""Partners are asked into a bid, each for its part, while there are places."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models import Application, Commitment, Event, Part, Partner, Person
from models.database import lock
from workflow.access import demand, demand_here
from workflow.applications.cofunding import currency_of
from workflow.applications.signing import signers
from workflow.applications.stages import demand_before_submitted
from workflow.refusals import Refused
from workflow.telling import tell, write

MOST_PLACES = 200  # more is a slip of the finger


def invite(
    session: Session,
    application: Application,
    partner: Partner,
    *,
    part: Part = Part.PARTNER,
    by: Person,
    now: datetime,
) -> Commitment:
    """Ask one more partner, or one that declined, to be in the bid."""
    demand(by, "edit", application)
    lock(session, application)
    demand_before_submitted(application)
    demand_here(partner)
    if part is Part.LEAD:
        raise Refused("The application already has a lead.")
    if application.own:
        raise Refused("This is one partner's own application. Make it a joint one first.")
    if application.places_left == 0:
        raise Refused("All {number} places are taken. Make room first.", number=application.places)
    commitment = part_of(application, partner)
    if commitment and commitment.declined_at is None:
        raise Refused("{partner} is already asked.", partner=partner.name)
    if commitment:
        commitment.declined_at = commitment.decline_reason = None
    else:
        commitment = proposed(partner, part, currency_of(application))
        application.commitments.append(commitment)
    event = tell(
        session, "invited", about=application, by=by, now=now, partner=partner.name, part=part
    )
    ask(session, event, commitment, by=by, today=now.date())
    return commitment


def part_of(application: Application, partner: Partner) -> Commitment | None:
    """Return a partner's part in a bid, be it declined."""
    return next((each for each in application.commitments if each.partner_id == partner.id), None)


def proposed(partner: Partner, part: Part, currency: str) -> Commitment:
    """Begin a partner's part; its sums come later."""
    nothing = Decimal(0)
    return Commitment(
        partner=partner, part=part, total_cost=nothing, co_funding=nothing, currency=currency,
        costs=(), funds=(), work="",
    )  # fmt: skip


def ask(
    session: Session, event: Event, commitment: Commitment, *, by: Person | None, today: date
) -> None:
    """Write to those who may sign for a part, each with the way to their own sign-on."""
    application = commitment.application
    write(
        session,
        event,
        "opened",
        by=by,
        to=signers(commitment.partner, today),
        path=f"/applications/{application.id}/join?partner={commitment.partner_id}",
        title=application.title,
        summary=application.summary,
        lead=application.lead.name,
        partner=commitment.partner.name,
        part=commitment.part,
        leads=commitment.part is Part.LEAD,
        call=application.call.title if application.call else None,
        answer_by=application.answer_by,
    )


def counted(places: int | None, application: Application) -> int | None:
    """Return how many places a bid has; refuse fewer than are taken, and numbers out of reason."""
    if places is not None and places < len(application.parts):
        raise Refused(
            "{number} parties are in already. Give at least so many places.",
            number=len(application.parts),
        )
    if places is not None and places > MOST_PLACES:
        raise Refused("Give at most {most} places.", most=MOST_PLACES)
    return places
