"""One question to the outside world: bounded in time, bytes and redirects, and vetted."""

import ssl
import zlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from threading import Timer
from time import monotonic
from urllib.parse import urljoin, urlsplit

from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse
from urllib3.util import Url

from scrapers.addresses import PORTS, vetted
from scrapers.connecting import Guarded, GuardedTls
from scrapers.limits import Limits
from scrapers.site import Unreachable

MOVED = {301, 302, 303, 307, 308}
SAME_QUESTION = {307, 308}
BUSY = {429, 503}
LATEST = timedelta(days=7).total_seconds()  # no site is left alone for longer than this
ZIPPED = {"gzip", "x-gzip"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a server said to the end: 200 with a body, or 304 with none; `url` is where it was."""

    url: str
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
    """One question to a server.

    Each address on the way to the answer is asked within its `turn`; `media` refuses a declared
    media type before the body is read.
    """

    url: str
    agent: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    turn: Callable[[Url], AbstractContextManager[object]] = lambda there: nullcontext()
    media: Callable[[str, str], object] = lambda media, url: None
    key: Key | None = None


class BadStatus(Unreachable):
    """The server answered, with a status that is no answer."""

    def __init__(self, url: str, status: int, later: float = 0) -> None:
        super().__init__(f"{url} answers {status}", later)
        self.status = status
        self.refused = status in {401, 403, 429}
        self.gone = status in {404, 410}


def fetch(ask: Ask, limits: Limits) -> Said:
    """Return the answer, following redirects; anything but 200 and 304 is Unreachable."""
    url, body = ask.url, ask.body
    spent = 0.0
    for _ in range(limits.redirects + 1):
        there = vetted(url, limits.trusted)
        with ask.turn(there):
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
    connection = kind(host, there.port or PORTS[there.scheme or ""], timeout=limits.read)
    connection.limits, connection.end = limits, end
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
        with closing(connection.getresponse()) as said:
            found = heard(said, ask, there, limits)
        if monotonic() > end:
            raise TimeoutError
        return found
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(
            f"{there.url}: the server cannot show that it is {host}: {error.verify_message}"
        ) from error
    except (HTTPError, HTTPException, OSError, ValueError, zlib.error) as error:
        reason = f"took over {limits.seconds:g} s" if monotonic() > end else str(error)[:200]
        raise Unreachable(f"{there.url}: {reason}") from error
    finally:
        alarm.cancel()
        connection.close()
        if connection.brake:
            connection.brake.close()


def heard(said: HTTPResponse, ask: Ask, there: Url, limits: Limits) -> Said | tuple[int, str]:
    """Judge an answer by its head, and read its body only if it is one."""
    if said.status in MOVED and "Location" in said.headers:
        return said.status, said.headers["Location"]
    if said.status not in (200, 304):
        later = patience(said.headers.get("Retry-After", "")) if said.status in BUSY else 0
        raise BadStatus(there.url, said.status, later)
    if said.status == 200:
        ask.media(said.headers.get("Content-Type", "").partition(";")[0].strip().lower(), there.url)
    return Said(
        url=there.url,
        status=said.status,
        body=bounded(said, there.url, limits) if said.status == 200 else b"",
        etag=said.headers.get("ETag"),
        last_modified=said.headers.get("Last-Modified"),
    )


def patience(words: str) -> float:
    """Return how many seconds a Retry-After asks for: a number of them, or a moment (RFC 9110)."""
    try:
        moment = parsedate_to_datetime(words)
        seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    except ValueError:
        seconds = float(words) if words.isascii() and words.isdigit() else 0
    return min(max(seconds, 0), LATEST)


def bounded(said: HTTPResponse, url: str, limits: Limits) -> bytes:
    """Read the body, unpacked, and stop where it grows too long."""
    packing = said.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ZIPPED | {"identity", ""}:
        raise Unreachable(f"{url}: packed as {packing[:40]!r}, which nobody asked for")
    announced = said.headers.get("Content-Length", "")
    if announced.isdecimal() and (len(announced) > 15 or int(announced) > limits.wire_bytes):
        raise Unreachable(f"{url}: more than {limits.wire_bytes} bytes on the wire")
    unpack = zlib.decompressobj(31) if packing in ZIPPED else None
    found, wire = bytearray(), 0
    while piece := said.read1(1 << 16):
        wire += len(piece)
        if wire > limits.wire_bytes:
            raise Unreachable(f"{url}: more than {limits.wire_bytes} bytes on the wire")
        found += unpack.decompress(piece, limits.bytes + 1 - len(found)) if unpack else piece
        if len(found) > limits.bytes:
            raise Unreachable(f"{url}: more than {limits.bytes} bytes")
        if len(found) > max(1 << 20, wire * limits.ratio):
            raise Unreachable(f"{url}: unpacks to over {limits.ratio} times its size")
    if unpack and (not unpack.eof or unpack.unused_data):
        raise Unreachable(f"{url}: a packed answer that is cut short, or goes on after its end")
    return bytes(found)
