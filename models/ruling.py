"""What became of applications: the funder's decision, and the results in the end."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.application import Application
from models.base import Base, Key, Name, Values
from models.commitment import Commitment


class Ruling(Base):
    """The funder's decision on a bid, with its reasons in the funder's own words.

    `granted` is the support in the bid's currency; a bid that was turned down has none.
    """

    __tablename__ = "ruling"
    __table_args__ = (CheckConstraint("granted >= 0", "support is not below nothing"),)

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id"), unique=True, index=True
    )
    day: Mapped[dt.date]
    number: Mapped[Name] = mapped_column(default="")
    granted: Mapped[Decimal | None]
    reasons: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()
    shares: Mapped[list[Share]] = relationship(
        order_by="Share.commitment_id", cascade="all, delete-orphan"
    )


class Share(Base):
    """What of the granted support is one partner's."""

    __tablename__ = "share"
    __table_args__ = (
        UniqueConstraint("ruling_id", "commitment_id"),
        CheckConstraint("amount >= 0", "a share is not below nothing"),
    )

    id: Mapped[Key]
    ruling_id: Mapped[int] = mapped_column(ForeignKey("ruling.id", ondelete="CASCADE"))
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    amount: Mapped[Decimal]

    commitment: Mapped[Commitment] = relationship()


class Result(Base):
    """What came of a bid that was granted, and where more of it stands."""

    __tablename__ = "result"

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id"), unique=True, index=True
    )
    words: Mapped[str]
    links: Mapped[tuple[str, ...]] = mapped_column(Values(str))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()


class Precedent(Base):
    """An earlier bid whose text is like that of an open call, as the clock found it."""

    __tablename__ = "precedent"
    __table_args__ = (UniqueConstraint("call_id", "application_id"),)

    id: Mapped[Key]
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    place: Mapped[int]  # the nearest is the first
    words: Mapped[tuple[str, ...]] = mapped_column(Values(str))  # what both speak of

    application: Mapped[Application] = relationship()
