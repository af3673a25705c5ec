"""UKRI: research and innovation funding of the United Kingdom, by the feed of its funding finder.

The feed has nothing but opportunities, so each item is a call. The closing date stands in its
words only: an item without one is not said to be open for ever. The terms are not confirmed.
"""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from lexicon.terms import DeadlineModel, Doubt
from scrapers.draft import Draft
from scrapers.kinds import Kind
from scrapers.reading import entries
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, source
from scrapers.sources.feed import draft_of

START = "https://www.ukri.org/opportunity/feed/"


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read the saved feed."""
    yield from read_items(body, source, None)


@source(
    funder="UK Research and Innovation", country="GB", start=START, language="en",
    zone="Europe/London", expect=range(1, 501), open_data=False, hours=24, answer=read_answer,
    kind=Kind.FEED,
)  # fmt: skip
def read_ukri(site: Site, source: Source) -> Iterator[Draft]:
    """Read the feed; one without any item is a change."""
    yield from read_items(site.get(site.start), source, site.today)


def read_items(body: bytes, source: Source, today: date | None) -> Iterator[Draft]:
    """Yield every item, with a doubt where its words name no day to apply by."""
    rows = list(entries(body))
    if not rows:
        raise SourceChanged("a feed without items")
    for row in rows:
        if not (draft := draft_of(row, source, today)):
            continue
        doubted = any(doubt.field == "deadlines" for doubt in draft.uncertain)
        if draft.deadline_model is DeadlineModel.UNKNOWN and not doubted:
            doubt = Doubt(field="deadlines", words=draft.title, why="the feed names no day")
            draft = replace(draft, uncertain=(*draft.uncertain, doubt))
        yield draft
