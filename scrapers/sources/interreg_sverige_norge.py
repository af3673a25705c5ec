"""Interreg Sverige-Norge: when each kind of project may be applied for, on either side.

Known: applications close on 15 February and 15 September, pre-studies and small projects are
taken in all the time, Norwegian partners apply in regionalforvaltning.no, and each side has its
own share. Not known: the page's address and markup, so that the start is the operator's to set,
and any page is read by its headings. A day without a year waits for a person.
"""

import datetime as dt
import re
from collections.abc import Iterator

from msgspec.structs import replace

from lexicon.terms import DeadlineModel, Doubt
from scrapers.draft import Draft
from scrapers.lines import Section
from scrapers.programmes import calls_on, windowed
from scrapers.reading import page, page_of
from scrapers.site import Site
from scrapers.source import Source, source

CALL = re.compile(
    r"utlysning|ansökningsomgång|projekt\b|förstud|småskal|søknadsrunde|prosjekt|forstud|småskala",
    re.IGNORECASE,
)

ROUND = re.compile(r"utlysning\w*|ansökningsomgång\w*", re.IGNORECASE)
# Värmland, Dalarna, Västernorrland, Jämtland and a part of Västra Götaland; in Norway the counties
# along the border, which the notes do not name.
AREAS = ("NO", "SE232", "SE311", "SE312", "SE321", "SE322")
ZONE = "Europe/Stockholm"
# "Förstudier kan ansökas löpande", as the programme says.
ROLLING = re.compile(r"\b(?:ansökas|sökas|søkes|tas emot) (?:löpande|løpende)", re.IGNORECASE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read a saved page."""
    yield from calls_on(page_of(body, url), source, None, call=CALL, told=told, areas=AREAS)


@source(
    funder="Interreg Sverige-Norge", country="EU", start="https://www.interreg-sverige-norge.com/",
    language="sv", zone=ZONE, expect=range(0, 50), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_interreg_sverige_norge(site: Site, source: Source) -> Iterator[Draft]:
    """Read the start page."""
    yield from calls_on(page(site), source, site.today, call=CALL, told=told, areas=AREAS)


def told(draft: Draft, section: Section, today: dt.date | None) -> Draft:
    """Read the round's window, and that there is no last day, in the programme's own words."""
    draft = windowed(draft, section, today, named=ROUND, zone=ZONE)
    if not (rolling := ROLLING.search(section.text)):
        return draft
    if draft.deadlines:
        why = "some projects may be applied for at any time"
        doubt = Doubt(field="deadlines", words=rolling[0], why=why)
        return replace(draft, uncertain=(*draft.uncertain, doubt))
    return replace(draft, deadline_model=DeadlineModel.ROLLING)
