"""Bids in each other's way: a coordinator proposes, the leads decide, silence is no yes."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.terms import Reason
from models import Application, Overlap, OverlapKind, OverlapMember, Person, Proposal
from models.database import add_once, lock
from workflow.access import SIGNERS, Conflict, Refused, demand, has_stake, speaks
from workflow.merging import merge
from workflow.stages import BEFORE_SUBMITTED, demand_before_submitted
from workflow.telling import hush, tell


class Standing(StrEnum):
    """Where a finding stands on the board."""

    TO_REVIEW = "to review"
    WAITING = "waiting"
    SETTLED = "settled"


def standing(overlap: Overlap) -> Standing:
    """Say whether a coordinator, the leads or nobody has to do something."""
    alive = [each for each in overlap.members if each.application.stage in BEFORE_SUBMITTED]
    if overlap.settled_at or len(alive) < 2:
        return Standing.SETTLED  # agreed upon, or one of the bids is no longer in the way
    if overlap.proposal is None or any(each.agrees is False for each in overlap.members):
        return Standing.TO_REVIEW
    return Standing.WAITING


def raise_overlap(
    session: Session,
    kind: OverlapKind,
    applications: Sequence[Application],
    *,
    reasons: tuple[Reason, ...],
    likeness: float,
    now: datetime,
) -> Overlap | None:
    """Raise a finding, or refresh the one still open; return it if it was not known.

    A settled one is raised again only when the text of one of its bids has changed.
    """
    among = sorted(applications, key=lambda each: each.id)
    bids = f"{kind}:{'-'.join(str(each.id) for each in among)}:"
    words = "\n".join(f"{each.title}\n{each.summary}" for each in among)
    about = bids + sha256(words.encode()).hexdigest()[:32]
    if session.scalar(select(Overlap.id).where(Overlap.about == about)):
        return None
    still_open = select(Overlap).where(
        Overlap.about.startswith(bids, autoescape=True), Overlap.settled_at.is_(None)
    )
    if known := session.scalar(still_open):
        known.about, known.reasons, known.likeness = about, reasons, likeness
        return None
    found = {"kind": kind, "reasons": reasons, "likeness": likeness, "found_at": now}
    if not add_once(session, Overlap, about=about, version=0, **found):
        return None
    overlap = session.scalars(select(Overlap).where(Overlap.about == about)).one()
    overlap.members.extend(OverlapMember(application=each) for each in among)
    tell(session, "raised", about=overlap, by=None, now=now, titles=titles(overlap))
    return overlap


def note(
    session: Session,
    kind: OverlapKind,
    applications: Sequence[Application],
    words: str,
    *,
    by: Person,
    now: datetime,
) -> Overlap:
    """Note an overlap by hand, with what the coordinator has heard."""
    demand(by, "propose", None)
    if len({each.id for each in applications}) < 2:
        raise Refused("Choose two different applications.")
    for each in applications:
        demand_before_submitted(each)
    overlap = raise_overlap(session, kind, applications, reasons=(), likeness=0.0, now=now)
    if overlap is None:
        raise Refused("This overlap is already on the list.")
    tell(session, "noted", about=overlap, by=by, now=now, words=words.strip())
    return overlap


def propose(
    session: Session,
    overlap: Overlap,
    proposal: Proposal,
    *,
    message: str,
    into: Application | None = None,
    seen: int,
    by: Person,
    now: datetime,
) -> None:
    """Propose what to do, with a reason; the leads are asked anew, whatever they said before."""
    demand(by, "propose", overlap)
    lock(session, overlap)
    demand_open(overlap)
    refuse_unseen(overlap, seen, proposal)
    if not message.strip():
        raise Refused("Say why; the parties read it.")
    if (proposal is Proposal.MERGE) != (into in [each.application for each in overlap.members]):
        raise Refused("Choose which of the applications stays.")
    for each in overlap.members:
        demand_before_submitted(each.application)
        each.agrees = each.replied_by = each.replied_at = None
    said = {
        "proposal": proposal,
        "message": message.strip(),
        "into": into,
        "proposed_by": by.id,
        "proposed_at": now,
    }
    for name, value in said.items():
        setattr(overlap, name, value)
    overlap.version += 1
    hush(session, overlap, now, "proposed")
    tell(
        session,
        "proposed",
        about=overlap,
        by=by,
        now=now,
        to=leads_people(overlap),
        path=f"/overlaps/{overlap.id}/reply",
        proposal=proposal,
        into=into.title if into else None,
        titles=titles(overlap),
        message=message.strip(),
        # Whoever has a bid of their own may propose, but not unseen.
        stake=has_stake(by, overlap),
    )


def reply(
    session: Session,
    member: OverlapMember,
    agrees: bool,
    *,
    seen: int,
    by: Person,
    now: datetime,
) -> None:
    """Reply for one bid; when all have agreed, the proposed move is made at once."""
    overlap = member.overlap
    demand(by, "reply", member)
    lock(session, overlap)
    for each in overlap.members:
        lock(session, each.application)
    demand_open(overlap)
    refuse_unseen(overlap, seen, agrees)
    if overlap.proposal is None:
        raise Refused("Nothing has been proposed yet.")
    lead = member.application.lead
    member.agrees, member.replied_by, member.replied_at = agrees, by.id, now
    others = [each for each in leads_people(overlap) if each not in lead.people]
    recorded = not speaks(by, lead)
    tell(
        session,
        "replied",
        about=overlap,
        by=by,
        now=now,
        # A reply that a coordinator took down by telephone is told to those who gave it.
        to=[*others, *proposers(overlap), *(lead.people_as(*SIGNERS) if recorded else ())],
        path=f"/overlaps/{overlap.id}",
        partner=lead.name,
        title=member.application.title,
        agrees=agrees,
        recorded=recorded,
    )
    if all(each.agrees for each in overlap.members):
        settle(session, overlap, by=by, now=now)


def settle(session: Session, overlap: Overlap, *, by: Person, now: datetime) -> None:
    """Make the move that all leads have agreed to."""
    overlap.settled_at = now
    if overlap.into:
        for each in overlap.members:
            if each.application_id != overlap.into_id:
                merge(session, each.application, overlap.into, by=by, now=now)
    tell(
        session,
        "settled",
        about=overlap,
        by=by,
        now=now,
        to=[*leads_people(overlap), *proposers(overlap)],
        path=f"/overlaps/{overlap.id}",
        proposal=overlap.proposal,
        into=overlap.into.title if overlap.into else None,
        titles=titles(overlap),
    )


def demand_open(overlap: Overlap) -> None:
    """Refuse to go on with what is settled."""
    if overlap.settled_at:
        raise Refused("This is already settled.")


def refuse_unseen(overlap: Overlap, seen: int, mine: object) -> None:
    """Refuse to answer a proposal that the person has not seen."""
    if overlap.version != seen:
        raise Conflict(
            "Meanwhile, there is a new proposal. Read it first.", mine=mine, theirs=overlap.proposal
        )


def titles(overlap: Overlap) -> str:
    """Name the bids."""
    return " / ".join(each.application.title for each in overlap.members)


def leads_people(overlap: Overlap) -> list[Person]:
    """Return those who may speak for the bids, each once."""
    found = [
        person for each in overlap.members for person in each.application.lead.people_as(*SIGNERS)
    ]
    return list({each.id: each for each in found}.values())


def proposers(overlap: Overlap) -> list[Person]:
    """Return who proposed."""
    return [overlap.proposer] if overlap.proposer else []
