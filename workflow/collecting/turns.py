"""Turns at hosts, kept in the database, since several clocks and sources ask the same host."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import sleep

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import Robots
from models.host import keep_robots, leave_host, rest_host, take_host
from scrapers.turns import A_DAY, PATIENT, resting

LEASE = timedelta(minutes=3)  # no fetch takes so long: who holds a host longer has died
SHORT = 0.5  # seconds between two looks at a host that is being asked


@dataclass(frozen=True)
class SharedTurns:
    """The turns of all who ask, at one database; `owner` is one of them.

    Whoever is to wait for longer than `patience` seconds comes back another time.
    """

    engine: Engine
    owner: str
    clock: Callable[[], datetime]
    wait: Callable[[float], object] = sleep
    patience: float = PATIENT

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait for the host and hold it."""
        while left := self._take(host, timedelta(seconds=pause)):
            if left > self.patience:
                raise resting(host, left)
            self.wait(left)
        try:
            yield
        finally:
            with Session(self.engine) as session, session.begin():
                leave_host(session, host, clock=self.owner)

    def _take(self, host: str, pause: timedelta) -> float:
        """Take a host, or return in how many seconds to try again."""
        now = self.clock()
        with Session(self.engine) as session, session.begin():
            free_at = take_host(
                session, host, clock=self.owner, now=now, pause=pause, lease=LEASE
            )  # fmt: skip
        return max((free_at - now).total_seconds(), SHORT) if free_at else 0

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long, as it asked."""
        with Session(self.engine) as session, session.begin():
            rest_host(session, host, self.clock() + timedelta(seconds=seconds))

    def wishes(self, home: str) -> str | None:
        """Return a robots.txt that was read in a day."""
        with Session(self.engine) as session:
            found = session.get(Robots, home)
            fresh = found and self.clock() < found.read_at + timedelta(seconds=A_DAY)
            return found.wishes if found and fresh else None

    def keep(self, home: str, wishes: str) -> None:
        """Remember a robots.txt for a day."""
        with Session(self.engine) as session, session.begin():
            keep_robots(session, home, wishes, self.clock())
