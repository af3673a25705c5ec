"""Sources are rows: the code's and the settings' own are there from the start."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Source
from scrapers import Source as Here
from scrapers import all_sources
from workflow.calls.entering import BY_HAND

KEPT, PAGES = "kept", "pages"


class Named(Protocol):
    """A source of the operator's own, as the settings name it."""

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


class NamedFeed(Named, Protocol):
    """A feed, or a page for another pattern, as the settings name it."""

    @property
    def reader(self) -> str: ...  # noqa: D102 (the name says it)


class NamedPage(Named, Protocol):
    """A page with a list, as the settings name it: its selectors are options of the reader."""

    def options(self) -> dict[str, str]: ...  # noqa: D102 (the name says it)


class UnknownSource(LookupError):
    """The settings speak of a source that is not there, or cannot be read."""


def sources(
    session: Session,
    on: Iterable[str],
    off: Iterable[str],
    feeds: Iterable[NamedFeed],
    kept: str,
    now: datetime,
    *,
    countries: Iterable[str],
    starts: Mapping[str, str],
    keys: Collection[str] = (),
) -> None:
    """Add the sources that are missing, and switch them as the settings say; `keys` are slugs.

    Open data of the countries (EU for the Union), or of none, is on unless it is named as off; any
    other source is off until it is named as on: a scraped page when its terms were read. `starts`
    are the addresses of sources that are to begin elsewhere than they would. What asks for a key is
    off without one.
    """
    known = {name: each for name, each in all_sources().items() if not each.pattern}
    patterns = all_sources().keys() - known.keys()
    on, off, countries = set(on), set(off), set(countries)
    if strange := sorted((on | off | starts.keys()) - known.keys()):
        raise UnknownSource(
            f"sources: nobody knows {', '.join(strange)}; there are {', '.join(known)}"
        )
    homes = {each.country for each in known.values()} - {""}
    if strange := sorted(countries - homes):
        raise UnknownSource(
            f"sources.countries: no source is of {', '.join(strange)}; "
            f"there are sources of {', '.join(sorted(homes))}"
        )
    for slug in sorted(on):
        if trouble := keyless(known[slug], keys):
            raise UnknownSource(trouble)
    rows = {row.slug: row for row in session.scalars(select(Source))}
    for slug, each in known.items():
        row = rows.get(slug) or add(session, slug, slug, now)
        row.funder, row.hours = each.funder, each.hours
        row.start = kept if slug == KEPT else starts.get(slug, each.start)
        row.language, row.zone = each.language, each.zone
        ours = each.open_data and each.country in {*countries, ""}
        row.on = (ours or slug in on) and slug not in off and not keyless(each, keys)
    for feed in feeds:
        if feed.reader not in patterns:
            there = ", ".join(sorted(patterns))
            raise UnknownSource(f"{feed.slug}: no pattern is called {feed.reader!r}; use {there}")
        demand_own(rows, feed.slug)
        row = rows.get(feed.slug) or add(session, feed.slug, feed.reader, now)
        row.reader = feed.reader
        row.funder, row.start, row.hours = feed.funder, feed.url, feed.hours
        row.language, row.zone, row.on = feed.language, feed.zone, True


def pages(session: Session, listed: Iterable[NamedPage], now: datetime) -> None:
    """Add or update the pages with lists that the settings name; they are on."""
    built_in = all_sources()
    rows = {row.slug: row for row in session.scalars(select(Source))}
    for each in listed:
        if each.slug in built_in:
            raise UnknownSource(
                f"pages: {each.slug} is the name of a built-in source; take another"
            )
        demand_own(rows, each.slug)
        row = rows.get(each.slug) or add(session, each.slug, PAGES, now)
        row.reader, row.options = PAGES, each.options()
        row.funder, row.start, row.hours = each.funder, each.url, each.hours
        row.language, row.zone, row.on = each.language, each.zone, True


def demand_own(rows: Mapping[str, Source], slug: str) -> None:
    """Refuse that the settings take the name of a source that an operator has added."""
    if slug in rows and rows[slug].added_at:
        raise UnknownSource(
            f"{slug} is the name of a source that an operator has added; take another"
        )


def keep_choices(session: Session, keys: Collection[str] = ()) -> None:
    """Let what the operator chose by hand win over the settings; nothing more is read of a source
    whose programme has ended, nor of one without its key.
    """
    session.flush()
    here = all_sources()
    for row in session.scalars(select(Source)):
        own = here.get(row.slug)
        if own and (own.retired or keyless(own, keys)):
            row.on = False
        elif row.chosen is not None:
            row.on = row.chosen


def choose(
    session: Session, slug: str, on: bool, keys: Collection[str], now: datetime, *,
    terms_read_by: str = "", named: Collection[str] = (),
) -> Source:  # fmt: skip
    """Switch a source by hand; one switched on is due at once, unless it cannot be read.

    A scraped page asks who read its terms, once, unless it is `named` in the settings.
    """
    rows = {row.slug: row for row in session.scalars(select(Source))}
    if slug not in rows:
        near = get_close_matches(slug, rows, 1)
        hint = f"did you mean {near[0]!r}?" if near else "samsok sources lists them all"
        raise UnknownSource(f"No source is called {slug!r}; {hint}")
    row, own = rows[slug], all_sources().get(slug)
    if on and own and (trouble := own.retired or keyless(own, keys)):
        raise UnknownSource(f"{slug} cannot be switched on: {trouble}")
    if on and slug == BY_HAND:
        raise UnknownSource(f"{slug} cannot be switched on: people enter it, and nothing is read")
    if on and terms_read_by.strip():
        row.terms_read_by, row.terms_read_on = terms_read_by.strip(), now.date()
    if on and own and not own.open_data and slug not in named and not row.terms_read_by:
        raise UnknownSource(
            f"{slug} is a page that is scraped. Read what {row.start} allows, and say who did: "
            f'samsok sources on {slug} --terms-read "Your Name"'
        )
    if on and not row.on:
        row.due_at = now
    row.on = row.chosen = on
    return row


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
