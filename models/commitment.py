"""What each partner takes upon itself in a bid, and who signed for it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name
from models.partner import Partner
from models.person import Person

if TYPE_CHECKING:
    from models.application import Application


class Part(StrEnum):
    """What a partner is in a bid."""

    LEAD = "lead"
    PARTNER = "partner"
    CO_FINANCIER = "co_financier"
    ASSOCIATED = "associated"


class Commitment(Base):
    """One partner's part: its share of the total cost, and what it pays itself."""

    __tablename__ = "commitment"
    __table_args__ = (
        UniqueConstraint("application_id", "partner_id"),
        CheckConstraint("0 <= total_cost AND 0 <= co_funding", "no sum is below nothing"),
        CheckConstraint("part = 'co_financier' OR co_funding <= total_cost", "a part pays a part"),
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
    declined_at: Mapped[datetime | None]
    decline_reason: Mapped[str | None]

    application: Mapped[Application] = relationship(back_populates="commitments")
    partner: Mapped[Partner] = relationship()
    signatures: Mapped[list[Signature]] = relationship(back_populates="commitment")

    @property
    def signature(self) -> Signature | None:
        """The one signature that holds, if any does."""
        return next((each for each in self.signatures if each.void_at is None), None)


class Signature(Base):
    """A person's sign-on to exactly these terms: preliminary, or binding."""

    __tablename__ = "signature"
    __table_args__ = (
        Index(
            "one_that_holds",
            "commitment_id",
            unique=True,
            sqlite_where=text("void_at IS NULL"),
            postgresql_where=text("void_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    terms: Mapped[str]
    seal: Mapped[Name]
    binding: Mapped[bool]
    signed_at: Mapped[datetime]
    void_at: Mapped[datetime | None]

    commitment: Mapped[Commitment] = relationship(back_populates="signatures")
    person: Mapped[Person] = relationship()
