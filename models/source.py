"""Funders' sites, the readings of them, and what they answered."""

from __future__ import annotations

import datetime as dt
import zlib
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    UniqueConstraint,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, Key, Name, Values
from models.database import swap


class Source(Base):
    """A funder's site: which reader reads it, from where, how often.

    `options` are words for the reader, such as a page's selectors. `accepts` are the checks of
    scrapers/suspicion.py that a person found right to fail here. `chosen` is what the operator
    said by hand of `on`: it wins over the settings. `terms_read_by` says who read what the site
    allows, where somebody had to. `area` is where the calls are for that do not say it themselves.
    `added_at` is when an operator added it; the settings' own, and the code's, have none.
    """

    __tablename__ = "source"
    __table_args__ = (
        CheckConstraint("(clock IS NULL) = (lease_until IS NULL)", "a claimed source has a lease"),
        CheckConstraint(
            "(terms_read_by IS NULL) = (terms_read_on IS NULL)", "terms are read on a day"
        ),
    )

    id: Mapped[Key]
    slug: Mapped[Name] = mapped_column(unique=True)
    reader: Mapped[Name]
    funder: Mapped[Name]
    start: Mapped[str]
    language: Mapped[Name]
    zone: Mapped[Name]
    on: Mapped[bool]
    hours: Mapped[int]
    due_at: Mapped[datetime]
    options: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    accepts: Mapped[tuple[str, ...]] = mapped_column(Values(str), default=())
    chosen: Mapped[bool | None]
    area: Mapped[Name] = mapped_column(default="")
    added_at: Mapped[datetime | None]
    terms_read_by: Mapped[Name | None]
    terms_read_on: Mapped[dt.date | None]
    clock: Mapped[Name | None]
    lease_until: Mapped[datetime | None]

    runs: Mapped[list[SourceRun]] = relationship(
        back_populates="source", order_by="SourceRun.id.desc()", lazy="select"
    )


class Outcome(StrEnum):
    """How a reading went; only OK and UNCHANGED let it say that a call is still listed.

    Suspect is what cannot be believed, broken what could not be read, down a site that did not
    answer, refused one that does not want to be asked.
    """

    OK = "ok"
    UNCHANGED = "unchanged"
    SUSPECT = "suspect"
    BROKEN = "broken"
    DOWN = "down"
    REFUSED = "refused"


class SourceRun(Base):
    """One reading of one source."""

    __tablename__ = "source_run"
    __table_args__ = (
        CheckConstraint(
            "(outcome IN ('ok', 'unchanged')) = (trouble IS NULL)", "trouble is told, or was not"
        ),
    )

    id: Mapped[Key]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    read_at: Mapped[datetime]
    outcome: Mapped[Outcome]
    trouble: Mapped[str | None]
    warnings: Mapped[list[str]] = mapped_column(JSON)
    seen: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unlisted: Mapped[int] = mapped_column(default=0)
    # What the next readings are judged by: calls with a day, different days, the answering host.
    dated: Mapped[int] = mapped_column(default=0)
    days: Mapped[int] = mapped_column(default=0)
    host: Mapped[Name] = mapped_column(default="")
    bytes: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[float] = mapped_column(default=0)
    check: Mapped[Name] = mapped_column(default="")  # the one that failed, if one did

    source: Mapped[Source] = relationship(back_populates="runs")


class Snapshot(Base):
    """A raw answer of a source, kept when it differs from the one before."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("source_id", "question", "seal"),)

    id: Mapped[Key]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    question: Mapped[str]
    seal: Mapped[Name]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]

    @property
    def body(self) -> bytes:
        """Return the answer as it came, without contact persons."""
        return zlib.decompress(self.packed)


def renew_lease(session: Session, source: Source, *, now: datetime, lease: timedelta) -> bool:
    """Hold a source for longer; False if another clock has taken it."""
    mine = (Source.id == source.id, Source.clock == source.clock)
    return swap(session, update(Source).where(*mine).values(lease_until=now + lease))


def failures(session: Session, source: Source) -> int:
    """Count the failed readings since the last that was not."""
    good = select(func.max(SourceRun.id)).where(
        SourceRun.source_id == source.id, SourceRun.outcome.not_in((Outcome.DOWN, Outcome.REFUSED))
    )
    since = select(func.count(SourceRun.id)).where(
        SourceRun.source_id == source.id,
        SourceRun.id > func.coalesce(good.scalar_subquery(), 0),
    )
    return session.scalar(since) or 0


def claim_source(session: Session, *, clock: str, now: datetime, lease: timedelta) -> Source | None:
    """Take the source that has waited longest, unless another clock reads it."""
    free = (
        Source.on,
        Source.due_at <= now,
        or_(Source.lease_until.is_(None), Source.lease_until <= now),
    )
    wanted = select(Source).where(*free).order_by(Source.due_at, Source.id).limit(1)
    while source := session.scalar(wanted.with_for_update(skip_locked=True)):
        taken = {"clock": clock, "lease_until": now + lease}
        if swap(session, update(Source).where(Source.id == source.id, *free).values(taken)):
            session.refresh(source)
            return source
    return None
