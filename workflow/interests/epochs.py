"""How the clock keeps what words weigh, so that pages can take it back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.saved import fingerprint
from matcher.texts import Text
from models import Epoch

EPOCH = "epoch"  # its folder, within that of what is learnt


def newest(session: Session) -> Epoch | None:
    """Return the epoch that began last."""
    return session.scalars(select(Epoch).order_by(Epoch.id.desc()).limit(1)).first()


def seal(text: Text) -> str:
    """Return a checksum of what a matcher reads of a text."""
    return fingerprint(text.title, text.text, text.language)


def mark(epoch: str, sealed: str) -> str:
    """Return as what a call with this seal is matched in an epoch."""
    return fingerprint(epoch, sealed)
