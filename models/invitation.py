"""Those who were asked into a partner, and organisations that ask to be let in."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name, Values
from models.partner import Partner, Role
from models.person import Person

GOOD_FOR = timedelta(days=30)


class InvitationState(StrEnum):
    """What became of an invitation."""

    WAITING = "waiting"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    ENDED = "ended"  # taken back, or declined


class Invitation(Base):
    """One person asked to be something in one partner. Until they accept, they are nothing."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("accepted_at IS NULL OR ended_at IS NULL", "one end"),
        Index(
            "one_open_invitation", "person_id", "partner_id", unique=True,
            sqlite_where=text("accepted_at IS NULL AND ended_at IS NULL"),
            postgresql_where=text("accepted_at IS NULL AND ended_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    roles: Mapped[tuple[Role, ...]] = mapped_column(Values(Role))
    known_by: Mapped[Name] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]
    times: Mapped[int] = mapped_column(default=1)
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    partner: Mapped[Partner] = relationship()
    by: Mapped[Person | None] = relationship(foreign_keys=by_id)

    def state(self, now: datetime) -> InvitationState:
        """Say what became of it so far."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.ended_at:
            return InvitationState.ENDED
        late = now > self.sent_at + GOOD_FOR
        return InvitationState.EXPIRED if late else InvitationState.WAITING


class NewcomerState(StrEnum):
    """What a coordinator said to an organisation that wants to join."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Newcomer(Base):
    """An organisation that asks to be let in, and who asks for it; nobody's account as yet."""

    __tablename__ = "newcomer"
    __table_args__ = (
        CheckConstraint(
            "(state = 'waiting') = (settled_at IS NULL)", "what is settled has its time"
        ),
    )

    id: Mapped[Key]
    organisation: Mapped[Name]
    municipality: Mapped[Name]
    wants: Mapped[str]
    name: Mapped[Name]
    email: Mapped[Name]
    language: Mapped[Name]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[NewcomerState] = mapped_column(default=NewcomerState.WAITING)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said: Mapped[str] = mapped_column(default="")
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))

    partner: Mapped[Partner | None] = relationship()
    settler: Mapped[Person | None] = relationship()
