"""All that a source may ask of the outside world."""

from datetime import date
from hashlib import sha256
from typing import Protocol

JSON = "application/json"


def printable(words: str) -> str:
    """Return words of a stranger as they may be shown and stored: without control characters."""
    return "".join(each if each.isprintable() else "�" for each in words)


class Unreachable(Exception):
    """The site did not give what was asked, in time and in bounds.

    `later` is for how many seconds the site asked to be left alone, if it did; `refused` that it
    does not want to be asked, `gone` that nothing is at the address any more.
    """

    refused = False
    gone = False

    def __init__(self, words: str, later: float = 0) -> None:
        super().__init__(printable(words))
        self.later = later


class Refused(Unreachable):
    """The site does not want to be asked."""

    refused = True


class NotPublic(Unreachable):
    """The address is none that everybody may ask: within a network, at a port of its own."""


class WrongKind(Unreachable):
    """The site answered with something else than what was due: a page where a feed was."""


class Site(Protocol):
    """A funder's site: live, recorded, or asked for through a pipe. Raises Unreachable."""

    @property
    def start(self) -> str:
        """The address where reading begins."""
        ...

    @property
    def today(self) -> date:
        """The day of the reading, for what is asked by date."""
        ...

    def get(self, url: str) -> bytes:
        """Return what is found at the address."""
        ...

    def post(self, url: str, body: bytes, media_type: str = JSON) -> bytes:
        """Return what the address answers to this body."""
        ...


def question(url: str, body: bytes | None = None) -> str:
    """Name what is asked: the address, and for a post the start of its body's SHA-256."""
    return url if body is None else f"POST {url} {sha256(body).hexdigest()[:16]}"
