"""What partners want funding for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name, Values

if TYPE_CHECKING:
    from models.partner import Partner


class Interest(Base):
    """One text of a partner's own, and words that a call must or must not have."""

    __tablename__ = "interest"

    id: Mapped[Key]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    title: Mapped[Name]
    text: Mapped[str]
    language: Mapped[Name] = mapped_column(default="sv")
    requires: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())
    excludes: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())

    partner: Mapped[Partner] = relationship(back_populates="interests")
