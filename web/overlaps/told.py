"""What a finding says for itself: why it stands there, and until when."""

from flask import abort, g

from lexicon.overlap_types import overlap_types
from models import CallDate, Overlap, OverlapKind
from papers.wording import Message
from workflow import can

KINDS = {OverlapKind(code): Message(each.name) for code, each in overlap_types().items()}


def overlap_or_404(id: int) -> Overlap:
    """Return a finding that the visitor may see."""
    overlap: Overlap | None = g.db.get(Overlap, id)
    if overlap is None or not can(g.person, "see_overlap", overlap):
        abort(404)
    return overlap


def due(overlap: Overlap) -> CallDate | None:
    """Return the nearest date of the bids' calls, if one is known."""
    calls = [each.call for each in overlap.members]
    dates = [date for call in calls if call and (date := call.next_date(g.now))]
    return min(dates, key=lambda each: each.passes_at, default=None)


def passes(overlap: Overlap) -> float:
    """Return when it is too late, as a time stamp; what has no date comes last."""
    date = due(overlap)
    return date.passes_at.timestamp() if date else float("inf")


def weight(overlap: Overlap) -> float:
    """Return how heavy a finding is among those of one day: by the stronger of its signals."""
    return max(overlap.likeness, overlap.containment)


def why(overlap: Overlap) -> Message:
    """Say in a sentence why the bids stand here."""
    words = ", ".join(each.word for each in overlap.reasons[:5])
    if not words and overlap.copied:
        return Message("Passages stand word for word in both.")
    if not words:
        return Message("Noted by a coordinator.") if overlap.noted_by else KINDS[overlap.kind]
    calls = {each.call.alike[0] if each.call else None for each in overlap.members}
    if len(calls) == 1 and None not in calls:
        return Message("Same call; they share the words {words}.", {"words": words})
    return Message("Different calls; they share the words {words}.", {"words": words})
