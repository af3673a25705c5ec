"""Who signed a part: in what capacity, by what authority, and how it was known who it is."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name
from models.event import Event
from models.person import Person
from models.session import How

if TYPE_CHECKING:
    from models.commitment import Commitment


class Level(StrEnum):
    """What kind of electronic signature it is (eIDAS, articles 3 and 26)."""

    SIMPLE = "simple"
    ADVANCED = "advanced"


class Capacity(StrEnum):
    """As what a person signs for a partner."""

    SIGNATORY = "authorised_signatory"
    DELEGATION = "delegation"
    MANDATE = "power_of_attorney"
    DEPUTY = "deputy"
    REPRESENTATIVE = "representative"


class Signature(Base):
    """A person's sign-on to exactly these terms: preliminary, or binding.

    `name`, `title`, `email` are as they were then. `record` seals the row into the event with this
    number; with the salt gone, nobody can guess from it who it was.
    """

    __tablename__ = "signature"
    __table_args__ = (
        Index(
            "one_that_holds", "commitment_id", unique=True,
            sqlite_where=text("void_at IS NULL"), postgresql_where=text("void_at IS NULL"),
        ),
        Index("one_signature_of_an_event", "event_id", unique=True),
        CheckConstraint(
            "(level = 'advanced') = (assertion IS NOT NULL)", "an advanced one has its assertion"
        ),
        CheckConstraint(
            "(capacity = 'deputy') = (deputy_for_id IS NOT NULL)", "a deputy signs for somebody"
        ),
        CheckConstraint("binding = false OR authority <> ''", "who binds says by what"),
    )  # fmt: skip

    id: Mapped[Key]
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="RESTRICT"))
    name: Mapped[Name]
    title: Mapped[Name]
    email: Mapped[Name]
    capacity: Mapped[Capacity]
    authority: Mapped[Name]  # a decision with its §, a delegation, the register
    deputy_for_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    how: Mapped[How]
    second: Mapped[bool]  # whether a second factor was shown
    signed_in_at: Mapped[datetime]
    level: Mapped[Level] = mapped_column(default=Level.SIMPLE)
    assertion: Mapped[str | None]  # what a signing service vouches with
    terms: Mapped[str]
    seal: Mapped[Name]
    salt: Mapped[Name]
    binding: Mapped[bool]
    signed_at: Mapped[datetime]
    void_at: Mapped[datetime | None]

    commitment: Mapped[Commitment] = relationship(back_populates="signatures")
    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    deputy_for: Mapped[Person | None] = relationship(foreign_keys=deputy_for_id)

    def said(self) -> dict[str, object]:
        """Return all that was said in signing, as plain values."""
        return {
            "assertion": self.assertion,
            "authority": self.authority,
            "binding": self.binding,
            "capacity": self.capacity.value,
            "deputy_for": self.deputy_for_id,
            "email": self.email,
            "how": self.how.value,
            "level": self.level.value,
            "name": self.name,
            "person": self.person_id,
            "seal": self.seal,
            "second": self.second,
            "signed_at": self.signed_at.isoformat(),
            "signed_in_at": self.signed_in_at.isoformat(),
            "title": self.title,
        }

    def record(self) -> str:
        """Compute the seal over all that was said in signing."""
        return sha256((self.salt + json.dumps(self.said(), sort_keys=True)).encode()).hexdigest()
