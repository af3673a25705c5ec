"""Haeavustuksia.fi: the grants of the Finnish state, from the list behind its pages.

Names and texts come in Finnish, and often in Swedish and English for free; the first of Swedish,
Finnish and English that a call has a name in is its own language here, the others are wordings.
Moments are UTC: …T21:59:00Z is the last day's 23:59 in Helsinki in winter, …T20:59 in summer. A
continuous call (Jatkuva) has an end ten years off, which says that it has none. The page for people
is known in Finnish only. The list is public data of the state; its licence is not confirmed.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from lexicon.terms import Deadline, DeadlineModel, Doubt, Wording
from scrapers.draft import LONGEST_TITLE, Draft
from scrapers.kinds import Kind
from scrapers.nested import rows_within, within
from scrapers.prose import completed
from scrapers.reading import Row, local
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, source
from scrapers.texts import parsed, plain, shortened

LIST = "https://www.haeavustuksia.fi/api/haku/list-items"
START = (
    f"{LIST}?Pagination.PageSize=20&Language=fi&SearchTerm=&VaOrgLyhenne=&ShowFuture=true"
    "&ShowOngoing=true&ShowEnded=false&HideExternal=false"
)
PAGE = "https://www.haeavustuksia.fi/fi/haku/"
LANGUAGES = ("sv", "fi", "en")
ORGANISATION = "vastuullinenJarjestajaOrganisaatio"
NEVER = dt.timedelta(days=5 * 366)  # an end further from the opening stands for none


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one page of the list."""
    for row in rows_within(parsed(body), "hakuilmoitukset"):
        yield draft_of(row, source)


@source(
    funder="Haeavustuksia.fi", country="FI", start=START, language="fi", zone="Europe/Helsinki",
    expect=range(1, 2000), open_data=True, hours=24, answer=read_answer, kind=Kind.JSON,
)  # fmt: skip
def read_haeavustuksia(site: Site, source: Source) -> Iterator[Draft]:
    """Ask for what is open or to be opened, page by page, until all that is promised has come."""
    number, seen, total = 1, 0, 1
    while seen < total:
        answer = parsed(site.get(f"{site.start}&Pagination.Page={number}"))
        found = rows_within(answer, "hakuilmoitukset")
        if not isinstance(total := within(answer, "totalCount"), int):
            raise SourceChanged("no number 'totalCount'")
        if not found and seen < total:
            raise SourceChanged(f"{seen} calls came, of {total} that were promised")
        for row in found:
            yield completed(draft_of(row, source), zone=source.zone, today=site.today)
        number, seen = number + 1, seen + len(found)


def draft_of(row: Row, source: Source) -> Draft:
    """Read one call."""
    identifier = row.take("hakuasianAsianumero")
    names, texts = told(row.raw("nimi")), told(row.raw("kuvaus") or {})
    language = next(iter(names), "")
    if not language:
        raise SourceChanged(f"{identifier} has no name")
    continuous = row.take("hakuTyyppi") == "Jatkuva"
    begins, ends = row.may("hakuAlkaaDateTimeUtc"), row.may("hakuPaattyyDateTimeUtc")
    opens = local(begins, source.zone)[0] if begins else None
    day, time = local(ends, source.zone) if ends else (None, None)
    endless = bool(day and opens and day - opens > NEVER)
    why = ""
    if not continuous:
        why = "no closing date is given" if not day else ""
        why = "a closing date so far off may stand for none" if endless else why
    closes = day and not (continuous and endless)
    single = DeadlineModel.SINGLE if closes else DeadlineModel.UNKNOWN
    funder = organisation(row, language) or source.funder
    row.leave("julkaisuTyyppi")
    return Draft(
        identifier=identifier,
        url=f"{PAGE}{quote(identifier, safe='')}",
        title=shortened(names[language], LONGEST_TITLE),
        funder=funder,
        language=language,
        text=texts.get(language, ""),
        deadline_model=DeadlineModel.ROLLING if continuous else single,
        opens=opens,
        deadlines=(Deadline(day=day, time=time, zone=source.zone),) if day and closes else (),
        wordings=tuple(
            Wording(language=each, title=name, text=texts.get(each, ""))
            for each, name in sorted(names.items())
            if each != language
        ),
        uncertain=(Doubt(field="deadlines", words=ends, why=why),) if why else (),
    )


def told(cell: Any) -> dict[str, str]:
    """Return what a cell says in each language, in our order; it has nothing in some of them."""
    if not isinstance(cell, dict):
        raise SourceChanged(f"{cell!r} is no text in several languages")
    return {each: words for each in LANGUAGES if (words := plain(str(cell.get(each) or "")))}


def organisation(row: Row, language: str) -> str:
    """Name the authority that answers for the call, in its language if it has a name there."""
    if ORGANISATION not in row or not (cell := row.raw(ORGANISATION)):
        return ""
    names = told(within(cell, "nimi"))
    return names.get(language) or next(iter(names.values()), "")
