"""EURA 2021: calls of the structural funds in Finland, by region and authority.

The list page carries all of them as percent-encoded JSON in a script; names of funds, authorities
and regions stand beside it by their codes. Days are days in Helsinki: the hour stands in the call's
own page, which is not read. Titles are in Finnish only. What `eakrTyyppi` means is not confirmed,
nor are the terms of reading the page.
"""

import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from lexicon.areas import code_of
from lexicon.terms import Deadline, DeadlineModel, Doubt, Status
from scrapers.draft import LONGEST_TITLE, Draft
from scrapers.lasting import lasting
from scrapers.nested import inner, rows_within, scripted, within
from scrapers.reading import Row, day
from scrapers.site import Site
from scrapers.source import Source, Unknown, source
from scrapers.texts import plain, shortened

START = "https://eura2021.fi/hakuilmoitukset"
SCRIPT = 'script[type="__PREACT_CLI_DATA__"]'
STATUS = {
    "julkaistu": Status.ANNOUNCED,  # published, and not open yet
    "haettavissa": Status.ANNOUNCED,
    "paattynyt": Status.CLOSED,
}
NATIONWIDE = "VALTAKUNNALLINEN"


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read the list page."""
    data = within(scripted(body, SCRIPT), "preRenderData")
    for row in rows_within(data, "hankehaku"):
        yield draft_of(row, within(data, "koodisto"), source)


@source(
    funder="EURA 2021", country="FI", start=START, language="fi", zone="Europe/Helsinki",
    expect=range(1, 5000), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_eura2021(site: Site, source: Source) -> Iterator[Draft]:
    """Read the list page, without the calls that closed long ago."""
    for draft in read_answer(site.get(site.start), site.start, source):
        if lasting(draft, site.today):
            yield draft


def draft_of(row: Row, codes: Any, source: Source) -> Draft:
    """Read one call."""
    identifier, said = row.take("id"), row.take("tila")
    if said not in STATUS:
        warnings.warn(f"unknown state {said!r}", Unknown, stacklevel=2)
    times = inner(row, "hakuaika")
    begins, ends = times.may("alku"), times.may("loppu")
    nationwide = row.may("alue")
    fund = named(codes, "rahasto", row.take("rahasto"))
    authority = named(codes, "viranomainen", row.may("viranomainen"))
    area = named(codes, "alue", nationwide)
    listed = row.raw("maakunnat") if "maakunnat" in row else []
    regions = [named(codes, "maakunta", str(each)) for each in listed or []]
    doubts = [] if ends else [Doubt(field="deadlines", words=said, why="no closing date is given")]
    areas = [code_of(each) for each in regions] or ["FI"] * (nationwide == NATIONWIDE)
    if not all(areas):
        why = "a region that is not known"
        doubts.append(Doubt(field="areas", words=", ".join(regions), why=why))
    told = {
        "Rahasto": fund, "Viranomainen": authority, "Alue": area,
        "Maakunnat": ", ".join(regions), "Hakutunnus": row.may("hakutunnus"),
    }  # fmt: skip
    title = shortened(plain(row.take("otsikko")), LONGEST_TITLE)
    row.leave("eakrTyyppi")
    return Draft(
        identifier=identifier,
        url=f"{source.start}/hakuilmoitus/{quote(identifier, safe='')}",
        title=title,
        funder=authority or source.funder,
        language=source.language,
        programme=fund,
        text="\n".join(f"{name}: {words}" for name, words in told.items() if words),
        status=STATUS.get(said, Status.ANNOUNCED),
        deadline_model=DeadlineModel.SINGLE if ends else DeadlineModel.UNKNOWN,
        opens=day(begins) if begins else None,
        deadlines=(Deadline(day=day(ends), zone=source.zone),) if ends else (),
        areas=tuple(sorted(areas)) if all(areas) else (),
        area_text=", ".join(regions) or area,
        uncertain=tuple(doubts),
    )


def named(codes: Any, kind: str, code: str) -> str:
    """Return the Finnish name that goes with a code; one that is not listed is worth a look."""
    if not code:
        return ""
    found = within(codes, kind).get(code)
    if not isinstance(found, dict) or not found.get("fi"):
        warnings.warn(f"unknown {kind} {code!r}", Unknown, stacklevel=2)
        return code
    return plain(str(found["fi"]))
