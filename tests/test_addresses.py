"""Nobody talks us into connecting to our own network: not by an address, a name or a redirect."""

import ipaddress
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest

from scrapers.addresses import public, vetted
from scrapers.fetching import Limits, LiveSite
from scrapers.site import Unreachable

HOSTILE = [
    # our own machine, written in every way
    "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/",
    "http://0x7f.1/", "http://0x7f000001/", "http://017700000001/", "http://0177.0.0.1/",
    "http://0/", "http://0.0.0.0/", "http://localhost/", "http://localhost./",
    "http://LOCALHOST/", "http://127.0.0.1.rebind.example/", "http://[::1]/", "http://[::]/",
    "http://[::127.0.0.1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:7f00:0001]/", "http://[::ffff:0:127.0.0.1]/",
    # our network, and those of others
    "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.254/", "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://[fe80::1]/",
    "http://[fe80::1%25lo]/", "http://[fd00::1]/", "http://[fec0::1]/", "http://100.64.0.1/",
    "http://100.127.255.254/",
    # ways through, and what nobody has
    "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::7f00:1]/", "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/", "http://[2001:db8::1]/", "http://[ff02::1]/",
    "http://192.88.99.1/", "http://192.0.0.8/", "http://192.0.2.1/", "http://198.18.0.1/",
    "http://203.0.113.1/", "http://224.0.0.1/", "http://240.0.0.1/", "http://255.255.255.255/",
    # addresses that are read in two ways, or that nobody should ask
    "http://user@127.0.0.1/", "http://x.example@127.0.0.1/", "http://127.0.0.1\\@public.example/",
    "http://public.example\\@127.0.0.1/", "http://127.0.0.1#@public.example/",
    "http://127.0.0.1?@public.example/", "http://public.example:80@127.0.0.1/",
    "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://ｌocalhost/", "http://[::1", "http:///x",
    "http://public.example:22/", "http://public.example:x/", "https://public.example:80/",
    "http://public.example/\r\nX: y", "http://public.example/\t", "http://public.example /",
    "file:///etc/passwd", "gopher://public.example/", "ftp://public.example/", "//public.example/",
    "javascript:alert(1)", "data:text/xml,<rss/>", f"http://public.example/{'a' * 2000}",
]  # fmt: skip
# Of these a redirect makes something else: a header ends with its line, and // is no address yet.
SENT = [each for each in HOSTILE if not set(each) & set("\r\n\t") and not each.startswith("//")]
NAMES = {
    "public.example": ["93.184.216.34"],
    "127.0.0.1.rebind.example": ["127.0.0.1"],
    "mixed.example": ["93.184.216.34", "10.0.0.1"],
    "mixed6.example": ["2606:2800:220:1::1", "::1"],
    "nowhere.example": [],
}

tried: list[Any] = []
sys.addaudithook(
    lambda event, said: tried.append(said[1]) if event in ("socket.connect", "socket.sendto") else 0
)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What the look-up of names answers; numbers are looked up as ever."""
    real = socket.getaddrinfo
    told = dict(NAMES)

    def look_up(host: str, port: int, *more: int, **said: int) -> Any:
        if host not in told:
            return real(host, port, *more, **said)
        if not told[host]:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        kinds = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [
            (kinds[ipaddress.ip_address(each).version], socket.SOCK_STREAM, 6, "", (each, port))
            for each in told[host]
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return told


@contextmanager
def led_to(*places: str) -> Iterator[tuple[LiveSite, tuple[str, int]]]:
    """Serve a page that leads to these, one after the other; it alone is trusted."""

    class Leading(BaseHTTPRequestHandler):
        way: ClassVar[list[str]] = list(places)

        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/robots.txt" else 302)
            if self.path != "/robots.txt":
                place = self.way[int(self.path[1:])]
                self.send_header("Location", place.encode("utf-8").decode("latin-1"))
            self.end_headers()

        def log_message(self, format: str, *words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Leading) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        here = f"127.0.0.1:{server.server_port}"
        yield (
            LiveSite(
                start=f"http://{here}/0", agent="test", today=date(2026, 11, 21),
                limits=Limits(pause=0, seconds=5, trusted=frozenset({here})),
            ),
            ("127.0.0.1", server.server_port),
        )  # fmt: skip
        server.shutdown()


@pytest.mark.hostile
@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("url", HOSTILE)
def test_no_connection_is_made_to_a_hostile_address(url: str) -> None:
    site = LiveSite(start=url, agent="test", today=date(2026, 11, 21))
    tried.clear()

    with pytest.raises(Unreachable):
        site.get(url)

    assert tried == []


@pytest.mark.hostile
@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("hops", [1, 2, 5])
@pytest.mark.parametrize("url", SENT)
def test_no_redirect_leads_to_a_hostile_address(url: str, hops: int) -> None:
    way = [f"/{number + 1}" for number in range(hops - 1)]
    with led_to(*way, url) as (site, home):
        tried.clear()

        with pytest.raises(Unreachable):
            site.get(site.start)

    assert set(tried) <= {home}


@pytest.mark.hostile
@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("host", ["mixed.example", "mixed6.example", "nowhere.example"])
def test_one_address_that_is_not_public_spoils_them_all(host: str) -> None:
    site = LiveSite(start=f"http://{host}/", agent="test", today=date(2026, 11, 21))
    tried.clear()

    with pytest.raises(Unreachable, match=r"is not at a public address|is not found"):
        site.get(site.start)

    assert tried == []


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., None]], None]:
    """Let connecting do something else, since no test goes out."""

    def put(connect: Callable[..., None]) -> None:
        monkeypatch.setattr(socket.socket, "connect", connect)

    return put


@pytest.mark.hostile
def test_a_name_that_changes_its_mind_is_looked_up_once(
    names: dict[str, list[str]], connected: Callable[[Callable[..., None]], None]
) -> None:
    went: list[str] = []

    def refuse(self: socket.socket, address: tuple[str, int]) -> None:
        went.append(address[0])
        names["public.example"] = ["127.0.0.1"]  # from the first connection on
        raise ConnectionRefusedError("nobody is here")

    connected(refuse)
    site = LiveSite(start="http://public.example/", agent="test", today=date(2026, 11, 21))

    with pytest.raises(Unreachable, match="nobody is here"):
        site.get(site.start)
    with pytest.raises(Unreachable, match="is not at a public address"):
        site.get(site.start)

    assert went == ["93.184.216.34"]


@pytest.mark.hostile
@pytest.mark.usefixtures("names")
def test_who_is_at_the_other_end_is_looked_at_once_more(
    connected: Callable[[Callable[..., None]], None],
) -> None:
    real = socket.socket.connect
    with socket.create_server(("127.0.0.1", 0)) as inside:
        home = inside.getsockname()

        connected(lambda self, address: real(self, home))
        site = LiveSite(start="http://public.example/", agent="test", today=date(2026, 11, 21))

        with pytest.raises(Unreachable, match=r"turned out to be 127\.0\.0\.1, no public address"):
            site.get(site.start)
        inside.settimeout(5)
        visitor, _ = inside.accept()
        with visitor:
            assert visitor.recv(100) == b""  # hung up on, without a word


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "2606:2800:220:1::1", "1.1.1.1", "100.63.255.255", "100.128.0.1",
     "172.15.0.1", "172.32.0.1", "192.88.98.1", "223.255.255.255", "2a00:1::1"],
)  # fmt: skip
def test_what_is_everybodys_may_be_asked(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize(
    "url", ["http://public.example", "https://public.example:443/a?b=c", "http://1.1.1.1:80/ö"]
)
def test_an_ordinary_address_is_asked(url: str) -> None:
    assert vetted(url).scheme in ("http", "https")


def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy, led_to("/1", "file:///x") as (site, home):
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        tried.clear()

        with pytest.raises(Unreachable, match="not an address to ask"):
            site.get(site.start)

    assert set(tried) == {home}
