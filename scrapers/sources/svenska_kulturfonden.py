"""Svenska kulturfonden: grants for Swedish culture and education in Finland, from one list.

Seen on a stored page (/stipendierobidrag/): each kind of grant with "Nästa ansökningstid 01.11.2024
- 30.11.2024", a sentence or two, and a line of those whom it is for. Many have the same days in
November, some others. A kind whose next days are not told is planned.
Where its title stands is not confirmed: it is the heading before. What does the site say of the
use of its texts?
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace as replaced

from msgspec.structs import replace

from lexicon.terms import Status
from scrapers.draft import Draft
from scrapers.lines import slug_of
from scrapers.pages import Told, draft_of, says_something, told
from scrapers.reading import page, page_of
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, source

NEXT = re.compile(r"^Nästa ansökningstid\b")


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read the saved list."""
    yield from grants(told(page_of(body, url)), source, None)


@source(
    country="FI",
    funder="Svenska kulturfonden", start="https://www.kulturfonden.fi/stipendierobidrag/",
    language="sv", zone="Europe/Helsinki", expect=range(1, 100), open_data=False, hours=24,
    answer=read_answer,
)  # fmt: skip
def read_svenska_kulturfonden(site: Site, source: Source) -> Iterator[Draft]:
    """Read the list."""
    yield from grants(told(page(site)), source, site.today)


def grants(page: Told, source: Source, today: dt.date | None) -> Iterator[Draft]:
    """Read what stands under each heading that has a time to apply."""
    found = [at for at, line in enumerate(page.lines) if line in page.ranks]
    ends = [*found[1:], len(page.lines)]
    kinds = [
        (page.lines[at], page.lines[at + 1 : end])
        for at, end in zip(found, ends, strict=True)
        if any(NEXT.match(line) for line in page.lines[at:end])
    ]
    if not kinds:
        raise SourceChanged(f"no kind of grant with a time to apply in {page.url}")
    for title, lines in kinds:
        url = f"{page.url}#{slug_of(title)}"
        here = replaced(page, title=title)
        draft = draft_of(
            here, source, today, identifier=slug_of(title), url=url, lines=lines, areas=["FI"]
        )
        timed = says_something(draft)
        yield draft if timed else replace(draft, status=Status.PLANNED)
