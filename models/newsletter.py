"""The partnership's newsletter, and those outside it who asked for it."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name, Title, Values
from models.person import Person


class Chapter(StrEnum):
    """The chapters of a newsletter, in their order."""

    CALLS = "calls"
    CHANGES = "changes"
    PARTNERS = "partners"
    BIDS = "bids"
    MEETINGS = "meetings"


class Item(Struct, frozen=True):
    """One thing that is told, as an editor worded it; `about` names it as events do."""

    chapter: Chapter
    about: str
    title: str
    words: str
    kept: bool = True


class Newsletter(Base):
    """A draft, and then what was sent: it is changed no more, and its number stays its address."""

    __tablename__ = "newsletter"
    __table_args__ = (
        CheckConstraint("since <= until", "no period backwards"),
        CheckConstraint("sent_at IS NULL OR sent_by IS NOT NULL", "what was sent, someone sent"),
        # A draft's number is never given again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Key]
    title: Mapped[Title]
    language: Mapped[Name]
    since: Mapped[dt.date]
    until: Mapped[dt.date]
    greeting: Mapped[Title]
    before: Mapped[str]
    after: Mapped[str]
    items: Mapped[tuple[Item, ...]] = mapped_column(Values(Item))
    version: Mapped[int] = mapped_column(default=1)
    begun_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    sender: Mapped[Person | None] = relationship()

    @property
    def chapters(self) -> list[tuple[Chapter, list[Item]]]:
        """Return what is told, by chapter; what was taken out is not among it."""
        told = [each for each in self.items if each.kept]
        parted = [(chapter, [e for e in told if e.chapter is chapter]) for chapter in Chapter]
        return [(chapter, items) for chapter, items in parted if items]


class Subscriber(Base):
    """An address outside the partnership whose owner has said twice that they want newsletters.

    Until it is confirmed, it gets one letter for each time it is asked for, and no newsletter.
    The link that confirms is computed from the salt.
    """

    __tablename__ = "subscriber"
    # A number is never given again: an old letter must not end what another asked for.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 (SQLAlchemy's own way)

    id: Mapped[Key]
    email: Mapped[Name] = mapped_column(unique=True)
    language: Mapped[Name]
    salt: Mapped[Name]
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    returned: Mapped[int] = mapped_column(default=0)  # letters that nobody took

    @property
    def name(self) -> str:
        """Return the address: nothing else is known."""
        return self.email

    @property
    def reads(self) -> bool:
        """Say whether the newsletter goes there."""
        return self.confirmed_at is not None and self.left_at is None
