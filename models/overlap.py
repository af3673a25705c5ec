"""Bids that may be in each other's way, and what the parties say of it."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from msgspec import Struct
from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lexicon.overlap_types import Common
from lexicon.terms import Reason
from models.application import Application
from models.base import Base, Key, Name, Values
from models.call import Call
from models.commitment import Part
from models.meeting import Meeting
from models.partner import Partner
from models.person import Person
from models.stance import Stance


class OverlapKind(StrEnum):
    """What was found, by the codes of lexicon/overlap_types.csv."""

    SAME_CALL_SAME_TARGET = "same_call_same_target"
    SAME_CALL_COMPLEMENTARY = "same_call_complementary"
    ALIKE_TEXTS = "alike_texts"
    SAME_COST_TWO_FUNDS = "same_cost_two_funds"
    SAME_PARTICIPANTS = "same_participants"
    REGIONAL_COMPETITION = "regional_competition"
    LEAD_LIMIT = "lead_limit"
    SAME_PARTNER_OVERCOMMITTED = "same_partner_overcommitted"
    SAME_COFINANCIER = "same_cofinancier"
    SAME_PERSON = "same_person"
    MORE_THAN_PLACES = "more_than_places"
    FOLLOW_ON = "follow_on"
    ALREADY_GRANTED = "already_granted"


class Proposal(StrEnum):
    """What a coordinator may propose; lexicon/overlap_resolutions.csv has what each asks for."""

    MERGE = "merge"
    SPLIT_WORK_PACKAGES = "split_work_packages"
    DIFFERENTIATE = "differentiate"
    SEQUENCE = "sequence"
    REDIRECT = "redirect"
    JOIN_AS_PARTNER = "join_as_partner"
    WITHDRAW = "withdraw"
    COEXIST = "coexist"
    WAIT = "wait"


class Amendment(Struct, frozen=True):
    """A change that a party made its yes depend on."""

    partner: str
    words: str


class Overlap(Base):
    """A finding of one kind between bids, or strong answers to calls.

    `about` keeps it from being raised twice: the kind, whom it is about, and a fingerprint of what
    it rests on. The two signals of texts are told apart: likeness and containment.
    """

    __tablename__ = "overlap"
    __table_args__ = (
        CheckConstraint("(proposal IS NULL) = (proposed_by IS NULL)", "a proposal is someone's"),
        CheckConstraint("proposal IS NULL OR message IS NOT NULL", "a proposal has its reason"),
        CheckConstraint(
            "(proposal IS NULL) = (reply_by IS NULL)", "a proposal has a day to reply by"
        ),
        CheckConstraint(
            "(into_id IS NOT NULL) = (coalesce(proposal, '') IN ('merge', 'join_as_partner'))",
            "a merger says which bid stays",
        ),
        CheckConstraint(
            "(demarcation IS NOT NULL) ="
            " (coalesce(proposal, '') IN ('split_work_packages', 'differentiate'))",
            "where something is divided, the line is drawn",
        ),
        CheckConstraint(
            "(until IS NOT NULL) = (coalesce(proposal, '') IN ('sequence', 'wait'))",
            "who waits knows until when",
        ),
        CheckConstraint(
            "coalesce(proposal, '') <> 'redirect' OR call_id IS NOT NULL",
            "another call is named",
        ),
        CheckConstraint(
            "(part IS NOT NULL) = (coalesce(proposal, '') = 'join_as_partner')",
            "who joins knows as what",
        ),
        CheckConstraint("0 <= total_cost AND 0 <= co_funding", "no proposed sum is below nothing"),
        CheckConstraint(
            "settled_at IS NULL OR proposal IS NOT NULL", "what is settled was proposed"
        ),
    )

    id: Mapped[Key]
    kind: Mapped[OverlapKind]
    about: Mapped[Name] = mapped_column(unique=True)
    reasons: Mapped[tuple[Reason, ...]] = mapped_column(Values(Reason))  # shared words
    common: Mapped[tuple[Common, ...]] = mapped_column(Values(Common), default=())  # beside words
    likeness: Mapped[float]  # the cosine of what the texts are about
    containment: Mapped[float] = mapped_column(default=0.0)  # the share of passages that are copied
    copied: Mapped[bool] = mapped_column(default=False)  # that share reaches its bound
    basis: Mapped[str] = mapped_column(default="")  # what it rests on, as finding.py writes it
    found_at: Mapped[datetime]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    gone_at: Mapped[datetime | None]  # looked for again, it was there no more
    proposal: Mapped[Proposal | None]
    message: Mapped[str | None]
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime | None]
    reply_by: Mapped[dt.date | None]
    # What the proposal asks for, each where its kind does: the bid that stays; for which call, or
    # until when, others give way; who does what; as what and with how much a lead joins.
    into_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    until: Mapped[dt.date | None]
    demarcation: Mapped[str | None]
    part: Mapped[Part | None]
    total_cost: Mapped[Decimal | None]
    co_funding: Mapped[Decimal | None]
    consulted: Mapped[str] = mapped_column(default="")  # who else was asked, in words
    amendments: Mapped[tuple[Amendment, ...]] = mapped_column(Values(Amendment), default=())
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))  # it is put before
    minutes: Mapped[Name] = mapped_column(default="")  # where a meeting's word on it is written
    settled_at: Mapped[datetime | None]
    # How the bids were before the move was made, as workflow/overlaps/undoing.py reads it.
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(default=0)  # counts proposals, so that a reply is to one

    members: Mapped[list[OverlapMember]] = relationship(
        back_populates="overlap", order_by="OverlapMember.id", cascade="all, delete-orphan"
    )
    recusals: Mapped[list[Recusal]] = relationship(back_populates="overlap")
    proposer: Mapped[Person | None] = relationship(foreign_keys=[proposed_by])
    into: Mapped[Application | None] = relationship()
    call: Mapped[Call | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship()


class OverlapMember(Base):
    """A bid in the finding, or an answer to a call. No reply yet is not a yes."""

    __tablename__ = "overlap_member"
    __table_args__ = (
        UniqueConstraint("overlap_id", "application_id"),
        UniqueConstraint("overlap_id", "stance_id"),
        CheckConstraint(
            "(application_id IS NULL) <> (stance_id IS NULL)", "a member is a bid or an answer"
        ),
        CheckConstraint("(agrees IS NULL) = (replied_by IS NULL)", "a reply is someone's"),
    )

    id: Mapped[Key]
    overlap_id: Mapped[int] = mapped_column(ForeignKey("overlap.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    stance_id: Mapped[int | None] = mapped_column(
        ForeignKey("stance.id", ondelete="CASCADE"), index=True
    )
    agrees: Mapped[bool | None]
    replied_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replied_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")  # of a no
    yields: Mapped[bool] = mapped_column(default=False)  # it is to give way, by the proposal

    overlap: Mapped[Overlap] = relationship(back_populates="members")
    application: Mapped[Application | None] = relationship()
    stance: Mapped[Stance | None] = relationship()
    replier: Mapped[Person | None] = relationship()

    def forget_reply(self) -> None:
        """Wait for a reply anew: what was said was said of another proposal, or by another lead."""
        self.agrees = self.replied_by = self.replied_at = None
        self.reason = ""

    @property
    def bid(self) -> Application:
        """The bid, of a member that is one."""
        assert self.application is not None
        return self.application

    @property
    def thing(self) -> Application | Stance:
        """The bid or the answer."""
        thing = self.application or self.stance
        assert thing is not None  # the table sees to it
        return thing

    @property
    def lead(self) -> Partner:
        """Who speaks for it: a bid's lead, or who answered."""
        return self.stance.partner if self.stance else self.bid.lead

    @property
    def partners(self) -> list[Partner]:
        """Everyone who has a part in it."""
        if self.stance:
            return [self.stance.partner]
        return [each.partner for each in self.bid.commitments]

    @property
    def call(self) -> Call | None:
        """The call that it is to, if any."""
        return self.thing.call

    @property
    def title(self) -> str:
        """What it is called: an answer has no title but its call's."""
        return self.stance.call.title if self.stance else self.bid.title


class Recusal(Base):
    """A coordinator with a stake in a finding who leaves it to others."""

    __tablename__ = "recusal"

    overlap_id: Mapped[int] = mapped_column(ForeignKey("overlap.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]

    overlap: Mapped[Overlap] = relationship(back_populates="recusals")
    person: Mapped[Person] = relationship()
