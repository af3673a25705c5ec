"""What partners answer to calls."""

import datetime as dt
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name, Values
from models.call import Call
from models.partner import Partner
from models.person import Person


class Answer(StrEnum):
    """The five answers."""

    LEAD = "lead"
    JOIN = "join"
    SUPPORT = "support"
    WATCH = "watch"
    NO = "no"


class Stance(Base):
    """One partner's answer to one call, as it stands now."""

    __tablename__ = "stance"
    __table_args__ = (
        UniqueConstraint("partner_id", "call_id"),
        CheckConstraint("reason IS NULL OR answer = 'no'", "only a no has a reason"),
    )

    id: Mapped[Key]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    answer: Mapped[Answer]
    reason: Mapped[str | None]
    words: Mapped[str] = mapped_column(default="")  # what it wants to do, or why not
    # As the call was then: its nearest last day, and the conditions that the partner met.
    deadline: Mapped[dt.date | None]
    met: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())
    version: Mapped[int]
    answered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]
    # Who told it, if that is known, and when and where (by telephone, unless a meeting is named),
    # if a coordinator has noted it.
    told_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    told_on: Mapped[dt.date | None]
    told_at: Mapped[Name] = mapped_column(default="")

    partner: Mapped[Partner] = relationship()
    call: Mapped[Call] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[answered_by])
    teller: Mapped[Person | None] = relationship(foreign_keys=[told_by])
