"""Documents of applications, numbered when they are made; and organisations' own templates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.application import Application
from models.base import Base, Key, Name
from models.commitment import Commitment
from models.partner import Partner
from models.person import Person
from models.signature import Signature


class Document(Base):
    """One document, as it was made: what it says never changes, whatever becomes of the bid.

    `basis` is a fingerprint of the facts it was made from; made of others, it would be another. The
    words are kept by language, the facts of a workbook as they are. A document of all has no
    commitment; the seal is that of the signature it was made of, if there was one.
    """

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("application_id", "year", "serial"),)

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"))
    signature_id: Mapped[int | None] = mapped_column(
        ForeignKey("signature.id", ondelete="RESTRICT")
    )
    kind: Mapped[Name]  # as lexicon/document_types.py has it
    year: Mapped[int]
    serial: Mapped[int]
    basis: Mapped[Name]
    draft: Mapped[bool]  # something in it had been approved by nobody
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    said: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]

    application: Mapped[Application] = relationship()
    commitment: Mapped[Commitment | None] = relationship()
    signature: Mapped[Signature | None] = relationship()
    by: Mapped[Person] = relationship()

    @property
    def number(self) -> str:
        """Its number, as it is written: 2026-7-3."""
        return f"{self.year}-{self.application_id}-{self.serial}"


class Letterhead(Base):
    """An organisation's own template for Word, that was looked at before it was kept."""

    __tablename__ = "letterhead"

    id: Mapped[Key]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), unique=True, index=True)
    name: Mapped[Name]
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    partner: Mapped[Partner] = relationship()
    by: Mapped[Person] = relationship()
