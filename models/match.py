"""Calls that fit interests."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lexicon.terms import Eligibility, Reason
from models.base import Base, Key, Values
from models.call import Call
from models.interest import Interest


class Band(StrEnum):
    """A score as people are told it: a word, never a number."""

    STRONG = "strong"
    GOOD = "good"
    POSSIBLE = "possible"


class Match(Base):
    """One call that fits one interest: the words that say so, and whether the partner may apply."""

    __tablename__ = "match"
    __table_args__ = (UniqueConstraint("interest_id", "call_id"),)

    id: Mapped[Key]
    interest_id: Mapped[int] = mapped_column(ForeignKey("interest.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    score: Mapped[float]
    band: Mapped[Band]
    reasons: Mapped[tuple[Reason, ...]] = mapped_column(Values(Reason))
    eligibility: Mapped[tuple[Eligibility, ...]] = mapped_column(Values(Eligibility))
    found_at: Mapped[datetime]

    interest: Mapped[Interest] = relationship()
    call: Mapped[Call] = relationship()
