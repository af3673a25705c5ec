"""Rounds: spans of days in which one may apply, of which a page may name several."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from lexicon.terms import DateKind, Deadline, DeadlineModel, Doubt, Status
from scrapers.draft import Draft
from scrapers.prose.days import Joined, mentions
from scrapers.prose.sentences import sentences

BULLET = "• "
SPAN = "Ansökningsperiod: "
# Nothing but days, joined by dashes and small words, perhaps with an hour.
DAYS = re.compile(
    r"(?:den )?\d{1,2}(?:[ –—:.,-]|\d{1,4}\b|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*"
    r"|och|samt|till(?: och med)?|t\.o\.m\.|den|:[ea]|kl|klockan)+",
    re.IGNORECASE,
)
WHEN = r"ansökningsperiod|ansökningstid|ansökningsomgång"
YEAR = re.compile(r"\b20\d\d\b")
# Under such a heading, or after such a label, a line that begins with a day is a span.
PERIOD = re.compile(
    rf"(?:(?:nästa |kommande )?(?:{WHEN})\w*"
    r"|när (?:kan|ska|får) (?:du|ni|jag|vi|man) (?:söka|ansöka)\w*|när (?:är|öppnar) ansökan)"
    r"(?: (?:under |för )?20\d\d)?\W*",
    re.IGNORECASE,
)
ROUND = re.compile(
    rf"(?:nästa |kommande )?(?:{WHEN})(?:en|ar|arna|er|erna)?\b"
    r"(?: (?:under |för )?20\d\d)?(?::| (?:är|har vi|blir|hålls)\b)"
    r"|vi tar emot ansökningar (?:(?:mellan|från|under perioden) )?(?:den )?\d",
    re.IGNORECASE,
)


class Round(NamedTuple):
    """A span, and the words that it was read from with what is doubtful in them."""

    first: dt.date
    last: dt.date
    time: dt.time | None
    words: str
    doubt: str


def spoken(lines: Iterable[str]) -> str:
    """Say what a bare span of days is for, and the year, where its heading or its label does."""
    said = []
    period = False
    year = ""
    for line in lines:
        bare = line.removeprefix(BULLET)
        label = PERIOD.match(bare)
        rest = bare[label.end() :] if label else bare
        if label:
            year = " ".join(YEAR.findall(label[0]))
        if (label or period) and DAYS.fullmatch(rest):
            known = f" {year}" if year and not YEAR.search(rest) else ""
            said.append(f"{SPAN}{rest.rstrip('.')}{known}")
        else:
            said.append(line)
            period = bool(label and not rest)
    return "\n".join(said)


def rounds(text: str, language: str, today: dt.date | None) -> Iterator[Round]:
    """Yield the spans of the sentences that name them as such; a day that is none is no span."""
    for sentence in sentences(text):
        if not ROUND.match(sentence.words):
            continue
        days = mentions(sentence.words, language, today)
        for first, last in pairwise(days):
            if last.joined is Joined.RANGE and first.day and last.day:
                doubt = first.doubt or last.doubt
                yield Round(first.day, last.day, last.time, sentence.words, doubt)


def with_rounds(draft: Draft, text: str, zone: str, today: dt.date | None) -> Draft:
    """Let each round of a text close on its last day; the next that is not over opens the call."""
    found = sorted(set(rounds(text, draft.language, today)))
    if not found or draft.status is Status.WITHDRAWN or (len(found) == 1 and draft.deadlines):
        return draft
    ends = {each.last: each for each in found}
    several = len(ends) > 1
    told = {each.words for each in found}
    doubts = [each for each in draft.uncertain if each.words not in told]
    doubts += [Doubt(field="deadlines", words=w, why=d) for *_, w, d in found if d]
    if strange := [each for each in draft.deadlines if each.day not in ends]:
        why = f"{strange[0].day} is also given, outside the rounds"
        doubts.append(Doubt(field="deadlines", words=found[0].words, why=why))
    return replace(
        draft,
        opens=next((each.first for each in found if not today or each.last >= today), None),
        deadline_model=DeadlineModel.MULTIPLE_CUTOFF if several else DeadlineModel.SINGLE,
        deadlines=tuple(
            Deadline(
                day=day, time=each.time, zone=zone,
                kind=DateKind.CUT_OFF if several else DateKind.FINAL,
            )
            for day, each in sorted(ends.items())
        ),
        uncertain=tuple(dict.fromkeys(doubts)),
    )  # fmt: skip
