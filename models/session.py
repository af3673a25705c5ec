"""Who is signed in, in which browser; and the letters that were asked for to sign in by."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name
from models.person import Person


class How(StrEnum):
    """By what a session was begun; the first opens less than the others."""

    LETTER = "letter"  # a letter's ticket, good for weeks
    MAIL = "mail"  # a link or code that was asked for just now
    ORGANISATION = "organisation"  # the sign-in of the person's own organisation
    DOOR = "door"  # the operator's command line


class WebSession(Base):
    """One browser in which a person is signed in. Its cookie holds a token, this row its hash.

    `powers` are the roles that the person had when the token was given; `challenge` is what the
    next passkey must answer, and is never asked twice.
    """

    __tablename__ = "web_session"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    hash: Mapped[Name] = mapped_column(unique=True)
    how: Mapped[How]
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    second_at: Mapped[datetime | None]  # when the second factor was shown
    challenge: Mapped[Name]
    powers: Mapped[Name]
    agent: Mapped[Name]  # as the browser calls itself

    person: Mapped[Person] = relationship()


class SignIn(Base):
    """A letter that somebody asked for to sign in by. Without a person: an address not known here.

    `mark` is a hash of the address that was given; the clock looks whose it is, so that asking
    takes as long for anybody. Link and code are computed from the salt and the installation's
    secret, and lie nowhere.
    """

    __tablename__ = "sign_in"
    # A number is never given again: an old letter must not open what another asked for.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 (SQLAlchemy's own way)

    id: Mapped[Key]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    mark: Mapped[Name]
    salt: Mapped[Name]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    written_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]  # the code; the link may be used again

    person: Mapped[Person | None] = relationship()
