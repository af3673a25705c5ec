"""What an answer is: as its server declares it, and as it begins."""

import re
from collections.abc import Collection
from enum import StrEnum

from scrapers.site import WrongKind


class Kind(StrEnum):
    """What a source may be waiting for."""

    FEED = "a feed"
    PAGE = "a page"
    JSON = "JSON"
    TABLE = "a table"


ALL = frozenset(Kind)
# Many servers call everything text/html or text/plain: what those hold is seen by how it begins.
VAGUE = {"", "text/html", "text/plain", "application/octet-stream", "binary/octet-stream"}
XML = {"application/xml", "text/xml"}
DECLARED = {
    Kind.FEED: {"application/rss+xml", "application/atom+xml", "application/rdf+xml", *XML},
    Kind.PAGE: {"application/xhtml+xml", *XML},
    Kind.JSON: {"application/json", "text/json", "application/ld+json", "application/hal+json"},
    Kind.TABLE: {
        "text/csv", "application/csv", "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
}  # fmt: skip
HEAD = 4096
WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# What may stand before the first element: declarations, comments, the kind of document.
ROOT = re.compile(
    r"(?:\s+|<\?[^>]*>|<!--(?:(?!-->).)*-->|<!doctype\s+(?P<doctype>[\w-]*)[^>]*>)*"
    r"(?:<(?P<root>[\w:-]+))?",
    re.IGNORECASE | re.DOTALL,
)
FEEDS = {"rss", "feed", "rdf", "channel"}
PAGES = {"html", "head", "body", "title", "meta", "script", "div", "p", "h1"}
PACKED_TABLES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def demand_media(media: str, kinds: Collection[Kind], url: str) -> None:
    """Refuse what is declared to be of no kind that is due, before it is read."""
    if media not in VAGUE.union(*(DECLARED[kind] for kind in kinds)):
        raise WrongKind(f"{url} answers {media[:80]}, where {due(kinds)} is due")


def demand_kind(body: bytes, kinds: Collection[Kind], url: str) -> None:
    """Refuse what begins as something that is not due; what it declares itself to be is no help."""
    found = sniffed(body)
    if found and found not in kinds:
        raise WrongKind(f"{url} answers {found.value}, where {due(kinds)} is due")


def due(kinds: Collection[Kind]) -> str:
    """Name the kinds that are due."""
    return " or ".join(kind.value for kind in Kind if kind in kinds)


def sniffed(body: bytes) -> Kind | None:
    """Say what an answer is by how it begins, if that is clear."""
    if body.startswith(PACKED_TABLES):
        return Kind.TABLE
    text = body[:HEAD].decode(WIDE.get(body[:2], "utf-8"), "replace").lstrip("\ufeff \t\r\n")
    if text[:1] in ("{", "["):
        return Kind.JSON
    if text[:1] != "<" or not (begins := ROOT.match(text)):
        return None
    root = (begins["root"] or begins["doctype"] or "").lower()
    if root.rpartition(":")[2] in FEEDS:
        return Kind.FEED
    return Kind.PAGE if root in PAGES or (begins["doctype"] or "").lower() == "html" else None
