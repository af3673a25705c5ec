"""What an answer is: by what its server declares, and by how it begins."""

import re
from collections.abc import Mapping

import pytest

from scrapers import all_sources
from scrapers.kinds import ALL, Kind, demand_kind, demand_media, sniffed
from scrapers.limits import Limits
from scrapers.site import WrongKind
from scrapers.source import CPU_SECONDS, Source


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'<?xml version="1.0"?>\n<!-- x > y -->\n<rss version="2.0">', Kind.FEED),
        (b'\xef\xbb\xbf<feed xmlns="http://www.w3.org/2005/Atom">', Kind.FEED),
        (b"<rdf:RDF xmlns:rdf='x'>", Kind.FEED),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss>', Kind.FEED),
        ('<?xml version="1.0" encoding="utf-16"?><rss>'.encode("utf-16"), Kind.FEED),
        (b"  \n<!DOCTYPE html>\n<html lang=sv>", Kind.PAGE),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', Kind.PAGE),
        (b"<HTML><body>", Kind.PAGE),
        (b"<!-- built today --><html>", Kind.PAGE),
        (b' {"a": 1}', Kind.JSON),
        (b"[]", Kind.JSON),
        ("[]".encode("utf-16"), Kind.JSON),
        (b"PK\x03\x04", Kind.TABLE),
        (b"\xd0\xcf\x11\xe0", Kind.TABLE),
        (b"", None),
        (b"a;b;c", None),
        (b"<urlset>", None),
        (b"\x89PNG", None),
        (b"<!--" * 100_000, None),
        (b"<?" * 100_000, None),
    ],
)
def test_a_body_is_known_by_how_it_begins(body: bytes, kind: Kind | None) -> None:
    assert sniffed(body) is kind


@pytest.mark.parametrize(
    ("media", "kind"),
    [
        ("image/png", Kind.PAGE), ("application/pdf", Kind.PAGE), ("video/mp4", Kind.FEED),
        ("application/json", Kind.FEED), ("application/rss+xml", Kind.JSON),
        ("application/zip", Kind.TABLE), ("multipart/mixed", Kind.PAGE), ("nonsense", Kind.JSON),
    ],
)  # fmt: skip
def test_what_is_declared_as_something_else_is_refused(media: str, kind: Kind) -> None:
    words = re.escape(f"https://x.example answers {media}, where {kind} is due")

    with pytest.raises(WrongKind, match=words):
        demand_media(media, {kind}, "https://x.example")


@pytest.mark.parametrize("media", ["", "text/html", "text/plain", "application/octet-stream"])
@pytest.mark.parametrize("kind", Kind)
def test_what_is_vaguely_declared_is_looked_at(media: str, kind: Kind) -> None:
    demand_media(media, {kind}, "https://x.example")


def test_a_page_where_a_feed_is_due_says_so() -> None:
    with pytest.raises(WrongKind, match="answers a page, where a feed is due"):
        demand_kind(b"<!doctype html><p>Sorry", {Kind.FEED}, "https://x.example")
    demand_kind(b"<!doctype html><p>Sorry", ALL, "https://x.example")


def test_only_these_sources_need_more_than_the_usual() -> None:
    usual = Limits()

    more = {slug: each for slug, each in all_sources().items() if generous(each, usual)}

    assert more.keys() == {"eu_portal", "forskningsradet", "vinnova"}
    assert bytes_of(more) == {"eu_portal": (24 << 20, 48 << 20)}
    assert max(each.limits.seconds for each in more.values()) == 90


def generous(source: Source, usual: Limits) -> bool:
    return source.limits != usual or source.cpu_seconds != CPU_SECONDS


def bytes_of(sources: Mapping[str, Source]) -> dict[str, tuple[int, int]]:
    found = {slug: (each.limits.wire_bytes, each.limits.bytes) for slug, each in sources.items()}
    return {slug: each for slug, each in found.items() if each != (5 << 20, 10 << 20)}


def test_the_usual_limits_are_these() -> None:
    usual = Limits()

    assert (usual.seconds, usual.connect, usual.read, usual.pause) == (30, 10, 15, 5)
    assert (usual.wire_bytes, usual.bytes, usual.ratio) == (5 << 20, 10 << 20, 100)
    assert (usual.redirects, usual.trusted) == (5, frozenset())
