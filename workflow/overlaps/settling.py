"""Where a finding stands, and whom it concerns: silence is no yes."""

import datetime as dt
from enum import StrEnum

from lexicon.overlap_types import overlap_types
from models import Overlap, Person
from workflow.access import SIGNERS, Conflict, Refused
from workflow.overlaps.finding import in_the_way


class Standing(StrEnum):
    """Where a finding stands on the board."""

    TO_REVIEW = "to review"
    WAITING = "waiting"
    SETTLED = "settled"


def standing(overlap: Overlap) -> Standing:
    """Say whether a coordinator, the leads or nobody has to do something."""
    open_still = sum(map(in_the_way, overlap.members))
    if overlap.settled_at or overlap.gone_at or open_still < overlap_types()[overlap.kind].least:
        return Standing.SETTLED  # agreed upon, or one of the bids is no longer in the way
    if overlap.proposal is None or any(each.agrees is False for each in overlap.members):
        return Standing.TO_REVIEW
    return Standing.WAITING


def is_overdue(overlap: Overlap, today: dt.date) -> bool:
    """Say whether the day to reply by has passed without everybody's reply."""
    waiting = standing(overlap) is Standing.WAITING
    return waiting and overlap.reply_by is not None and overlap.reply_by < today


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


def leads_people(overlap: Overlap) -> list[Person]:
    """Return those who may speak for the bids, each once."""
    found = [person for each in overlap.members for person in each.lead.people_as(*SIGNERS)]
    return list({each.id: each for each in found}.values())


def proposers(overlap: Overlap) -> list[Person]:
    """Return who proposed."""
    return [overlap.proposer] if overlap.proposer else []
