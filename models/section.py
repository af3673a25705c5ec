"""Sections of an application, every text that they have had, and what is not saved yet."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name, Title
from models.partner import Partner
from models.person import Person

if TYPE_CHECKING:
    from models.application import Application
    from models.task import Comment


class SectionState(StrEnum):
    """How far a section has come. Looked at, and done, are said of the words as they stand."""

    NOT_STARTED = "not_started"
    BEGUN = "begun"
    LOOKED_AT = "looked_at"
    DONE = "done"


class Section(Base):
    """One heading of an application and what stands under it now.

    `code` is what the programme's outline calls it (lexicon/outlines.py), empty for a heading of
    one's own. Somebody writes until `writing_until`: others see that, and nobody is kept out.
    """

    __tablename__ = "section"
    __table_args__ = (
        CheckConstraint("(text = '') = (state = 'not_started')", "what has a text is begun"),
        CheckConstraint(
            "(writing_id IS NULL) = (writing_since IS NULL)"
            " AND (writing_id IS NULL) = (writing_until IS NULL)",
            "who writes has begun and ends",
        ),
        CheckConstraint("(most IS NULL) = (most_source = '')", "a limit has its source"),
        CheckConstraint("most > 0", "a limit leaves room"),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    code: Mapped[Name] = mapped_column(default="")
    title: Mapped[Title]
    place: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    state: Mapped[SectionState] = mapped_column(default=SectionState.NOT_STARTED)
    version: Mapped[int] = mapped_column(default=0)  # the number of the text that stands
    most: Mapped[int | None]  # characters that the funder takes, where somebody has read it,
    most_source: Mapped[Title] = mapped_column(default="")  # and where
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    writing_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    writing_since: Mapped[datetime | None]
    writing_until: Mapped[datetime | None]

    application: Mapped[Application] = relationship(back_populates="sections")
    partner: Mapped[Partner | None] = relationship()  # who answers for it,
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])  # and by whom
    writing: Mapped[Person | None] = relationship(foreign_keys=[writing_id])
    texts: Mapped[list[SectionText]] = relationship(
        back_populates="section", order_by="SectionText.id.desc()"
    )
    unsaved: Mapped[list[UnsavedText]] = relationship(back_populates="section")
    comments: Mapped[list[Comment]] = relationship(back_populates="section", order_by="Comment.id")


class SectionText(Base):
    """A text of a section as somebody saved it; never changed.

    One without a number was saved by the slower of two, and stands beside: it began from the text
    `after`. It waits until its writer, or somebody else, has put the two together.
    """

    __tablename__ = "section_text"
    __table_args__ = (
        UniqueConstraint("section_id", "number"),
        CheckConstraint("number IS NULL OR settled_at IS NULL", "what stands needs no settling"),
    )

    id: Mapped[Key]
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    number: Mapped[int | None]
    after: Mapped[int]
    text: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    section: Mapped[Section] = relationship(back_populates="texts")
    by: Mapped[Person] = relationship()


class UnsavedText(Base):
    """What somebody has typed under a heading and not saved; nobody else sees it.

    It began from the text `after`, and was typed in a window: the page as it was opened once.
    """

    __tablename__ = "unsaved_text"
    __table_args__ = (UniqueConstraint("person_id", "section_id"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    window: Mapped[Name]
    after: Mapped[int]
    text: Mapped[str]
    at: Mapped[datetime]

    section: Mapped[Section] = relationship(back_populates="unsaved")
