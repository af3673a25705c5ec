"""Interreg Baltic Sea Region: two steps, an idea form and then the application.

Known from stored pages: a timeline under the heading "Timeline" for each kind of project, a day
in one line and what it is for in the next ones ("Deadline for submitting Project Idea Forms");
elsewhere whole sentences. A page may say that no call is open. The hour is said at times (23:59).
The page of the calls has changed its address: the start is the operator's to set.
"""

import datetime as dt
import re
from collections.abc import Iterator

from msgspec.structs import replace

from lexicon.terms import DateKind, Deadline, DeadlineModel, Doubt
from scrapers.draft import Draft
from scrapers.lines import Section
from scrapers.programmes import calls_on
from scrapers.prose.cells import When, when, zone_of
from scrapers.reading import page, page_of
from scrapers.site import Site
from scrapers.source import Source, source

CALL = re.compile(r"\bcalls?\b|\bprojects\b", re.IGNORECASE)
TIMELINE = re.compile(r"^timeline", re.IGNORECASE)
LAUNCH = re.compile(r"\b(?:launch|opens?|opening)\b", re.IGNORECASE)
IDEA = re.compile(r"deadline\b.*\bidea forms?\b", re.IGNORECASE)
APPLICATION = re.compile(
    r"deadline\b.*\b(?:submitting|submission of)\b.*\bapplications?\b", re.IGNORECASE
)
ZONE = "Europe/Berlin"


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read a saved page."""
    yield from calls_on(page_of(body, url), source, None, call=CALL, told=told, part=TIMELINE)


@source(
    funder="Interreg Baltic Sea Region", country="EU", start="https://interreg-baltic.eu/gateway/",
    language="en", zone=ZONE, expect=range(0, 50), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_interreg_baltic_sea_region(site: Site, source: Source) -> Iterator[Draft]:
    """Read the page of calls."""
    yield from calls_on(page(site), source, site.today, call=CALL, told=told, part=TIMELINE)


def told(draft: Draft, section: Section, today: dt.date | None) -> Draft:
    """Read a timeline, if the section has one: its days are surer than what sentences say."""
    steps = list(timeline(section.text))
    opens = next((at.days[0] for at, words in steps if at.days and LAUNCH.search(words)), None)
    ideas = [at.days[0] for at, words in steps if at.days and IDEA.search(words)]
    ends = [at.days[0] for at, words in steps if at.days and APPLICATION.search(words)]
    if not ends and not ideas:
        return draft
    staged = bool(ideas)
    kinds = [DateKind.STAGE_1] * len(ideas)
    kinds += [DateKind.STAGE_2 if staged else DateKind.FINAL] * len(ends)
    deadlines = tuple(
        Deadline(day=each.day, time=each.time, zone=zone_of(each, ZONE), kind=kind)
        for each, kind in zip([*ideas, *ends], kinds, strict=True)
        if each.day
    )
    why = next((each.doubt for each in [*ideas, *ends] if each.doubt), "")
    if len(ideas) > 1 or len(ends) != 1:
        why = why or f"{len(ideas)} days for the first step and {len(ends)} for the last"
    doubts = [each for each in draft.uncertain if each.field not in ("opens", "deadlines")]
    if why:
        doubts.append(Doubt(field="deadlines", words=" | ".join(f"{d.day}" for d in deadlines),
                            why=why))  # fmt: skip
    return replace(
        draft,
        opens=opens.day if opens else draft.opens,
        deadlines=deadlines,
        deadline_model=DeadlineModel.TWO_STAGE if staged else DeadlineModel.SINGLE,
        uncertain=tuple(doubts),
    )


def timeline(text: str) -> Iterator[tuple[When, str]]:
    """Yield what each line under a day says: a line that is a day or a season begins a step."""
    at = When()
    for line in text.splitlines():
        words = line.removeprefix("• ").strip()
        found = when(words, "en")
        if is_step(found, words):
            at = found
        elif words and (at.days or at.season):
            yield at, words


def is_step(found: When, words: str) -> bool:
    """Say whether a line is nothing but one day, perhaps with its hour, or a season."""
    if len(found.days) == 1:
        day = found.days[0]
        return not any(map(str.isalnum, words[: day.start] + words[day.end :]))
    return bool(found.season) and found.season.casefold() == words.casefold()
