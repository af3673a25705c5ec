"""Tillväxtverket: calls of the regional fund (ERUF), the fair transition fund and national ones.

The list names the calls' pages, the pages of planned calls one per region. Only the order of a
call's page is known: title, bullets (what opens or closes when, then the counties by their short
names), preamble, and headings such as "Vem kan söka?". So nothing is asked for by a class's name.
Plans follow Reg (EU) 2021/1060 Art 49(2), which says what each planned call must tell.
"""

import re
import warnings
from collections.abc import Iterator
from datetime import date
from urllib.parse import urldefrag

from lexicon.areas import code_of
from scrapers.draft import Draft
from scrapers.pages import opened
from scrapers.prose import draft_from_text
from scrapers.reading import Page, page, page_of
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source

HOME = "https://tillvaxtverket.se/tillvaxtverket/sokfinansiering/utlysningar"
NUMBER = re.compile(r"\.(\d+)\.html$")
PLAN = "/planeradeutlysningar/"
BULLET = "• "
HEADINGS = re.compile(
    r"^(?:Vem kan söka|Vad kan ni söka för|Hur mycket kan ni få i stöd"
    r"|Vad handlar erbjudandet om)\??$",
    re.MULTILINE,
)
REQUIRED = re.compile(
    r"politiskt mål|särskilt mål|typ av sökande|totalt (?:stöd)?belopp|start- och slutdatum",
    re.IGNORECASE,
)
PLANNED = "Planerad utlysning"


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page: a call's or a plan."""
    found = page_of(body, url)
    yield from plan_of(found, source, None) if PLAN in url else call_of(found, source, None)


@source(
    funder="Tillväxtverket", country="SE", start=f"{HOME}.1139.html", language="sv",
    zone="Europe/Stockholm", expect=range(1, 300), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_tillvaxtverket(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list to each call and each plan; the list itself is named like a call."""
    for url in links(page(site)):
        found = page(site, url)
        if PLAN in url:
            yield from plan_of(found, source, site.today)
        else:
            yield from call_of(found, source, site.today)


def links(listed: Page) -> list[str]:
    """Return the addresses of calls and plans in their order, each once."""
    here = NUMBER.search(listed.url)
    under = NUMBER.sub("/", listed.url)
    found: dict[str, str] = {}
    for link in listed.some("a[href]"):
        url = urldefrag(link.link).url
        number = NUMBER.search(url)
        if number and url.startswith(under) and not (here and number[1] == here[1]):
            found.setdefault(number[1], url)
    if not found:
        raise SourceChanged(f"no links to calls in {listed.url}")
    return list(found.values())


def call_of(found: Page, source: Source, today: date | None) -> Iterator[Draft]:
    """Read one call's page, or nothing if it has neither bullets nor a call's headings."""
    title, lines = opened(found)
    bullets = leading(lines)
    if not bullets and not HEADINGS.search("\n".join(lines)):
        warnings.warn(f"{found.url} is no call", Unknown, stacklevel=2)
        return
    if not bullets:
        warnings.warn(f"no bullets under the title of {found.url}", Unknown, stacklevel=2)
    names = [each for each in bullets if not any(map(str.isdigit, each))]
    codes = [code for name in names if (code := code_of(name))]
    yield draft_from_text(
        identifier=number_of(found.url),
        url=found.url,
        title=title,
        text="\n".join(lines),
        funder=source.funder,
        language=source.language,
        zone=source.zone,
        today=today,
        areas=codes,
    )


def plan_of(found: Page, source: Source, today: date | None) -> Iterator[Draft]:
    """Read a region's plan: each heading that what the law asks for stands under is a call."""
    _, lines = opened(found)
    headings = {each.words for each in found.some("h2, h3")}
    places = [at for at, line in enumerate(lines) if line in headings]
    for begin, end in zip(places, [*places[1:], len(lines)], strict=True):
        text = "\n".join(lines[begin + 1 : end]).strip()
        if not REQUIRED.search(text):
            continue
        title = lines[begin]
        slug = re.sub(r"\W+", "-", title.casefold()).strip("-")
        yield draft_from_text(
            identifier=f"{number_of(found.url)}-{slug}",
            url=f"{found.url}#{slug}",
            title=title,
            text=text
            if PLANNED.casefold() in f"{title} {text}".casefold()
            else f"{PLANNED}.\n{text}",
            funder=source.funder,
            language=source.language,
            zone=source.zone,
            today=today,
        )


def leading(lines: list[str]) -> list[str]:
    """Return the bullets right under the title."""
    bullets = []
    for line in lines:
        if not line.startswith(BULLET):
            break
        bullets.append(line.removeprefix(BULLET))
    return bullets


def number_of(url: str) -> str:
    """Return the number that stays the same when a page is renamed."""
    if not (found := NUMBER.search(url.partition("#")[0])):
        raise SourceChanged(f"no number before .html in {url}")
    return found[1]
