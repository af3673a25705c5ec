"""Pages whose markup nobody confirmed: read by their title, headings, labels and sentences."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urldefrag, urlsplit

from msgspec.structs import replace

from lexicon.terms import DeadlineModel, Status
from scrapers.draft import LONGEST_TEXT, Draft
from scrapers.prose import draft_from_text
from scrapers.reading import Page, page
from scrapers.rounds import BULLET, SPAN, spoken, with_rounds
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown
from scrapers.texts import shortened

HEADINGS = ("h2", "h3", "h4", "h5")
# Under such a heading stand persons, until the next one of its rank.
CONTACT = re.compile(
    r"kontakt|har (?:du|ni) frågor|frågor\?|vill du veta mer|handläggare", re.IGNORECASE
)
PERSON = re.compile(r"(?:kontakt(?:person(?:er)?)?|handläggare)\s*:", re.IGNORECASE)
REACH = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\d–-])(?<!\d )(?:\+46 ?(?:\(0\) ?)?|0)\d{1,3}(?: ?[-–/] ?| )\d{2,3}(?: ?\d{2,3}){1,3}\b"
    r"(?! ?(?:kr|SEK|miljon|procent))"
)
SHORT = 5  # a line of so few words beside an address or a number is a name


@dataclass(frozen=True)
class Told:
    """What a page tells: its title, the lines after it, and the rank of those that are headings."""

    url: str
    title: str
    lines: tuple[str, ...]
    ranks: dict[str, int]

    def under(self, heading: re.Pattern[str]) -> tuple[str, ...]:
        """Return the lines under the first such heading, until the next of its rank or above."""
        for at, line in enumerate(self.lines):
            if line in self.ranks and heading.search(line):
                return self.lines[at + 1 : self.end(at)]
        return ()

    def end(self, at: int) -> int:
        """Return the place of the next heading of the same rank or above."""
        rank = self.ranks[self.lines[at]]
        after = range(at + 1, len(self.lines))
        return next((n for n in after if self.ranks.get(self.lines[n], 9) <= rank), len(self.lines))


def opened(found: Page) -> tuple[str, list[str]]:
    """Return the title and the lines after it, those of the main part if the page has one."""
    title = found.one("h1").words
    main = (found.some("main") or [found])[0]
    lines = [line for line in main.text.splitlines() if line.strip()]
    if title not in lines:
        raise SourceChanged(f"the title is not in the text of {found.url}")
    return title, lines[lines.index(title) + 1 :]


def told(found: Page) -> Told:
    """Read a page without its contact persons."""
    title, lines = opened(found)
    ranks = {each.words: rank for rank, css in enumerate(HEADINGS) for each in found.some(css)}
    whole = Told(found.url, title, tuple(lines), ranks)
    kept: list[str] = []
    at = 0
    while at < len(lines):
        if lines[at] in ranks and CONTACT.match(lines[at]):
            at = whole.end(at)
            continue
        if line := impersonal(lines[at]):
            kept.append(line)
        at += 1
    return Told(found.url, title, tuple(kept), ranks)


def impersonal(line: str) -> str:
    """Return a line without persons: nothing of one that names somebody to call or write to."""
    bare = " ".join(REACH.sub("", line).split())
    named = bare != line and len(bare.split()) <= SHORT
    return "" if named or PERSON.match(line.removeprefix(BULLET)) else bare


def draft_of(
    page: Told,
    source: Source,
    today: date | None,
    *,
    identifier: str,
    url: str = "",
    title: str = "",
    lines: Iterable[str] | None = None,
    say: Callable[[Iterable[str]], str] = spoken,
    areas: Iterable[str] = (),
) -> Draft:
    """Make a draft of a page, or of some of its lines; `say` words them for the rules of prose."""
    lines = list(page.lines if lines is None else lines)
    text = say(lines)
    draft = draft_from_text(
        identifier=identifier,
        url=url or page.url,
        title=title or page.title,
        text=text,
        funder=source.funder,
        language=source.language,
        zone=source.zone,
        today=today,
        areas=areas,
    )
    draft = with_rounds(draft, text, source.zone, today)
    doubts = (replace(each, words=each.words.removeprefix(SPAN)) for each in draft.uncertain)
    text = shortened("\n".join(lines), LONGEST_TEXT)
    return replace(draft, text=text, uncertain=tuple(doubts))


def says_something(draft: Draft) -> bool:
    """Say whether a draft tells anything of a call."""
    return bool(
        draft.deadlines or draft.opens or draft.amounts or draft.rates or draft.applicants
        or draft.deadline_model is not DeadlineModel.UNKNOWN or draft.status is not Status.ANNOUNCED
        or any(doubt.field == "deadlines" for doubt in draft.uncertain)
    )  # fmt: skip


def demanded(draft: Draft) -> Draft:
    """Return the draft of a page that must be a call's; one that tells nothing is a change."""
    if not says_something(draft):
        raise SourceChanged(f"nothing of a call is told in {draft.url}")
    return draft


def wanted(draft: Draft) -> Iterator[Draft]:
    """Yield the draft of a page that may be a call's; another page is told of."""
    if says_something(draft):
        yield draft
    else:
        warnings.warn(f"{draft.url} is no call", Unknown, stacklevel=2)


def links(listed: Page, fits: Callable[[str], bool]) -> list[str]:
    """Return the fitting addresses of a list in their order, each once, without the list's own."""
    found = dict.fromkeys(urldefrag(each.link).url for each in listed.some("a[href]"))
    fitting = [url for url in found if plain(url) != plain(listed.url) and fits(url)]
    if not fitting:
        raise SourceChanged(f"no links to calls in {listed.url}")
    return fitting


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


def call_of(
    page: Told, source: Source, today: date | None, say: Callable[[Iterable[str]], str] = spoken
) -> Iterator[Draft]:
    """Read a page that is named by its own place below the source's start, if it is a call's."""
    yield from wanted(
        draft_of(page, source, today, identifier=slug(page.url, source.start), say=say)
    )


def calls(
    site: Site,
    source: Source,
    *,
    fits: Callable[[str], bool] | None = None,
    say: Callable[[Iterable[str]], str] = spoken,
) -> Iterator[Draft]:
    """Follow the list at the start to each page that fits, or that is below it, and read those."""
    for url in links(page(site), fits or below(site.start)):
        yield from call_of(told(page(site, url)), source, site.today, say)
