"""Find a grant: grants of the United Kingdom's government, ten cards a page (OGL v3).

A card has its terms as labels and values; the moments are in an attribute, in thousandths of a
second since 1970, and read in British time. A midnight may be the end of the day before.
"""

import datetime as dt
import re
import warnings
from collections.abc import Iterator, Mapping
from decimal import Decimal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lexicon.terms import Amount, Deadline, DeadlineModel, Doubt, MoneyKind
from scrapers.draft import LONGEST_TITLE, Draft
from scrapers.reading import Page, page_of
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source
from scrapers.texts import shortened

START = "https://www.find-government-grants.service.gov.uk/grants"
CARDS = 10  # of a page
MOST_CARDS = 2000
LINK = 'h2 a[href*="/grants/"]'
FUNDER, WHO, WHERE = "Funding organisation", "Who can apply", "Location"
EACH, TOTAL = "How much you can get", "Total size of grant scheme"
OPENS, CLOSES = "Opening date", "Closing date"
LABELS = (FUNDER, WHO, EACH, TOTAL, WHERE, OPENS, CLOSES)
POUNDS = re.compile(r"£\s?(\d[\d,]*(?:\.\d+)?)\s*(million|billion|m|bn|k)?\b", re.IGNORECASE)
SCALES = {"k": 1000, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
MOST = re.compile(r"up to|maximum|at most|no more than", re.IGNORECASE)
LEAST = re.compile(r"\bfrom|minimum|at least", re.IGNORECASE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one page of cards."""
    for card in page_of(body, url).some("li[id]"):
        if card.some(LINK):
            yield draft_of(card, source)


@source(
    funder="UK Government", country="GB", start=START, language="en", zone="Europe/London",
    expect=range(1, MOST_CARDS + 1), open_data=True, hours=24, answer=read_answer,
)  # fmt: skip
def read_findagrant(site: Site, source: Source) -> Iterator[Draft]:
    """Read page after page, to the first that is not full or tells nothing new."""
    known: set[str] = set()
    for skipped in range(0, MOST_CARDS, CARDS):
        number = skipped // CARDS + 1
        url = f"{site.start}?skip={skipped}&limit={CARDS}&page={number}"
        found = list(read_answer(site.get(url), url, source))
        yield from (each for each in found if each.identifier not in known)
        if len(found) < CARDS or known.issuperset(each.identifier for each in found):
            return
        known.update(each.identifier for each in found)


def draft_of(card: Page, source: Source) -> Draft:
    """Read one card."""
    link = card.one(LINK)
    terms = {
        label.words: value for label, value in zip(card.some("dt"), card.some("dd"), strict=False)
    }
    for label in sorted(terms.keys() - set(LABELS)):
        warnings.warn(f"unknown {label!r}", Unknown, stacklevel=2)
    said = {label: terms[label].words if label in terms else "" for label in LABELS}
    opens, closes = (moment_of(terms, label, source.zone) for label in (OPENS, CLOSES))
    doubts = []
    if not closes:
        why = "no closing date is given"
        doubts.append(Doubt(field="deadlines", words=said[CLOSES], why=why))
    elif closes.time() == dt.time():
        why = "a midnight may be the end of the day before"
        doubts.append(Doubt(field="deadlines", words=said[CLOSES], why=why))
    amounts, unread = money(said[EACH], said[TOTAL])
    lines = [*(each.words for each in card.some("p")), *(f"{a}: {b}" for a, b in said.items() if b)]
    return Draft(
        identifier=urlsplit(link.link).path.rpartition("/")[2],
        url=link.link,
        title=shortened(link.words, LONGEST_TITLE),
        funder=said[FUNDER] or source.funder,
        language=source.language,
        text="\n".join(lines),
        deadline_model=DeadlineModel.SINGLE if closes else DeadlineModel.UNKNOWN,
        opens=opens.date() if opens else None,
        deadlines=(Deadline(day=closes.date(), time=hour_of(closes), zone=source.zone),)
        if closes
        else (),
        amounts=amounts,
        applicants=said[WHO],
        area_text=said[WHERE],
        uncertain=(*doubts, *unread),
    )


def moment_of(terms: Mapping[str, Page], label: str, zone: str) -> dt.datetime | None:
    """Read the moment behind a label, in local time."""
    if label not in terms or not (found := terms[label].some("[datetime]")):
        return None
    words = found[0].attribute("datetime")
    try:
        return dt.datetime.fromtimestamp(int(words) / 1000, ZoneInfo(zone))
    except (ValueError, OverflowError, OSError):
        raise SourceChanged(f"{words!r} is no moment in thousandths of a second") from None


def hour_of(moment: dt.datetime) -> dt.time | None:
    """Return the hour; a midnight is none."""
    hour = moment.time().replace(second=0, microsecond=0)
    return None if hour == dt.time() else hour


def money(each: str, total: str) -> tuple[tuple[Amount, ...], list[Doubt]]:
    """Read what one grant may be, and what there is in all, in pounds."""
    sums, pool = pounds(each), pounds(total)
    least = most = None
    doubts = []
    if len(sums) == 2 and sums[0] <= sums[1]:
        least, most = sums
    elif len(sums) == 1 and MOST.search(each):
        most = sums[0]
    elif len(sums) == 1 and LEAST.search(each):
        least = sums[0]
    elif each:
        doubts.append(Doubt(field="amounts", words=each, why="no word says what it is"))
    if total and len(pool) != 1:
        doubts.append(Doubt(field="amounts", words=total, why="no sum could be read"))
    whole = pool[0] if len(pool) == 1 else None
    found = Amount(currency="GBP", least=least, most=most, total=whole, of=MoneyKind.SUPPORT)
    return ((found,) if least or most or whole else ()), doubts


def pounds(words: str) -> list[Decimal]:
    """Find the sums of pounds."""
    return [
        Decimal(number.replace(",", "")) * SCALES.get(scale.lower(), 1)
        for number, scale in POUNDS.findall(words)
    ]
