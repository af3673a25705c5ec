"""De minimis aid that a partner has declared of itself."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key, Name, PerEuro


class Aid(Base):
    """Aid of so much, granted by somebody on a day; what a euro cost then, if that is known."""

    __tablename__ = "aid"
    __table_args__ = (
        CheckConstraint("amount > 0", "aid is something"),
        CheckConstraint("per_euro > 0", "a rate is above nothing"),
    )

    id: Mapped[Key]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    day: Mapped[dt.date]
    giver: Mapped[Name]
    amount: Mapped[Decimal]
    currency: Mapped[Name]
    per_euro: Mapped[PerEuro]

    @property
    def in_euro(self) -> Decimal | None:
        """The amount in euro, to the cent; None where nobody has told the rate."""
        if self.currency == "EUR":
            return self.amount
        return round(self.amount / self.per_euro, 2) if self.per_euro else None
