"""Links that people paste: somebody should look whether there is a call in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key
from models.call import Call
from models.person import Person


class TipState(StrEnum):
    """What became of a tip."""

    WAITING = "waiting"
    TAKEN = "taken"
    DROPPED = "dropped"


class Tip(Base):
    """A pasted link, and what was found in it: drafts as plain values, or the trouble.

    `words` are those of whoever tipped, `said` what somebody answered who dropped it. `trouble` is
    a word of scrapers.looking.Trouble, `met` what exactly was met.
    """

    __tablename__ = "tip"
    __table_args__ = (
        CheckConstraint("(state = 'waiting') = (settled_at IS NULL)", "a tip is settled once"),
    )

    id: Mapped[Key]
    url: Mapped[str] = mapped_column(unique=True)
    words: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    drafts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    trouble: Mapped[str] = mapped_column(default="")
    met: Mapped[str] = mapped_column(default="")
    state: Mapped[TipState] = mapped_column(default=TipState.WAITING)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    said: Mapped[str] = mapped_column(default="")
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    call: Mapped[Call | None] = relationship()
