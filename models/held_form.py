"""What somebody was about to sign when a fresh code was asked for; kept for a day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key


class HeldForm(Base):
    """A form as it was sent, so that nothing typed is lost on the way to the code and back."""

    __tablename__ = "held_form"
    __table_args__ = (UniqueConstraint("person_id", "commitment_id"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
