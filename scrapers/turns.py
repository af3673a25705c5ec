"""Whose turn it is at a host: one request at a time, a pause between two, and what it wishes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic, sleep
from typing import Protocol

from scrapers.site import Unreachable

PATIENT = 120  # seconds; who is to wait longer comes back another time
A_DAY = 24 * 3600


class Turns(Protocol):
    """What all who ask a host know of it together, whichever source they read."""

    def turn(self, host: str, pause: float) -> AbstractContextManager[object]:
        """Wait for the host and hold it; the next turn begins `pause` seconds after this one.

        Unreachable if the host is to be left alone for longer than one can wait.
        """
        ...

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long, as it asked."""
        ...

    def wishes(self, home: str) -> str | None:
        """Return the robots.txt of an address like https://x.example, if it was read in a day."""
        ...

    def keep(self, home: str, wishes: str) -> None:
        """Remember a robots.txt for a day."""
        ...


def resting(host: str, seconds: float) -> Unreachable:
    """Say that a host is not to be asked now."""
    return Unreachable(f"{host} asked to be left alone for another {seconds:.0f} s", seconds)


@dataclass
class OwnTurns:
    """The turns of one process; its threads share them."""

    _free: dict[str, float] = field(default_factory=dict)
    _held: dict[str, Lock] = field(default_factory=dict)
    _wishes: dict[str, tuple[float, str]] = field(default_factory=dict)

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait for the host and hold it."""
        with self._held.setdefault(host, Lock()):
            wait = self._free.get(host, 0) - monotonic()
            if wait > PATIENT:
                raise resting(host, wait)
            sleep(max(wait, 0))
            self._free[host] = monotonic() + pause
            yield

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long, as it asked."""
        self._free[host] = max(self._free.get(host, 0), monotonic() + seconds)

    def wishes(self, home: str) -> str | None:
        """Return a robots.txt that was read in a day."""
        read, wishes = self._wishes.get(home, (0.0, None))
        return wishes if monotonic() < read + A_DAY else None

    def keep(self, home: str, wishes: str) -> None:
        """Remember a robots.txt for a day."""
        self._wishes[home] = monotonic(), wishes
