"""How often, and when, people want letters of what is new."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Name, Values
from models.person import Person


class Pace(StrEnum):
    """How often. Reminders come with every pace but the last."""

    WEEKLY = "weekly"
    DAILY = "daily"
    AT_ONCE = "at_once"
    REMINDERS = "reminders"
    NEVER = "never"


class Rhythm(Base):
    """A person's own choice; who has not chosen has the site's. Nothing is the site's, too."""

    __tablename__ = "rhythm"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 1 AND 7", "Monday is 1"),
        CheckConstraint("(away_from IS NULL) = (away_to IS NULL)", "an absence ends"),
        CheckConstraint("away_from <= away_to", "an absence begins before it ends"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    pace: Mapped[Pace] = mapped_column(default=Pace.WEEKLY)
    weekday: Mapped[int | None]
    at: Mapped[dt.time | None]
    zone: Mapped[Name] = mapped_column(default="")
    days_before: Mapped[tuple[int, ...]] = mapped_column(Values(int), default=(14, 3))
    away_from: Mapped[dt.date | None]
    away_to: Mapped[dt.date | None]

    person: Mapped[Person] = relationship()
