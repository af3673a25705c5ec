"""Grants.gov: grants of the United States (public domain), by its search.

Days are MM/DD/YYYY; the hour, the money and who may apply stand in each opportunity's own page,
which is not read. What is only forecast has dates that may come to be others.
"""

import json
from collections.abc import Iterator

from lexicon.terms import Deadline, DeadlineModel, Doubt, Status
from scrapers.draft import LONGEST_TITLE, Draft
from scrapers.kinds import Kind
from scrapers.nested import rows_within, within
from scrapers.reading import Row, day
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, source
from scrapers.texts import parsed, plain, shortened

START = "https://api.grants.gov/v1/api/search2"
PAGE = "https://www.grants.gov/search-results-detail/"
ROWS = 100
STYLE = "%m/%d/%Y"
STATUS = {
    "forecasted": Status.PLANNED,
    "posted": Status.ANNOUNCED,
    "closed": Status.CLOSED,
    "archived": Status.CLOSED,
}


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one page of the search's answer."""
    for row in rows_within(parsed(body), "data", "oppHits"):
        yield draft_of(row, source)


@source(
    funder="Grants.gov", country="US", start=START, language="en", zone="America/New_York",
    expect=range(1, 20_000), open_data=True, hours=24, answer=read_answer, kind=Kind.JSON,
)  # fmt: skip
def read_grants_gov(site: Site, source: Source) -> Iterator[Draft]:
    """Ask for what is forecast or posted, from one record on to the next hundred."""
    seen, total = 0, 1
    while seen < total:
        ask = {
            "rows": ROWS, "startRecordNum": seen, "oppStatuses": "forecasted|posted",
            "sortBy": "openDate|desc",
        }  # fmt: skip
        body = site.post(site.start, json.dumps(ask).encode())
        if not isinstance(total := within(parsed(body), "data", "hitCount"), int):
            raise SourceChanged("no number 'hitCount'")
        found = list(read_answer(body, site.start, source))
        if not found and seen < total:
            raise SourceChanged(f"{seen} calls came, of {total} that were promised")
        yield from found
        seen += len(found)


def draft_of(row: Row, source: Source) -> Draft:
    """Read one hit."""
    identifier, said = row.take("id"), row.take("oppStatus")
    if said not in STATUS:
        raise SourceChanged(f"{identifier} is {said!r}, which no opportunity was before")
    begins, ends = row.may("openDate"), row.may("closeDate")
    planned = STATUS[said] is Status.PLANNED
    why = "" if ends or planned else "no closing date is given"
    why = "the call is only planned" if ends and planned else why
    listings = ", ".join(map(str, row.raw("cfdaList") or []))
    told = {"Opportunity number": row.take("number"), "Assistance listings": listings}
    draft = Draft(
        identifier=identifier,
        url=f"{PAGE}{identifier}",
        title=shortened(plain(row.take("title")), LONGEST_TITLE),
        funder=plain(row.take("agency")),
        language=source.language,
        text="\n".join(f"{name}: {words}" for name, words in told.items() if words),
        status=STATUS[said],
        deadline_model=DeadlineModel.SINGLE if ends else DeadlineModel.UNKNOWN,
        opens=day(begins, STYLE) if begins else None,
        deadlines=(Deadline(day=day(ends, STYLE), zone=source.zone),) if ends else (),
        uncertain=(Doubt(field="deadlines", words=ends, why=why),) if why else (),
    )
    row.leave("agencyCode", "docType")
    return draft
