"""Reading what nobody has described: what it is, and the calls that are certain in it.

Feeds come first, since they say what is a title and what an address; a page's whole text last.
"""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from scrapers.draft import Draft, grounded
from scrapers.finding.bodies import readable, unpacked
from scrapers.finding.feeds import find_feed
from scrapers.finding.pages import in_page, linked_feeds
from scrapers.finding.place import Found, Nothing, Place, evident, language_of, spoken_at
from scrapers.finding.records import find_records
from scrapers.finding.sitemaps import find_sitemap
from scrapers.persons import without_persons
from scrapers.site import Unreachable
from scrapers.source import all_sources
from scrapers.texts import decode

__all__ = ["Found", "Nothing", "preview", "preview_linked"]

MOST_FEEDS = 2


def preview(body: bytes, url: str, today: date) -> Found:
    """Find the calls in a feed, JSON, a sitemap or a page; Nothing says why there are none."""
    body, notes = readable(unpacked(body))
    found = read(body, url, today)
    drafts = [without_persons(grounded(each)) for each in found.drafts]
    return Found(found.kind, drafts, [*notes, *found.notes], found.feeds)


def read(body: bytes, url: str, today: date) -> Found:
    """Find the calls in what is text, whatever it is."""
    text = decode(body)
    if not text.strip():
        raise Nothing("it is empty")
    host = urlsplit(url).hostname or "unknown"
    place = Place(url=url, funder=host, language=language_of(text, spoken_at(host)), today=today)
    for find in (find_feed, known_answer, find_records, find_sitemap):
        if found := find(body, place):
            return found
    if "<" not in text:
        raise Nothing("it is neither a feed, nor JSON, nor a page")
    return in_page(body, place)


def preview_linked(
    body: bytes, url: str, today: date, get: Callable[[str], bytes]
) -> Found:  # fmt: skip
    """Preview a page, and the feed that it links to if that tells mostly of calls.

    A page that is itself an item of its feed is read as a page; so is one whose feed tells news.
    """
    try:
        found: Found | None = preview(body, url, today)
        trouble, feeds = None, found.feeds if found else ()
    except Nothing as nothing:
        found, trouble, feeds = None, nothing, linked_feeds(body, url)
    notes = []
    for address in feeds[:MOST_FEEDS]:
        try:
            linked = preview(get(address), address, today)
        except (Nothing, Unreachable) as error:
            notes.append(f"the linked feed {address} is left aside: {error}")
            continue
        calls = [each for each in linked.drafts if evident(each) and not unsure(each)]
        if any(each.url == url for each in linked.drafts) or 2 * len(calls) <= len(linked.drafts):
            notes.append(
                f"the linked feed {address} is left aside: it tells mostly of other things"
            )
            continue
        return Found("linked feed", linked.drafts, [f"read from {address}", *linked.notes])
    if found is None:
        raise trouble or Nothing("nothing was found")
    return Found(found.kind, found.drafts, [*found.notes, *notes], found.feeds)


def unsure(draft: Draft) -> bool:
    """Say whether it is doubted that a draft is a call at all."""
    return any(each.field == "title" for each in draft.uncertain)


def known_answer(body: bytes, place: Place) -> Found | None:
    """Read JSON that is an answer of a source we know, to the letter."""
    if decode(body).lstrip()[:1] not in ("{", "["):
        return None
    found = {}
    for slug, source in all_sources().items():
        reading = source.read_answer(body, source.start)
        if reading.suspicion is None and reading.drafts and not reading.warnings:
            found[slug] = Found(f"an answer of {slug}", reading.drafts, [])
    # Where several funders answer in the same shape, nothing here says which of them did.
    return next(iter(found.values())) if len(found) == 1 else None
