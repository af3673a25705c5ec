"""Who signs for a signatory of a partner while they are away."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key
from models.person import Person

if TYPE_CHECKING:
    from models.partner import Partner


class Deputy(Base):
    """One person in another's place, from the first day to the last, both included."""

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("first <= last", "a period goes forward"),
        CheckConstraint("person_id <> for_id", "nobody is their own deputy"),
    )

    id: Mapped[Key]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    for_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first: Mapped[dt.date]
    last: Mapped[dt.date]
    ended_at: Mapped[datetime | None]

    partner: Mapped[Partner] = relationship(back_populates="deputies")
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    signatory: Mapped[Person] = relationship(foreign_keys=for_id)

    def stands_in(self, day: dt.date) -> bool:
        """Say whether the person is in the other's place on a day."""
        return self.ended_at is None and self.first <= day <= self.last
