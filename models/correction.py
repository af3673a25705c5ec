"""What people say of calls that their sources do not: corrections, and which calls are one."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name
from models.call import Call
from models.person import Person


class Correction(Base):
    """One field of a call as a person settled it; values are JSON, as a draft has them.

    `value` holds against later readings. `said` is the source's own value, kept up to date, and
    `then` what it was when the person looked.
    """

    __tablename__ = "correction"
    __table_args__ = (UniqueConstraint("call_id", "field"),)

    id: Mapped[Key]
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    field: Mapped[Name]
    value: Mapped[str]
    said: Mapped[str]
    then: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship()

    @property
    def stale(self) -> bool:
        """Say whether the source has changed its mind since, and not to what the person said."""
        return self.said not in (self.then, self.value)


class Sameness(Base):
    """Whether two calls are one, as a person said; what the clock finds yields to it.

    `first_id` is the one that is shown, where they are the same.
    """

    __tablename__ = "sameness"
    __table_args__ = (
        UniqueConstraint("first_id", "other_id"),
        CheckConstraint("first_id <> other_id", "two calls"),
    )

    id: Mapped[Key]
    first_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    same: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    first: Mapped[Call] = relationship(foreign_keys=[first_id])
    other: Mapped[Call] = relationship(foreign_keys=[other_id])
    by: Mapped[Person] = relationship()
