"""Working groups: people of several partners who do something for the partnership."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Name
from models.person import Person

WITHIN = Table(
    "within_group",
    Base.metadata,
    Column("group_id", ForeignKey("working_group.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
)


class Group(Base):
    """A project group, a group that watches the world, a group that advises."""

    __tablename__ = "working_group"

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    purpose: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    people: Mapped[list[Person]] = relationship(
        secondary=WITHIN, order_by=Person.name, back_populates="groups"
    )
