"""Sources are rows: the code's and the settings' own are there from the start."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Source
from scrapers import Source as Here
from scrapers import all_sources

KEPT = "kept"


class NamedFeed(Protocol):
    """A feed, or a page for another pattern, as the settings name it."""

    @property
    def slug(self) -> str: ...  # noqa: D102 (the name says it)
    @property
    def funder(self) -> str: ...  # noqa: D102 (the name says it)
    @property
    def url(self) -> str: ...  # noqa: D102 (the name says it)
    @property
    def language(self) -> str: ...  # noqa: D102 (the name says it)
    @property
    def zone(self) -> str: ...  # noqa: D102 (the name says it)
    @property
    def hours(self) -> int: ...  # noqa: D102 (the name says it)
    @property
    def reader(self) -> str: ...  # noqa: D102 (the name says it)


class UnknownSource(Exception):
    """The settings speak of a source that is not there, or cannot be read."""


def sources(
    session: Session,
    on: Iterable[str],
    off: Iterable[str],
    feeds: Iterable[NamedFeed],
    kept: str,
    now: datetime,
    keys: Collection[str] = (),
) -> None:
    """Add the sources that are missing, and switch them as the settings say; `keys` are slugs.

    Open data is on unless it is named as off; a scraped page is off until its terms were read and
    it is named as on. What asks for a key is off without one.
    """
    known = {name: each for name, each in all_sources().items() if not each.pattern}
    patterns = all_sources().keys() - known.keys()
    on, off = set(on), set(off)
    if strange := sorted((on | off) - known.keys()):
        raise UnknownSource(
            f"sources: nobody knows {', '.join(strange)}; there are {', '.join(known)}"
        )
    for slug in sorted(on):
        if trouble := keyless(known[slug], keys):
            raise UnknownSource(trouble)
    rows = {row.slug: row for row in session.scalars(select(Source))}
    for slug, each in known.items():
        row = rows.get(slug) or add(session, slug, slug, now)
        row.funder, row.start, row.hours = each.funder, each.start, each.hours
        if slug == KEPT:
            row.start = kept
        row.language, row.zone = each.language, each.zone
        row.on = (each.open_data or slug in on) and slug not in off and not keyless(each, keys)
    for feed in feeds:
        if feed.reader not in patterns:
            there = ", ".join(sorted(patterns))
            raise UnknownSource(f"{feed.slug}: no pattern is called {feed.reader!r}; use {there}")
        row = rows.get(feed.slug) or add(session, feed.slug, feed.reader, now)
        row.reader = feed.reader
        row.funder, row.start, row.hours = feed.funder, feed.url, feed.hours
        row.language, row.zone, row.on = feed.language, feed.zone, True


def keyless(source: Here, keys: Collection[str]) -> str:
    """Say what a source lacks that asks for a key; nothing where all is there."""
    if not source.key or source.slug in keys:
        return ""
    return f"{source.slug} asks for a key: get one from {source.funder}, set it under [keys]"


def add(session: Session, slug: str, reader: str, now: datetime) -> Source:
    """Add a source that is due at once."""
    row = Source(slug=slug, reader=reader, due_at=now)
    session.add(row)
    return row
