"""How often something was tried: counted in the database, for all web processes together."""

from datetime import datetime, timedelta

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Name


class Throttle(Base):
    """The tries of one kind by one somebody since a moment; `key` is a hash, not an address."""

    __tablename__ = "throttle"

    key: Mapped[Name] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]


def count_try(session: Session, key: str, now: datetime, window: timedelta) -> int:
    """Count a try and return which it is in this window of time, whoever else counts."""
    since = datetime.fromtimestamp(
        now.timestamp() // window.total_seconds() * window.total_seconds(), now.tzinfo
    )
    kind = session.get_bind().dialect.name
    insert = postgresql.insert(Throttle) if kind == "postgresql" else sqlite.insert(Throttle)
    counted = (
        insert.values(key=key, since=since, count=1)
        .on_conflict_do_update(index_elements=["key", "since"], set_={"count": Throttle.count + 1})
        .returning(Throttle.count)
    )
    return session.execute(counted).scalar_one()
