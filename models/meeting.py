"""Meetings at which partners decide, or at which the partnership comes together."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name

if TYPE_CHECKING:
    from models.partner import Partner


class Meeting(Base):
    """A board or committee on a day, and the day by which it has to have its papers.

    Without a partner it is the partnership's own.
    """

    __tablename__ = "meeting"
    __table_args__ = (CheckConstraint("papers_due <= day", "papers come before the meeting"),)

    id: Mapped[Key]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    body: Mapped[Name]
    day: Mapped[dt.date]
    papers_due: Mapped[dt.date | None]

    partner: Mapped[Partner | None] = relationship(back_populates="meetings")
