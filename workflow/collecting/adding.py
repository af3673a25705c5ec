"""Sources that an operator adds and edits: what is asked of them, and how they are kept."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.areas import code_of
from models import Snapshot, Source
from papers.wording import Message
from scrapers.looking import Wanted

LANGUAGES = ("sv", "nb", "da", "fi", "en")
LONGEST_NAME = 200
MOST_HOURS = 720  # a month
FEED, PAGES = "feed", "pages"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What an operator says of a source.

    `area` is a name or a code, `hours` are those between two readings, `terms_read_by` is who read
    what the site allows.
    """

    reader: str
    start: str
    funder: str
    language: str
    zone: str
    area: str = ""
    hours: str = "24"
    terms_read_by: str = ""
    options: dict[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> Wanted:
        """The way to try it."""
        return Wanted(
            reader=self.reader, start=self.start, funder=self.funder, language=self.language,
            zone=self.zone, options=self.options,
        )  # fmt: skip


def faults(wish: Wish) -> Iterator[tuple[str, Message]]:
    """Yield each field that is wrong, and what to do about it."""
    if not wish.funder.strip() or len(wish.funder) > LONGEST_NAME:
        yield "funder", Message("Write who the funder is, in at most 200 letters.")
    if wish.language not in LANGUAGES:
        yield "language", Message("Choose the language of the calls.")
    if wish.zone not in available_timezones():
        yield "zone", Message("Choose the time zone of the funder, as Europe/Stockholm.")
    if wish.area.strip() and not code_of(wish.area):
        yield "area", Message("Write a country or a region from the list, or leave it empty.")
    if not wish.hours.strip().isdecimal() or not 1 <= int(wish.hours) <= MOST_HOURS:
        yield "hours", Message("Write a number of hours from 1 to 720; 24 is once a day.")
    if wish.reader == PAGES and not wish.options.get("item"):
        yield "item", Message("Say which selector finds each call in the list.")
    if wish.reader == PAGES and not wish.terms_read_by.strip():
        yield (
            "terms",
            Message("Read the terms of the site first, and say that they let the page be read."),
        )


def there(session: Session, start: str) -> Source | None:
    """Return the source that reads an address already."""
    return session.scalars(select(Source).filter_by(start=start).limit(1)).first()


def add(session: Session, wish: Wish, answers: Mapping[str, bytes], now: datetime) -> Source:
    """Add a source; it is on, and due at once. What it answered is kept, to try selectors on."""
    source = Source(
        slug=free_slug(session, wish.start), reader=wish.reader, start=wish.start, on=True,
        chosen=True, due_at=now, added_at=now, options={}, accepts=(),
    )  # fmt: skip
    put(source, wish, now)
    session.add(source)
    session.flush()
    if (body := answers.get(wish.start)) is not None:
        kept = Snapshot(
            source_id=source.id, question=wish.start, seal=sha256(body).hexdigest(),
            packed=zlib.compress(body), first_at=now, last_at=now,
        )  # fmt: skip
        session.add(kept)
    return source


def edit(source: Source, wish: Wish, now: datetime, *, on: bool) -> None:
    """Change a source that an operator added; it is read anew, as it is now."""
    put(source, wish, now)
    source.on = source.chosen = on
    source.due_at = now


def put(source: Source, wish: Wish, now: datetime) -> None:
    """Let a source be as it is wished; the wish has no faults."""
    source.funder, source.language, source.zone = wish.funder.strip(), wish.language, wish.zone
    source.hours, source.area = int(wish.hours), code_of(wish.area) if wish.area.strip() else ""
    source.options = dict(wish.options)
    if wish.terms_read_by.strip() and not source.terms_read_by:
        source.terms_read_by, source.terms_read_on = wish.terms_read_by.strip(), now.date()


def free_slug(session: Session, start: str) -> str:
    """Name a source by its host: it has a dot, as no name in the code or the settings has one."""
    host = (urlsplit(start).hostname or "site").removeprefix("www.")
    name = host if "." in host else f"{host}.local"
    taken = set(session.scalars(select(Source.slug)))
    number = 1
    while (slug := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return slug
