"""Tables that people send, kept until they confirm what will come of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key, Name


class Upload(Base):
    """The last table of a kind that somebody sent: rows as words by field, headings not read."""

    __tablename__ = "upload"
    __table_args__ = (UniqueConstraint("by_id", "kind", name="one_upload_each"),)

    id: Mapped[Key]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[Name]  # of what it is a table: calls, partners
    at: Mapped[datetime]
    name: Mapped[Name]
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    unread: Mapped[list[str]] = mapped_column(JSON)
