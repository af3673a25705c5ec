"""One question to the outside world: bounded in time, bytes and redirects, and vetted."""

import socket
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Thread, Timer
from time import monotonic
from urllib.parse import urljoin, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse
from urllib3.util import Url

from scrapers.addresses import PORTS, public, vetted
from scrapers.site import Unreachable

MOVED = {301, 302, 303, 307, 308}
SAME_QUESTION = {307, 308}
ZIPPED = {"gzip", "x-gzip"}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one fetch may cost. Tests alone go to addresses and ports that are not public.

    A hundred hits of the EU portal are 20 MB; Vinnova takes half a minute to count its changes.
    `ratio` is how far an answer over 1 MB may unpack; `pause` is between two requests to a host.
    """

    seconds: float = 60
    wire_bytes: int = 24 << 20
    bytes: int = 48 << 20
    ratio: int = 100
    redirects: int = 5
    pause: float = 5
    only_public: bool = True


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a server said to the end: 200 with a body, or 304 with none."""

    status: int
    body: bytes
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, kw_only=True)
class Key:
    """What opens a site, told in a header to the addresses under one, and to no other."""

    under: str
    header: str
    words: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.under.endswith("/"):
            raise ValueError(f"a key is for what is under {self.under!r}, which ends with no slash")

    def headers(self, there: Url) -> dict[str, str]:
        """Return the header for an address, or none; a redirect may lead to somebody else."""
        return {self.header: self.words} if there.url.startswith(self.under) else {}


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One question to a server; `before` is called with each address on the way to the answer."""

    url: str
    agent: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[Url], None] = lambda there: None
    key: Key | None = None


class BadStatus(Unreachable):
    """The server answered, with a status that is no answer."""

    def __init__(self, url: str, status: int) -> None:
        super().__init__(f"{url} answers {status}")
        self.status = status


class Guarded(HTTPConnection):
    """Looks at the address in the moment of connecting; a second look-up could lie."""

    only_public: bool
    end: float
    brake: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        addresses = looked_up(self.host, self.port or 0, self.end)
        if self.only_public and not all(map(public, addresses)):
            raise Unreachable(f"{self.host} is not at a public address")
        made = first(addresses, self.port or 0, self.end)
        self.brake = made.dup()  # a second handle: shutting it ends the first, TLS or not
        if monotonic() > self.end:
            self.stop()
        return made

    def stop(self) -> None:
        """End the conversation, wherever it is."""
        if self.brake:
            self.brake.shutdown(socket.SHUT_RDWR)


class GuardedTls(Guarded, HTTPSConnection):
    """The same, encrypted."""


def looked_up(host: str, port: int, end: float) -> list[str]:
    """Ask for all addresses of a host; the system's look-up knows no end of its own."""
    found: list[str] = []
    trouble: list[OSError | ValueError] = []

    def look_up() -> None:
        try:
            told = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(each[4][0]) for each in told))
        except (OSError, ValueError) as error:
            trouble.append(error)

    looking = Thread(target=look_up, daemon=True)
    looking.start()
    looking.join(max(end - monotonic(), 0))
    if trouble:
        raise trouble[0]
    if not found:
        raise TimeoutError(f"{host} was not found in time")
    return found


def first(addresses: list[str], port: int, end: float) -> socket.socket:
    """Connect to the first of the addresses that lets us in before the end."""
    trouble: OSError = TimeoutError()
    for address in addresses:
        try:
            wait = min(10, end - monotonic())
            if wait <= 0:
                break
            return socket.create_connection((address, port), timeout=wait)
        except OSError as error:
            trouble = error
    raise trouble


def fetch(ask: Ask, limits: Limits) -> Said:
    """Return the answer, following redirects; anything but 200 and 304 is Unreachable."""
    url, body = ask.url, ask.body
    spent = 0.0
    for _ in range(limits.redirects + 1):
        there = vetted(url, limits.only_public)
        ask.before(there)
        began = monotonic()
        found = one(ask, there, body, began + limits.seconds - spent, limits)
        spent += monotonic() - began
        if isinstance(found, Said):
            return found
        status, place = found
        url, body = led(there.url, place), body if status in SAME_QUESTION else None
    raise Unreachable(f"{ask.url}: more than {limits.redirects} redirects")


def led(url: str, place: str) -> str:
    """Return the address that a redirect leads to; never from https to anything else."""
    try:
        target = urljoin(url, place)
    except ValueError:
        raise Unreachable(f"{url} leads to {place[:200]!r}, not an address to ask") from None
    if urlsplit(url).scheme == "https" != urlsplit(target).scheme:
        raise Unreachable(f"{url} leads away from https, to {target[:200]!r}")
    return target


def one(
    ask: Ask, there: Url, body: bytes | None, end: float, limits: Limits
) -> Said | tuple[int, str]:
    """Ask one server once; return its answer, or the status and place of a redirect."""
    kind = GuardedTls if there.scheme == "https" else Guarded
    host = (there.host or "").strip("[]")
    connection = kind(host, there.port or PORTS[there.scheme or ""], timeout=15)
    connection.only_public, connection.end = limits.only_public, end
    headers = {"User-Agent": ask.agent, "Accept-Encoding": "gzip", **ask.headers}
    if ask.key:
        headers |= ask.key.headers(there)
    if body is None:
        headers.pop("Content-Type", None)
    alarm = Timer(max(end - monotonic(), 0), connection.stop)
    alarm.daemon = True
    alarm.start()
    try:
        connection.request(
            "GET" if body is None else "POST", there.request_uri, body, headers,
            preload_content=False, decode_content=False,
        )  # fmt: skip
        said = connection.getresponse()
        if said.status in MOVED and "Location" in said.headers:
            return said.status, said.headers["Location"]  # its body stays unread
        if said.status not in (200, 304):
            raise BadStatus(there.url, said.status)
        found = Said(
            status=said.status,
            body=bounded(said, limits) if said.status == 200 else b"",
            etag=said.headers.get("ETag"),
            last_modified=said.headers.get("Last-Modified"),
        )
        if monotonic() > end:
            raise TimeoutError
        return found
    except (HTTPError, HTTPException, OSError, ValueError, zlib.error) as error:
        reason = f"took over {limits.seconds:g} s" if monotonic() > end else error
        raise Unreachable(f"{there.url}: {reason}") from error
    finally:
        alarm.cancel()
        connection.close()
        if connection.brake:
            connection.brake.close()


def bounded(said: HTTPResponse, limits: Limits) -> bytes:
    """Read the body, unpacked, and stop where it grows too long."""
    packing = said.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ZIPPED | {"identity", ""}:
        raise Unreachable(f"the answer is packed as {packing[:40]!r}, which nobody asked for")
    unpack = zlib.decompressobj(31) if packing in ZIPPED else None
    found, wire = bytearray(), 0
    while piece := said.read1(1 << 16):
        wire += len(piece)
        if wire > limits.wire_bytes:
            raise Unreachable(f"more than {limits.wire_bytes} bytes on the wire")
        found += unpack.decompress(piece, limits.bytes + 1 - len(found)) if unpack else piece
        if len(found) > limits.bytes:
            raise Unreachable(f"more than {limits.bytes} bytes")
        if len(found) > max(1 << 20, wire * limits.ratio):
            raise Unreachable(f"unpacks to over {limits.ratio} times its size")
    if unpack and (not unpack.eof or unpack.unused_data):
        raise Unreachable("a packed answer that is cut short, or goes on after its end")
    return bytes(found)
