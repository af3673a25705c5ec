"""Reading what nobody has described: what it is, and the calls that are certain in it.

Feeds come first, since they say what is a title and what an address; a page's whole text last.
"""

import re
import zlib
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import lxml.html

from scrapers.draft import Draft
from scrapers.finding.blocks import find_blocks
from scrapers.finding.feeds import find_feed
from scrapers.finding.linked_data import find_linked_data
from scrapers.finding.main_text import find_main_text, is_about_one, title_of
from scrapers.finding.place import Found, Nothing, Place, declared, evident, language_of
from scrapers.finding.pruning import pruned_page
from scrapers.finding.records import find_records
from scrapers.finding.sitemaps import find_sitemap
from scrapers.site import Unreachable
from scrapers.source import SourceChanged, all_sources
from scrapers.texts import decode, tree

__all__ = ["Found", "Nothing", "preview", "preview_linked"]

FEEDS = 'link[rel~="alternate"][type*="rss"][href], link[rel~="alternate"][type*="atom"][href]'
MOST_FEEDS = 2
# What XML cannot hold, as such or by its number: lxml reads it, and cannot write it back.
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#0*(?:\d|1[0-9]|2\d|3[01]);?|&#x0*(?:\d|1?[0-9a-f]);?",
    re.IGNORECASE,
)
GZIP = b"\x1f\x8b"
MOST_UNPACKED = 64 << 20
WEB = ("https://", "http://")


def preview(body: bytes, url: str, today: date) -> Found:
    """Find the calls in a feed, JSON, a sitemap or a page; Nothing says why there are none."""
    body = unpacked(body)
    try:
        text = decode(body)
    except SourceChanged as change:
        raise Nothing(str(change)) from change
    if not text.strip():
        raise Nothing("it is empty")
    host = urlsplit(url).hostname or "unknown"
    place = Place(url=url, funder=host, language=language_of(text, ""), today=today)
    for find in (find_feed, known_answer, find_records, find_sitemap):
        if found := find(body, place):
            return found
    if "<" not in text:
        raise Nothing("it is neither a feed, nor JSON, nor a page")
    return in_page(body, place)


def unpacked(body: bytes) -> bytes:
    """Return what is packed with gzip, as sitemaps often are, up to a limit."""
    if not body.startswith(GZIP):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, MOST_UNPACKED)
    except zlib.error as error:
        raise Nothing(f"it begins like gzip, but is not: {error}") from error


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


def in_page(body: bytes, place: Place) -> Found:
    """Find calls in a page: in its JSON-LD, its repeated blocks or its main text."""
    try:
        page = tree(CONTROL.sub("", decode(body)).encode("utf-8", "replace"))
    except SourceChanged as change:
        raise Nothing(str(change)) from change
    place = introduced(page, place)
    feeds = feeds_of(page, place.url)
    title = title_of(page)
    pruned = pruned_page(page)
    found = find_linked_data(page, place)
    lists = find_blocks(pruned, title, place)
    if found is None or (lists and len(lists.drafts) > len(found.drafts)):
        found = lists or found
    if found is None or found is lists:
        try:
            whole = find_main_text(page, pruned, place)
        except Nothing:
            if found is None:
                raise
        else:
            found = whole if found is None or is_about_one(whole, found) else found
    notes = [f"the page links a feed: {each}" for each in feeds]
    return Found(found.kind, found.drafts, [*found.notes, *notes], feeds)


def introduced(page: lxml.html.HtmlElement, place: Place) -> Place:
    """Take the address, language and publisher that a page itself names."""
    canonical = [str(each.get("href")) for each in page.cssselect('link[rel="canonical"][href]')]
    url = next((each for each in canonical if each.startswith(WEB)), place.url)
    site = page.cssselect('meta[property="og:site_name"][content]')
    language = declared(str(page.get("lang") or ""))
    words = page.text_content()
    return Place(
        url=url,
        funder=str(site[0].get("content")).strip()[:200] if site else urlsplit(url).hostname or "",
        language=language_of(words, language or place.language),
        today=place.today,
    )


def linked_feeds(body: bytes, url: str) -> tuple[str, ...]:
    """Return the feeds that a page links to, if it is one."""
    try:
        return feeds_of(tree(body), url)
    except SourceChanged:
        return ()


def feeds_of(page: lxml.html.HtmlElement, url: str) -> tuple[str, ...]:
    """Return the feeds that a page links to, without those of comments."""
    links = page.cssselect(FEEDS)
    place = Place(url=url, funder="", language="en", today=date.min)
    named = [
        place.link(str(each.get("href")))
        for each in links
        if "comment" not in f"{each.get('title')} {each.get('href')}".casefold()
        and "kommentar" not in f"{each.get('title')}".casefold()
    ]
    return tuple(dict.fromkeys(filter(None, named)))
