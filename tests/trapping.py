"""A server with a trap at each address, and a site that asks it."""

import gzip
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from scrapers.fetching import Limits, LiveSite

BOMB = gzip.compress(bytes(5_000_000))
SMALL_BOMB = gzip.compress(bytes(1_500_000))
REDIRECTS = {
    "/round": "/round", "/away": "http://10.0.0.1/", "/file": "file:///etc/hostname",
    "/broken": "http://[::1/", "/there": "/calls", "/hidden": "/private/calls",
}  # fmt: skip
PACKED = {"/bomb": BOMB, "/ratio": SMALL_BOMB, "/packed": gzip.compress(b"calls"),
          "/cut": gzip.compress(b"calls")[:-4], "/twice": gzip.compress(b"a") + b"b"}  # fmt: skip


class Hostile(BaseHTTPRequestHandler):
    """A server with a trap at each address; it remembers what it was asked."""

    protocol_version = "HTTP/1.1"
    robots: ClassVar[bytes | int] = 404
    redirects: ClassVar[dict[str, str]] = REDIRECTS
    asked: ClassVar[list[tuple[float, str, str, dict[str, str]]]]
    port: ClassVar[int]

    def do_GET(self) -> None:
        self.close_connection = True
        self.asked.append((time.monotonic(), self.command, self.path, dict(self.headers)))
        with suppress(OSError):
            self.answer()

    do_POST = do_GET

    def answer(self) -> None:
        path = self.path.partition("?")[0]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if path == "/robots.txt":
            self.say(200, self.robots) if isinstance(self.robots, bytes) else self.say(self.robots)
        elif path in self.redirects:
            self.say(302, b"unread", Location=self.redirects[path])
        elif path in ("/303", "/307"):
            self.say(int(path[1:]), Location="/echo")
        elif path == "/echo":
            kind = self.headers.get("Content-Type", "none")
            self.say(200, f"{self.command} {kind} ".encode() + body)
        elif path in PACKED:
            self.say(200, PACKED[path], **{"Content-Encoding": "gzip"})
        elif path == "/layers":
            self.say(200, b"x", **{"Content-Encoding": "gzip, gzip"})
        elif path == "/brotli":
            self.say(200, b"x", **{"Content-Encoding": "br"})
        elif path == "/marked":
            if self.headers.get("If-None-Match") == '"one"':
                self.say(304, ETag='"one"')
            else:
                self.say(200, b"calls", **{"ETag": '"one"', "Last-Modified": "Sat"})
        elif path == "/contacts":
            self.say(200, b'[{"Titel": "Call", "KontaktLista": [{"Namn": "Eva"}]}]')
        elif path == "/busy":
            self.say(429, b"", **{"Retry-After": "1200"})
        elif path == "/304":
            self.say(304)
        elif path.strip("/").isdigit():
            self.say(int(path[1:]))
        elif path == "/short":
            self.say(200, b"calls", **{"Content-Length": "99"})
        elif path in ("/endless", "/slow"):
            self.drip(pause=0.05 if path == "/slow" else 0, size=1 if path == "/slow" else 65536)
        elif path == "/slow-header":
            for _ in range(40):
                self.wfile.write(b"H")
                time.sleep(0.05)
        elif path == "/rubbish":
            self.wfile.write(b"\0\1\2 not HTTP at all\r\n\r\n")
        elif path == "/header":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n")
        elif path == "/chunks":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"3\r\ncal\r\n2\r\nls\r\n0\r\n\r\n")
        else:
            self.say(200, b"calls")

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, pause: float, size: int) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"." * size)
            time.sleep(pause)

    def log_message(self, format: str, *words: object) -> None:
        pass


LIMITS = Limits(seconds=30, wire_bytes=4_000_000, bytes=2_000_000, redirects=2, pause=0)


@pytest.fixture
def server() -> Iterator[type[Hostile]]:
    class Here(Hostile):
        pass

    Here.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Here) as made:
        made.daemon_threads = True
        Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
        Here.port = made.server_port
        yield Here
        made.shutdown()


@pytest.fixture
def site(server: type[Hostile]) -> LiveSite:
    return LiveSite(
        start=f"http://127.0.0.1:{server.port}",
        agent="Samsok/1 (+mailto:op@example.org)",
        today=date(2026, 11, 21),
        limits=replace(LIMITS, trusted=frozenset({f"127.0.0.1:{server.port}"})),
    )
