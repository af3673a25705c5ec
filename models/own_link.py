"""The address of what is a person's own: whoever has it may read that, and do nothing else."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name
from models.person import Person


class Use(StrEnum):
    """What a link opens."""

    CALENDAR = "calendar"
    FEED = "feed"


class OwnLink(Base):
    """The link that holds; a new one takes its place and number. It is computed from the salt."""

    __tablename__ = "own_link"
    __table_args__ = (
        UniqueConstraint("person_id", "use", name="one_link_each"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    use: Mapped[Use]
    salt: Mapped[Name]
    made_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
