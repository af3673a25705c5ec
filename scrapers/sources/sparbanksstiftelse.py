"""Sparbanksstiftelser: the page on which one of the local foundations says how one applies.

Each has its own rules, area and days. Seen on stored pages: applications taken all year and read on
listed days without a year ("vi läser av inkomna ansökningar följande datum"); periods ("Första
perioden är 1-31 mars. Andra perioden är 1-30 september"); and meetings before which an application
must have come ("senast 7 dagar före sammanträdet"), whose days are no closing days: none is
reckoned from them. An own effort is often asked for. The reader has no foundation of its own: those
are what the operator's source says, a page each. What does the site say of the use of its texts?
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from lexicon.terms import DeadlineModel, Doubt
from scrapers.draft import Draft
from scrapers.lists import plain
from scrapers.pages import Told, demanded, draft_of, says_something, told
from scrapers.prose.days import mentions
from scrapers.prose.sentences import cut
from scrapers.reading import page, page_of
from scrapers.rolling import ALWAYS, untimed
from scrapers.rounds import BULLET, SPAN, spoken
from scrapers.site import Site
from scrapers.source import Source, source

READ_ON = re.compile(r"\bläser av\b.*\b(?:datum|dagar)\b.*:\s*$", re.IGNORECASE)
PERIOD = re.compile(r"\b(?:Den )?(?:första|andra|tredje|fjärde) perioden är ", re.IGNORECASE)
APPLYING = re.compile(r"[^.\n]*\b(?:ansökan|ansöka|söka|sökas)\b[^.\n]*", re.IGNORECASE)
BEFORE = re.compile(r"\b\d+ (?:dagar|veckor) (?:före|innan) (?:sammanträde|\w*möte)", re.IGNORECASE)
ANSWER = re.compile(r"\b(?:svar|besked|beslut)\b.*\b(?:förmedlas|lämnas|meddelas)\b", re.IGNORECASE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a foundation."""
    yield support(told(page_of(body, url)), source, None)


@source(
    country="",
    funder="A Sparbanksstiftelse", start="https://example.org/sparbanksstiftelse", language="sv",
    zone="Europe/Stockholm", expect=range(1, 2), open_data=False, hours=24, answer=read_answer,
    pattern=True,
)  # fmt: skip
def read_sparbanksstiftelse(site: Site, source: Source) -> Iterator[Draft]:
    """Read the foundation's page."""
    yield support(told(page(site)), source, site.today)


def support(page: Told, source: Source, today: dt.date | None) -> Draft:
    """Read the page; where days of meetings are all that is told, a person looks."""
    draft = draft_of(
        page, source, today, identifier=plain(page.url), title=f"{source.funder}: {page.title}",
        say=lambda lines: say(lines, source.language, today),
    )  # fmt: skip
    meetings = [each for line in page.lines for each in cut(line) if BEFORE.search(each)]
    if not meetings and untimed(draft) and ALWAYS.search(draft.text):
        return replace(draft, deadline_model=DeadlineModel.ROLLING)
    doubts = [
        Doubt(field="deadlines", words=each, why="the days of the meetings are no closing days")
        for each in meetings
    ]
    if not doubts and not says_something(draft) and (found := APPLYING.search(draft.text)):
        doubts = [Doubt(field="deadlines", words=found[0].strip(), why="no day could be read")]
    return demanded(replace(draft, uncertain=(*draft.uncertain, *doubts)))


def say(lines: Iterable[str], language: str, today: dt.date | None) -> str:
    """Say what the listed days and the periods are for, and nothing of when answers come."""
    said: list[str] = []
    days: list[str] | None = None
    for line in [*spoken(lines).splitlines(), ""]:
        if days is not None and line.startswith(BULLET):
            days.append(line.removeprefix(BULLET).rstrip("."))
            continue
        if days:
            *most, last = in_order(days, language, today)
            listed = f"{', '.join(most)} och {last}" if most else last
            said.append(f"Sista ansökningsdagar: {listed}.")
        days = [] if READ_ON.search(line) else None
        said += [
            SPAN + PERIOD.sub("", each).rstrip(".") if PERIOD.match(each) else each
            for each in cut(line)
            if not ANSWER.search(each)
        ]
    return "\n".join(filter(None, said))


def in_order(days: list[str], language: str, today: dt.date | None) -> list[str]:
    """Put days without a year in the order in which they come next, so that the first is meant."""

    def coming(words: str) -> dt.date:
        return next(
            (each.day for each in mentions(words, language, today) if each.day), dt.date.max
        )

    return sorted(days, key=coming) if today else days
