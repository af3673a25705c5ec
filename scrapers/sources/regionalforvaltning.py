"""regionalforvaltning.no: where Norwegian partners of Interreg Sverige-Norge apply.

Seen on one stored page (Ordning_Id=3970): "Neste søknadsrunde for hovedprosjekt vil bli utlyst 15.
august 2024 med søknadsfrist 15. september 2024. Forstudier og småskala prosjekt har ingen
søknadsfrist", and later that there are two days a year. Two calls, told in two sentences. Other
schemes have numbers of their own; this one's comes with the start address, which the settings may
change. One applies in Norway and in Sweden for the same project: see `interreg_sverige_norge`. The
markup is not confirmed; what does the site say of the use of its texts?
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from scrapers.draft import Draft
from scrapers.pages import Told, demanded, draft_of, says_something, told
from scrapers.prose.sentences import sentences
from scrapers.reading import page, page_of
from scrapers.rounds import spoken
from scrapers.site import Site
from scrapers.source import Source, source

AREAS = ("NO",)
NUMBER = re.compile(r"Ordning_Id=(\d+)", re.IGNORECASE)
SMALL = re.compile(r"\b(?:forstudie\w*|forprosjekt\w*|småskala)\b", re.IGNORECASE)
ANNOUNCED = re.compile(r"\b(?:vil bli|blir) utlyst(?= \d)")


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read the saved page."""
    yield from schemes(told(page_of(body, url)), source, None)


@source(
    country="NO",
    funder="regionalforvaltning.no", language="nb", zone="Europe/Oslo",
    start="https://www.regionalforvaltning.no/Startside/Velkommen.aspx?Ordning_Id=3970",
    expect=range(1, 3), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_regionalforvaltning(site: Site, source: Source) -> Iterator[Draft]:
    """Read the scheme's page."""
    yield from schemes(told(page(site)), source, site.today)


def schemes(page: Told, source: Source, today: dt.date | None) -> Iterator[Draft]:
    """Read the main projects and, where something is said of them, the small ones."""
    number = NUMBER.search(page.url)
    name = number[1] if number else "ordning"
    main, small = parted(page.lines)
    yield demanded(
        draft_of(page, source, today, identifier=name, url=page.url, lines=main, say=say,
                 areas=AREAS)
    )  # fmt: skip
    minor = draft_of(
        page, source, today, identifier=f"{name}-sma", url=f"{page.url}#sma", lines=small,
        title=f"{page.title}: forstudier og småskala", say=say, areas=AREAS,
    )  # fmt: skip
    if says_something(minor):
        yield minor


def parted(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part the sentences that speak of small projects from the others."""
    main, small = [], []
    for line in lines:
        said = [each.words for each in sentences(line)]
        main.append(" ".join(each for each in said if not SMALL.search(each)))
        small.append(" ".join(each for each in said if SMALL.search(each)))
    return [each for each in main if each], [each for each in small if each]


def say(lines: Iterable[str]) -> str:
    """Say that a round opens on the day on which it is announced, as this page means it."""
    return ANNOUNCED.sub("åpner", spoken(lines))
