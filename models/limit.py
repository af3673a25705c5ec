"""How many applications a call or a programme has room for, as somebody read it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name
from models.call import Call


class Limit(Base):
    """Of one call, or of all calls of a funder's programme (without one: of all its calls).

    places: how many applications of the partnership it has room for. per_lead: how many one lead
    may make. What is not said is not known. words: where it says so.
    """

    __tablename__ = "call_limit"
    __table_args__ = (
        UniqueConstraint("funder", "programme"),
        CheckConstraint("(call_id IS NULL) = (funder IS NOT NULL)", "of a call, or of a funder"),
        CheckConstraint("(funder IS NULL) = (programme IS NULL)", "a programme is a funder's"),
        CheckConstraint("1 <= places AND 1 <= per_lead", "a limit allows one at least"),
        CheckConstraint("places IS NOT NULL OR per_lead IS NOT NULL", "a limit limits something"),
    )

    id: Mapped[Key]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True, unique=True)
    funder: Mapped[Name | None]
    programme: Mapped[Name | None]
    places: Mapped[int | None]
    per_lead: Mapped[int | None]
    words: Mapped[str]
    said_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]

    call: Mapped[Call | None] = relationship()
