"""What was said when somebody of a bid talked with the funder."""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name
from models.person import Person


class Talk(Base):
    """One talk: on which day, who talked and with whom (an office is enough), what was said."""

    __tablename__ = "talk"

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    day: Mapped[dt.date]
    who: Mapped[Name]
    whom: Mapped[Name]
    words: Mapped[str]
    noted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    noted_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
