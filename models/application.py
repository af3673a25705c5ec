"""Bids, joint or a partner's own."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name, Title
from models.call import Call
from models.commitment import Commitment, Part
from models.partner import Partner


class Stage(StrEnum):
    """Where an application stands; workflow/stages.py says how it moves on."""

    GATHERING = "gathering"
    WRITING = "writing"
    APPROVAL = "approval"
    SUBMITTED = "submitted"
    GRANTED = "granted"
    REJECTED = "rejected"
    RUNNING = "running"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Application(Base):
    """One bid: to a call, to a planned call, or to none yet."""

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint(
            "(submitted_at IS NOT NULL) ="
            " (stage IN ('submitted', 'granted', 'rejected', 'running', 'closed'))",
            "what was submitted has its time",
        ),
        CheckConstraint(
            "(stage = 'merged') = (merged_into_id IS NOT NULL)", "what was merged says with what"
        ),
    )

    id: Mapped[Key]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    title: Mapped[Title]
    summary: Mapped[str]
    stage: Mapped[Stage]
    answer_by: Mapped[dt.date | None]
    opened_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    reference: Mapped[Name | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    version: Mapped[int] = mapped_column(default=1)

    call: Mapped[Call | None] = relationship()
    merged_into: Mapped[Application | None] = relationship(remote_side="Application.id")
    commitments: Mapped[list[Commitment]] = relationship(
        back_populates="application", order_by=Commitment.id
    )

    @property
    def lead(self) -> Partner:
        """The partner that applies for all."""
        return next(each.partner for each in self.commitments if each.part is Part.LEAD)

    @property
    def parts(self) -> list[Commitment]:
        """The parts of those who have not declined."""
        return [each for each in self.commitments if each.declined_at is None]
