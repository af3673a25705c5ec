"""Addresses that somebody looked at, before they are a source: what they answered, for a day."""

import zlib
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key

KEPT = timedelta(days=1)


class Look(Base):
    """What stood at an address: the sight of it in JSON, and the answers, to try selectors on."""

    __tablename__ = "look"
    # A number is never given again: a form that is still open must not save another's page.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 (SQLAlchemy's own way)

    id: Mapped[Key]
    url: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    sight: Mapped[str] = mapped_column(Text)
    packed: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def answers(self) -> dict[str, bytes]:
        """Return what each address answered, without contact persons."""
        return msgspec.msgpack.decode(zlib.decompress(self.packed), type=dict[str, bytes])


def pack(answers: dict[str, bytes]) -> bytes:
    """Make answers small."""
    return zlib.compress(msgspec.msgpack.encode(answers))
