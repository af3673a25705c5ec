"""Compare the open bids with each other."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.overlap import alike
from models import Application, OverlapKind
from workflow.overlaps import raise_overlap
from workflow.stages import BEFORE_SUBMITTED


def find_overlaps(session: Session, now: datetime) -> int:
    """Raise each pair of bids with alike texts; return how many were not known."""
    bids = session.scalars(
        select(Application).where(Application.stage.in_(BEFORE_SUBMITTED)).order_by(Application.id)
    ).all()
    new = 0
    for pair in alike(bids):
        same_call = pair.left.call_id is not None and pair.left.call_id == pair.right.call_id
        kind = OverlapKind.SAME_CALL_SAME_TARGET if same_call else OverlapKind.ALIKE_TEXTS
        raised = raise_overlap(
            session,
            kind,
            [pair.left, pair.right],
            reasons=tuple(pair.reasons),
            likeness=pair.cosine,
            now=now,
        )
        new += raised is not None
    return new
