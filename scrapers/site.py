"""All that a source may ask of the outside world."""

from typing import Protocol


class Site(Protocol):
    """A funder's site: live, recorded, or asked for through a pipe."""

    @property
    def start(self) -> str:
        """The address where reading begins."""
        ...

    def get(self, url: str) -> bytes:
        """Return what is found at the address."""
        ...

    def post(self, url: str, body: bytes, media_type: str = "application/json") -> bytes:
        """Return what the address answers to this body."""
        ...
