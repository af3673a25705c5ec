"""Hooks: addresses of others' programs, a chat above all, that are told of what happens."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, or_, select
from sqlalchemy import text as words
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, Key, Name, Values

WAITING = words("told_at IS NULL AND failed_at IS NULL")


class Happening(StrEnum):
    """What a hook may be told of."""

    SEVERAL = "several"  # a new call fits several partners
    DEADLINE = "deadline"  # a call that somebody wants to apply to closes soon
    WITHDRAWN = "withdrawn"
    TEST = "test"


class Hook(Base):
    """An address that is told of some happenings. Its secret is computed from the salt."""

    __tablename__ = "hook"

    id: Mapped[Key]
    name: Mapped[Name]
    url: Mapped[str]
    happenings: Mapped[tuple[Happening, ...]] = mapped_column(Values(Happening))
    language: Mapped[Name]
    salt: Mapped[Name]
    added_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    off_at: Mapped[datetime | None]
    why_off: Mapped[str | None]

    errands: Mapped[list[Errand]] = relationship(
        back_populates="hook", order_by="Errand.id.desc()", cascade="all, delete-orphan"
    )


class Errand(Base):
    """One thing that one hook is to be told; the table is the queue."""

    __tablename__ = "errand"
    __table_args__ = (
        UniqueConstraint("hook_id", "happening", "about"),
        CheckConstraint("(carrier IS NULL) = (lease_until IS NULL)", "a teller has a lease"),
        Index(
            "errand_waiting", "again_at", "id", sqlite_where=WAITING, postgresql_where=WAITING,
        ),
    )  # fmt: skip

    id: Mapped[Key]
    hook_id: Mapped[int] = mapped_column(ForeignKey("hook.id", ondelete="CASCADE"))
    happening: Mapped[Happening]
    about: Mapped[Name]
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    written_at: Mapped[datetime]
    again_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    carrier: Mapped[Name | None]
    lease_until: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]

    hook: Mapped[Hook] = relationship(back_populates="errands")


def claim_errand(
    session: Session, carrier: str, now: datetime, lease: timedelta
) -> Errand | None:  # fmt: skip
    """Take the errand that is due longest, of a hook that is on; its row is ours till the commit.

    A test is told even to a hook that is off.
    """
    waiting = (
        select(Errand)
        .join(Errand.hook)
        .where(
            Errand.told_at.is_(None),
            Errand.failed_at.is_(None),
            Errand.again_at <= now,
            or_(Errand.lease_until.is_(None), Errand.lease_until <= now),
            or_(Hook.off_at.is_(None), Errand.happening == Happening.TEST),
        )
        .order_by(Errand.again_at, Errand.id)
    )
    errand = session.scalar(waiting.limit(1).with_for_update(skip_locked=True, of=Errand))
    if errand:
        errand.carrier, errand.lease_until = carrier, now + lease
        errand.tries, errand.tried_at = errand.tries + 1, now
    return errand
