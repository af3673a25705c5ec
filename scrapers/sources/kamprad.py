"""Familjen Kamprads stiftelse: calls in FundPro, the system in which one applies.

Seen on one stored page (/foundations/fks/calls/2355): the foundation's name is its heading, the
call's own title stands before "Utlysningens ansökningsformulär finns på följande språk: sv en",
then "Beskrivning". How days are told there is not confirmed, nor the address of the list; a call
without a day is told without one, and waits for a person. Researchers at Swedish universities
apply, in two steps. What does the site say of the use of its texts?
"""

import re
from collections.abc import Iterator

from scrapers.draft import Draft
from scrapers.lists import fetched, links, listed
from scrapers.pages import Told, draft_of, told, undated
from scrapers.reading import page_of
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, source

CALL = re.compile(r"/foundations/fks/calls/(\d+)/?$")
FORM = re.compile(r"Utlysningens ansökningsformulär\b")


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a call."""
    yield call_of(told(page_of(body, url)), source)


@source(
    country="SE",
    funder="Familjen Kamprads stiftelse", start="https://www.fundpro.se/foundations/fks",
    language="sv", zone="Europe/Stockholm", expect=range(1, 20), open_data=False, hours=24,
    answer=read_answer,
)  # fmt: skip
def read_kamprad(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the foundation's page to each of its calls."""
    for url in links(listed(site), lambda url: bool(CALL.search(url))):
        if found := fetched(site, url):
            yield call_of(found, source)


def call_of(page: Told, source: Source) -> Draft:
    """Read a call: its title stands before the line about its form."""
    at = next((at for at, line in enumerate(page.lines) if FORM.match(line)), 0)
    if not at:
        raise SourceChanged(f"no title before the form in {page.url}")
    name = CALL.search(page.url)
    return undated(draft_of(
        page, source, None, identifier=name[1] if name else page.url, title=page.lines[at - 1],
        lines=page.lines[at + 1 :],
    ))  # fmt: skip
