"""Interreg Europe: no more calls in 2021-2027, and shown as that.

Its own page says: "All our funds have been committed. We are not planning any more open calls
during the 2021-2027 programme". As long as it does there is one draft, closed, with the sentence.
Should it no longer say so, the page is read as those of other programmes are. Calls closed at
noon, Paris time.
"""

import datetime as dt
import re
from collections.abc import Iterator

from lexicon.terms import Status
from scrapers.draft import Draft
from scrapers.lines import lines_of
from scrapers.programmes import calls_on
from scrapers.prose.sentences import cut
from scrapers.reading import Page, page, page_of
from scrapers.site import Site
from scrapers.source import Source, source

OVER = re.compile(
    r"funds have been committed|not planning any (?:more|further)(?: open)? calls", re.IGNORECASE
)
CALL = re.compile(r"\bcalls?\b", re.IGNORECASE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read the saved page."""
    yield from read_page(page_of(body, url), source, None)


@source(
    funder="Interreg Europe", country="EU", start="https://www.interregeurope.eu/next-call-for-projects",
    language="en", zone="Europe/Paris", expect=range(1, 20), open_data=False, hours=24 * 7,
    answer=read_answer,
)  # fmt: skip
def read_interreg_europe(site: Site, source: Source) -> Iterator[Draft]:
    """Read the page of the next call."""
    yield from read_page(page(site), source, site.today)


def read_page(found: Page, source: Source, today: dt.date | None) -> Iterator[Draft]:
    """Read that all is over, in the page's own sentences, or else the calls."""
    over = [words for line in lines_of(found) for words in cut(line) if OVER.search(words)]
    if not over:
        yield from calls_on(found, source, today, call=CALL)
        return
    yield Draft(
        identifier="next-call-for-projects",
        url=found.url,
        title=found.one("h1").words,
        funder=source.funder,
        language=source.language,
        programme=source.funder,
        text=" ".join(over),
        status=Status.CLOSED,
    )
