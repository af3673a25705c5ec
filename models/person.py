"""People: no more about them than a letter needs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name

if TYPE_CHECKING:
    from models.group import Group
    from models.partner import Membership, Partner, Role


class Person(Base):
    """Someone with an e-mail address."""

    __tablename__ = "person"

    id: Mapped[Key]
    name: Mapped[Name]
    email: Mapped[Name] = mapped_column(unique=True)
    language: Mapped[Name] = mapped_column(default="sv")
    newsletter: Mapped[bool] = mapped_column(default=True)  # unless no letters are wanted at all
    known_since: Mapped[datetime | None]  # as the first clean-up met the person
    seen_at: Mapped[datetime | None]  # when a session was begun last
    letters_from: Mapped[datetime | None]  # links of letters that left before open nothing
    second_due: Mapped[datetime | None]  # from when powers ask for a second factor
    warned_at: Mapped[datetime | None]  # told that all this will be erased
    erased_at: Mapped[datetime | None]

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="person", cascade="all, delete-orphan"
    )
    groups: Mapped[list[Group]] = relationship(
        secondary="within_group", back_populates="people", order_by="Group.name"
    )

    @property
    def partners(self) -> list[Partner]:
        """Return the partners that the person belongs to, each once."""
        return list({each.partner.id: each.partner for each in self.memberships}.values())

    # Whether the powers over others' things may be used; a letter's ticket does not give them.
    trusted = True

    @property
    def roles(self) -> set[Role]:
        """Return everything that the person is, somewhere, and may act as now."""
        roles = {each.role for each in self.memberships}
        return roles if self.trusted else {each for each in roles if not each.is_power}

    @property
    def has_powers(self) -> bool:
        """Say whether the person coordinates, or runs the installation, when fully signed in."""
        return any(each.role.is_power for each in self.memberships)
