"""Leader: the page of one area (LAG) with its next days for handing in, as a pattern for all forty.

Each area has a site of its own. Seen on one of them: "Nästa inlämningsdatum för projektansökningar
är 8 augusti 2024. För småprojektansökningar gäller 12 augusti", five rounds a year: two calls told
in two sentences, the second day without its year and so in doubt. Others list days of stopping,
each with the meeting that it is for ("stoppdatum: 11 januari (till LAG-mötet den 8 februari)"); of
a table of both the days wait for a person. One talks with the area's office first, applies in
Jordbruksverket's e-service, and needs public, private and non-profit partners.
The reader has no area of its own: those are what the operator's source says, a page each.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from lexicon.terms import Doubt
from scrapers.draft import Draft
from scrapers.lists import plain
from scrapers.pages import Told, demanded, draft_of, told
from scrapers.prose.days import mentions
from scrapers.prose.sentences import sentences
from scrapers.reading import page, page_of
from scrapers.rounds import spoken
from scrapers.site import Site
from scrapers.source import Source, source

SMALL = re.compile(r"\bsmåprojekt", re.IGNORECASE)
SMALL_TITLE, SMALL_NAME = "småprojekt", "smaprojekt"
CLOSING = "Sista ansökningsdag"
HANDING_IN = "Inlämningsdatum"
STOP = re.compile(r"\b(?:stoppdatum(?:et|en)?|inlämningsdag(?:en|ar)?)\b", re.IGNORECASE)
LABEL = re.compile(
    r"\b(?:stoppdatum|ansökningsstopp|(?:ansöknings|inlämnings)(?:dag(?:ar)?|datum))\b",
    re.IGNORECASE,
)
OTHER = re.compile(r"möte|beslut", re.IGNORECASE)
DAY = r"\d{1,2}(?:/\d{1,2}| [a-zåäö]{3,9}\b)(?: 20\d\d)?"
ONE_DAY = re.compile(
    rf"(?:[•–-] )?(?:den )?({DAY})((?:,? (?:kl\.?|klockan) ?\d\d?(?:[.:]\d\d)?)?)\W*$",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b20\d\d\b")
MEETING = re.compile(
    rf" ?\(?\b(?:till|för|inför) (?:[\w-]+ )?[\w-]*möte\w* (?:den )?{DAY}\)?", re.IGNORECASE
)


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of an area."""
    yield from calls_of(told(page_of(body, url)), source, None)


@source(
    country="",
    funder="A Leader area", start="https://example.org/leader", language="sv",
    zone="Europe/Stockholm", expect=range(1, 3), open_data=False, hours=24, answer=read_answer,
    pattern=True,
)  # fmt: skip
def read_leader(site: Site, source: Source) -> Iterator[Draft]:
    """Read the area's page."""
    yield from calls_of(told(page(site)), source, site.today)


def calls_of(page: Told, source: Source, today: dt.date | None) -> Iterator[Draft]:
    """Read the area's call and, where small projects have a day of their own, that for them."""
    name, title = plain(page.url), f"{source.funder}: {page.title}"
    own, small = parted(page.lines)
    large = draft_of(
        page, source, today, identifier=name, title=title, say=lambda lines: handed_in(own)
    )
    minor = draft_of(
        page, source, today, identifier=f"{name}#{SMALL_NAME}", url=f"{page.url}#{SMALL_NAME}",
        title=f"{title}, {SMALL_TITLE}", lines=small, say=closing,
    )  # fmt: skip
    if large.deadlines and minor.deadlines:
        yield in_order(large, handed_in(own), today)
        yield in_order(minor, handed_in(small), today)
    else:
        whole = draft_of(page, source, today, identifier=name, title=title, say=handed_in)
        yield in_order(demanded(whole), handed_in(page.lines), today)


def in_order(draft: Draft, text: str, today: dt.date | None) -> Draft:
    """Doubt listed days that go back and forth: those of two columns were read as one."""
    days = [
        each.day
        for sentence in sentences(text)
        if sentence.words.startswith(HANDING_IN)
        for each in mentions(sentence.words, draft.language, today)
        if each.day
    ]
    doubts = [
        replace(each, words=each.words.removeprefix(f"{HANDING_IN}: ")) for each in draft.uncertain
    ]
    if days != sorted(days):
        words = ", ".join(f"{day}" for day in days)
        doubts.append(Doubt(field="deadlines", words=words, why="the days are not in their order"))
    return replace(draft, uncertain=tuple(doubts))


def parted(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part the sentences that speak of small projects from the others."""
    own, small = [], []
    for line in lines:
        said = [each.words for each in sentences(line)]
        own.append(" ".join(each for each in said if not SMALL.search(each)))
        small.append(" ".join(each for each in said if SMALL.search(each)))
    return [each for each in own if each], [each for each in small if each]


def closing(lines: Iterable[str]) -> str:
    """Say what their days are for: the sentence before them has said it, and is left out."""
    return "\n".join(f"{CLOSING}\n{line}" for line in handed_in(lines).splitlines())


def handed_in(lines: Iterable[str]) -> str:
    """Call the days of stopping by the word that the rules know, without those of the meetings."""
    said = []
    year: str | None = None  # of the label that the line stands under; None where there is none
    for line in spoken(lines).splitlines():
        bare = MEETING.sub("", line)
        day = ONE_DAY.match(bare)
        if year is not None and day:
            own = day[1] if YEAR.search(day[1]) or not year else f"{day[1]} {year}"
            said.append(f"{HANDING_IN}: {dotted(own)}{day[2]}")
            continue
        years = YEAR.findall(line)
        label = LABEL.search(line) and not re.search(DAY, line) and not OTHER.search(line)
        year = (years[0] if len(years) == 1 else "") if label else None
        said.append(STOP.sub(HANDING_IN.lower(), dotted(bare)))
    return "\n".join(said)


def dotted(words: str) -> str:
    """Write 15/8 2027 as 15.8.2027."""
    return re.sub(r"\b(\d{1,2})/(\d{1,2}) (20\d\d)\b", r"\1.\2.\3", words)
