"""What somebody is to do for an application, and what is said about it."""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.application import Application
from models.base import Base, Key, Title
from models.partner import Partner
from models.person import Person
from models.section import Section


class Task(Base):
    """Something to do, by when and by whom: a partner, or one of its people."""

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", "what is done has its doer"),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    title: Mapped[Title]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due: Mapped[dt.date | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()
    partner: Mapped[Partner] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    done_by: Mapped[Person | None] = relationship(foreign_keys=[done_by_id])


class Comment(Base):
    """What somebody says about a section, or about the whole application."""

    __tablename__ = "comment"

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"), index=True)
    text: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    application: Mapped[Application] = relationship()
    section: Mapped[Section | None] = relationship(back_populates="comments")
    by: Mapped[Person] = relationship()
