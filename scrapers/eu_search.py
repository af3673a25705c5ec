"""The search behind the EU Funding & Tenders portal, asked until every hit has come.

It gives the first ten thousand hits of a question and no more, so a larger one is asked again in
windows of the day on which calls open, and once for what opens on no day.
"""

import datetime as dt
import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urldefrag

from lexicon.eu_programmes import eu_programmes
from scrapers.site import Site
from scrapers.source import SourceChanged, Unknown
from scrapers.texts import parsed

Hit = Mapping[str, Any]
Condition = Mapping[str, object]

PAGE_SIZE = 100
MOST_HITS = 10_000  # the search gives no more, whatever the number of pages
TOPICS = {"1", "2", "8"}  # topics, calls, calls of funded projects (cascade funding)
FORTHCOMING, OPEN = "31094501", "31094502"
MUST: tuple[Condition, ...] = (
    {"terms": {"type": sorted(TOPICS)}},
    {"terms": {"status": [FORTHCOMING, OPEN]}},
    {"term": {"programmePeriod": "2021 - 2027"}},
    {"term": {"DATASOURCE": "SEDIA"}},
    {"exists": {"field": "identifier"}},
)
LANGUAGES = ["sv", "en"]
SORT = {"field": "identifier", "order": "ASC"}
BOUNDARY = "samsok-7d1f4c"  # always the same, so that the same question can be recognised
# Calls of the period open within these days; what does not is asked for as the rest.
FIRST, LAST = dt.date(2020, 1, 1), dt.date(2032, 1, 1)
PROGRAMMES = "programmes"


class Search:
    """One question to the search, in as many parts and pages as it takes.

    `start` is the search's address; a source's row may narrow it: …#programmes=ESF,CERV.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._url, fragment = urldefrag(site.start)
        self._must = [*MUST, *programmes_named(fragment)]
        self._ordered = True
        self._met: set[str] = set()

    def hits(self) -> Iterator[Hit]:
        """Yield every hit; fewer than the search says it has is a change."""
        whole = {"must": self._must}
        total, hits = self._page(1, whole)
        if total <= MOST_HITS:
            yield from self._all(whole, total, hits)
            return
        seen = 0
        for hit in self._windows():
            seen += 1
            yield hit
        if seen < total:
            raise SourceChanged(f"{seen} hits came by day of opening, of {total} that there are")

    def _windows(self) -> Iterator[Hit]:
        """Yield the hits that open within the days, then those that do not."""
        yield from self._between(FIRST, LAST)
        rest = {"must": self._must, "must_not": [opening(FIRST, LAST)]}
        yield from self._all(rest, *self._page(1, rest))

    def _between(self, begin: dt.date, end: dt.date) -> Iterator[Hit]:
        """Yield the hits that open from a day until before another, by halves if they are many."""
        window = {"must": [*self._must, opening(begin, end)]}
        total, hits = self._page(1, window)
        if total <= MOST_HITS:
            yield from self._all(window, total, hits)
        elif not (half := dt.timedelta((end - begin).days // 2)):
            raise SourceChanged(f"{total} hits open on {begin}: the search gives {MOST_HITS}")
        else:
            yield from self._between(begin, begin + half)
            yield from self._between(begin + half, end)

    def _all(self, asked: Condition, total: int, hits: list[Hit]) -> Iterator[Hit]:
        """Yield the hits of one question whose first page came, then page by page."""
        number, seen, doubles, ordered = 1, 0, 0, self._ordered
        while True:
            if total > MOST_HITS:
                raise SourceChanged(f"{total} hits: the search gives {MOST_HITS} of them at most")
            if not hits and seen < total:
                raise SourceChanged(f"{seen} hits came, of {total} that were promised")
            for hit in hits:
                reference = str(hit.get("reference") or "")
                doubles += reference in self._met
                self._met.update(filter(None, [reference]))
                yield hit
            number, seen = number + 1, seen + len(hits)
            if seen >= total:
                break
            total, hits = self._page(number, asked)
            if ordered != self._ordered:
                # Without the order the pages are cut otherwise: from the first one again.
                number, seen, doubles, ordered = 1, 0, 0, self._ordered
                self._met.clear()
                total, hits = self._page(1, asked)
        if doubles:
            words = f"{doubles} hits came twice: as many others may not have come"
            warnings.warn(words, Unknown, stacklevel=2)

    def _page(self, number: int, asked: Condition) -> tuple[int, list[Hit]]:
        """Return how many hits there are, and one page of them."""
        answer = parsed(self._ask(number, asked))
        hits = hits_of(answer)
        if not asked_for(hits) and self._ordered:
            # At times the order is taken for the question, and any page of the portal comes back.
            self._ordered = False
            answer = parsed(self._ask(number, asked))
            hits = hits_of(answer)
        if not isinstance(total := answer.get("totalResults"), int):
            raise SourceChanged("no number 'totalResults'")
        if not asked_for(hits):
            raise SourceChanged("the search answers with things that were not asked for")
        return total, hits

    def _ask(self, number: int, asked: Condition) -> bytes:
        """Post one question: a multipart form of JSON parts."""
        parts: dict[str, object] = {"query": {"bool": asked}, "languages": LANGUAGES}
        if self._ordered:
            parts["sort"] = SORT
        said = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="blob"\r\n'
            f"Content-Type: application/json\r\n\r\n{json.dumps(part)}\r\n"
            for name, part in parts.items()
        )
        url = f"{self._url}&pageSize={PAGE_SIZE}&pageNumber={number}"
        form = f"{said}--{BOUNDARY}--\r\n".encode()
        return self._site.post(url, form, f"multipart/form-data; boundary={BOUNDARY}")


def opening(begin: dt.date, end: dt.date) -> Condition:
    """Ask for what opens from a day until before another; the portal counts in milliseconds."""
    since, before = (
        int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()) * 1000 for day in (begin, end)
    )
    return {"range": {"startDate": {"gte": since, "lt": before}}}


def programmes_named(fragment: str) -> list[Condition]:
    """Ask for the programmes that an address names after its #, by short name or number."""
    if not fragment:
        return []
    names = ",".join(parse_qs(fragment).get(PROGRAMMES, [""])).split(",")
    known = eu_programmes()
    if strange := sorted(set(names) - known.keys()):
        raise SourceChanged(
            f"no programme is called {', '.join(map(repr, strange))}; "
            f"#{PROGRAMMES}= takes {', '.join(sorted({each.short for each in known.values()}))}"
        )
    return [{"terms": {"frameworkProgramme": sorted({known[name].code for name in names})}}]


def hits_of(answer: Any) -> list[Hit]:
    """Return the hits of an answer."""
    hits = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(hits, list) or not all(isinstance(each, dict) for each in hits):
        raise SourceChanged("no list 'results' in the answer of the search")
    return hits


def asked_for(hits: Iterable[Hit]) -> bool:
    """Say whether all hits are of the kinds that were asked for."""
    return all(set(hit.get("metadata", {}).get("type", [])) <= TOPICS for hit in hits)
