"""Bids, joint or a partner's own."""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name, PerEuro, Title
from models.call import Call
from models.commitment import Commitment, Part
from models.partner import Partner
from models.section import Section
from models.stage import Stage, listed, reached_from


class Application(Base):
    """One bid: to a call, to a planned call, or to none yet."""

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint(
            f"(submitted_at IS NOT NULL) = (stage IN ({listed(reached_from(Stage.SUBMITTED))}))",
            "what was submitted has its time",
        ),
        CheckConstraint(
            "(stage = 'merged') = (merged_into_id IS NOT NULL)", "what was merged says with what"
        ),
        CheckConstraint(f"stage IN ({listed(tuple(Stage))})", "a stage of the table"),
        CheckConstraint("places > 0", "there is a place for the lead"),
        CheckConstraint("flat_rate IN (15, 40)", "a flat rate of the regulation"),
        CheckConstraint("per_euro > 0", "a rate is above nothing"),
    )

    id: Mapped[Key]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    family: Mapped[Name] = mapped_column(default="")  # of its programme: lexicon/programmes.py
    own: Mapped[bool] = mapped_column(default=False)  # one partner's, made known to the others
    places: Mapped[int | None]  # for parties, the lead among them; None is as many as come
    title: Mapped[Title]
    summary: Mapped[str]
    stage: Mapped[Stage]
    answer_by: Mapped[dt.date | None]
    target: Mapped[dt.date | None]  # when the partners want to have it sent, if before the deadline
    deadline_told: Mapped[dt.date | None]  # the call's day that those who are in were told last
    opened_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    reference: Mapped[Name | None]
    receipt: Mapped[str | None]  # what the funder's system answered, in its own words
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    begun_from_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    flat_rate: Mapped[int | None]  # percent of staff costs, in everybody's budget
    per_euro: Mapped[PerEuro]  # what a euro costs in the lead's currency, as the lead has told it
    compared: Mapped[Name | None]  # a fingerprint of all bids, when last compared with the others

    call: Mapped[Call | None] = relationship()
    merged_into: Mapped[Application | None] = relationship(
        remote_side="Application.id", foreign_keys=[merged_into_id]
    )
    begun_from: Mapped[Application | None] = relationship(
        remote_side="Application.id", foreign_keys=[begun_from_id]
    )
    commitments: Mapped[list[Commitment]] = relationship(
        back_populates="application", order_by=Commitment.id
    )
    sections: Mapped[list[Section]] = relationship(
        back_populates="application", order_by=(Section.place, Section.id)
    )

    @property
    def lead(self) -> Partner:
        """The partner that applies for all."""
        return next(each.partner for each in self.commitments if each.part is Part.LEAD)

    @property
    def parts(self) -> list[Commitment]:
        """The parts of those who have not declined, the lead's first."""
        mine = (each for each in self.commitments if each.declined_at is None)
        return sorted(mine, key=lambda each: each.part is not Part.LEAD)

    @property
    def places_left(self) -> int | None:
        """How many more may come in, if somebody has said how many."""
        return None if self.places is None else max(self.places - len(self.parts), 0)
