"""Where a finding stands, and whom it concerns: silence is no yes."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from lexicon.overlap_types import overlap_types
from models import Overlap, OverlapMember, Person
from workflow.access import SIGNERS
from workflow.overlaps.finding import movable
from workflow.refusals import Conflict, Refused


class Standing(StrEnum):
    """Where a finding stands on the board."""

    TO_REVIEW = "to review"
    WAITING = "waiting"
    SETTLED = "settled"


def standing(overlap: Overlap) -> Standing:
    """Say whether a coordinator, the leads or nobody has to do something."""
    asked = movable(overlap)
    if overlap.settled_at or overlap.gone_at or len(asked) < overlap_types()[overlap.kind].least:
        return Standing.SETTLED  # agreed upon, or one of the bids is no longer in the way
    if overlap.proposal is None or any(each.agrees is False for each in asked):
        return Standing.TO_REVIEW
    if all(each.agrees for each in asked):
        return Standing.TO_REVIEW  # who had not replied went another way; nobody is waited for
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


def leads_people(members: Iterable[OverlapMember]) -> list[Person]:
    """Return those who may speak for some bids, each once."""
    found = [person for each in members for person in each.lead.people_as(*SIGNERS)]
    return list({each.id: each for each in found}.values())


def proposers(overlap: Overlap) -> list[Person]:
    """Return who proposed."""
    return [overlap.proposer] if overlap.proposer else []


def of_same_bids(found: Iterable[Overlap]) -> list[list[Overlap]]:
    """Put together what is in the way between the same bids, in the order of each one's first."""
    together: dict[frozenset[tuple[int | None, int | None]], list[Overlap]] = {}
    for each in found:
        bids = frozenset((one.application_id, one.stance_id) for one in each.members)
        together.setdefault(bids, []).append(each)
    return [*together.values()]
