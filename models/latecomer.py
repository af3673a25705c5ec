"""Partners that ask to come into a bid that is under way."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.application import Application
from models.base import Base, Key
from models.partner import Partner


class LatecomerState(StrEnum):
    """What the lead said to a partner that asks to come in."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class Latecomer(Base):
    """One partner that asks to be in, in its own words; and what was answered, by whom."""

    __tablename__ = "latecomer"
    __table_args__ = (
        CheckConstraint(
            "(state = 'waiting') = (settled_at IS NULL)", "who was answered has the time of it"
        ),
        CheckConstraint("state <> 'declined' OR said <> ''", "a no says why"),
        Index(
            "asks_once", "application_id", "partner_id", unique=True,
            sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'"),
        ),
    )  # fmt: skip

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    words: Mapped[str]
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    state: Mapped[LatecomerState] = mapped_column(default=LatecomerState.WAITING)
    said: Mapped[str] = mapped_column(default="")
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()
    partner: Mapped[Partner] = relationship()
