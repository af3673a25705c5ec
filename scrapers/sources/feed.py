"""Any RSS or Atom feed: an item is a call if its words are those of one.

News and calls stand side by side in a funder's feed. An item is taken for a call only if it says
when to apply or who may, or if its title names a call and does not tell of one that is over; the
rest is left out silently. The day of publishing is never a day to apply by: it only helps to tell
which year a day without one is in. A category that is an area (SE124, Värmland) says where.
The reader has no funder or address of its own: those are what the operator's source says.
"""

import datetime as dt
import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from lexicon.areas import code_of
from lexicon.terms import DeadlineModel, Status
from scrapers.draft import Draft
from scrapers.kinds import Kind
from scrapers.prose import draft_from_text
from scrapers.reading import Row, entries
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source
from scrapers.texts import plain

MOST_ITEMS = 500
WEB = ("https://", "http://")
CALL = re.compile(
    r"\butlysning|\bsök (?:stöd|bidrag|medel|projekt)|\bstöd till|projektstöd"
    r"|utvecklingsmedel|\blyser ut|\bsøk (?:støtte|midler)"
    r"|\bcalls? for|\bopen calls?\b|call is open",
    re.IGNORECASE,
)
OVER = re.compile(
    r"bevilja|fått (?:stöd|bidrag)|får (?:stöd|bidrag)|resultat"
    r"|tildelt|fått støtte|granted|awarded|approved projects|funded projects",
    re.IGNORECASE,
)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved feed."""
    yield from read_items(body, source, None)


@source(
    funder="A feed", country="", start="https://example.org/feed", language="sv",
    zone="Europe/Stockholm", expect=range(0, MOST_ITEMS + 1), open_data=False, hours=24,
    answer=read_answer, pattern=True,
    kind=Kind.FEED,
)  # fmt: skip
def read_feed(site: Site, source: Source) -> Iterator[Draft]:
    """Read the feed at the source's address; one without any item is a change."""
    yield from read_items(site.get(site.start), source, site.today)


def read_items(body: bytes, source: Source, today: dt.date | None) -> Iterator[Draft]:
    """Yield the calls among a feed's items."""
    rows = list(entries(body))
    if not rows:
        raise SourceChanged("a feed without items")
    for row in rows:
        draft = draft_of(row, source, today)
        if draft and is_call(draft):
            yield draft


def draft_of(row: Row, source: Source, today: dt.date | None) -> Draft | None:
    """Read one item: its id names it, its full text tells the rest. None without title or page."""
    identifier, link, title = row.may("id"), row.may("link"), plain(row.may("title"))
    link = next((each for each in (link, identifier) if each.startswith(WEB)), "")
    if not (link and title):
        warnings.warn("an item without a title or a page", Unknown, stacklevel=2)
        return None
    # feedparser gives a record for each text, of which the content is the longer one.
    contents = [each.get("value", "") for each in row.raw("content")] if "content" in row else []
    text = plain(max([*contents, row.may("summary")], key=len))
    return draft_from_text(
        identifier=identifier or link,
        url=link,
        title=title,
        text=text,
        funder=source.funder,
        language=source.language,
        zone=source.zone,
        today=published(row, today),
        areas=filter(None, map(code_of, categories(row))),
    )


def published(row: Row, today: dt.date | None) -> dt.date | None:
    """Return the day of publishing, or today where that is unknown or still to come."""
    said = row.raw("published_parsed") if "published_parsed" in row else None
    day = dt.date(*said[:3]) if said else None
    return min(filter(None, (day, today)), default=None)


def categories(row: Row) -> Iterable[str]:
    """Return the words that an item is filed under."""
    tags: list[Any] = row.raw("tags") if "tags" in row else []
    return [str(tag.get("term") or "") for tag in tags or []]


def is_call(draft: Draft) -> bool:
    """Say whether an item is a call, by what could be read from it."""
    if draft.deadlines or draft.deadline_model is not DeadlineModel.UNKNOWN:
        return True
    if draft.status is not Status.ANNOUNCED or draft.uncertain:
        return bool(draft.applicants or CALL.search(draft.title))
    return bool(CALL.search(draft.title)) and not OVER.search(draft.title)
