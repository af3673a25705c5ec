"""Support that can be applied for at any time, but for some months, or while it is not paused."""

import datetime as dt
import re
from collections.abc import Iterable

from babel.dates import get_month_names
from msgspec.structs import replace

from lexicon.terms import DeadlineModel, Doubt, Status
from scrapers.draft import Draft
from scrapers.pages import Told, draft_of
from scrapers.prose.sentences import sentences
from scrapers.rounds import spoken
from scrapers.source import Source

MONTHS = {name: number for number, name in get_month_names("wide", locale="sv").items()}
SOME = "|".join(MONTHS)
PAUSE = re.compile(r"\bpaus", re.IGNORECASE)
YEAR = re.compile(r"\b20\d\d\b")
ANY_TIME = r"(?:löpande|hela året|året (?:runt|om)|när som helst)"
ALWAYS = re.compile(
    rf"\b(?:tar|emot|bedömer|behandlar|ansök\w*|söka?)\b[^.]*\b{ANY_TIME}"
    rf"|\b{ANY_TIME}\b[^.]*\b(?:emot|ansök\w*|projektidé\w*)",
    re.IGNORECASE,
)
# Hela året utom i juli och december; stängt under juli.
LISTED = rf"((?:{SOME})(?:(?:, | och | samt | eller )(?:i |under )?(?:{SOME}))*)\b(?! 20\d\d)"
SHUT = re.compile(
    r"\b(?:utom|förutom|bortsett från|med undantag (?:av|för)|(?:men )?(?:inte|ej)|stäng[dt]\w*"
    rf"|uppehåll)(?: (?:i|under))? {LISTED}|\b(?:i|under) {LISTED} är det (?:uppehåll|stängt)",
    re.IGNORECASE,
)


def support_of(
    page: Told, source: Source, today: dt.date | None, *, identifier: str, url: str = "",
    title: str = "", lines: Iterable[str] | None = None, areas: Iterable[str] = (),
) -> Draft:  # fmt: skip
    """Read a page of such support, or some of its lines."""
    old: list[str] = []

    def say(lines: Iterable[str]) -> str:
        kept = [without_old_pauses(line, today, old) for line in lines]
        return spoken(each for each in kept if each)

    draft = draft_of(
        page, source, today, identifier=identifier, url=url, title=title, lines=lines, say=say,
        areas=areas,
    )  # fmt: skip
    if untimed(draft) and ALWAYS.search(draft.text):
        draft = replace(draft, deadline_model=DeadlineModel.ROLLING)
    why = "the pause is of a year that is over"
    doubts = (*draft.uncertain, *(Doubt(field="status", words=each, why=why) for each in old))
    return waiting(replace(draft, uncertain=doubts), today)


def rolling(draft: Draft, today: dt.date | None) -> Draft:
    """Say of support that is known to be rolling that it is, unless the page tells of a time."""
    if not untimed(draft):
        return draft
    return waiting(replace(draft, deadline_model=DeadlineModel.ROLLING), today)


def without_old_pauses(line: str, today: dt.date | None, old: list[str]) -> str:
    """Leave out of a line what paused the support in years that are over, and keep it in `old`."""
    if not today or not PAUSE.search(line):
        return line
    said = [each.words for each in sentences(line)]
    over = [each for each in said if PAUSE.search(each) and is_over(each, today)]
    old += over
    return " ".join(each for each in said if each not in over) if over else line


def is_over(words: str, today: dt.date) -> bool:
    """Say whether a sentence speaks of years, and all of them are over."""
    years = [int(each) for each in YEAR.findall(words)]
    return bool(years) and max(years) < today.year


def untimed(draft: Draft) -> bool:
    """Say whether a page tells nothing of when to apply."""
    return (
        draft.deadline_model is DeadlineModel.UNKNOWN
        and not draft.deadlines
        and not any(doubt.field == "deadlines" for doubt in draft.uncertain)
    )


def waiting(draft: Draft, today: dt.date | None) -> Draft:
    """In a month in which rolling support is closed, let it open with the next that is not."""
    rolling = draft.deadline_model is DeadlineModel.ROLLING and draft.status is Status.ANNOUNCED
    if not today or not rolling or draft.opens:
        return draft
    shut = {MONTHS[each.lower()] for found in SHUT.finditer(draft.text)
            for each in re.findall(SOME, found[1] or found[2], re.IGNORECASE)}  # fmt: skip
    if today.month not in shut or len(shut) == len(MONTHS):
        return draft
    month = today.replace(day=1)
    while month.month in shut:
        month = (month + dt.timedelta(days=31)).replace(day=1)
    return replace(draft, opens=month)
