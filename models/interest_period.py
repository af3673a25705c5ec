"""A while before a call in which would-be bids are told of inside, and what is made of them."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Title, Values
from models.call import Call
from models.partner import Partner
from models.person import Person


class PeriodState(StrEnum):
    """Where an interest period stands; workflow/overlaps/selecting.py moves it on."""

    COLLECTING = "collecting"
    WAVED_THROUGH = "waved_through"
    IN_REVIEW = "in_review"
    CHOSEN = "chosen"


class InterestPeriod(Base):
    """Until its day, a call's intents are filed; then all are waved through, or reviewed."""

    __tablename__ = "interest_period"
    __table_args__ = (
        CheckConstraint("places > 0", "a call has a place"),
        CheckConstraint("(state = 'chosen') = (chosen_by IS NOT NULL)", "a choice is someone's"),
    )

    id: Mapped[Key]
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True, unique=True)
    until: Mapped[dt.date]
    places: Mapped[int]
    criteria: Mapped[tuple[str, ...]] = mapped_column(Values(str))
    state: Mapped[PeriodState] = mapped_column(default=PeriodState.COLLECTING)
    begun_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(default="")  # of the choice
    chosen_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    chosen_at: Mapped[datetime | None]

    call: Mapped[Call] = relationship()
    chooser: Mapped[Person | None] = relationship(foreign_keys=[chosen_by])
    intents: Mapped[list[Intent]] = relationship(
        back_populates="period", order_by="Intent.id", cascade="all, delete-orphan"
    )
    reviewers: Mapped[list[Reviewer]] = relationship(back_populates="period")


class Intent(Base):
    """What a partner means to apply for. Until the day, its statement is its own."""

    __tablename__ = "intent"
    __table_args__ = (UniqueConstraint("period_id", "partner_id"),)

    id: Mapped[Key]
    period_id: Mapped[int] = mapped_column(ForeignKey("interest_period.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    title: Mapped[Title]
    team: Mapped[tuple[int, ...]] = mapped_column(Values(int), default=())  # other partners
    statement: Mapped[str]
    filed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    filed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    goes_on: Mapped[bool | None]

    period: Mapped[InterestPeriod] = relationship(back_populates="intents")
    partner: Mapped[Partner] = relationship()
    scores: Mapped[list[Score]] = relationship(
        back_populates="intent", order_by="Score.person_id, Score.criterion"
    )


class Reviewer(Base):
    """Somebody who was asked to review a period's intents, and has no part in any."""

    __tablename__ = "reviewer"

    period_id: Mapped[int] = mapped_column(ForeignKey("interest_period.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    asked_at: Mapped[datetime]

    period: Mapped[InterestPeriod] = relationship(back_populates="reviewers")
    person: Mapped[Person] = relationship()


class Score(Base):
    """How well an intent meets one of the period's criteria, from 1 to 5, and why."""

    __tablename__ = "score"
    __table_args__ = (
        CheckConstraint("points BETWEEN 1 AND 5", "points go from one to five"),
        CheckConstraint("reason <> ''", "a score has its reason"),
    )

    intent_id: Mapped[int] = mapped_column(ForeignKey("intent.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    criterion: Mapped[int] = mapped_column(primary_key=True)  # its place among the period's
    points: Mapped[int]
    reason: Mapped[str]

    intent: Mapped[Intent] = relationship(back_populates="scores")
    person: Mapped[Person] = relationship()
