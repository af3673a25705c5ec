"""Files that belong to an application: their names here, what is in them in the data folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.application import Application
from models.base import Base, Key, Name
from models.partner import Partner
from models.person import Person


class Attachment(Base):
    """One file: which annex it is, its cleaned name, its type by content and its SHA-256."""

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("application_id", "kind", "hash", name="one_file_once"),
        CheckConstraint("size > 0", "a file has something in it"),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    kind: Mapped[Name]  # as lexicon/annexes.py has it; empty for any other file
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    name: Mapped[Name]
    type: Mapped[Name]
    size: Mapped[int]
    hash: Mapped[Name] = mapped_column(index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    application: Mapped[Application] = relationship()
    partner: Mapped[Partner | None] = relationship()  # whose annex it is, where each has one
    by: Mapped[Person] = relationship()
