"""Which partners would suit a bid or an offer, as the clock found it.

Whom to ask is a person's decision.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lexicon.terms import Reason
from models.base import Base, Key, Name, Values
from models.partner import Partner


class Grouping(Base):
    """For a bid, an offer, or a call without a bid as yet: who would suit, and what is missing.

    `about` tells what it was found from, so that the same is not looked for again.
    """

    __tablename__ = "grouping"
    __table_args__ = (
        CheckConstraint(
            "(call_id IS NOT NULL AND application_id IS NULL AND offer_id IS NULL)"
            " OR (call_id IS NULL AND application_id IS NOT NULL AND offer_id IS NULL)"
            " OR (call_id IS NULL AND application_id IS NULL AND offer_id IS NOT NULL)",
            "for a call, a bid or an offer",
        ),
    )

    id: Mapped[Key]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), unique=True, index=True)
    application_id: Mapped[int | None] = mapped_column(
        ForeignKey("application.id"), unique=True, index=True
    )
    offer_id: Mapped[int | None] = mapped_column(
        ForeignKey("outside_offer.id"), unique=True, index=True
    )
    about: Mapped[Name]
    missing: Mapped[tuple[str, ...]] = mapped_column(Values(str))  # words of the call
    needs_country: Mapped[bool]  # it asks for parties from more countries

    suggestions: Mapped[list[Suggestion]] = relationship(
        order_by="Suggestion.place", cascade="all, delete-orphan"
    )


class Suggestion(Base):
    """One partner that would suit, the best first, and why.

    Whom a group lacks (from another country, of another kind) comes after the best of all.
    """

    __tablename__ = "suggestion"
    __table_args__ = (UniqueConstraint("grouping_id", "partner_id"),)

    id: Mapped[Key]
    grouping_id: Mapped[int] = mapped_column(ForeignKey("grouping.id", ondelete="CASCADE"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    place: Mapped[int]  # the best is the first
    of_all: Mapped[bool] = mapped_column(default=True)  # or only the best of those who are lacking
    reasons: Mapped[tuple[Reason, ...]] = mapped_column(Values(Reason))
    together: Mapped[tuple[str, ...]] = mapped_column(Values(str))  # parties it has worked with
    in_area: Mapped[bool]
    brings_country: Mapped[bool]
    covers: Mapped[tuple[str, ...]] = mapped_column(Values(str))  # words that the others lack

    partner: Mapped[Partner] = relationship()
