"""People: no more about them than a letter needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name

if TYPE_CHECKING:
    from models.partner import Membership, Partner, Role


class Person(Base):
    """Someone with an e-mail address."""

    __tablename__ = "person"

    id: Mapped[Key]
    name: Mapped[Name]
    email: Mapped[Name] = mapped_column(unique=True)
    language: Mapped[Name] = mapped_column(default="sv")

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="person", cascade="all, delete-orphan"
    )

    @property
    def partners(self) -> list[Partner]:
        """Return the partners that the person belongs to, each once."""
        return list({each.partner.id: each.partner for each in self.memberships}.values())

    @property
    def roles(self) -> set[Role]:
        """Return everything that the person is, somewhere."""
        return {each.role for each in self.memberships}
