"""What each partner takes upon itself in a bid, and who signed for it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lexicon.budget import Cost, Fund
from models.base import Base, Key, Name, Values
from models.partner import Partner
from models.signature import Signature

if TYPE_CHECKING:
    from models.application import Application


class Part(StrEnum):
    """What a partner is in a bid."""

    LEAD = "lead"
    PARTNER = "partner"
    CO_FINANCIER = "co_financier"
    PARTICIPATING = "participating"  # takes part, gets and promises no money
    ASSOCIATED = "associated"


WITH_BUDGET = (Part.LEAD, Part.PARTNER)
WITHOUT_MONEY = (Part.PARTICIPATING, Part.ASSOCIATED)


class Commitment(Base):
    """One partner's part: its share of the total cost, and what it pays itself.

    Costs and funds tell how the two sums are made up, if somebody has said so. The protocol, the
    diary number and the delegation are what the promise rests on; they are no terms.
    """

    __tablename__ = "commitment"
    __table_args__ = (
        UniqueConstraint("application_id", "partner_id"),
        CheckConstraint("0 <= total_cost AND 0 <= co_funding", "no sum is below nothing"),
        CheckConstraint("part = 'co_financier' OR co_funding <= total_cost", "a part pays a part"),
        CheckConstraint(
            "part NOT IN ('participating', 'associated') OR total_cost + co_funding = 0",
            "some promise no money",
        ),
        CheckConstraint("declined_at IS NULL OR part <> 'lead'", "the lead is in"),
        Index(
            "one_lead",
            "application_id",
            unique=True,
            sqlite_where=text("part = 'lead'"),
            postgresql_where=text("part = 'lead'"),
        ),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    part: Mapped[Part]
    work: Mapped[str] = mapped_column(default="")
    total_cost: Mapped[Decimal]
    co_funding: Mapped[Decimal]
    currency: Mapped[Name]
    costs: Mapped[tuple[Cost, ...]] = mapped_column(Values(Cost), default=())
    funds: Mapped[tuple[Fund, ...]] = mapped_column(Values(Fund), default=())
    undertaking: Mapped[bool | None]  # whether the support is aid to an economic activity of its
    protocol: Mapped[Name] = mapped_column(default="")
    diary_number: Mapped[Name] = mapped_column(default="")
    delegation: Mapped[Name] = mapped_column(default="")
    declined_at: Mapped[datetime | None]
    decline_reason: Mapped[str | None]

    application: Mapped[Application] = relationship(back_populates="commitments")
    partner: Mapped[Partner] = relationship()
    signatures: Mapped[list[Signature]] = relationship(back_populates="commitment")

    @property
    def signature(self) -> Signature | None:
        """The one signature that holds, if any does."""
        return next((each for each in self.signatures if each.void_at is None), None)
