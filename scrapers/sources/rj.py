"""Riksbankens Jubileumsfond: calls for research in the humanities and social sciences.

Seen on stored pages: points such as "Ansökningssystemet öppnar: 11 april 2022 kl. 09.00" and
"Ansökningssystemet stänger: 2 maj 2022 kl. 15.00", beside days of decision and of a start;
on older ones the label "Sista ansökningsdatum" over "2021-05-05 16:00", under the day of
publication. A call has a page and, below it, the whole call (hela-utlysningen): they are one. The
markup is not confirmed; what does the site say of the use of its texts?
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from scrapers.draft import Draft
from scrapers.lists import call_of, calls
from scrapers.pages import told, undated
from scrapers.reading import page_of
from scrapers.site import Site
from scrapers.source import Source, source

WHOLE = "hela-utlysningen"
WHO = re.compile(r"^(?:• )?Söks av:\s*(.+)$", re.MULTILINE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a call."""
    for draft in call_of(told(page_of(body, url)), source, None):
        yield named(draft)


@source(
    country="SE",
    funder="Riksbankens Jubileumsfond", language="sv", zone="Europe/Stockholm",
    start="https://www.rj.se/Utlysningar/Aktuella-utlysningar/", expect=range(1, 50),
    open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_rj(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list to each call, and to the whole of it."""
    for draft in calls(site, source):
        yield named(draft)


def named(draft: Draft) -> Draft:
    """Name a call by the first part of its path, lead to its own page, and say who applies."""
    url = draft.url.rstrip("/").removesuffix(f"/{WHOLE}")
    who = WHO.search(draft.text)
    return undated(replace(
        draft, identifier=draft.identifier.partition("/")[0], url=f"{url}/",
        applicants=who[1] if who else draft.applicants,
    ))  # fmt: skip
