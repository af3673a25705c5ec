"""Whose hours a part of an application counts on."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name
from models.commitment import Commitment


class Staff(Base):
    """One person's hours of one year in a partner's part; a name as the partner writes it."""

    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("commitment_id", "name", "year"),
        CheckConstraint("hours > 0", "hours are some"),
    )

    id: Mapped[Key]
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id", ondelete="CASCADE"))
    name: Mapped[Name]
    role: Mapped[Name] = mapped_column(default="")
    year: Mapped[int]
    hours: Mapped[Decimal]

    commitment: Mapped[Commitment] = relationship()
