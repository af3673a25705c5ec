"""A server that means harm, or is broken: a trap at each address. Run it in a process of its own.

    python -m tests.hostile

It prints the port that it listens at on 127.0.0.1.
"""

import gzip
import socket
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from time import sleep

FEED = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Calls</title>'
    b"<link>https://x.example</link><description>x</description>%b</channel></rss>"
)
ITEM = (
    "<item><guid>1</guid><title>Utlysning: Renare sjöar</title><link>https://x.example/1</link>"
    "<description>%s Sista ansökningsdag är den 1 mars 2027.</description></item>"
)
GOOD = FEED % (ITEM % "Ni kan söka stöd.").encode()
LONG = 1000  # pieces, or half seconds: more than anybody waits for


def head(status: str = "200 OK", kind: str = "application/rss+xml", **more: str) -> bytes:
    """Return the head of an answer, up to and with its empty line."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def whole(body: bytes, **more: str) -> Iterator[bytes]:
    """Answer properly, with whatever the body is."""
    yield head(**{"Content_Length": str(len(body)), **more}) + body


def to(place: str) -> Iterator[bytes]:
    """Lead elsewhere."""
    yield head("302 Found", Location=place, Content_Length="0")


@cache
def bomb(megabytes: int = 200) -> bytes:
    """Pack zeros a thousandfold."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()


def drip(begin: bytes, piece: Callable[[int], bytes], pause: float = 0.2) -> Iterator[bytes]:
    """Say a little, again and again."""
    yield begin
    for number in range(LONG):
        sleep(pause)
        yield piece(number)


def flood(begin: bytes, piece: bytes, times: int = 1 << 30) -> Iterator[bytes]:
    """Say much, again and again."""
    yield begin
    for _ in range(times):
        yield piece


def silent() -> Iterator[bytes]:
    """Accept, and never say a word."""
    sleep(LONG)
    yield b""


def laughs() -> bytes:
    """Return entities that grow tenfold nine times."""
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "lol">{grown}]>'
    return f"{declared}<rss version='2.0'><channel><title>&a9;</title></channel></rss>".encode()


def quadratic() -> bytes:
    """Return one long entity, named very often."""
    declared = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>'
    return f"{declared}<rss version='2.0'><channel><title>{'&a;' * 50_000}</title></channel></rss>"\
        .encode()  # fmt: skip


def outside() -> bytes:
    """Return an entity that stands for a file of the reader's."""
    declared = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    return f"{declared}<rss version='2.0'><channel><title>&a;</title></channel></rss>".encode()


PACKED = {"Content_Encoding": "gzip"}
SLOW = "took over|more than 100 headers"
METADATA = "http://169.254.169.254/latest/meta-data/"
# Each trap, and what is said of it afterwards.
TRAPS: dict[str, tuple[Callable[[], Iterator[bytes]], str]] = {
    "error": (lambda: whole(GOOD, status="500 No"), "answers 500"),
    "empty": (lambda: whole(b""), "not a feed"),
    "garbage": (lambda: flood(b"", b"\0\xff" * 1000, 1), "garbage: (?:.\ufffd|\ufffd.){9}"),
    "closed": (lambda: iter(()), "closed|Remote"),
    "endless": (lambda: flood(head(), b"." * 65536), "more than 5242880 bytes on the wire"),
    "endless chunks": (
        lambda: flood(head(Transfer_Encoding="chunked"), b"10000\r\n%b\r\n" % (b"." * 65536)),
        "more than 5242880 bytes on the wire",
    ),
    "huge chunk": (
        lambda: flood(head(Transfer_Encoding="chunked"), b"FFFFFFFFFF\r\n", 1),
        "Incomplete|took over|InvalidChunk|timed out",
    ),
    "announced": (lambda: flood(head(Content_Length=str(10 << 30)), b"", 0), "more than 5242880"),
    "short": (lambda: whole(b"calls", Content_Length="99"), "Incomplete|incomplete"),
    "bomb": (lambda: whole(bomb(), **PACKED), "more than 10485760 bytes|unpacks to over 100"),
    "twice packed": (
        lambda: whole(gzip.compress(bomb()), Content_Encoding="gzip, gzip"), "packed as 'gzip, gzip"
    ),
    "bomb in gzip": (lambda: whole(gzip.compress(bomb()), **PACKED), "not a feed"),
    "many layers": (
        lambda: whole(b"hi", Content_Encoding=", ".join(["gzip"] * 20)), "which nobody asked for"
    ),
    "not packed": (lambda: whole(GOOD, **PACKED), "incorrect header"),
    "cut": (lambda: whole(gzip.compress(GOOD)[:-9], **PACKED), "cut short"),
    "bomb on the way": (
        lambda: whole(bomb(), status="302 Found", Location="/error", **PACKED), "answers 500"
    ),
    "slow head": (lambda: drip(b"HTTP/1.1 200 OK\r\n", lambda n: b"X-%d: y\r\n" % n), SLOW),
    "slow body": (lambda: drip(head(Content_Length="90000"), lambda n: b"."), SLOW),
    "slow line": (lambda: drip(b"HTTP/1.1 200 ", lambda n: b"K"), SLOW),
    "silent": (silent, "timed out|took over"),
    "many headers": (lambda: flood(head()[:-2], b"X-A: %b\r\n" % (b"y" * 1000)), "more than 100"),
    "long header": (lambda: flood(head()[:-2] + b"X: ", b"y" * 65536, 800), "65536|header line"),
    "early hints": (lambda: flood(b"", b"HTTP/1.1 103 Early\r\n\r\n", LONG), "answers 103"),
    "go on": (lambda: flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100), "took over"),
    "reset": (lambda: flood(head(Content_Length="90"), b"<rss", 1), "reset|Incomplete|incomplete"),
    "loop": (lambda: to("/loop"), "more than 5 redirects"),
    "to a file": (lambda: to("file:///etc/hostname"), "not an address to ask"),
    "backslash": (lambda: to("http://127.0.0.1\\@x.example/"), "not an address to ask"),
    "split": (lambda: to("http://x.example/\x01Y: z"), "not an address to ask"),
    "to metadata": (lambda: to(METADATA), "not at a public address"),
    "a picture": (lambda: whole(b"\x89PNG", kind="image/png"), "image/png, where a feed is due"),
    "a page": (lambda: whole(b"<!doctype html><p>Sorry", kind="text/html"), "a page, where a feed"),
    "a page in disguise": (lambda: whole(b"<html>Sorry</html>"), "answers a page, where a feed"),
    "JSON": (lambda: whole(b"[" * 1_000_000), "answers JSON, where a feed is due"),
    "laughs": (lambda: whole(laughs()), "not a feed|cut short|cannot be read|without items|comput"),
    "quadratic": (lambda: whole(quadratic()), "not a feed|without items|computing|MemoryError|cut"),
    "outside": (lambda: whole(outside()), "not a feed|without items|cannot be read"),
    "comments": (
        lambda: whole(FEED % (ITEM % ("&lt;!--" * 250_000)).encode()), "computing for one answer"
    ),
    "deep": (
        lambda: whole(GOOD.split(b"<item>")[0] + b"<item><description>" + b"<a>" * 300_000),
        "cut short|computing|cannot be read",
    ),
    "long line": (
        lambda: whole(b"<rss" + b"r" * 4_000_000), "not a feed|computing"
    ),
    "many items": (lambda: whole(FEED % ((ITEM % "").encode() * 3000)), "3000 items, more than"),
}  # fmt: skip


def serve(connection: socket.socket) -> None:
    """Answer one request."""
    with suppress(OSError), connection:
        said = b""
        while b"\r\n\r\n" not in said and (piece := connection.recv(4096)):
            said += piece
        path = said.split(b" ")[1].decode().strip("/").replace("%20", " ")
        if path == "reset":  # what is closed like this is reset
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        lost = head("404 Not Found", Content_Length="0")
        trap = TRAPS[path][0]() if path in TRAPS else whole(GOOD) if path == "good" else [lost]
        for piece in trap:
            connection.sendall(piece)


def main() -> None:
    """Serve for ever."""
    bomb()  # packed before anybody asks, since that takes a while
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listening:
        print(listening.getsockname()[1], flush=True)  # noqa: T201 (for whoever started it)
        while True:
            threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()


if __name__ == "__main__":
    main()
