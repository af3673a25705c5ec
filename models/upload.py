"""Tables of calls that people send, kept until they confirm what will come of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key, Name


class Upload(Base):
    """The last table that somebody sent: its rows as words by field, and the headings not read."""

    __tablename__ = "upload"
    __table_args__ = (UniqueConstraint("by_id", name="one_upload_each"),)

    id: Mapped[Key]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    name: Mapped[Name]
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    unread: Mapped[list[str]] = mapped_column(JSON)
