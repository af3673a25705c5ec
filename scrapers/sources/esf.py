"""Svenska ESF-rådet: the calls of the social fund (ESF+), on a WordPress site.

A page, often one of news, tells of one call or of several: each begins with its number, as in
"Utlysning 23-078, POA1: Kompetensutveckling", and has the sections Syfte, Målgrupp and Utlyst
belopp; what stands before the first (until when, which counties) is true of all. A call's own page
(/utlysningar/utlysning/?dnr=24-030) has labels instead, each with its value after it: Region,
Första and Sista ansökningsdatum, Budget in crowns without saying so. Older calls have a number
such as 2021/00124, in the page's address alone. Only texts and these numbers were seen, so a page
is followed if its link names a call. Open questions: is there a route for calls in the
site's REST interface, and what do its terms say?
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from scrapers.draft import Draft
from scrapers.lists import fetched, plain
from scrapers.pages import Told, draft_of, told
from scrapers.reading import Page, page, page_of
from scrapers.rounds import BULLET, spoken
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, source

START = "https://www.esf.se/utlysningar/"
PLAN = "/utlysningsplan"
CALL = re.compile(
    r"^(?:• )?(?:utlysning\s+)?(?:\(?)(\d{2}-\d{3})\b(?!-)\)?\s*[–—:-]?\s*(.*)$", re.IGNORECASE
)
NAMES_CALL = re.compile(r"\butlysning(?:ar|en|arna)?\b|\b\d{2}-\d{3}\b(?!-)", re.IGNORECASE)
MOST = 200
BUDGET = "Utlyst belopp"
LABELS = {
    "första ansökningsdatum": "Ansökan öppnar", "sista ansökningsdatum": "Sista ansökningsdag",
    "budget": BUDGET, "region": "Utlysningen gäller",
}  # fmt: skip
TWICE = re.compile(r"\s*\(utlysning \d{2}-\d{3}\)$", re.IGNORECASE)


class Part(NamedTuple):
    """One call of a page: its number, its title and its own lines."""

    number: str
    title: str
    lines: list[str]


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page: the list, or one of calls."""
    yield from calls_of(told(page_of(body, url)), source, None)


@source(
    country="SE",
    funder="Svenska ESF-rådet", start=START, language="sv", zone="Europe/Stockholm",
    expect=range(1, MOST + 1), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_esf(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list to each page that its link calls a call; the list may tell of others."""
    listed = page(site)
    read: set[str] = set()
    for url in links(listed):
        if not (found := fetched(site, url)):
            continue
        for draft in calls_of(found, source, site.today):
            read.add(draft.identifier)
            yield draft
    whole = told(listed)
    for at, line in enumerate(whole.lines):
        call = CALL.match(line) if line in whole.ranks else None
        if call and call[1] not in read:
            part = Part(call[1], call[2], list(whole.lines[at + 1 : whole.end(at)]))
            yield draft_of_part(part, whole, [], source, site.today)


def say(lines: Iterable[str]) -> str:
    """Put each label before its value, in words that the rules know, and name the currency."""
    said: list[str] = []
    label = ""
    for line in spoken(lines).splitlines():
        words = line.removeprefix(BULLET)
        if words.endswith(":") and words[:-1].casefold() in LABELS:
            label = LABELS[words[:-1].casefold()]
            continue
        name, _, value = words.partition(":")
        if not label and name.casefold() in LABELS and value.strip():
            label, words = LABELS[name.casefold()], value.strip()
        if label == BUDGET and re.fullmatch(r"\d[\d ]*", words):
            words = f"{words} kronor"
        said.append(f"{label}: {words}" if label else line)
        label = ""
    return "\n".join(said)


def links(listed: Page) -> list[str]:
    """Return the pages of this site whose links name a call, each once; the plan is another's."""
    host = urlsplit(listed.url).netloc
    found: dict[str, str] = {}
    for link in listed.some("a[href]"):
        url = link.link.partition("#")[0]
        named = NAMES_CALL.search(link.words) or "dnr" in parse_qs(urlsplit(url).query)
        if named and urlsplit(url).netloc == host and PLAN not in url:
            found.setdefault(plain(url), url)
    found.pop(plain(listed.url), None)
    return list(found.values())[:MOST]


def calls_of(page: Told, source: Source, today: date | None) -> Iterator[Draft]:
    """Read the calls of a page; one without any number is news of something else."""
    common, parts = split(page)
    for part in parts:
        yield draft_of_part(part, page, common, source, today)


def draft_of_part(
    part: Part, page: Told, common: list[str], source: Source, today: date | None
) -> Draft:
    """Make a draft of a call's own lines after those that are true of all on the page."""
    whole = part.lines == list(page.lines)
    return draft_of(
        page, source, today, identifier=part.number, title=TWICE.sub("", part.title) or page.title,
        url=page.url if whole else f"{page.url}#{part.number}", lines=[*common, *part.lines],
        say=say,
    )  # fmt: skip


def split(page: Told) -> tuple[list[str], list[Part]]:
    """Part a page at its calls' numbers; a number in the title or address is the whole page's."""
    lines = list(page.lines)
    if whole := CALL.match(page.title):
        return [], [Part(whole[1], whole[2], lines)]
    if dnr := parse_qs(urlsplit(page.url).query).get("dnr"):
        return [], [Part(dnr[0], page.title, lines)]
    places = [at for at, line in enumerate(lines) if begins(line, page)]
    parts: dict[str, Part] = {}
    for begin, end in zip(places, [*places[1:], len(lines)], strict=True):
        if not (found := CALL.match(lines[begin])):
            raise SourceChanged(f"{lines[begin]!r} is no call")
        # A call named in a list at the top and told of below is one.
        known = parts.setdefault(found[1], Part(found[1], found[2], []))
        known.lines.extend(lines[begin + 1 : end])
    return lines[: places[0]] if places else [], list(parts.values())


def begins(line: str, page: Told) -> bool:
    """Say whether a call begins with this line: it is a heading, or says Utlysning and a number."""
    found = CALL.match(line)
    return bool(found) and (line in page.ranks or "utlysning" in line[:15].casefold())
