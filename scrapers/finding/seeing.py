"""What a child process does with an address that was pasted: see what it is, and try a way."""

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import msgspec
from cssselect import SelectorError
from msgspec.structs import replace

from scrapers.draft import Draft
from scrapers.finding.pages import host_of
from scrapers.finding.place import Nothing, Place, language_of
from scrapers.finding.proposing import propose
from scrapers.finding.words import CALL
from scrapers.kinds import Kind, sniffed
from scrapers.looking import SELECTORS, Sight, Trouble, Wanted, Way
from scrapers.preview import preview_linked
from scrapers.reading import entries, page_of
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source_of
from scrapers.texts import decode, shortened, tree

__all__ = ["attempt", "see"]

FIRST, MOST_WAYS, MOST_DRAFTS = 5, 3, 20
LONGEST_TEXT = 5000
UNREAD = {"sitemap": Trouble.SITEMAP, "JSON records": Trouble.DATA, "main text": Trouble.ONE,
          "page": Trouble.NONE_OPEN}  # fmt: skip
PASSWORD = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)


def see(site: Site, said: bytes) -> Sight:
    """Say what stands where the site starts, and how it could be read."""
    linked: dict[str, bytes] = {}

    def get(url: str) -> bytes:
        linked[url] = site.get(url)
        return linked[url]

    body, url = site.get(site.start), site.start
    if body.startswith(b"%PDF"):
        return Sight(trouble=Trouble.PDF, words="it begins as a PDF does")
    try:
        found = preview_linked(body, url, site.today, get)
        kind, drafts, notes, trouble = found.kind, found.drafts, found.notes, ""
    except Nothing as nothing:
        kind, drafts, notes, trouble = "", [], [], str(nothing)
    language = said_most(each.language for each in drafts) or language_of(words_in(body), "")
    place = Place(url=url, funder="", language=language, today=site.today)
    sight = Sight(
        kind=kind, name=said_most(each.funder for each in drafts) or host_of(url),
        language=language,
        zone=place.zone(url, language), notes=notes, words=trouble,
        drafts=[short(each) for each in drafts[:MOST_DRAFTS]],
    )  # fmt: skip
    feeds = {url: body} if kind == "feed" else linked if kind == "linked feed" else {}
    ways = list(ways_of(sight, body, url, feeds))
    return replace(sight, ways=ways, trouble="" if ways else why(sight, body))


def ways_of(sight: Sight, body: bytes, url: str, feeds: dict[str, bytes]) -> Iterator[Way]:
    """Yield the ways to read an address: its feed, then the lists of its page, calls first."""
    wanted = Wanted(
        reader="feed", start=url, funder=sight.name, language=sight.language, zone=sight.zone
    )
    for feed in list(feeds)[-1:]:  # the last that was asked is the one that tells of calls
        yield tried(replace(wanted, start=feed), feeds[feed])
    if url in feeds or sniffed(body) is not Kind.PAGE:
        return
    lists = []
    for options in propose(tree(body), url):
        made = tried(replace(wanted, reader="pages", start=url, options=options), body)
        if not made.trouble and made.calls > 1:
            lists.append(made)
    lists.sort(key=lambda way: (-way.dated, -sum(bool(CALL.search(each.title))
                                                 for each in way.drafts)))  # fmt: skip
    yield from islice(lists, MOST_WAYS)


def attempt(site: Site, said: bytes) -> Way:
    """Try a way on what the site says."""
    wanted = msgspec.json.decode(said, type=Wanted)
    return tried(wanted, site.get(wanted.start))


def tried(wanted: Wanted, body: bytes) -> Way:
    """Read an answer in this way; what is wrong with a selector is told by its name."""
    way = Way(reader=wanted.reader, start=wanted.start, options=wanted.options)
    source = source_of(
        wanted.reader, slug="new", funder=wanted.funder or "?", start=wanted.start,
        language=wanted.language, zone=wanted.zone, options=wanted.options,
    )  # fmt: skip
    if wanted.reader == "pages":
        try:
            way = replace(way, matches=dict(matches(source, body)))
        except SelectorError as error:
            return replace(way, trouble=Trouble.SELECTOR, words=str(error))
        except SourceChanged as change:
            return replace(way, trouble=Trouble.EMPTY, words=str(change))
        items, nothing = way.matches["item"], Trouble.EMPTY
    else:
        items, nothing = items_of(body), Trouble.NOTHING
    reading = source.read_answer(body, wanted.start)
    drafts = reading.drafts
    # A feed may have no call in it today.
    none = reading.suspicion and not (wanted.reader == "feed" and items and not reading.broken)
    return replace(
        way, items=items, calls=len(drafts), dated=sum(bool(each.deadlines) for each in drafts),
        drafts=[short(each) for each in drafts[:FIRST]],
        trouble=nothing if none else "", words=reading.suspicion or "",
    )  # fmt: skip


def matches(source: Source, body: bytes) -> Iterator[tuple[str, int]]:
    """Count what each selector finds: the list in the page, the others in its items."""
    page = page_of(body, source.start)
    try:
        items = page.some(source.options["item"])
    except SelectorError as error:
        raise SelectorError(f"item: {error}") from error
    yield "item", len(items)
    for name in SELECTORS[1:]:
        if css := source.options.get(name):
            try:
                yield name, sum(bool(each.some(css)) for each in items)
            except SelectorError as error:
                raise SelectorError(f"{name}: {error}") from error


def items_of(body: bytes) -> int:
    """Count a feed's items."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Unknown)
        try:
            return sum(1 for _ in entries(body))
        except SourceChanged:
            return 0


def why(sight: Sight, body: bytes) -> str:
    """Say why there is no way to read an address regularly."""
    if sight.kind in UNREAD:
        return UNREAD[sight.kind]
    if sight.kind.startswith("an answer of"):
        return Trouble.DATA
    return Trouble.LOGIN if PASSWORD.search(words_in(body)) else Trouble.NOTHING


def said_most(words: Iterator[str]) -> str:
    """Return the word that is said most often."""
    return next((word for word, _ in Counter(words).most_common(1)), "")


def words_in(body: bytes) -> str:
    """Return an answer as text, if it is one."""
    try:
        return decode(body)
    except SourceChanged:
        return ""


def short(draft: Draft) -> Draft:
    """Return a draft whose text is not too long to be handed about."""
    return replace(draft, text=shortened(draft.text, LONGEST_TEXT))
