"""Allmänna arvsfonden: support that non-profits apply for at any time.

Two kinds are known: lokalstöd (an organisation that was active for two years, within about ten
kilometres) and projektstöd (for one year). Where the page has a heading for each, they are two
calls. A municipality cannot be the applicant. Kammarkollegiet handles them, in four to six months.
Only the texts were seen, not the markup. What does the site say of the use of its texts?
"""

import datetime as dt
from collections.abc import Iterator

from scrapers.draft import Draft
from scrapers.pages import Told, demanded, told
from scrapers.reading import page, page_of
from scrapers.rolling import rolling, support_of
from scrapers.site import Site
from scrapers.source import Source, source

KINDS = {"lokalstod": "Lokalstöd", "projektstod": "Projektstöd"}
WHOLE = "stod"


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read the saved page."""
    yield from kinds_of(told(page_of(body, url)), source, None)


@source(
    country="SE",
    funder="Allmänna arvsfonden", start="https://www.arvsfonden.se/ansokan/ansok-om-pengar",
    language="sv", zone="Europe/Stockholm", expect=range(1, 3), open_data=False, hours=72,
    answer=read_answer,
)  # fmt: skip
def read_arvsfonden(site: Site, source: Source) -> Iterator[Draft]:
    """Read the page for applicants."""
    yield from kinds_of(told(page(site)), source, site.today)


def kinds_of(page: Told, source: Source, today: dt.date | None) -> Iterator[Draft]:
    """Read each kind under its heading, after what is true of both; or the page as a whole."""
    starts = {
        name: at
        for name, title in KINDS.items()
        for at, line in enumerate(page.lines)
        if line in page.ranks and line.casefold().startswith(title.casefold())
    }
    if not starts:
        yield rolling(demanded(support_of(page, source, today, identifier=WHOLE)), today)
        return
    common = page.lines[: min(starts.values())]
    for name, at in starts.items():
        draft = support_of(
            page, source, today, identifier=name, url=f"{page.url}#{name}",
            title=f"{source.funder}: {KINDS[name].lower()}",
            lines=[*common, *page.lines[at + 1 : page.end(at)]],
        )  # fmt: skip
        yield rolling(draft, today)
