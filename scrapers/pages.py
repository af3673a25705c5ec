"""Pages whose markup nobody confirmed: read by their title, headings, labels and sentences."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from lexicon.terms import DeadlineModel, Doubt, Status
from scrapers.draft import LONGEST_TEXT, Draft
from scrapers.persons import CONTACT, impersonal
from scrapers.prose import draft_from_text
from scrapers.prose.days import INFERRED, mentions
from scrapers.prose.sentences import sentences
from scrapers.prose.timing import timing
from scrapers.reading import Page
from scrapers.rounds import SPAN, spoken, with_rounds
from scrapers.source import Source, SourceChanged, Unknown
from scrapers.texts import shortened

HEADINGS = ("h2", "h3", "h4", "h5")


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
    """Return the title and the lines after it, those of the main part if the page has one.

    A site's name may be a title as well: that in the main part is the page's, or else the first.
    """
    main = (found.some("main") or found.some("article") or [found])[0]
    title = (main.some("h1") or found.all("h1"))[0].words
    lines = [line for line in main.text.splitlines() if line.strip()]
    if not title:
        raise SourceChanged(f"no title in {found.url}")
    return title, lines[lines.index(title) + 1 :] if title in lines else lines


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
    draft = with_rounds(confirmed(draft, text, source.zone, today), text, source.zone, today)
    doubts = (replace(each, words=each.words.removeprefix(SPAN)) for each in draft.uncertain)
    text = shortened("\n".join(lines), LONGEST_TEXT)
    return replace(draft, text=text, uncertain=tuple(doubts))


def confirmed(draft: Draft, text: str, zone: str, today: date | None) -> Draft:
    """Drop the doubt about a year that another sentence states for the same day of closing."""
    days = {each.day for each in draft.deadlines}
    unsure = {
        doubt
        for doubt in draft.uncertain
        if doubt.field == "deadlines" and doubt.why == INFERRED
        and {each.day for each in mentions(doubt.words, draft.language, today)} <= days
    }  # fmt: skip
    if not unsure:
        return draft
    sure = set()
    for sentence in sentences(text):
        read = timing([sentence], language=draft.language, zone=zone, today=today)
        if not read.uncertain:
            sure |= {each.day for each in read.deadlines}
    kept = [
        doubt
        for doubt in draft.uncertain
        if doubt not in unsure
        or not {each.day for each in mentions(doubt.words, draft.language, today)} <= sure
    ]
    return replace(draft, uncertain=tuple(kept))


def says_something(draft: Draft) -> bool:
    """Say whether a draft tells anything of a call."""
    return bool(
        draft.deadlines or draft.opens or draft.amounts or draft.rates or draft.applicants
        or draft.deadline_model is not DeadlineModel.UNKNOWN or draft.status is not Status.ANNOUNCED
        or any(doubt.field == "deadlines" for doubt in draft.uncertain)
    )  # fmt: skip


def undated(draft: Draft) -> Draft:
    """Doubt a call that tells no day to apply by, nor that there is none: a person looks."""
    told = draft.deadlines or any(each.field == "deadlines" for each in draft.uncertain)
    silent = draft.deadline_model is DeadlineModel.UNKNOWN and draft.status is Status.ANNOUNCED
    if told or not silent:
        return draft
    doubt = Doubt(field="deadlines", words=draft.title, why="no closing day is told")
    return replace(draft, uncertain=(*draft.uncertain, doubt))


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
