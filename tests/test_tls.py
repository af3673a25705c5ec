"""Who cannot show that it is the host that was asked learns nothing and tells nothing."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
import trustme

from scrapers.fetching import Key, Limits, LiveSite
from scrapers.site import Unreachable

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
Serve = Callable[[trustme.LeafCert], LiveSite]


def site_at(port: int, seconds: float = 5) -> LiveSite:
    trusted = frozenset(f"{host}:{port}" for host in ("127.0.0.1", "::1", "localhost"))
    return LiveSite(
        start=f"https://localhost:{port}",
        agent="test",
        today=date(2026, 11, 21),
        limits=Limits(seconds=seconds, pause=0, trusted=trusted),
    )


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a visitor who left in the middle of the handshake."""


class Calls(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response({"/robots.txt": 404, "/away": 302, "/near": 302}.get(self.path, 200))
        host = self.headers["Host"]
        place = {"/away": f"http://{host}/calls", "/near": f"https://{host}/calls"}
        if self.path in place:
            self.send_header("Location", place[self.path])
        self.end_headers()
        if self.path == "/calls":
            self.wfile.write(b"calls")

    def log_message(self, format: str, *words: object) -> None:
        pass


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> trustme.CA:
    """An authority that this machine trusts."""
    made = trustme.CA()
    made.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return made


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:

        def started(certificate: trustme.LeafCert) -> LiveSite:
            Calls.asked = []
            server = stack.enter_context(Quiet(("127.0.0.1", 0), Calls))
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            server.socket = context.wrap_socket(server.socket, server_side=True)
            Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            stack.callback(server.shutdown)
            return site_at(server.server_port)

        yield started


def test_a_host_that_an_authority_vouches_for_is_read(authority: trustme.CA, serve: Serve) -> None:
    site = serve(authority.issue_cert("localhost"))

    assert site.get(f"{site.start}/calls") == b"calls"


def test_another_hosts_certificate_is_refused(authority: trustme.CA, serve: Serve) -> None:
    site = serve(authority.issue_cert("other.example"))

    with pytest.raises(Unreachable, match=r"cannot show that it is localhost: Hostname mismatch"):
        site.get(f"{site.start}/calls")
    assert Calls.asked == []


def test_an_expired_certificate_is_refused(authority: trustme.CA, serve: Serve) -> None:
    site = serve(authority.issue_cert("localhost", not_after=LONG_AGO))

    with pytest.raises(Unreachable, match=r"cannot show that it is localhost: .* has expired"):
        site.get(f"{site.start}/calls")
    assert Calls.asked == []


@pytest.mark.usefixtures("authority")
def test_an_authority_that_nobody_knows_is_refused(serve: Serve) -> None:
    site = serve(trustme.CA().issue_cert("localhost"))
    site.key = Key(under=f"{site.start}/", header="Authorization", words="hemlig")

    with pytest.raises(Unreachable, match=r"it is localhost: (unable to get|self.signed)"):
        site.get(f"{site.start}/calls")
    assert Calls.asked == []


def test_what_speaks_no_tls_is_refused() -> None:
    with Quiet(("127.0.0.1", 0), Calls) as plain:
        Thread(target=plain.serve_forever, args=(0.01,), daemon=True).start()
        site = site_at(plain.server_port)

        with pytest.raises(Unreachable, match=r"SSL|WRONG_VERSION|wrong version|record layer"):
            site.get(f"{site.start}/calls")
        plain.shutdown()


def test_a_secure_page_never_leads_to_one_that_is_not(
    authority: trustme.CA, serve: Serve
) -> None:  # fmt: skip
    site = serve(authority.issue_cert("localhost"))

    assert site.get(f"{site.start}/near") == b"calls"
    with pytest.raises(Unreachable, match="leads away from https"):
        site.get(f"{site.start}/away")
    assert Calls.asked == ["/robots.txt", "/near", "/calls", "/away"]


def test_a_handshake_that_never_ends_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        site = site_at(silent.getsockname()[1], seconds=0.5)

        with pytest.raises(Unreachable, match=r"took over 0\.5 s"):
            site.get(f"{site.start}/calls")
