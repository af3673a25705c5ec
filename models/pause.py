"""The pause of the post: while the mail server is away, or will have nothing of us."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.database import add_once

ONE = 1
# Whether somebody is there again costs little to ask; a password that is refused, an account.
AWAY = tuple(timedelta(minutes=each) for each in (1, 1, 2, 5))
OURS = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60))


class Pause(Base):
    """The one row there may be: since when nothing is posted, until when, and why."""

    __tablename__ = "pause"
    __table_args__ = (CheckConstraint("id = 1", "one pause for all clocks"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime]
    until: Mapped[datetime]
    tries: Mapped[int]
    ours: Mapped[bool]  # the server refuses us; else it does not answer
    words: Mapped[str]


def pause(
    session: Session, words: str, now: datetime, *, ours: bool, brief: bool = False
) -> Pause:  # fmt: skip
    """Pause the post, for longer each time unless it is brief.

    Of several clocks, the first one's word holds.
    """
    add_once(session, Pause, id=ONE, since=now, until=now, tries=0, ours=ours, words=words)
    row = session.get_one(Pause, ONE, with_for_update=True, populate_existing=True)
    if row.until <= now:
        waits = OURS if ours else AWAY
        row.until = now + waits[0 if brief else min(row.tries, len(waits) - 1)]
        row.tries += not brief
    row.ours, row.words = ours, words
    return row


def resume(session: Session) -> None:
    """End the pause, if there is one."""
    if row := session.get(Pause, ONE):
        session.delete(row)
