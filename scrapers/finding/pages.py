"""A page: its JSON-LD, its lists, the data of its scripts, its main text, the surest first."""

import re
from datetime import date
from unicodedata import normalize
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement as Element

from scrapers.draft import Draft
from scrapers.finding.choosing import find_blocks
from scrapers.finding.islands import find_islands
from scrapers.finding.linked_data import find_linked_data
from scrapers.finding.main_text import find_main_text, is_about_one, title_of
from scrapers.finding.obstacles import SCRIPTED, is_scripted, none_open, refuse_pages
from scrapers.finding.place import WEB, Found, Nothing, Place, declared, language_of, says_when
from scrapers.finding.pruning import pruned_page
from scrapers.source import SourceChanged
from scrapers.texts import decode, tree

UNKNOWN = "unknown.invalid"  # a saved file, of which nobody said where it was
APART = re.compile(r"\s+[|–—·:»-]\s+")
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
    settled(page, place.url)
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
            sure = closed is None or is_ahead(whole.drafts, place.today)
            found = whole if about and sure else found
    if closed and found and any(map(says_when, found.drafts)):
        return Found(found.kind, found.drafts, [*found.notes, *closed.notes])
    return closed or found or Found("page", [], [])


def is_ahead(drafts: list[Draft], today: date) -> bool:
    """Say whether any day to apply by, or to begin, is still to come."""
    days = [day.day for each in drafts for day in each.deadlines]
    opens = [each.opens for each in drafts if each.opens]
    return any(day >= today for day in (*days, *opens))


def introduced(page: Element, place: Place) -> Place:
    """Take the address, language and publisher that a page itself names.

    An address on another host is not taken, unless nothing is known of where the page was.
    """
    own = urlsplit(place.url).hostname or ""
    canonical = [str(each.get("href")) for each in page.cssselect('link[rel="canonical"][href]')]
    named = [each for each in canonical if each.startswith(WEB)]
    url = next((each for each in named if own in (UNKNOWN, host_of(each))), place.url)
    language = declared(str(page.get("lang") or ""))
    words = page.text_content()
    return Place(
        url=url,
        funder=publisher_of(page, host_of(url)),
        language=language_of(words, language or place.language),
        today=place.today,
    )


def host_of(url: str) -> str:
    """Return the host of an address, or nothing if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def publisher_of(page: Element, host: str) -> str:
    """Return what a site calls itself; the end of a page's name only if the host says so too."""
    for css in ('meta[property="og:site_name"]', 'meta[name="application-name"]'):
        for each in page.cssselect(css):
            if name := " ".join(str(each.get("content") or "").split()):
                return name[:200]
    last = APART.split(" ".join((page.findtext(".//title") or "").split()))[-1]
    label = plain_letters(host.removeprefix("www.").rpartition(".")[0])
    name = plain_letters(last)
    alike = len(name) > 3 and len(label) > 3 and (name in label or label in name)
    return last if alike else host


def plain_letters(words: str) -> str:
    """Return the letters of words without marks, as addresses have them."""
    split = normalize("NFKD", words.casefold())
    return "".join(each for each in split if each.isascii() and each.isalnum())


def settled(page: Element, url: str) -> None:
    """Make the links of a page full addresses, by where it was read and what it says of that."""
    said = page.find(".//base")
    base = str(said.get("href") or "") if said is not None else ""
    for each in page.iter("a"):
        href = str(each.get("href") or "").strip()
        if href and not href.startswith("#"):
            try:
                each.set("href", urljoin(urljoin(url, base), href))
            except ValueError:
                each.attrib.pop("href")


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
