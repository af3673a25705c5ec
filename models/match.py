"""Calls that fit interests."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lexicon.terms import Band, Eligibility, Reason, Verdict, summed
from models.base import Base, Key, Values
from models.call import Call
from models.interest import Interest


class Match(Base):
    """One call that fits one interest: the words that say so, and whether the partner may apply."""

    __tablename__ = "match"
    __table_args__ = (UniqueConstraint("interest_id", "call_id"),)

    id: Mapped[Key]
    interest_id: Mapped[int] = mapped_column(ForeignKey("interest.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    score: Mapped[float]
    # Standard deviations above the interest's own scores with past calls, unless these are few.
    z: Mapped[float | None]
    band: Mapped[Band]
    matcher: Mapped[int] = mapped_column(default=0)  # the version that found it
    reasons: Mapped[tuple[Reason, ...]] = mapped_column(Values(Reason))
    eligibility: Mapped[tuple[Eligibility, ...]] = mapped_column(Values(Eligibility))
    may_apply: Mapped[Verdict] = mapped_column(default=Verdict.UNKNOWN)
    found_at: Mapped[datetime]
    lost_at: Mapped[datetime | None]  # it fits no longer; kept, so that it is not told again as new

    interest: Mapped[Interest] = relationship()
    call: Mapped[Call] = relationship()

    @validates("eligibility")
    def sum_up(self, name: str, conditions: tuple[Eligibility, ...]) -> tuple[Eligibility, ...]:
        """Keep the sum of the conditions, too: lists choose by it."""
        self.may_apply = summed(conditions)
        return conditions
