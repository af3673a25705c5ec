"""What partners answer to calls."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key
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
    version: Mapped[int]
    answered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]

    partner: Mapped[Partner] = relationship()
    call: Mapped[Call] = relationship()
    person: Mapped[Person] = relationship()
