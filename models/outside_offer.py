"""Invitations from organisations outside the partnership, and what partners answer to them."""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.application import Application
from models.base import Base, Key, Name, Title
from models.call import Call
from models.partner import Partner
from models.person import Person
from models.stance import Answer


class OutsideOffer(Base):
    """One offer to take part in somebody else's bid: from whom, to what, to be answered by when.

    Taken up, it has become a bid that the outside partner leads; put aside, it says why.
    """

    __tablename__ = "outside_offer"
    __table_args__ = (
        CheckConstraint("taken_up_id IS NULL OR put_aside_at IS NULL", "one end of an offer"),
        CheckConstraint("(put_aside_at IS NULL) = (why_not IS NULL)", "what is put aside says why"),
    )

    id: Mapped[Key]
    # From whom: an organisation, and somebody there who may be written to.
    name: Mapped[Name]
    country: Mapped[Name]
    kind: Mapped[Name] = mapped_column(default="")
    contact: Mapped[Name] = mapped_column(default="")
    email: Mapped[Name] = mapped_column(default="")
    # To what.
    title: Mapped[Title]
    text: Mapped[str]
    language: Mapped[Name]
    programme: Mapped[Name] = mapped_column(default="")
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    answer_by: Mapped[dt.date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    taken_up_id: Mapped[int | None] = mapped_column(
        ForeignKey("application.id"), unique=True, index=True
    )
    put_aside_at: Mapped[datetime | None]
    why_not: Mapped[str | None]

    call: Mapped[Call | None] = relationship()
    recorder: Mapped[Person] = relationship()
    taken_up: Mapped[Application | None] = relationship()
    answers: Mapped[list[OfferAnswer]] = relationship(
        back_populates="offer", order_by="OfferAnswer.id"
    )

    def open(self, today: dt.date) -> bool:
        """Say whether it can still be answered."""
        return self.taken_up_id is None and self.put_aside_at is None and today <= self.answer_by


class OfferAnswer(Base):
    """One partner's answer to an offer, as it stands now."""

    __tablename__ = "offer_answer"
    __table_args__ = (UniqueConstraint("offer_id", "partner_id"),)

    id: Mapped[Key]
    offer_id: Mapped[int] = mapped_column(ForeignKey("outside_offer.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    answer: Mapped[Answer]
    words: Mapped[str] = mapped_column(default="")
    version: Mapped[int]
    answered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]

    offer: Mapped[OutsideOffer] = relationship(back_populates="answers")
    partner: Mapped[Partner] = relationship()
    person: Mapped[Person] = relationship()
