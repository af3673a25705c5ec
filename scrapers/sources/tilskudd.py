"""Tilskudd.no: state schemes for voluntary organisations in Norway, read one by one.

The list behind the search answers only the questions of its own pages, word for word, and those are
not known to us. So the start (`[sources] starts`) names what to read: addresses of schemes with
blanks between, as https://tilskudd.lottstift.no/ordning/DT-0123, or a page that links to some.
Long texts are the JSON of an editor (Draft.js), or plain. That a scheme has no deadline is said by
NO_DEADLINE; the other words for it are not confirmed, nor are the terms of reading it.
"""

import json
import re
import warnings
from collections.abc import Iterator
from decimal import Decimal

from lexicon.terms import Amount, DateKind, Deadline, DeadlineModel, Doubt, MoneyKind
from scrapers.draft import LONGEST_TITLE, Draft
from scrapers.nested import inner, scripted, within
from scrapers.prose import completed
from scrapers.reading import Row, day, page_of
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source
from scrapers.texts import plain, shortened

START = "https://tilskudd.lottstift.no/"
SCHEME = "/ordning/DT-"
SCRIPT = "script#__NEXT_DATA__"
VERSION = ("props", "pageProps", "grant", "grantScheme", "year")
SUM = "AMOUNT"
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SCHEME_ID = re.compile(r"/ordning/(DT-\d+)")
TEXTS = {
    "objectives": "Formål", "relevantApplicant": "Hvem kan søke",
    "usableGrantArea": "Hva kan det søkes om", "howToApply": "Slik søker du",
}  # fmt: skip
LEFT = (
    "id", "grantTypes", "updated", "administratorGrantLink", "applicationSchemaLink", "rulesLink",
    "__typename", "year",
)  # fmt: skip


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one scheme's page; one that nothing is published of has no call."""
    year = within(scripted(body, SCRIPT), *VERSION)
    if not isinstance(year, dict) or not year.get("publishedVersion"):
        warnings.warn(f"nothing is published of {url}", Unknown, stacklevel=2)
        return
    named = SCHEME_ID.search(url)
    yield draft_of(inner(Row(year), "publishedVersion"), named[1] if named else "", source)


@source(
    funder="Tilskudd.no", country="NO", start=START, language="nb", zone="Europe/Oslo",
    expect=range(1, 500), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_tilskudd(site: Site, source: Source) -> Iterator[Draft]:
    """Read each scheme that the start names or links to."""
    for named in site.start.split():
        if SCHEME in named:
            schemes = [named]
        else:
            links = page_of(site.get(named), named).some(f'a[href*="{SCHEME}"]')
            schemes = list(dict.fromkeys(each.link for each in links))
        if not schemes:
            raise SourceChanged(f"{named} is no scheme and links to none: name some as the start")
        for url in schemes:
            for draft in read_answer(site.get(url), url, source):
                yield completed(draft, zone=source.zone, today=site.today)


def draft_of(row: Row, named: str, source: Source) -> Draft:
    """Read what was published last of a scheme, known by its address or else its number."""
    identifier = named or f"DT-{row.take('id'):0>4}"
    title = shortened(plain(row.take("title")), LONGEST_TITLE)
    said = row.take("deadlineType")
    rolling = said == "NO_DEADLINE"
    days = {each for each in (*(row.raw("deadlines") or []), row.may("currentDeadline")) if each}
    deadlines = tuple(
        Deadline(
            day=day(each), zone=source.zone,
            kind=DateKind.CUT_OFF if len(days) > 1 else DateKind.FINAL,
        )
        for each in sorted(days)
    )  # fmt: skip
    doubts = []
    if rolling is bool(days):
        why = "it is said to have none" if days else "no closing date is given"
        words = " ".join([said, *sorted(days)])
        doubts.append(Doubt(field="deadlines", words=words, why=why))
    several = DeadlineModel.MULTIPLE_CUTOFF if len(days) > 1 else DeadlineModel.SINGLE
    dated = several if days else DeadlineModel.UNKNOWN
    kind, pool = row.may("amountType"), row.may("amount")
    amounts: tuple[Amount, ...] = ()
    if pool and kind == SUM and NUMBER.fullmatch(pool):
        amounts = (Amount(currency="NOK", total=Decimal(pool), of=MoneyKind.SUPPORT),)
    elif pool:
        doubts.append(Doubt(field="amounts", words=f"{kind} {pool}", why="no known kind of sum"))
    who = [each.take("value") for each in row.several("relevantApplicants")]
    if row.may("requiresNonProfit") == "True":
        who.append("bare ideelle")
    parts = {title: edited(row.may(name)) for name, title in TEXTS.items()}
    told = [plain(row.may("description"))]
    told += [f"{name}\n{words}" for name, words in parts.items() if words]
    administrator, owner = inner(row, "administrator"), inner(row, "owner")
    row.leave(*LEFT)
    return Draft(
        identifier=identifier,
        url=f"{START}ordning/{identifier}",
        title=title,
        funder=administrator.may("name") or owner.may("name") or source.funder,
        language=source.language,
        text="\n\n".join(filter(None, told)),
        deadline_model=DeadlineModel.ROLLING if rolling else dated,
        deadlines=deadlines,
        amounts=amounts,
        applicants=", ".join(who),
        uncertain=tuple(doubts),
    )


def edited(words: str) -> str:
    """Return the text of what the editor wrote, block by block, or of a plain one."""
    try:
        blocks = within(json.loads(words), "blocks")
    except (ValueError, SourceChanged):
        return plain(words)
    return "\n".join(filter(None, (plain(str(each.get("text") or "")) for each in blocks)))
