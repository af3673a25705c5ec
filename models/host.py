"""Hosts that sources are read from: one request at a time, whichever clock and source asks."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, String, Text, or_, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Name
from models.database import add_once, swap


class Host(Base):
    """When a host may be asked next, and who asks it now."""

    __tablename__ = "host"
    __table_args__ = (
        CheckConstraint(
            "(clock IS NULL) = (lease_until IS NULL)", "a host that is held has a lease"
        ),
    )

    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    free_at: Mapped[datetime]
    clock: Mapped[Name | None]
    lease_until: Mapped[datetime | None]


class Robots(Base):
    """What a host wishes: the robots.txt of an address like https://x.example."""

    __tablename__ = "robots"

    home: Mapped[str] = mapped_column(String(300), primary_key=True)
    wishes: Mapped[str] = mapped_column(Text)
    read_at: Mapped[datetime]


def take_host(
    session: Session, name: str, *, clock: str, now: datetime, pause: timedelta, lease: timedelta
) -> datetime | None:
    """Take a host for one request; if it is not free, return when it may be."""
    add_once(session, Host, name=name, free_at=now)
    free = (
        Host.name == name,
        Host.free_at <= now,
        or_(Host.lease_until.is_(None), Host.lease_until <= now),
    )
    taken = {"clock": clock, "lease_until": now + lease, "free_at": now + pause}
    if swap(session, update(Host).where(*free).values(taken)):
        return None
    return session.get_one(Host, name).free_at


def leave_host(session: Session, name: str, *, clock: str) -> None:
    """Let the next one ask."""
    mine = (Host.name == name, Host.clock == clock)
    swap(session, update(Host).where(*mine).values(clock=None, lease_until=None))


def rest_host(session: Session, name: str, until: datetime) -> None:
    """Leave a host alone, as it asked."""
    sooner = (Host.name == name, Host.free_at < until)
    swap(session, update(Host).where(*sooner).values(free_at=until))


def keep_robots(session: Session, home: str, wishes: str, now: datetime) -> None:
    """Remember a robots.txt as it is now."""
    session.merge(Robots(home=home, wishes=wishes, read_at=now))
