"""What one fetch may cost. A source that needs more says so, and why, in its own file."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Seconds and bytes of one fetch, all its redirects together.

    `connect` and `read` are the longest silences, `seconds` is the whole, without waiting for our
    turn. `ratio` is how far an answer over 1 MB may unpack; `pause` is between two requests to a
    host. Tests alone have `trusted` places, as 127.0.0.1:8000, which need not be public.
    """

    seconds: float = 30
    connect: float = 10
    read: float = 15
    wire_bytes: int = 5 << 20
    bytes: int = 10 << 20
    ratio: int = 100
    redirects: int = 5
    pause: float = 5
    trusted: frozenset[str] = frozenset()
