"""What stands beside a bare day on a page: its label above, below it, or over its column."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scrapers.prose.cues import Cues
from scrapers.prose.days import mentions
from scrapers.prose.sentences import Sentence
from scrapers.prose.topics import Use
from scrapers.prose.uses import is_bare
from scrapers.prose.weighing import cues_in

CELL = " | "
LONGEST_LABEL = 60
FEWEST = 2  # days with their labels below them; one alone may have it above


def labelled(
    told: Sequence[Sentence], language: str, cues: Cues, today: dt.date | None
) -> list[Sentence]:
    """Give each bare day the words that say what it is for, where no heading above it does."""
    known = list(_columns(told, language, cues, today))
    days_of = [mentions(each.words, language, today) for each in known]
    bare = [
        bool(found) and not each.is_heading and is_bare(each.words, found)
        for each, found in zip(known, days_of, strict=True)
    ]
    label = [
        not found and (each.is_heading or _is_short(each.words))
        for each, found in zip(known, days_of, strict=True)
    ]
    _stacked(known, bare, label, cues)
    for days in _runs(bare, label):
        above, below = days[0] - 1, days[-1] + 1
        has_above = above >= 0 and label[above] and _says(known[above], cues)
        has_below = below < len(known) and label[below] and _says(known[below], cues)
        all_below = all(at + 1 < len(known) and _says(known[at + 1], cues) for at in days)
        for at in days:
            # Viktige datoer / 2. februar / Åpen for søknad / 17. mars / Søknadsfrist
            if len(days) >= FEWEST and has_below and all_below and not has_above:
                known[at] = replace(known[at], heading=known[at + 1].words, lead="")
            # Call closes in 12 days / 3 December 2026: a line above it that is no heading.
            elif has_above and label[at - 1] and not known[at - 1].is_heading:
                said = known[at - 1].words if _says(known[at - 1], cues) else ""
                known[at] = replace(known[at], lead=known[at].lead or said)
    for at in range(1, len(known)):
        if bare[at] and bare[at - 1] and known[at - 1].lead and not known[at].lead:
            known[at] = replace(known[at], lead=known[at - 1].lead)
    return known


def _stacked(
    known: list[Sentence], bare: Sequence[bool], label: Sequence[bool], cues: Cues
) -> None:
    """Give the days of a table whose cells are lines the labels of its columns, by their turn."""
    for at in range(1, len(known)):
        if not (bare[at] and label[at - 1]):
            continue
        first = next((i + 1 for i in range(at - 1, -1, -1) if not _names(known[i], cues)), 0)
        last = next((i for i in range(at, len(known)) if not bare[i]), len(known))
        columns, days = known[first:at], range(at, last)
        if len(columns) >= FEWEST and len(days) >= FEWEST and len(days) % len(columns) == 0:
            for day in days:
                column = columns[(day - at) % len(columns)]
                known[day] = replace(known[day], heading=column.words, lead="")


def _names(sentence: Sentence, cues: Cues) -> bool:
    return sentence.is_heading and _says(sentence, cues)


def _is_short(words: str) -> bool:
    return len(words) <= LONGEST_LABEL and not words.endswith(".")


def _says(sentence: Sentence, cues: Cues) -> bool:
    """Say whether a line tells what a day is for."""
    told = cues_in(sentence.words, [], cues)
    return any(each.use is not Use.PERHAPS for each in told)


def _runs(bare: Sequence[bool], label: Sequence[bool]) -> Iterator[list[int]]:
    """Yield where bare days stand that labels stand between, one or more."""
    days: list[int] = []
    for at, (is_day, is_label) in enumerate(zip(bare, label, strict=True)):
        ends = not (is_day or is_label) or (is_day and at > 0 and bare[at - 1])
        if ends and days:
            yield days
            days = []
        if is_day:
            days.append(at)
    if days:
        yield days


def _columns(
    told: Sequence[Sentence], language: str, cues: Cues, today: dt.date | None
) -> Iterator[Sentence]:
    """Yield the sentences, the rows of a table cell by cell under what its header says."""
    header: list[str] = []
    for each in told:
        cells = each.words.split(CELL)
        if len(cells) == 1:
            header = []
        elif not mentions(each.words, language, today):
            header = cells
        elif len(cells) == len(header):
            # Where the first cell says what the day is for, the rows have labels and no header.
            own = cues_in(cells[0], mentions(cells[0], language, today), cues)
            if not own or {each.use for each in own} == {Use.OTHER}:
                for name, cell in zip(header, cells, strict=True):
                    if cell.strip():
                        yield replace(each, words=cell.strip(), heading=name.strip(), lead="")
                continue
        yield each
