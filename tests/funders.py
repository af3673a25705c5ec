"""Funders' sites of our own making, served on this machine, for looking at in tests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from scrapers.limits import Limits

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>Sjöstiftelsen</title><link>{home}/</link><language>sv</language><description>x</description>
<item><guid>1</guid><title>Utlysning: renare sjöar</title><link>{home}/calls/1</link>
<description>Ni kan söka högst 400 000 kr. Sista ansökningsdag: 1 mars 2027.</description></item>
<item><guid>2</guid><title>Utlysning: badplatser</title><link>{home}/calls/2</link>
<description>Kommuner kan söka stöd för badplatser under våren.</description></item>
<item><guid>3</guid><title>Ny chef på stiftelsen</title><link>{home}/news/3</link>
<description>Vi hälsar en ny chef välkommen.</description></item>
</channel></rss>"""
ROW = (
    '<li class="card"><h3><a href="/grants/{name}">{title}</a></h3>'
    '<p>{words}</p><p class="published">2026-10-01</p></li>'
)
CALLS = [
    (
        "byn",
        "Mötesplatser i byn",
        "Ni kan söka högst 50 000 kr. Sista ansökningsdag är den 5 mars 2027.",
    ),
    ("unga", "Ateljéer för unga", "Stöd för ateljéer. Sista ansökningsdag är den 9 april 2027."),
    ("skog", "Stigar i skogen", "Bidrag till stigar och vindskydd för alla som vill ut."),
    ("is", "Isbanor", "Stöd till isbanor. Sista ansökningsdag är den 2 maj 2027."),
]
NEWS = "".join(
    f'<div class="teaser"><a href="/news/{n}">Nytt från kansliet nummer {n}</a>'
    "<p>Vi har varit ute och träffat föreningar i hela länet.</p></div>"
    for n in range(4)
)
HEAD = (
    '<html lang="sv"><head><title>{title}</title>{head}'
    '<meta property="og:site_name" content="Byfonden"></head><body><h1>{title}</h1><main>'
)
LIST = (
    HEAD.format(title="Sök bidrag", head="")
    + '<ul class="calls">'
    + "".join(ROW.format(name=name, title=title, words=words) for name, title, words in CALLS)
    + f'</ul><section class="news">{NEWS}</section></main></body></html>'
)
LINKING = (
    HEAD.format(
        title="Sök bidrag",
        head='<link rel="alternate" type="application/rss+xml" href="/feed">',
    )
    + "<p>Här finns våra utlysningar.</p></main></body></html>"
)
ABOUT = (
    HEAD.format(title="Om oss", head="")
    + "<p>Vi är en liten fond med kontor vid torget. Varmt välkommen in.</p></main></body></html>"
)
LOGIN = '<html lang="sv"><body><h1>Logga in</h1><form><input type="password"></form></body></html>'
ONE = (
    HEAD.format(title="Utlysning: isbanor", head="")
    + "<p>Föreningar kan söka stöd till isbanor, högst 75 000 kr för varje bana som håller öppet"
    " för alla.</p><p>Sista ansökningsdag är den 2 maj 2027.</p></main></body></html>"
)
SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>{home}/utlysningar/isbanor-2027</loc></url></urlset>"
)
CLOSED = (
    HEAD.format(title="Utlysningar", head="")
    + "<p>Just nu finns inga öppna utlysningar.</p></main></body></html>"
)
LISTS = (
    HEAD.format(title="Om oss", head="")
    + f'<section class="news">{NEWS}</section></main></body></html>'
)
PAGES: dict[str, tuple[int, str, str]] = {
    "/feed": (200, "application/rss+xml", FEED),
    "/list": (200, "text/html", LIST),
    "/linking": (200, "text/html", LINKING),
    "/about": (200, "text/html", ABOUT),
    "/lists": (200, "text/html", LISTS),
    "/none": (200, "text/html", CLOSED),
    "/login": (200, "text/html", LOGIN),
    "/one": (200, "text/html", ONE),
    "/pdf": (200, "application/pdf", "%PDF-1.7"),
    "/sitemap.xml": (200, "application/xml", SITEMAP),
    "/closed": (403, "text/html", "no"),
    "/closed/list": (200, "text/html", LIST),
    "/busy": (503, "text/html", "later"),
}


class Funder(BaseHTTPRequestHandler):
    """A small site with pages of every kind."""

    def do_GET(self) -> None:
        """Answer; /private is not for machines."""
        self.server.asked.append(self.path)  # type: ignore[attr-defined]  # the server is ours
        home = f"http://{self.headers['Host']}"
        status, kind, body = PAGES.get(self.path.partition("?")[0], (404, "text/html", "nothing"))
        if self.path == "/robots.txt":
            status, kind, body = 200, "text/plain", "User-agent: *\nDisallow: /private\n"
        said = body.replace("{home}", home).encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(said)))
        if status == 503:
            self.send_header("Retry-After", "300")
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Served:
    """The site while it is served: its address, and what was asked of it."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}"
        self.asked: list[str] = server.asked  # type: ignore[attr-defined]  # as above
        self.limits = Limits(
            pause=0, seconds=10, trusted=frozenset({f"127.0.0.1:{server.server_port}"})
        )


@contextmanager
def funder() -> Iterator[Served]:
    """Serve the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Funder)
    server.asked = []  # type: ignore[attr-defined]  # as above
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(server)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def town() -> Iterator[Served]:
    with funder() as town:
        yield town
