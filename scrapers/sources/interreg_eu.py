"""The index of calls behind interreg.eu, all programmes: a search kept at Algolia.

The address, with application, index and the public search key in it, is what the operator's row
says: https://<application>-dsn.algolia.net/1/indexes/<index>/query?x-algolia-application-id=…
&x-algolia-api-key=…; they are not ours to know and change at times. One real record is known, so
the shape is sure and the words of `callStatus` beside "Open" are not. A region is named twice,
once for each level of NUTS, some with a blank at the end; the marks for highlighting are three
times as long as the record. Times are midnights: the hour to apply by stands in the call alone.
"""

import json
import warnings
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

from lexicon.areas import areas, narrowest
from lexicon.terms import DateKind, Deadline, DeadlineModel, Doubt, Status
from scrapers.draft import LONGEST_TITLE, Draft
from scrapers.kinds import Kind
from scrapers.reading import Row, local
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source
from scrapers.texts import parsed, plain, shortened, tidy

HOME = "https://interreg.eu/"
KIND = "callForProjectsPage"
PAGE_SIZE = 100
LONGEST_LIST = 1500
STATUS = {
    "open": Status.ANNOUNCED, "forthcoming": Status.ANNOUNCED, "upcoming": Status.ANNOUNCED,
    "closed": Status.CLOSED,
}  # fmt: skip
# Marks for highlighting, and what differs at every asking or whenever the index is built anew.
PRIVATE = (
    "_highlightResult", "_snippetResult", "_rankingInfo", "updatedInAlgoliaDate",
    "processingTimeMS", "processingTimingsMS", "serverTimeMS",
)  # fmt: skip
LEFT = (
    "pageId", "rootId", "siteSection", "nodeName", "createdDate", "updatedDate", "descriptionDate",
    "filterDate", "themes", "countries", *PRIVATE,
)  # fmt: skip


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved list of hits."""
    for hit in answered(parsed(body)).each("hits"):
        if draft := draft_of(Row(hit), source):
            yield draft


@source(
    funder="Interreg", country="", start="https://example.org/1/indexes/calls/query", language="en",
    zone="Europe/Brussels", expect=range(1, 2000), open_data=False, hours=24, answer=read_answer,
    private=PRIVATE, pattern=True, kind=Kind.JSON,
)  # fmt: skip
def read_interreg_eu(site: Site, source: Source) -> Iterator[Draft]:
    """Ask for all calls, page by page, numbered from 0."""
    number, seen, total = 0, 0, 1
    while seen < total:
        ask = {"filters": f"contentType:{KIND}", "hitsPerPage": PAGE_SIZE, "page": number}
        answer = answered(parsed(site.post(site.start, json.dumps(ask).encode())))
        hits, total = answer.each("hits"), answer.raw("nbHits")
        if not isinstance(total, int) or (not hits and seen < total):
            raise SourceChanged(f"{seen} hits came, of {total!r} that were promised")
        for hit in hits:
            if draft := draft_of(Row(hit), source):
                yield draft
        number, seen = number + 1, seen + len(hits)


def answered(answer: Any) -> Row:
    """Return the answer to the question, which several may be wrapped with."""
    if isinstance(answer, dict) and "results" in answer:
        (answer, *_) = answer["results"] or [None]
    if not isinstance(answer, dict) or not all(
        isinstance(each, dict) for each in answer.get("hits") or []
    ):
        raise SourceChanged("no list 'hits' of records in the answer of the search")
    return Row(answer)


def draft_of(hit: Row, source: Source) -> Draft | None:
    """Read one hit; a page that is no call is left out."""
    if hit.take("contentType") != KIND:
        return None
    status = status_of(hit.may("callStatus"))
    start, end = hit.may("callOpenDate"), hit.may("callDeadlineDate")
    opens = local(start, source.zone)[0] if start else None
    deadlines: tuple[Deadline, ...] = ()
    doubts = []
    if end:
        day, time = local(end, source.zone)
        deadlines = (Deadline(day=day, time=time, zone=source.zone, kind=DateKind.FINAL),)
    else:
        doubts = [Doubt(field="deadlines", words="", why="the index gives no day")]
    themes = names(hit, "callThemes")
    where = [*names(hit, "callEligibleCountryNames"), *names(hit, "callEligibleRegionNames")]
    codes = [*names(hit, "callEligibleCountryNuts"), *names(hit, "callEligibleRegionNuts")]
    pages = [hit.may("callExternalUrl"), urljoin(HOME, hit.take("contentUrl"))]
    draft = Draft(
        identifier=hit.take("objectID"),
        url=next(each for each in pages if each.startswith(("https://", "http://"))),
        title=shortened(plain(hit.take("title")), LONGEST_TITLE),
        funder=source.funder,
        language=source.language,
        programme=", ".join(names(hit, "associatedProgrammes")),
        text="\n".join(themes),
        status=Status.PLANNED if status is Status.ANNOUNCED and not (opens or end) else status,
        deadline_model=DeadlineModel.SINGLE if deadlines else DeadlineModel.UNKNOWN,
        opens=opens,
        deadlines=deadlines,
        applicants=shortened(", ".join(names(hit, "targetAudience")), LONGEST_LIST),
        areas=narrowest(code for code in codes if code in areas()),
        area_text=shortened(", ".join(where), LONGEST_LIST),
        uncertain=tuple(doubts),
    )
    hit.leave(*LEFT)
    return draft


def status_of(word: str) -> Status:
    """Translate the index's word; one that is not known is worth a look."""
    if word.casefold() not in STATUS:
        warnings.warn(f"unknown word {word!r}", Unknown, stacklevel=2)
    return STATUS.get(word.casefold(), Status.ANNOUNCED)


def names(hit: Row, cell: str) -> list[str]:
    """Return the names in a cell, each once: tidied, in their order."""
    found: Iterable[Any] = (hit.raw(cell) if cell in hit else None) or []
    if isinstance(found, str) or not all(isinstance(each, str) for each in found):
        raise SourceChanged(f"{cell!r} is no list of names")
    return list(dict.fromkeys(filter(None, map(tidy, found))))
