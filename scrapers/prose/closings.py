"""The days on which applying opens and closes, sentence by sentence, before they are added up."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from lexicon.terms import DateKind, Deadline, Doubt
from scrapers.prose.cues import Cues
from scrapers.prose.days import Joined, Mention, mentions
from scrapers.prose.languages import CUES
from scrapers.prose.sentences import Sentence
from scrapers.prose.uses import Use, cues_in, inherited, use_of

BETWEEN = re.compile(r"\b(?:mellan|mellom|mellem|between)\s+(?:den\s+|the\s+)?$", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:till|t\.o\.m\.|til|indtil|until|to)\b[^.]{0,12}$", re.IGNORECASE)
TAIL = re.compile(
    r"[\s:,]*(?:\b(?:by|before|senast|senest|innen|inden|viimeistään|den|the|är|er|is|on)\b[\s:,]*)*$"
)
IF = re.compile(
    r"(?:om|ifall|eventuellt|if|should|dersom|hvis|såfremt|eventuelt|jos|mikäli)\b", re.IGNORECASE
)
PERHAPS = "it may be a day for something else"
FROM = re.compile(r"\b(?:från|fra|from|since|sedan)\b[^.]{0,25}$", re.IGNORECASE)
TENTATIVE = re.compile(
    r"preliminär|foreløpig|foreløbig|alustav|preliminary|tentative|provisional", re.IGNORECASE
)
TOO_LATE = re.compile(
    r"\b(?:efter|etter|after) (?:den |the )?\d.*(?:behand|beakta|consider|accept)"
    r"|\bjälkeen\b.*käsitel",
    re.IGNORECASE,
)
LONGEST_LABEL = 80


@dataclass(frozen=True)
class Close:
    """A day on which applying ends, as read."""

    deadline: Deadline
    sentence: str
    quoted: str
    several: bool = False


@dataclass
class Days:
    """What the days of a call are for; `gone` are those that a closing was moved from.

    `dated` are the sentences that name a day at all, `opening` the words that name the first one.
    """

    opens: dt.date | None = None
    opening: str = ""
    closes: list[Close] = field(default_factory=list)
    gone: set[dt.date] = field(default_factory=set)
    dated: set[str] = field(default_factory=set)
    uncertain: list[Doubt] = field(default_factory=list)

    def doubt(self, name: str, words: str, why: str) -> None:
        """Keep a doubt, once for each sentence."""
        if not any(each.field == name and each.words == words for each in self.uncertain):
            self.uncertain.append(Doubt(field=name, words=words, why=why))


def opening_and_closing(
    told: Sequence[Sentence], *, language: str, zone: str, today: dt.date | None
) -> Days:
    """Read what each day of a call's sentences is for, the title among them."""
    read = _Reader(CUES[language], language, zone, today)
    for sentence in told:
        read.sentence(sentence)
    return read.result


class _Reader:
    """Goes through the sentences once."""

    def __init__(self, cues: Cues, language: str, zone: str, today: dt.date | None) -> None:
        self.cues = cues
        self.language = language
        self.zone = zone
        self.today = today
        self.result = Days()
        self.last: Use | None = None
        self.quoted = ""

    def sentence(self, sentence: Sentence) -> None:
        """Read the days of one sentence."""
        words, self.quoted = sentence.words, sentence.quoted
        if not (found := mentions(words, self.language, self.today)):
            return  # most sentences name no day
        cues = cues_in(words, found, self.cues)
        uses = [use_of(words, found, at, cues) for at in range(len(found))]
        if not cues:
            uses = [inherited(sentence, found, self.last, self.cues)] * len(found)
        goes_on = not cues and bool(self.cues.onwards.match(words))
        unsure = "it may come to be" if IF.match(words) else ""
        # Ansökan kan göras två gånger om året: 15 februari och 15 september.
        repeated = bool(self.cues.several.search(words))
        skip = False
        if not any(uses) and self.cues.call.search(words) and TOO_LATE.search(words):
            self.result.doubt("deadlines", words, "what comes after that day is too late")
        for at, (use, mention) in enumerate(zip(uses, found, strict=True)):
            if skip:
                skip = False
                continue
            after = found[at + 1] if at + 1 < len(found) else None
            if after and use not in (Use.OTHER, None) and self._spans(mention, after, words):
                self._span(mention, after, words, use)
                skip = True
                continue
            hangs = Joined.LIST in (mention.joined if at else None, after and after.joined)
            until = UNTIL.search(words[: mention.start]) or (repeated and hangs)
            if use is Use.CLOSES or (use is Use.PERIOD and until):
                alike = [uses[other] for other in (at - 1, at + 1) if 0 <= other < len(uses)]
                self._close(mention, words, why=unsure, several=(hangs and use in alike) or goes_on)
            elif use is Use.PERHAPS:
                self._close(mention, words, why=PERHAPS)
            elif use is Use.OPENS or (use is Use.PERIOD and FROM.search(words[: mention.start])):
                self._open(mention, words)
            elif use is Use.PERIOD:
                self.result.doubt("opens", words, PERHAPS)
        self.result.dated.add(words)
        self.last = Use.CLOSES if Use.CLOSES in uses else None

    def _spans(self, first: Mention, last: Mention, words: str) -> bool:
        """Say whether two days are the ends of a span: from the one to the other, or between."""
        between = last.joined is Joined.LIST and BETWEEN.search(words[: first.start])
        gap = words[first.end : last.start]
        moved = self.cues.moved.search(gap) and UNTIL.search(gap)
        return last.joined is Joined.RANGE or bool(between or moved)

    def _span(self, first: Mention, last: Mention, words: str, use: Use | None) -> None:
        """Read a span: applying is open in it, or its end was moved from the one to the other."""
        if use in (Use.OPENS, Use.PERIOD):
            self._open(first, words)
            self._close(last, words)
        elif use is Use.PERHAPS:
            self._close(last, words, why=PERHAPS)
        elif self.cues.moved.search(words):
            if first.day:
                self.result.gone.add(first.day)
            self._close(last, words)
        else:
            self._close(last, words, why="a span of days, not one day")

    def _open(self, mention: Mention, words: str) -> None:
        if mention.day is None or mention.doubt:
            self.result.doubt("opens", words, mention.doubt)
        if self.result.opens and mention.day and mention.day != self.result.opens:
            self.result.doubt("opens", words, "another opening day is also given")
        elif mention.day:
            self.result.opens, self.result.opening = mention.day, self.quoted

    def _close(self, mention: Mention, words: str, *, why: str = "", several: bool = False) -> None:
        if why := mention.doubt or why or ("it is preliminary" if TENTATIVE.search(words) else ""):
            self.result.doubt("deadlines", words, why)
        if mention.day is None:
            return
        part = words[: mention.start].rpartition(";")[2].strip()
        first, second = self.cues.stage_1.search(part), self.cues.stage_2.search(part)
        kind = DateKind.STAGE_2 if second else DateKind.STAGE_1 if first else DateKind.FINAL
        deadline = Deadline(
            day=mention.day,
            time=mention.time,
            zone=self._zone(mention),
            kind=kind,
            label=TAIL.sub("", part)[:LONGEST_LABEL] if kind is not DateKind.FINAL else "",
        )
        told = self.cues.several.search(words) or self.cues.next.search(words)
        self.result.closes.append(Close(deadline, words, self.quoted, several or bool(told)))

    def _zone(self, mention: Mention) -> str:
        """Keep the funder's own zone where the named one shows the same clock."""
        if not mention.zone or mention.day is None:
            return self.zone
        moment = dt.datetime.combine(mention.day, dt.time(12))
        named, own = ZoneInfo(mention.zone), ZoneInfo(self.zone)
        same = moment.replace(tzinfo=named).utcoffset() == moment.replace(tzinfo=own).utcoffset()
        return self.zone if same else mention.zone
