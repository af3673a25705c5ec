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
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown
from scrapers.texts import shortened

BULLET = "• "
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
# Under such a heading, or after such a label, a line that begins with a day is a span of applying.
PERIOD = re.compile(
    r"(?:när (?:kan|ska|får) (?:du|ni|jag|vi|man) (?:söka|ansöka)|ansökningsperiod|ansökningstid"
    r"|ansökningsomgång|när (?:är|öppnar) ansökan)\w*\W*",
    re.IGNORECASE,
)
SPAN = "Ansökningsperiod: "


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


def spoken(lines: Iterable[str]) -> str:
    """Say what a bare span of days is for, where its heading says so."""
    said = []
    period = False
    for line in lines:
        bare = line.removeprefix(BULLET)
        label = PERIOD.match(bare)
        if label and re.match(r"\d", bare[label.end() :]):
            said.append(f"{SPAN}{bare[label.end() :]}")
        elif period and re.match(r"(?:den )?\d", bare):
            said.append(f"{SPAN}{bare}")
        else:
            said.append(line)
            # A heading ends the matter of the one before it; so does a sentence.
            period = bool(label and label.end() == len(bare))
    return "\n".join(said)


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
    draft = draft_from_text(
        identifier=identifier,
        url=url or page.url,
        title=title or page.title,
        text=say(lines),
        funder=source.funder,
        language=source.language,
        zone=source.zone,
        today=today,
        areas=areas,
    )
    return replace(draft, text=shortened("\n".join(lines), LONGEST_TEXT))


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
    path = plain(url).partition("?")[0]
    inside = path.removeprefix(plain(start)).strip("/")
    return inside or path.rpartition("/")[2]


def pages(site: Site, fits: Callable[[str], bool]) -> Iterator[Told]:
    """Follow the list at the start address to each page that fits."""
    for url in links(page(site), fits):
        yield told(page(site, url))
