"""What came back of letters: addresses that take none, and readers who complain."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name
from models.person import Person


class Sort(StrEnum):
    """What somebody's mail server said of a letter."""

    HARD = "hard"
    COMPLAINT = "complaint"


class Bounce(Base):
    """One letter that came back, or that was called spam; told twice, it is one.

    It speaks of the address that the person had then. `about` is the left half of the letter's
    Message-ID.
    """

    __tablename__ = "bounce"
    __table_args__ = (UniqueConstraint("person_id", "sort", "about"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    email: Mapped[Name]
    sort: Mapped[Sort]
    about: Mapped[Name]
    words: Mapped[str]
    at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]  # from when it counts no longer

    person: Mapped[Person] = relationship()
