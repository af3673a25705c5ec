"""Bids that may be in each other's way, and what the parties say of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lexicon.terms import Reason
from models.application import Application
from models.base import Base, Key, Name, Values
from models.person import Person


class OverlapKind(StrEnum):
    """What was found, in the words of the field's list."""

    SAME_CALL_SAME_TARGET = "same_call_same_target"
    ALIKE_TEXTS = "alike_texts"


class Proposal(StrEnum):
    """What a coordinator may propose; the parties decide."""

    MERGE = "merge"
    COEXIST = "coexist"


class Overlap(Base):
    """A finding of one kind between bids; `about` keeps it from being raised twice."""

    __tablename__ = "overlap"
    __table_args__ = (
        CheckConstraint("(proposal IS NULL) = (proposed_by IS NULL)", "a proposal is someone's"),
        CheckConstraint("proposal IS NULL OR message IS NOT NULL", "a proposal has its reason"),
        CheckConstraint(
            "(into_id IS NOT NULL) = (coalesce(proposal, '') = 'merge')",
            "a merger says which bid stays",
        ),
        CheckConstraint(
            "settled_at IS NULL OR proposal IS NOT NULL", "what is settled was proposed"
        ),
    )

    id: Mapped[Key]
    kind: Mapped[OverlapKind]
    about: Mapped[Name] = mapped_column(unique=True)
    reasons: Mapped[tuple[Reason, ...]] = mapped_column(Values(Reason))
    likeness: Mapped[float]
    found_at: Mapped[datetime]
    proposal: Mapped[Proposal | None]
    message: Mapped[str | None]
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime | None]
    into_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    settled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=0)  # counts proposals, so that a reply is to one

    members: Mapped[list[OverlapMember]] = relationship(
        back_populates="overlap", order_by="OverlapMember.id"
    )
    proposer: Mapped[Person | None] = relationship()
    into: Mapped[Application | None] = relationship()


class OverlapMember(Base):
    """A bid in the finding. No reply yet is not a yes."""

    __tablename__ = "overlap_member"
    __table_args__ = (
        UniqueConstraint("overlap_id", "application_id"),
        CheckConstraint("(agrees IS NULL) = (replied_by IS NULL)", "a reply is someone's"),
    )

    id: Mapped[Key]
    overlap_id: Mapped[int] = mapped_column(ForeignKey("overlap.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    agrees: Mapped[bool | None]
    replied_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replied_at: Mapped[datetime | None]

    overlap: Mapped[Overlap] = relationship(back_populates="members")
    application: Mapped[Application] = relationship()
    replier: Mapped[Person | None] = relationship()
