"""A page: its JSON-LD, its lists, the data of its scripts, its main text, the surest first."""

import re
from datetime import date
from urllib.parse import urlsplit

from lxml.html import HtmlElement as Element

from scrapers.finding.choosing import find_blocks
from scrapers.finding.islands import find_islands
from scrapers.finding.linked_data import find_linked_data
from scrapers.finding.main_text import find_main_text, is_about_one, title_of
from scrapers.finding.obstacles import SCRIPTED, is_scripted, none_open, refuse_pages
from scrapers.finding.place import WEB, Found, Nothing, Place, declared, language_of, says_when
from scrapers.finding.pruning import pruned_page
from scrapers.source import SourceChanged
from scrapers.texts import decode, tree

FEEDS = 'link[rel~="alternate"][type*="rss"][href], link[rel~="alternate"][type*="atom"][href]'
# What XML cannot hold, as such or by its number: lxml reads it, and cannot write it back.
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#0*(?:\d|1[0-9]|2\d|3[01]);?|&#x0*(?:\d|1?[0-9a-f]);?",
    re.IGNORECASE,
)


def in_page(body: bytes, place: Place) -> Found:
    """Find calls in a page: in its JSON-LD, its repeated blocks or its main text."""
    try:
        page = tree(CONTROL.sub("", decode(body)).encode("utf-8", "replace"))
    except SourceChanged as change:
        raise Nothing(str(change)) from change
    place = introduced(page, place)
    feeds = feeds_of(page, place.url)
    title = title_of(page)
    refuse_pages(page, title)
    pruned = pruned_page(page)
    found = on_page(page, pruned, title, place)
    notes = [f"the page links a feed: {each}" for each in feeds]
    return Found(found.kind, found.drafts, [*found.notes, *notes], feeds)


def on_page(page: Element, pruned: Element, title: str, place: Place) -> Found:
    """Choose among the ways to read a page; Nothing says what stands in the way of all."""
    found, lists = find_linked_data(page, place), find_blocks(pruned, title, place)
    if found is None or (lists and len(lists.drafts) > len(found.drafts)):
        found = lists or found
    if not found or not any(map(says_when, found.drafts)):
        found = find_islands(page, place) or found
    closed = none_open(pruned)
    if found is None or found is lists:
        try:
            whole = find_main_text(page, pruned, place)
        except Nothing:
            if found is None and closed is None and is_scripted(page, pruned):
                raise Nothing(SCRIPTED) from None
            if found is None and closed is None:
                raise
        else:
            about = found is None or is_about_one(whole, found)
            sure = closed is None or any(map(says_when, whole.drafts))
            found = whole if about and sure else found
    if closed and found and any(map(says_when, found.drafts)):
        return Found(found.kind, found.drafts, [*found.notes, *closed.notes])
    return closed or found or Found("page", [], [])


def introduced(page: Element, place: Place) -> Place:
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


def feeds_of(page: Element, url: str) -> tuple[str, ...]:
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
