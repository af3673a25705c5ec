"""Feeds: the same entries as Atom (RFC 4287) and as RSS 2.0. Pure: values in, bytes out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, NamedTuple

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
# What may stand in XML at all; what others wrote may hold anything.
ODD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Entry(NamedTuple):
    """One thing that a feed tells; its id never changes, its moment does when it changes."""

    id: str
    link: str
    title: str
    language: str
    author: str
    summary: str
    published: datetime
    updated: datetime
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A list of entries, newest first, and where it and its page are."""

    id: str
    title: str
    author: str
    language: str
    address: str
    page: str
    entries: Sequence[Entry]
    begun: datetime  # its moment while there is nothing in it

    @property
    def updated(self) -> datetime:
        """When something in it changed last."""
        return max((each.updated for each in self.entries), default=self.begun)


def tag(host: str, *path: object) -> str:
    """Return an id that stays when addresses change (RFC 4151)."""
    return f"tag:{host},2026:{'/'.join(map(str, path))}"


def clean(words: str) -> str:
    """Return what XML can hold."""
    return ODD.sub(" ", words)


def put(parent: etree._Element, name: str, words: str | None = None, **marks: str) -> None:
    """Put an element into another."""
    made = etree.SubElement(parent, name, marks)
    made.text = None if words is None else clean(words)


def atom(feed: Feed) -> bytes:
    """Write the feed as Atom."""
    spaces: Any = {None: ATOM}  # its own namespace is the one without a name
    root = etree.Element(f"{{{ATOM}}}feed", {XML_LANG: feed.language}, spaces)
    put(root, f"{{{ATOM}}}id", feed.id)
    put(root, f"{{{ATOM}}}title", feed.title)
    put(root, f"{{{ATOM}}}updated", stamp(feed.updated))
    author(root, feed.author)
    put(root, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=feed.address)
    put(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=feed.page)
    put(root, f"{{{ATOM}}}generator", "Samsök")
    for each in feed.entries:
        atom_entry(root, each)
    return written(root)


def author(parent: etree._Element, name: str) -> None:
    """Say who writes."""
    put(etree.SubElement(parent, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", name)


def atom_entry(root: etree._Element, entry: Entry) -> None:
    """Write one entry."""
    made = etree.SubElement(root, f"{{{ATOM}}}entry")
    put(made, f"{{{ATOM}}}id", entry.id)
    put(made, f"{{{ATOM}}}title", entry.title, **{XML_LANG: entry.language})
    put(made, f"{{{ATOM}}}updated", stamp(entry.updated))
    put(made, f"{{{ATOM}}}published", stamp(entry.published))
    author(made, entry.author)
    put(made, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=entry.link)
    for each in entry.topics:
        put(made, f"{{{ATOM}}}category", term=clean(each))
    put(made, f"{{{ATOM}}}summary", entry.summary)


def rss(feed: Feed) -> bytes:
    """Write the feed as RSS 2.0, for what reads nothing newer."""
    root = etree.Element("rss", {"version": "2.0"}, {"atom": ATOM})
    channel = etree.SubElement(root, "channel")
    put(channel, "title", feed.title)
    put(channel, "link", feed.page)
    put(channel, "description", f"{feed.title}. {feed.author}")
    put(channel, "language", feed.language)
    put(channel, "lastBuildDate", format_datetime(feed.updated.astimezone(UTC)))
    put(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=feed.address)
    for each in feed.entries:
        item = etree.SubElement(channel, "item")
        put(item, "title", each.title)
        put(item, "link", each.link)
        put(item, "guid", each.id, isPermaLink="false")
        put(item, "pubDate", format_datetime(each.published.astimezone(UTC)))
        for topic in each.topics:
            put(item, "category", topic)
        put(item, "description", f"{each.author}. {each.summary}")
    return written(root)


def stamp(moment: datetime) -> str:
    """Write a moment as RFC 3339 has it."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def written(root: etree._Element) -> bytes:
    """Return the document."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))
