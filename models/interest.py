"""What partners want funding for."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lexicon.terms import Learnt
from models.base import Base, Key, Name, Values

if TYPE_CHECKING:
    from models.partner import Partner


class Interest(Base):
    """One text of a partner's own, and words that a call must or must not have.

    One that has ended stays for what was said and told of it; nothing is matched with it.
    """

    __tablename__ = "interest"
    __table_args__ = (CheckConstraint("least <= most", "no range backwards"),)

    id: Mapped[Key]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    title: Mapped[Name]
    text: Mapped[str]
    language: Mapped[Name] = mapped_column(default="sv")
    requires: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())
    excludes: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())
    # The support that is looked for, and the last day on which applying is of use.
    least: Mapped[Decimal | None]
    most: Mapped[Decimal | None]
    currency: Mapped[Name] = mapped_column(default="SEK")
    until: Mapped[dt.date | None]
    themes: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())  # lexicon/themes.csv
    target_groups: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())
    areas: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())  # instead of its own
    parts: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())  # words of Part
    # The calls that what was said of them has moved it by, and the words that are told of each.
    learnt: Mapped[tuple[Learnt, ...]] = mapped_column(Values(Learnt), default=())
    version: Mapped[int] = mapped_column(default=1)
    ended_at: Mapped[datetime | None]

    partner: Mapped[Partner] = relationship(back_populates="interests")
