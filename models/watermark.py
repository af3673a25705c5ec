"""Up to when people have been told: each kind of news by itself, so that none swallows another."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key, Name


class Topic(StrEnum):
    """What the mark is of. The first two say up to which hour a letter has been thought of."""

    DIGEST = "digest"
    REMINDER = "reminder"
    ASKED = "asked"
    CHANGES = "changes"
    ANSWERS = "answers"
    ROLLING = "rolling"
    SOURCES = "sources"


class Watermark(Base):
    """A person has been told of a topic up to here, not included.

    `at` is when the letter was written, and `before` where the mark stood then: a letter that never
    left can be taken back.
    """

    __tablename__ = "watermark"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    topic: Mapped[Topic] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    at: Mapped[datetime]
    before: Mapped[datetime | None]


class Mention(Base):
    """A letter told a person something once: of a call, or of a proposal that waits for a reply."""

    __tablename__ = "mention"
    __table_args__ = (UniqueConstraint("person_id", "call_id", "about"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    about: Mapped[Name]  # as several, or the day that was reminded of and how many days before
    at: Mapped[datetime]
