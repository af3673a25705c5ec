"""Calls that fit interests."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lexicon.terms import Eligibility, Reason, Verdict
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
    lost_at: Mapped[datetime | None]  # it fits no longer; kept, so that it is not told again as new

    interest: Mapped[Interest] = relationship()
    call: Mapped[Call] = relationship()

    @property
    def may_apply(self) -> Verdict:
        """Sum the conditions up: one no is a no, one unknown an unknown."""
        verdicts = {each.verdict for each in self.eligibility}
        if Verdict.NO in verdicts:
            return Verdict.NO
        return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts or not verdicts else Verdict.YES


def matches_of(partner_ids: Iterable[int]) -> Select[Match]:
    """Select what fits these partners now, best first."""
    return (
        select(Match)
        .join(Match.interest)
        .where(Interest.partner_id.in_(list(partner_ids)), Match.lost_at.is_(None))
        .order_by(Match.score.desc(), Match.id)
    )
