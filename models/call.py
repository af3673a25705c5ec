"""Funding calls, their dates, and what changed in them."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Select,
    UniqueConstraint,
    and_,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lexicon.terms import (
    Amount,
    DateKind,
    Deadline,
    DeadlineModel,
    Doubt,
    Evidence,
    Phase,
    Rate,
    Status,
    Wording,
)
from models.base import Base, Key, Name, Title, Values
from models.source import Source

if TYPE_CHECKING:
    from models.correction import Correction

UNLISTED = 3
SAID = {
    Status.PLANNED: Phase.PLANNED,
    Status.PAUSED: Phase.PAUSED,
    Status.WITHDRAWN: Phase.WITHDRAWN,
    Status.CLOSED: Phase.CLOSED,
}


class Call(Base):
    """One invitation to apply for money. It is never deleted because its source fell silent."""

    __tablename__ = "call"
    __table_args__ = (UniqueConstraint("source_id", "identifier"),)

    id: Mapped[Key]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    identifier: Mapped[str]
    url: Mapped[str]
    title: Mapped[Title]
    funder: Mapped[Name]
    language: Mapped[Name]
    programme: Mapped[Name]
    text: Mapped[str]
    status: Mapped[Status]
    deadline_model: Mapped[DeadlineModel]
    opens: Mapped[dt.date | None]
    season: Mapped[Name]
    amounts: Mapped[tuple[Amount, ...]] = mapped_column(Values(Amount))
    rates: Mapped[tuple[Rate, ...]] = mapped_column(Values(Rate))
    applicants: Mapped[str]
    applicant_kinds: Mapped[tuple[str, ...]] = mapped_column(Values(str))
    excluded_kinds: Mapped[tuple[str, ...]] = mapped_column(Values(str))
    least_partners: Mapped[int | None]
    least_countries: Mapped[int | None]
    in_arrears: Mapped[bool | None]
    least_years: Mapped[int | None]
    areas: Mapped[tuple[str, ...]] = mapped_column(Values(str))
    area_text: Mapped[str]
    wordings: Mapped[tuple[Wording, ...]] = mapped_column(Values(Wording))
    uncertain: Mapped[tuple[Doubt, ...]] = mapped_column(Values(Doubt))
    evidence: Mapped[tuple[Evidence, ...]] = mapped_column(Values(Evidence))
    found_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    # Not in the list since then, and in how many good readings: three make it no longer listed.
    missing_since: Mapped[datetime | None]
    missed: Mapped[int] = mapped_column(default=0)
    # Fields whose value a person has confirmed or corrected: no doubt about them is told.
    settled: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())
    # The call's own page, looked at now and then, and how its server marked it. It is gone if it
    # was missed on two different days.
    page_looked_at: Mapped[datetime | None]
    page_missed_at: Mapped[datetime | None]
    page_gone_since: Mapped[datetime | None]
    page_etag: Mapped[str | None]
    page_last_modified: Mapped[str | None]
    # Told by another source, too: that call is shown, this one stands beside it as a second origin.
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)

    source: Mapped[Source] = relationship()
    dates: Mapped[list[CallDate]] = relationship(
        order_by="CallDate.passes_at, CallDate.id", cascade="all, delete-orphan"
    )
    changes: Mapped[list[CallChange]] = relationship(
        back_populates="call", order_by="CallChange.id.desc()"
    )
    corrections: Mapped[list[Correction]] = relationship(
        order_by="Correction.id", cascade="all, delete-orphan"
    )
    same_as: Mapped[Call | None] = relationship(remote_side="Call.id", foreign_keys=[same_as_id])
    follows: Mapped[Call | None] = relationship(remote_side="Call.id", foreign_keys=[follows_id])
    origins: Mapped[list[Call]] = relationship(
        foreign_keys=[same_as_id], order_by="Call.id", viewonly=True
    )
    rounds_after: Mapped[list[Call]] = relationship(
        foreign_keys=[follows_id], order_by="Call.id", viewonly=True
    )

    def phase(self, now: datetime) -> Phase:
        """Say where the call stands at a moment."""
        if self.status in SAID:
            return SAID[self.status]
        if self.opens and Deadline(day=self.opens, time=dt.time()).passes_at() > now:
            return Phase.UPCOMING
        return Phase.CLOSED if self.dates and not self.next_date(now) else Phase.OPEN

    def next_date(self, now: datetime) -> CallDate | None:
        """Return the nearest date to apply by. A second stage is for those who were invited."""
        return next(
            (each for each in self.dates if each.passes_at > now and each.kind != "stage_2"), None
        )

    def next_day(self, now: datetime) -> dt.date | None:
        """Return the day of that date."""
        date = self.next_date(now)
        return date.day if date else None

    @property
    def alike(self) -> list[Call]:
        """The call that is shown, and those beside it that are one with it; itself among them."""
        shown = self.same_as or self
        return [shown, *shown.origins]

    @property
    def doubts(self) -> list[Doubt]:
        """What of it is uncertain and waits for a person."""
        return [doubt for doubt in self.uncertain if doubt.field not in (self.settled or ())]

    @property
    def unlisted(self) -> bool:
        """Say whether its source has stopped listing it: once or twice may be a slip."""
        return self.missed >= UNLISTED

    @property
    def certain(self) -> bool:
        """Say whether its dates may be told as facts, or wait for a person."""
        return not any(doubt.field in ("deadlines", "identifier") for doubt in self.doubts)


class CallDate(Base):
    """One date of a call."""

    __tablename__ = "call_date"
    __table_args__ = (
        CheckConstraint("kind IN ('final', 'cut_off', 'stage_1', 'stage_2')", "a known kind"),
    )

    id: Mapped[Key]
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    kind: Mapped[DateKind]
    day: Mapped[dt.date]
    time: Mapped[dt.time | None]
    zone: Mapped[Name]
    label: Mapped[Title]
    passes_at: Mapped[datetime]  # the same in UTC, since calls are sorted and chosen by it

    @property
    def deadline(self) -> Deadline:
        """Return the date as a value."""
        return Deadline(
            day=self.day, time=self.time, zone=self.zone, kind=self.kind, label=self.label
        )


class CallChange(Base):
    """One field of a call that the funder changed, or that a person corrected.

    Held is what was not read with certainty: it is told, and noticed, once that is settled.
    """

    __tablename__ = "call_change"

    id: Mapped[Key]
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    field: Mapped[Name]
    old: Mapped[str]
    new: Mapped[str]
    noticed_at: Mapped[datetime]
    held: Mapped[bool] = mapped_column(default=False)

    call: Mapped[Call] = relationship(back_populates="changes")


def open_calls(now: datetime) -> Select[Call]:
    """Select what may be applied for, now or soon: the nearest first, those without a date last."""
    nearest = (
        select(func.min(CallDate.passes_at))
        .where(CallDate.call_id == Call.id, CallDate.passes_at > now, CallDate.kind != "stage_2")
        .scalar_subquery()
    )
    dated = select(CallDate.id).where(CallDate.call_id == Call.id).exists()
    alive = or_(
        Call.status == Status.PLANNED,
        and_(Call.status == Status.ANNOUNCED, or_(nearest.is_not(None), ~dated)),
    )
    return (
        select(Call)
        .where(alive, Call.same_as_id.is_(None))
        .order_by(nearest.is_(None), nearest, Call.id)
    )
