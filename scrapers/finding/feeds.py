"""RSS and Atom: an item is told; what does not read like a call is told with a doubt."""

import re
import warnings

from scrapers.draft import Draft
from scrapers.finding.place import WEB, Found, Nothing, Place, declared, doubted, evident
from scrapers.finding.words import OVER
from scrapers.reading import Row, entries, fed
from scrapers.source import SourceChanged, Unknown
from scrapers.sources.feed import published
from scrapers.texts import decode, plain

ROOT = re.compile(
    r"\A\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*"
    r"<(?:rss|feed|channel|(?:\w+:)?RDF|[\w-]+:(?:rss|feed))[\s>]",
    re.IGNORECASE | re.DOTALL,
)
MOST_HEAD = 20_000
UNSURE = "nothing in it says that one may apply"


def find_feed(body: bytes, place: Place) -> Found | None:
    """Read a feed, or return None if it is something else; Nothing if it cannot be read."""
    if not ROOT.search(decode(body)[:MOST_HEAD]):
        return None
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always", Unknown)
        try:
            rows = list(entries(body))
        except SourceChanged as change:
            raise Nothing(f"it begins like a feed, but is {change}") from change
    if not rows:
        raise Nothing("the feed has no items")
    notes = [str(each.message) for each in heard if each.category is Unknown]
    place = channel(body, place)
    drafts = [draft for at, row in enumerate(rows) if (draft := item(row, at, place))]
    if untitled := len(rows) - len(drafts):
        notes.append(f"{untitled} of {len(rows)} items have no title, or tell of what is over")
    if not drafts:
        raise Nothing(f"none of the feed's {len(rows)} items has the title of a call")
    return Found("feed", drafts, notes)


def channel(body: bytes, place: Place) -> Place:
    """Take the language, the publisher and the home that the feed itself names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        said = fed(body).feed
    return Place(
        url=place.link(str(said.get("link") or "")) or place.url,
        funder=plain(str(said.get("title") or ""))[:200] or place.funder,
        language=declared(str(said.get("language") or "")) or place.language,
        today=place.today,
    )


def item(row: Row, at: int, place: Place) -> Draft | None:
    """Read one item; the day it was published only tells which year a day is in."""
    identifier, link, title = row.may("id"), row.may("link"), plain(row.may("title"))
    if not title:
        return None
    contents = [each.get("value", "") for each in row.raw("content")] if "content" in row else []
    text = plain(max([*contents, row.may("summary")], key=len))
    link = next((each for each in (link, identifier) if each.startswith(WEB)), link)
    url = place.link(link)
    alone = not url
    url = place.beside(f"item {at + 1}") if alone else url
    draft = place.draft(
        title=title, text=text, url=url, identifier=identifier or url,
        today=published(row, place.today),
    )  # fmt: skip
    if OVER.search(title) and not evident(draft):
        return None
    if alone:
        draft = doubted(draft, "url", title, "the item names no page of its own")
    return draft if evident(draft) else doubted(draft, "title", title, UNSURE)
