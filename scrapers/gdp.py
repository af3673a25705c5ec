"""Calls in the shape of GDP, the data standard that Swedish research funders share (CC0).

Each agency answers at an address of its own and gives out its own keys. The answer is a list, but
a single record stands alone. How many there are is told in headers only, so pages are asked for
until one is short. What `status` may say is not published: the dates tell where a call stands, and
a word that sounds like an end of it is a doubt. Contact persons have no field in the standard.
The key goes into a header; clients that put it into the address, as `authorization`, are known
too, but an address is kept and logged. Their offset counts records.
"""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

from msgspec.structs import replace

from lexicon.terms import Amount, Deadline, DeadlineModel, Doubt, Wording
from scrapers.draft import LONGEST_TEXT, LONGEST_TITLE, Draft
from scrapers.prose import completed
from scrapers.reading import Row, local
from scrapers.site import Site
from scrapers.source import Source, SourceChanged
from scrapers.texts import parsed, plain, shortened

KEY = "Authorization"
PRIVATE = ("kontakt", "kontakter", "kontaktperson", "kontaktpersoner", "personer")
LIMIT = 100
MOST_PAGES = 200
DAYS_KEPT = 90  # after its closing a call is no longer worth a reading
WEB = ("https://", "http://")
API = "https://api."  # what stands there is for those with a key
LEFT = (
    "finansiarNamn", "finansiarOrganisationsnummer", "uppdateringTidpunkt", "bidragsformer",
    "stodformer",
)  # fmt: skip
ENDED = re.compile(
    r"återkall|aterkall|inställ|installd|avbr|makul|upphäv|paus|vilande|withdraw|cancel|revok"
    r"|suspend",
    re.IGNORECASE,
)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of calls."""
    for row in calls(body):
        yield with_text(call_of(row, source), source, None)


def read_pages(site: Site, source: Source) -> Iterator[Draft]:
    """Ask page by page until one is short, and leave out what closed long ago."""
    known: set[str] = set()
    for page in range(MOST_PAGES):
        asked = f"{site.start}utlysningar?offset={page * LIMIT}&limit={LIMIT}"
        found = [call_of(row, source) for row in calls(site.get(asked))]
        numbers = {draft.identifier for draft in found}
        if (not page and not found) or (found and numbers <= known):
            raise SourceChanged(f"no calls that are new in {asked}")
        known |= numbers
        for draft in found:
            if alive(draft, site.today):
                yield with_text(draft, source, site.today)
        if len(found) < LIMIT:
            return
    raise SourceChanged(f"more than {MOST_PAGES} pages of calls")


def calls(body: bytes) -> list[Row]:
    """Return the records of an answer: a list, one alone, or the list in a file of GDP lite."""
    found = parsed(body)
    if isinstance(found, dict):
        found = found.get("utlysningar", [found])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise SourceChanged("expected a list of calls, found something else")
    return [Row(each) for each in found]


def alive(draft: Draft, today: dt.date) -> bool:
    """Say whether a call may still be of interest."""
    last = max((deadline.day for deadline in draft.deadlines), default=today)
    return last >= today - dt.timedelta(days=DAYS_KEPT)


def call_of(row: Row, source: Source) -> Draft:
    """Read one call, as exactly as the standard has it."""
    number, title = row.take("diarienummer"), plain(row.take("titel"))
    opens, closes = row.may("oppningsdatum"), row.may("stangningsdatum")
    deadlines = closing(closes, source.zone)
    amounts, doubts = budget(row)
    if not deadlines:
        why = "the data gives no closing date"
        doubts.append(Doubt(field="deadlines", words=closes, why=why))
    if ENDED.search(status := row.may("status")):
        # Whether it may still be applied for cannot be told, so that nobody is invited to.
        why = f"the data says {status!r}, and does not say what it means"
        doubts += [Doubt(field=each, words=status, why=why) for each in ("status", "deadlines")]
    draft = Draft(
        identifier=number,
        url=place(row, f"{source.start}utlysningar/{quote(number, safe='')}"),
        title=shortened(title, LONGEST_TITLE),
        funder=source.funder,
        language=source.language,
        programme=next((each.may("titel") for each in row.several("program")), ""),
        text=shortened(said(row, "beskrivning"), LONGEST_TEXT),
        deadline_model=DeadlineModel.SINGLE if deadlines else DeadlineModel.UNKNOWN,
        opens=local(opens, source.zone)[0] if opens else None,
        deadlines=deadlines,
        amounts=amounts,
        wordings=english(row, title),
        uncertain=tuple(doubts),
    )
    row.leave(*LEFT)
    return draft


def with_text(draft: Draft, source: Source, today: dt.date | None) -> Draft:
    """Add what the text alone says; of the money, what one project may get."""
    read = completed(replace(draft, amounts=()), zone=source.zone, today=today)
    if not draft.amounts:
        return read
    (whole,) = draft.amounts
    kept = [
        replace(each, total=whole.total)
        for each in read.amounts
        if (each.currency, each.side) == (whole.currency, "")
    ]
    others = [each for each in read.amounts if (each.currency, each.side) != (whole.currency, "")]
    return replace(read, amounts=(*(kept or [whole]), *others))


def closing(words: str, zone: str) -> tuple[Deadline, ...]:
    """Read the day of closing, and the hour where one is given."""
    if not words:
        return ()
    day, time = local(words, zone)
    return (Deadline(day=day, time=time, zone=zone),)


def budget(row: Row) -> tuple[tuple[Amount, ...], list[Doubt]]:
    """Read what the whole call has; a sum without its currency is a doubt."""
    words, currency = row.may("budgetBelopp"), row.may("budgetValuta").upper()
    if not words:
        return (), []
    try:
        total = Decimal(words)
    except InvalidOperation:
        raise SourceChanged(f"'budgetBelopp' is {words!r}, no sum") from None
    if total <= 0:
        return (), []
    if not re.fullmatch(r"[A-Z]{3}", currency):
        return (), [Doubt(field="amounts", words=words, why="the data names no currency")]
    return (Amount(currency=currency, total=total),), []


def place(row: Row, otherwise: str) -> str:
    """Choose the page for people; where none is named, the record's own address."""
    links = [each.may("href") for each in row.several("lank")]
    links = [each for each in links if not each.startswith(API)]
    found = [each for each in (row.may("publiceringsplats"), *links) if each.startswith(WEB)]
    return found[0] if found else otherwise


def english(row: Row, title: str) -> tuple[Wording, ...]:
    """Keep the English wording; one that only repeats the Swedish title is none."""
    own, text = said(row, "titelEng"), said(row, "beskrivningEng")
    if not own or (own == title and not text):
        return ()
    own, text = shortened(own, LONGEST_TITLE), shortened(text, LONGEST_TEXT)
    return (Wording(language="en", title=own, text=text),)


def said(row: Row, name: str) -> str:
    """Take a text as plain words; Vinnova writes x and xx for none."""
    words = row.may(name)
    return plain(words) if words.strip("xX \n") else ""
