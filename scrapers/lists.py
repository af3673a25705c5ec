"""Lists of calls: from a start page, which may go on, to the page of each call."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from urllib.parse import urldefrag, urlsplit

from scrapers.draft import Draft
from scrapers.pages import Told, draft_of, told, wanted
from scrapers.reading import Page, page
from scrapers.rounds import spoken
from scrapers.site import Site, Unreachable, WrongKind
from scrapers.source import Source, SourceChanged, Unknown

# The further pages of a list: ?page=2, ?sida=2, /page/2/.
FURTHER = re.compile(r"(?:[?&](?:page|paged|sida|sidnr|pagenumber)=|/(?:page|sida)/)\d+$", re.I)
MOST_LISTS = 20
GONE = re.compile(r"answers (?:404|410)$")


def calls(
    site: Site,
    source: Source,
    *,
    fits: Callable[[str], bool] | None = None,
    say: Callable[[Iterable[str]], str] = spoken,
) -> Iterator[Draft]:
    """Follow the list at the start to each page that fits, or that is below it, and read those."""
    for url in links(listed(site), fits or below(site.start)):
        if found := fetched(site, url):
            yield from call_of(found, source, site.today, say)


def call_of(
    page: Told, source: Source, today: date | None, say: Callable[[Iterable[str]], str] = spoken
) -> Iterator[Draft]:
    """Read a page that is named by its own place below the source's start, if it is a call's."""
    name = slug(page.url, source.start)
    yield from wanted(draft_of(page, source, today, identifier=name, say=say))


def listed(site: Site) -> list[Page]:
    """Return the list at the start and, where it goes on, its further pages in their order."""
    found = [page(site)]
    known = {plain(site.start)}
    for each in found:
        for link in each.some("a[href]"):
            url = urldefrag(link.link).url
            top = FURTHER.sub("", plain(url)).rstrip("/")
            if top == plain(site.start) and plain(url) not in known and len(found) < MOST_LISTS:
                known.add(plain(url))
                found.append(page(site, url))
    return found


def links(pages: Iterable[Page], fits: Callable[[str], bool]) -> list[str]:
    """Return the fitting addresses of a list in their order, each once, without its own pages."""
    pages = list(pages)
    own = {plain(each.url) for each in pages}
    found: dict[str, str] = {}
    for each in pages:
        for link in each.some("a[href]"):
            url = urldefrag(link.link).url
            if plain(url) not in own and not FURTHER.search(plain(url)) and fits(url):
                found.setdefault(plain(url), url)
    if not found:
        raise SourceChanged(f"no links to calls in {', '.join(each.url for each in pages)}")
    return list(found.values())


def fetched(site: Site, url: str) -> Told | None:
    """Fetch a page that a list leads to; of one that is gone, or has no title, only tell."""
    try:
        return told(page(site, url))
    except (SourceChanged, WrongKind) as change:
        warnings.warn(f"{url} is left out: {change}", Unknown, stacklevel=2)
    except Unreachable as trouble:
        if not GONE.search(str(trouble)):
            raise
        warnings.warn(f"{url} is gone", Unknown, stacklevel=2)
    return None


def below(start: str) -> Callable[[str], bool]:
    """Say of an address whether it is a page below another, whose host it may call www or not."""
    top = f"{plain(start)}/"
    return lambda url: plain(url).startswith(top) and not urlsplit(url).query


def plain(url: str) -> str:
    """Return an address as it is compared: without its scheme, www and last slash."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def slug(url: str, start: str) -> str:
    """Name a page by its path, below the start if it is there."""
    path, top = plain(url).partition("?")[0], f"{plain(start)}/"
    return path.removeprefix(top) if path.startswith(top) else path.rpartition("/")[2]
