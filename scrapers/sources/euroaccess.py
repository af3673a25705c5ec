"""EuroAccess: calls of many European programmes, asked here for those of Interreg.

Known from stored pages: the labels, each in a line of its own with its value in the next, and
their order; the markup is not, so the page is read as lines. `?css=black` is the same page again,
so a call is named by the number in its address. Hours have no zone: those that two programmes
also tell elsewhere agree with Central European time. Countries are told whole even where only a
part of one may apply, as the site says itself. "Estimated EU contribution" is no limit unless it
is a span. People's names stand after "Contact" and are not read. Terms are not confirmed: ask.
"""

import datetime as dt
import re
import warnings
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import urldefrag

from lexicon.areas import code_of, narrowest
from lexicon.terms import Amount, DateKind, Deadline, DeadlineModel, Doubt, MoneyKind, Rate
from scrapers.draft import LONGEST_TEXT, LONGEST_TITLE, Draft
from scrapers.lines import between, impersonal_text, lines_of, named, slug_of, under
from scrapers.prose import completed
from scrapers.reading import Page, day, page, page_of
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source
from scrapers.texts import shortened

CALL = re.compile(r"/en/calls/(\d+)(?:/[^?#]*)?")
LISTED = re.compile(r"/en/calls\?(?:.*&)?page=\d+")
MOST_PAGES = 40
LABELS = (
    "Funding Program", "deadlines", "Opening", "Deadline", "Funding rate", "Call budget",
    "Estimated EU contribution per project", "Link to the call", "Link to the submission",
)  # fmt: skip
CONTENT, CONTACT = "Call content", "Contact"
WHERE, WHO = "Regions / countries for funding", "eligible entities"
MOMENT = re.compile(r"(\d\d\.\d\d\.\d{4})(?:\s+(\d\d:\d\d))?")
EURO = re.compile(r"€\s*([\d,]+(?:\.\d\d)?)")
PERCENT = re.compile(r"(?:(\d{1,3})\s*%?\s*[-–]\s*)?(\d{1,3})\s*%")
MIDNIGHT = "00:00"
STAGE = re.compile(r"\b(?:stage|step)\b", re.IGNORECASE)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a call."""
    yield call_of(page_of(body, url), source)


@source(
    funder="EuroAccess", country="EU", start="https://www.euro-access.eu/en/calls?keyword=Interreg&sent=search",
    language="en", zone="Europe/Brussels", expect=range(1, 1000), open_data=False, hours=24,
    answer=read_answer,
)  # fmt: skip
def read_euroaccess(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list, page by page, to each call."""
    calls: dict[str, str] = {}
    pages = [site.start]
    for at, url in enumerate(pages):  # which grows while it is read
        if at == MOST_PAGES:
            warnings.warn(f"the list has more than {MOST_PAGES} pages", Unknown, stacklevel=2)
            break
        for each in page(site, url).some("a[href]"):
            link = urldefrag(each.link).url
            if call := CALL.search(link):
                calls.setdefault(call[1], link.partition("?")[0])
            elif LISTED.search(link) and link not in pages:
                pages.append(link)
    if not calls:
        raise SourceChanged(f"no links to calls in {site.start}")
    for url in calls.values():
        yield call_of(page(site, url), source)


def call_of(found: Page, source: Source) -> Draft:
    """Read a call's page: the lines with labels, then its text."""
    lines = lines_of(found)
    first = next((at for at, line in enumerate(lines) if named(line, LABELS[0])), 0)
    if not first:
        raise SourceChanged(f"no title before {LABELS[0]!r} in {found.url}")
    data = under(between(lines[first:], "", CONTENT), LABELS)
    title = lines[first - 1]
    text = between(lines, CONTENT, CONTACT)
    deadlines, model, doubts = deadlines_of(data["Deadline"], source.zone)
    opens = MOMENT.search(" ".join(data["Opening"]))
    rates, amounts = rates_of(data["Funding rate"], doubts), amounts_of(data, doubts)
    where = next(iter(between(lines, WHERE, "")), "")
    codes = filter(None, (code_of(re.sub(r"\(.*?\)", "", name)) for name in where.split(",")))
    if areas := narrowest(codes):
        why = "only a part of a country may be meant"
        doubts.append(Doubt(field="areas", words=where[:200], why=why))
    number = CALL.search(found.url)
    draft = Draft(
        identifier=number[1] if number else slug_of(title),
        url=found.url.partition("?")[0],
        title=shortened(title, LONGEST_TITLE),
        funder=source.funder,
        language=source.language,
        programme=" ".join(data["Funding Program"]),
        text=shortened(impersonal_text("\n".join(text)), LONGEST_TEXT),
        deadline_model=model,
        opens=day(opens[1], "%d.%m.%Y") if opens else None,
        deadlines=deadlines,
        amounts=amounts,
        rates=rates,
        applicants=next(iter(between(lines, WHO, "")), ""),
        areas=areas,
        area_text=where,
        uncertain=tuple(doubts),
    )
    return completed(draft, zone=source.zone, today=None)


def deadlines_of(
    lines: list[str], zone: str
) -> tuple[tuple[Deadline, ...], DeadlineModel, list[Doubt]]:
    """Read the days to apply by; a midnight is no hour, and several days need their stages."""
    words = " ".join(lines)
    said = sorted(
        (day(found[1], "%d.%m.%Y"), dt.time.fromisoformat(found[2] or MIDNIGHT))
        for found in MOMENT.finditer(words)
    )
    kinds, model, why = [DateKind.FINAL], DeadlineModel.SINGLE, ""
    if len(said) == 2 and STAGE.search(words):
        kinds, model = [DateKind.STAGE_1, DateKind.STAGE_2], DeadlineModel.TWO_STAGE
    elif len(said) != 1:
        kinds, model = [DateKind.CUT_OFF] * len(said), DeadlineModel.UNKNOWN
        why = "several days, and no word for what each is" if said else "no day could be read"
    deadlines = tuple(
        Deadline(day=day, time=None if time == dt.time() else time, zone=zone, kind=kind)
        for (day, time), kind in zip(said, kinds, strict=True)
    )
    return deadlines, model, [Doubt(field="deadlines", words=words, why=why)] if why else []


def rates_of(lines: list[str], doubts: list[Doubt]) -> tuple[Rate, ...]:
    """Read the programme's share; of a span the most, which not everybody gets."""
    words = " ".join(lines)
    if not (found := PERCENT.search(words)):
        return ()
    if found[1]:
        doubts.append(Doubt(field="rates", words=words, why="who gets how much is not told"))
    return (Rate(funding_rate=Decimal(found[2])),)


def amounts_of(data: dict[str, list[str]], doubts: list[Doubt]) -> tuple[Amount, ...]:
    """Read the budget of the call and what one project may get."""
    budget = euros(" ".join(data["Call budget"]))
    words = " ".join(data["Estimated EU contribution per project"])
    span = euros(words)
    if len(span) == 1 and "up to" not in words.casefold():
        doubts.append(Doubt(field="amounts", words=words, why="an estimate, not a limit"))
        span = []
    if not budget and not span:
        return ()
    return (
        Amount(
            currency="EUR", least=span[0] if len(span) > 1 else None,
            most=span[-1] if span else None, total=budget[0] if budget else None,
            of=MoneyKind.SUPPORT,
        ),
    )  # fmt: skip


def euros(words: str) -> list[Decimal]:
    """Read the sums in a line, written as € 30,000,000.00."""
    return [Decimal(each.replace(",", "")) for each in EURO.findall(words)]
