"""Compare the open bids with each other."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.match import texts
from matcher.overlap import alike
from matcher.reasons import told
from models import Application, OverlapKind
from workflow.overlaps import raise_overlap
from workflow.stages import BEFORE_SUBMITTED

SWEDISH = "sv"


@dataclass(frozen=True)
class Bid:
    """A bid as the matcher wants to read it."""

    application: Application
    title: str
    text: str
    language: str = SWEDISH  # the partnership's own; a call's language says nothing of the bid's


def find_overlaps(session: Session, now: datetime) -> int:
    """Raise each pair of bids with alike texts; return how many were not known."""
    wanted = select(Application).where(Application.stage.in_(BEFORE_SUBMITTED))
    bids = [
        Bid(application=each, title=each.title, text=each.summary)
        for each in session.scalars(wanted.order_by(Application.id))
    ]
    if len(bids) < 2:
        return 0
    new = 0
    # Few bids alone do not tell which words are rare.
    for pair in alike(bids, background=texts(session)):
        left, right = pair.left.application, pair.right.application
        same_call = left.call is not None and right.call in left.call.alike
        kind = OverlapKind.SAME_CALL_SAME_TARGET if same_call else OverlapKind.ALIKE_TEXTS
        raised = raise_overlap(
            session,
            kind,
            [left, right],
            reasons=tuple(told(pair.reasons)),
            likeness=pair.cosine,
            now=now,
        )
        new += raised is not None
    return new
