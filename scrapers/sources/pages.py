"""Any page that lists calls, by the CSS selectors of a row in the settings (`[[pages]]`).

`item` selects each call in the list. Within one, `title` is its heading or link where nothing else
is selected, `link` its first link, `text` all its words. What `date` selects is the day that the
call closes, unless its own words say that it opens then; without it the words alone tell the time.
With `details`, each call's own page is asked for and what that selects there is read as well.
Whose terms hold, and whether the page may be read, is for the operator who names it.
"""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime

from msgspec.structs import replace

from lexicon.terms import DeadlineModel
from scrapers.draft import Draft
from scrapers.persons import impersonal_text
from scrapers.prose import draft_from_text
from scrapers.reading import Page, page, page_of
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source

OPTIONS = {
    "item": "main article", "title": "", "link": "a[href]", "date": "", "text": "", "details": "",
}  # fmt: skip
HEADINGS = "h1, h2, h3, h4, h5, h6"
WEB = ("https://", "http://")
DEADLINE = {
    "sv": "Sista ansökningsdag", "nb": "Søknadsfrist", "no": "Søknadsfrist", "nn": "Søknadsfrist",
    "da": "Ansøgningsfrist", "fi": "Hakuaika päättyy", "en": "Deadline",
}  # fmt: skip
MOST = 500


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved list, without the calls' own pages."""
    for item in items(page_of(body, url), source):
        yield from told(item, source, None, "")


@source(
    funder="A page", country="", start="https://example.org/calls", language="sv",
    zone="Europe/Stockholm", expect=range(0, MOST + 1), open_data=False, hours=24,
    answer=read_answer, pattern=True,
)  # fmt: skip
def read_pages(site: Site, source: Source) -> Iterator[Draft]:
    """Read the list at the source's address; a list without any call is a change."""
    details = chosen(source, "details")
    for item in items(page(site), source):
        url = link_of(item, source)
        own = page(site, url).all(details) if details and url else []
        yield from told(item, source, site.today, "\n\n".join(each.text for each in own))


def items(listed: Page, source: Source) -> list[Page]:
    """Return the items of the list that have a link and words; none at all is a change."""
    if strange := source.options.keys() - OPTIONS.keys():
        raise SourceChanged(f"{source.slug}: no option is called {', '.join(sorted(strange))}")
    found = listed.all(chosen(source, "item"))
    good = [each for each in found if link_of(each, source) and title_of(each, source)]
    if not good:
        raise SourceChanged(f"no item of {listed.url} has both a link and a title")
    if len(good) < len(found):
        bad = len(found) - len(good)
        warnings.warn(f"{bad} items without a link or a title", Unknown, stacklevel=2)
    return good


def chosen(source: Source, name: str) -> str:
    """Return the selector that the row names, or the usual one."""
    return source.options.get(name) or OPTIONS[name]


def link_of(item: Page, source: Source) -> str:
    """Return the address that an item leads to; an item may be a link itself."""
    links = [item, *item.some(chosen(source, "link"))]
    return next(
        (each.link for each in links if each.said("href") and each.link.startswith(WEB)), ""
    )


def title_of(item: Page, source: Source) -> str:
    """Return the title: what is selected, or else the heading, or else the link's words."""
    for css in (chosen(source, "title"), HEADINGS, chosen(source, "link")):
        for each in item.some(css) if css else []:
            if each.words:
                return each.words
    return item.words if item.said("href") else ""


def told(item: Page, source: Source, today: date | None, own: str) -> Iterator[Draft]:
    """Read one item; what its date says is the day that it closes, or that it opens."""
    url, title = link_of(item, source), title_of(item, source)
    css = chosen(source, "text")
    text = "\n\n".join(each.text for each in item.some(css)) if css else item.text
    text = text.replace(title, "", 1) if text.startswith(title) else text
    when = [words for each in dates(item, source) if (words := when_of(each, source, today))]
    parts = [*when, text.strip(), own.strip()]
    yield draft(source, url, title, "\n\n".join(filter(None, parts)), today)


def dates(item: Page, source: Source) -> list[Page]:
    """Return what says when, in an item."""
    css = chosen(source, "date")
    return item.some(css) if css else []


def when_of(found: Page, source: Source, today: date | None) -> str:
    """Return the words of a date with what it is for, said by themselves or by the selector."""
    words = found.words
    machine = re.match(r"\d{4}-\d\d-\d\d", found.said("datetime"))
    if machine and not re.search(r"\d", words):
        words = f"{words} {datetime.fromisoformat(machine[0]).date()}".strip()
    if not words:
        return ""
    alone = draft(source, source.start, "-", words, today)
    if alone.deadlines or alone.opens or alone.deadline_model is not DeadlineModel.UNKNOWN:
        return f"{words}."
    cue = DEADLINE.get(source.language, "")
    return f"{cue}: {words}." if cue else words


def draft(source: Source, url: str, title: str, text: str, today: date | None) -> Draft:
    """Read a title and words without persons; the address names the call."""
    text = impersonal_text(text)
    made = draft_from_text(
        identifier=url, url=url, title=title, text=text, funder=source.funder,
        language=source.language, zone=source.zone, today=today,
    )  # fmt: skip
    return replace(made, identifier=url.partition("#")[0] or url)
