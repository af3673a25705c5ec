"""What people said of calls that fitted, and what letters told: a test set that grows by itself."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lexicon.terms import Band, Reason
from models.base import Base, Key, Values
from models.call import Call
from models.interest import Interest
from models.person import Person


class Origin(StrEnum):
    """By what it was said: an answer to the call, a thumb, or the taking back of both."""

    STANCE = "stance"
    THUMB = "thumb"
    UNDO = "undo"


class Wish(StrEnum):
    """What it says of the topic: more of such calls, less, or nothing (any longer)."""

    MORE = "more"
    LESS = "less"
    NOTHING = "nothing"


class Feedback(Base):
    """One thing said of one call for one interest, and what was shown then. Only ever added to."""

    __tablename__ = "feedback"

    id: Mapped[Key]
    interest_id: Mapped[int] = mapped_column(
        ForeignKey("interest.id", ondelete="CASCADE"), index=True
    )
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    origin: Mapped[Origin]
    wish: Mapped[Wish]
    # As it was shown; nothing where the call did not fit.
    score: Mapped[float | None]
    z: Mapped[float | None]
    band: Mapped[Band | None]
    matcher: Mapped[int]

    interest: Mapped[Interest] = relationship()
    call: Mapped[Call] = relationship()
    person: Mapped[Person] = relationship()


class Notice(Base):
    """A call that a letter told a person of for an interest, with the reasons as they were then."""

    __tablename__ = "notice"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    interest_id: Mapped[int] = mapped_column(
        ForeignKey("interest.id", ondelete="CASCADE"), index=True
    )
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    at: Mapped[datetime]
    score: Mapped[float]
    band: Mapped[Band]
    reasons: Mapped[tuple[Reason, ...]] = mapped_column(Values(Reason))
    matcher: Mapped[int]

    interest: Mapped[Interest] = relationship()
    call: Mapped[Call] = relationship()
