"""Each partner's part: its terms are changed and signed, and nobody else's are touched."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models import (
    WITH_BUDGET,
    WITHOUT_MONEY,
    Commitment,
    Part,
    Person,
    Signature,
)
from models.database import lock
from models.job_run import ask_for_run
from papers.terms import changes
from workflow.access import SIGNERS, demand, deputises
from workflow.applications.asking import ask_anew, path_of, tell_beside, write_receipts
from workflow.applications.budgeting import Detail, check_detail
from workflow.applications.signing import (
    SignedIn,
    Standing,
    checked,
    demand_day,
    drawn_up,
    usual,
    void,
)
from workflow.applications.stages import COMPARING, demand_before_submitted
from workflow.applications.terms import seal_of, terms
from workflow.refusals import Conflict, Refused, Unproven
from workflow.telling import hush, tell


def change(
    session: Session,
    commitment: Commitment,
    *,
    total_cost: Decimal,
    co_funding: Decimal,
    part: Part | None = None,
    work: str | None = None,
    detail: Detail | None = None,
    seen: str,
    by: Person,
    now: datetime,
) -> None:
    """Set the terms. Whoever had signed this part has not signed these; the other parts stand.

    By its own people, or by the lead and coordinators as a proposal; seen is the seal of the
    terms that the person started from. Without a part, work or detail, they stay; what a part
    cannot have is taken out of its detail.
    """
    demand(by, "change", commitment)
    part = part or commitment.part
    work = commitment.work if work is None else work.strip()
    check(commitment, part, total_cost, co_funding)
    hold(session, commitment, by, now)
    detail = (detail or Detail.of(commitment)).fitting(part)
    check_detail(detail, commitment.application)
    mine: dict[str, Any] = {
        "part": part, "total_cost": total_cost, "co_funding": co_funding, "work": work,
        **detail._asdict(),
    }  # fmt: skip
    theirs = {name: getattr(commitment, name) for name in mine}
    if mine == theirs:
        return
    refuse_unseen(commitment, seen, mine)
    # What is filled in for the first time is an answer, and told as one.
    first = not (commitment.total_cost or commitment.co_funding or commitment.signatures)
    was = terms(commitment)
    for name, value in mine.items():
        setattr(commitment, name, value)
    ask_for_run(session, COMPARING, now)
    voids = void(commitment, now)
    event = tell(
        session,
        "changed",
        about=commitment.application,
        by=by,
        now=now,
        partner=commitment.partner.name,
        part=part,
        total_cost=total_cost,
        co_funding=co_funding,
        currency=commitment.currency,
        voids=voids,
        old_terms=was,
        new_terms=terms(commitment),
    )
    if voids:
        ask_anew(session, event, commitment, by=by, today=now.date())
    if not first:
        moved = changes(json.loads(was), json.loads(terms(commitment)))
        tell_beside(session, event, commitment, moved, by=by)


def sign(
    session: Session,
    commitment: Commitment,
    *,
    seen: str,
    by: Person,
    now: datetime,
    signed_in: SignedIn,
    binding: bool = False,
    standing: Standing | None = None,
) -> Signature:
    """Sign the terms whose seal the person saw; a later signature takes an earlier one's place.

    A binding one asks for a sign-in or code of less than ten minutes. Without a standing, it is
    the usual one.
    """
    demand(by, "sign", commitment)
    hold(session, commitment, by, now)
    refuse_unseen(commitment, seen, seen)
    earlier = commitment.signature
    if earlier and earlier.seal == seen and earlier.binding == binding:
        return earlier  # a second tap on the same button
    partner = commitment.partner
    standing = standing or usual(session, partner, by, now.date())
    standing = checked(standing, partner, by, binding=binding)
    if binding and not signed_in.is_fresh(now):
        raise Unproven("A binding approval asks for a fresh code.")
    voids = void(commitment, now)
    session.flush()
    commitment.declined_at = commitment.decline_reason = None
    signature = drawn_up(commitment, standing, signed_in, binding=binding, by=by, now=now)
    application = commitment.application
    event = tell(
        session,
        "signed",
        about=application,
        by=by,
        now=now,
        to=[each for each in application.lead.people_as(*SIGNERS) if each not in partner.people],
        path=f"/applications/{application.id}",
        partner=partner.name,
        title=application.title,
        seal=seen,
        binding=binding,
        record=signature.record(),
        voids=voids,
    )
    signature.event_id = event.id
    commitment.signatures.append(signature)
    session.flush()
    hush(session, application, now, "changed", path=path_of(commitment))
    write_receipts(session, signature, now)
    return signature


def check(commitment: Commitment, part: Part, total_cost: Decimal, co_funding: Decimal) -> None:
    """Refuse sums that a part cannot have."""
    if (part is Part.LEAD) != (commitment.part is Part.LEAD):
        raise Refused(
            "The application has one lead. The lead is handed over on the page of the group."
        )
    if min(total_cost, co_funding) < 0:
        raise Refused("No sum is below nothing.")
    if part in WITHOUT_MONEY and (total_cost or co_funding):
        raise Refused("Those who only take part or stand behind an application promise no money.")
    if part not in WITH_BUDGET and total_cost:
        raise Refused("A co-financier has no budget of its own, only what it pays.")
    if part is not Part.CO_FINANCIER and co_funding > total_cost:
        raise Refused("The co-funding is more than the whole cost.")


def hold(session: Session, commitment: Commitment, by: Person, now: datetime) -> None:
    """Let nobody else decide on the bid meanwhile, and read it anew."""
    lock(session, commitment.application)
    demand_before_submitted(commitment.application)
    if deputises(by, commitment.partner):
        demand_day(commitment.partner, by, now.date())


def refuse_unseen(commitment: Commitment, seen: str, mine: object) -> None:
    """Refuse to change or sign terms that the person has not seen."""
    if seal_of(commitment) != seen:
        raise Conflict(
            "Meanwhile, someone changed these terms. Read them once more.",
            mine=mine,
            theirs=terms(commitment),
        )
