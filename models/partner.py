"""Organisations in the partnership, and who belongs to them as what."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name, Values
from models.interest import Interest
from models.person import Person


class Role(StrEnum):
    """What a person is: for a partner, or for the partnership as a whole."""

    REPRESENTATIVE = "representative"
    SIGNATORY = "signatory"
    PROJECT_GROUP = "project_group"
    ADVISER = "adviser"
    COORDINATOR = "coordinator"
    OPERATOR = "operator"


class Membership(Base):
    """One person in one partner, as one thing."""

    __tablename__ = "membership"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)

    person: Mapped[Person] = relationship(back_populates="memberships")
    partner: Mapped[Partner] = relationship(back_populates="memberships")


class Partner(Base):
    """A municipality, a university, an association, a firm."""

    __tablename__ = "partner"

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    kind: Mapped[Name] = mapped_column(default="")
    sector: Mapped[Name] = mapped_column(default="")
    municipality: Mapped[Name] = mapped_column(default="")
    area: Mapped[Name] = mapped_column(default="")
    offers: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="partner", cascade="all, delete-orphan"
    )
    interests: Mapped[list[Interest]] = relationship(back_populates="partner", order_by=Interest.id)

    @property
    def people(self) -> list[Person]:
        """Return everyone in the partner, each once."""
        return list({each.person.id: each.person for each in self.memberships}.values())

    def people_as(self, *roles: Role) -> list[Person]:
        """Return those who are one of these things in the partner, each once."""
        found = {each.person.id: each.person for each in self.memberships if each.role in roles}
        return list(found.values())
