"""Forskningsrådet: the Research Council of Norway's current calls, by the search behind its page.

The number in the address is the page's own and may change: `[sources] starts` then says where to
begin. Dates are "12.3.2027", or "12. mars" with the year beside it, or "løpende"; the hour stands
in the call's page (and is not read). Money stands in labelled lines: what the call has (midler),
and what one project may get (Støttegrenser). The terms of reading it are not confirmed.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from urllib.parse import urljoin

from babel.dates import get_month_names

from lexicon.terms import Amount, Deadline, DeadlineModel, Doubt, MoneyKind, Status
from scrapers.draft import LONGEST_TITLE, Draft
from scrapers.kinds import Kind
from scrapers.nested import inner, rows_within
from scrapers.prose import completed
from scrapers.reading import Row
from scrapers.site import Site
from scrapers.source import Source, source
from scrapers.texts import parsed, plain, shortened

START = "https://www.forskningsradet.no/api/v1/search/proposal/no/18404"
CURRENT = 0
ASK = {
    "timeframe": CURRENT, "subjects": [], "targetGroups": [], "deadlineTypes": [],
    "applicationTypes": [],
}  # fmt: skip
MONTHS = {name.casefold(): number for number, name in get_month_names("wide", locale="nb").items()}
DAY = re.compile(r"(\d{1,2})\.\s*(?:(\d{1,2})\.\s*|([a-z]+)\s*)(\d{4})?", re.IGNORECASE)
ROLLING = re.compile("løpende", re.IGNORECASE)
CLOSING = re.compile("frist", re.IGNORECASE)
OPENING = re.compile("åpn", re.IGNORECASE)
POOL = re.compile("midler", re.IGNORECASE)
LIMITS = re.compile("støttegrenser", re.IGNORECASE)
SUM = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?![\d.,]\d)|(?<![\d.,])\d{4,}")
OTHERWISE = re.compile(r"mill|mrd|milliard|euro|eur\b|prosent|%", re.IGNORECASE)
MOST = re.compile(r"inntil|opptil|opp til|maks|høyst", re.IGNORECASE)
OVER = ((re.compile("avlyst|trukket", re.IGNORECASE), Status.WITHDRAWN),
        (re.compile("avsluttet|stengt|lukket", re.IGNORECASE), Status.CLOSED))  # fmt: skip


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one answer of the search: groups of calls, of which a call may be in several."""
    for group in rows_within(parsed(body), "groups"):
        for row in group.several("proposals"):
            yield draft_of(row, source)


@source(
    funder="Forskningsrådet", country="NO", start=START, language="nb", zone="Europe/Oslo",
    expect=range(1, 500), open_data=False, hours=24, answer=read_answer,
    kind=Kind.JSON, cpu_seconds=30,  # all calls come in one answer
)  # fmt: skip
def read_forskningsradet(site: Site, source: Source) -> Iterator[Draft]:
    """Ask for the current calls, all at once."""
    body = site.post(site.start, json.dumps(ASK).encode())
    for draft in read_answer(body, site.start, source):
        yield completed(draft, zone=source.zone, today=site.today)


def draft_of(row: Row, source: Source) -> Draft:
    """Read one call."""
    title = shortened(plain(row.take("title")), LONGEST_TITLE)
    label, words, year = row.may("dateLabel"), row.may("date"), row.may("year")
    rolling = bool(ROLLING.search(words))
    day = None if rolling else day_of(words, year)
    closes = None if label and not CLOSING.search(label) else day
    doubts = []
    if not rolling and not closes:
        why = "its label does not call it a deadline" if day else "no day could be read"
        said = " ".join(filter(None, (label, words, year)))
        doubts.append(Doubt(field="deadlines", words=said, why=why))
    lines = [
        (plain(each.may("label")), plain(each.may("text")))
        for each in inner(row, "metadata").several("items")
    ]
    amounts, unread = money(lines)
    tags = inner(row, "tags")
    if "list" in tags and (themes := tags.each("list")):
        lines.append(("Tema", ", ".join(map(str, themes))))
    state = plain(inner(row, "status").may("text"))
    told = [plain(row.may("text")), *(f"{name}: {words}" for name, words in lines)]
    single = DeadlineModel.SINGLE if closes else DeadlineModel.UNKNOWN
    draft = Draft(
        identifier=row.take("id"),
        url=urljoin(source.start, row.take("url")),
        title=title,
        funder=source.funder,
        language=source.language,
        text="\n".join(told).strip(),
        status=next((status for cue, status in OVER if cue.search(state)), Status.ANNOUNCED),
        deadline_model=DeadlineModel.ROLLING if rolling else single,
        opens=day if OPENING.search(label) else None,
        deadlines=(Deadline(day=closes, zone=source.zone),) if closes else (),
        amounts=amounts,
        uncertain=(*doubts, *unread),
    )
    row.leave()
    return draft


def day_of(words: str, year: str) -> dt.date | None:
    """Read a day that is all that the words say; without a year it is none."""
    if not (found := DAY.fullmatch(words)):
        return None
    number, month, name, said = found.groups()
    try:
        return dt.date(int(said or year), int(month or MONTHS[name.casefold()]), int(number))
    except (ValueError, KeyError):
        return None


def money(lines: Sequence[tuple[str, str]]) -> tuple[tuple[Amount, ...], list[Doubt]]:
    """Read the labelled sums in Norwegian crowns; what is not plain numbers is a doubt."""
    total = least = most = None
    doubts = []
    for label, words in lines:
        if not (POOL.search(label) or LIMITS.search(label)):
            continue
        sums = [Decimal(re.sub(r"\D", "", each)) for each in SUM.findall(words)]
        if OTHERWISE.search(words):
            sums = []
        if POOL.search(label) and len(sums) == 1:
            total = sums[0]
        elif LIMITS.search(label) and len(sums) == 2 and sums[0] <= sums[1]:
            least, most = sums
        elif LIMITS.search(label) and len(sums) == 1 and MOST.search(words):
            most = sums[0]
        else:
            why = "no sum could be read"
            doubts.append(Doubt(field="amounts", words=f"{label}: {words}", why=why))
    found = Amount(currency="NOK", least=least, most=most, total=total, of=MoneyKind.SUPPORT)
    return ((found,) if total or most else ()), doubts
