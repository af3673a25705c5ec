"""NordForsk: calls for research across the Nordic countries, in English.

Seen on stored pages below /calls/, also as /sv/calls/: "Call Deadline: 22.04.2026 13:00 (CEST/Oslo
Time)" and "Available Budget for Nordic partners: up to 65 000 000 NOK", beside budgets of other
countries in euro. A draft of a call is published before it, "for information purposes": it is
planned. A second stage is for those who were invited. There are no yearly days; a project's owner
is a research-performing institution. The address of the list and the markup are not confirmed; what
does the site say of the use of its texts?
"""

import datetime as dt
import re
from collections.abc import Iterator

from msgspec.structs import replace

from lexicon.terms import DateKind, DeadlineModel, Doubt, Status
from scrapers.draft import Draft
from scrapers.lists import fetched, links, listed
from scrapers.pages import Told, draft_of, told, undated, wanted
from scrapers.reading import page_of
from scrapers.site import Site
from scrapers.source import Source, source

CALL = re.compile(r"nordforsk\.org/(?:(?:sv|en)/)?calls/([^/?#]+)/?$")
DRAFT = re.compile(r"^DRAFT\b[^:–-]*[:–-]?\s*", re.IGNORECASE)
INVITED = re.compile(r"\bonly invited applicants\b|\binvited applicants can submit\b", re.I)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a call."""
    yield from call_of(told(page_of(body, url)), source, None)


@source(
    country="NO",
    funder="NordForsk", start="https://www.nordforsk.org/calls", language="en",
    zone="Europe/Oslo", expect=range(1, 50), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_nordforsk(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list to each call."""
    for url in links(listed(site), lambda url: bool(CALL.search(url))):
        if found := fetched(site, url):
            yield from call_of(found, source, site.today)


def call_of(page: Told, source: Source, today: dt.date | None) -> Iterator[Draft]:
    """Read a call: a draft of one is planned, and a second stage is for the invited."""
    name = CALL.search(page.url)
    draft = draft_of(page, source, today, identifier=name[1] if name else page.url)
    if INVITED.search(draft.text):
        second = tuple(replace(each, kind=DateKind.STAGE_2) for each in draft.deadlines)
        draft = replace(draft, deadlines=second, deadline_model=DeadlineModel.TWO_STAGE)
    if early := DRAFT.match(draft.title):
        doubt = Doubt(field="deadlines", words=early[0].strip(" -–:"), why="the call is a draft")
        draft = replace(
            draft, title=draft.title[early.end() :] or draft.title, status=Status.PLANNED,
            uncertain=(*draft.uncertain, doubt),
        )  # fmt: skip
    yield from map(undated, wanted(draft))
