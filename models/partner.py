"""Organisations in the partnership and in its bids, and who belongs to them as what."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct
from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, and_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lexicon.terms import Band
from models.aid import Aid
from models.base import Base, Key, Name, Values
from models.deputy import Deputy
from models.interest import Interest
from models.meeting import Meeting
from models.person import Person


class Role(StrEnum):
    """What a person is: for a partner, or for the partnership as a whole."""

    REPRESENTATIVE = "representative"
    SIGNATORY = "signatory"
    PROJECT_GROUP = "project_group"
    ADVISER = "adviser"
    COORDINATOR = "coordinator"
    OPERATOR = "operator"

    @property
    def is_power(self) -> bool:
        """Say whether it reaches beyond one's own partner, and so asks for a second factor."""
        return self in (Role.COORDINATOR, Role.OPERATOR)


class Good(StrEnum):
    """What a partner can bring into a project."""

    PREMISES = "premises"
    STAFF_HOURS = "staff_hours"
    KNOWLEDGE = "knowledge"
    CO_FUNDING = "co_funding"
    OTHER = "other"


class Offer(Struct, frozen=True):
    """One thing that a partner can bring, in its own words."""

    good: Good
    words: str


class Membership(Base):
    """One person in one partner, as one thing, today: who leaves has none, and the events tell."""

    __tablename__ = "membership"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)
    known_by: Mapped[Name] = mapped_column(default="")  # of a signatory: decision, § or register

    person: Mapped[Person] = relationship(back_populates="memberships")
    partner: Mapped[Partner] = relationship(back_populates="memberships")


class Partner(Base):
    """A municipality, a university, an association, a firm.

    Outside is who takes part in a bid, and is not of the partnership.
    """

    __tablename__ = "partner"
    __table_args__ = (
        CheckConstraint(
            "co_funding_most IS NULL OR co_funding_most BETWEEN 0 AND 10000", "a share of the costs"
        ),
        CheckConstraint("promises_most >= 0", "a ceiling is not below nothing"),
        CheckConstraint("leads_most >= 1", "a lead can lead one"),
        Index(
            "one_of_a_number", "country", "number", unique=True,
            sqlite_where=text("number <> ''"), postgresql_where=text("number <> ''"),
        ),
    )  # fmt: skip

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    country: Mapped[Name] = mapped_column(default="SE")  # ISO 3166-1
    number: Mapped[Name] = mapped_column(default="")  # as lexicon/organisation_numbers.py has it
    kind: Mapped[Name] = mapped_column(default="")
    sector: Mapped[Name] = mapped_column(default="")
    municipality: Mapped[Name] = mapped_column(default="")
    area: Mapped[Name] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    offers: Mapped[tuple[Offer, ...]] = mapped_column(Values(Offer), default=())
    # What it is judged by; what is not said is not known.
    began: Mapped[int | None]  # the year
    co_funding_most: Mapped[Decimal | None]  # percent of a project's costs that it can carry
    can_wait: Mapped[bool | None]  # for payment in arrears
    # The most that it promises in all open bids together.
    promises_most: Mapped[Decimal | None]
    promises_in: Mapped[Name] = mapped_column(default="SEK")
    leads_most: Mapped[int | None]  # how many open bids it can lead at a time
    told_from: Mapped[Band] = mapped_column(default=Band.GOOD)  # what letters tell it of
    version: Mapped[int] = mapped_column(default=1)
    outside: Mapped[bool] = mapped_column(default=False)
    left_at: Mapped[datetime | None]  # its answers, bids and signatures stay

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="partner", cascade="all, delete-orphan"
    )
    interests: Mapped[list[Interest]] = relationship(
        primaryjoin=lambda: and_(Interest.partner_id == Partner.id, Interest.ended_at.is_(None)),
        back_populates="partner",
        order_by=Interest.id,
    )
    deputies: Mapped[list[Deputy]] = relationship(back_populates="partner", order_by=Deputy.id)
    meetings: Mapped[list[Meeting]] = relationship(back_populates="partner", order_by=Meeting.day)
    aids: Mapped[list[Aid]] = relationship(order_by="Aid.day, Aid.id", viewonly=True)

    @property
    def people(self) -> list[Person]:
        """Return everyone in the partner, each once."""
        return list({each.person.id: each.person for each in self.memberships}.values())

    def people_as(self, *roles: Role) -> list[Person]:
        """Return those who are one of these things in the partner, each once."""
        found = {each.person.id: each.person for each in self.memberships if each.role in roles}
        return list(found.values())


def in_partnership() -> ColumnElement[bool]:
    """Say of a partner that it is of the partnership today: neither outside nor gone."""
    return and_(Partner.left_at.is_(None), Partner.outside.is_(False))
