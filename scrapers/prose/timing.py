"""When a call opens and closes, by its own words. A wrong deadline is worse than none."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from lexicon.terms import DateKind, Deadline, DeadlineModel, Doubt, Status
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
ANY_TIME = re.compile(
    r"n[äå]r som helst|milloin tahansa|any time|ing(?:en|a|et)\b|\bei ole\b|\bno\b", re.IGNORECASE
)
LONGEST_LABEL = 80


@dataclass
class Timing:
    """What the sentences of a call say of its time."""

    status: Status = Status.ANNOUNCED
    model: DeadlineModel = DeadlineModel.UNKNOWN
    opens: dt.date | None = None
    season: str = ""
    deadlines: tuple[Deadline, ...] = ()
    uncertain: list[Doubt] = field(default_factory=list)

    def doubt(self, name: str, words: str, why: str) -> None:
        """Keep a doubt, once for each sentence."""
        if not any(each.field == name and each.words == words for each in self.uncertain):
            self.uncertain.append(Doubt(field=name, words=words, why=why))


@dataclass(frozen=True)
class Close:
    """A day on which applying ends, as read."""

    deadline: Deadline
    sentence: str
    several: bool = False


def timing(told: Sequence[Sentence], *, language: str, zone: str, today: dt.date | None) -> Timing:
    """Read status, opening, season and deadlines from a call's sentences, the title among them."""
    read = _Reader(CUES[language], language, zone, today)
    for sentence in told:
        read.sentence(sentence)
    return read.told(told)


class _Reader:
    """Goes through the sentences once and then says what they add up to."""

    def __init__(self, cues: Cues, language: str, zone: str, today: dt.date | None) -> None:
        self.cues = cues
        self.language = language
        self.zone = zone
        self.today = today
        self.result = Timing()
        self.closes: list[Close] = []
        self.gone: set[dt.date] = set()
        self.last: Use | None = None

    def sentence(self, sentence: Sentence) -> None:
        """Read the days of one sentence."""
        words = sentence.words
        found = mentions(words, self.language, self.today)
        cues = cues_in(words, found, self.cues)
        uses = [use_of(words, found, at, cues) for at in range(len(found))]
        if found and not cues:
            uses = [inherited(sentence, self.last, self.cues)] * len(found)
        goes_on = not cues and bool(self.cues.onwards.match(words))
        unsure = "it may come to be" if IF.match(words) else ""
        # Ansökan kan göras två gånger om året: 15 februari och 15 september.
        repeated = bool(self.cues.several.search(words))
        skip = False
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
                self._close(mention, words, why="it may be a day for something else")
            elif use in (Use.OPENS, Use.PERIOD):
                self._open(mention, words)
        if found:
            self.last = Use.CLOSES if Use.CLOSES in uses else None

    def _spans(self, first: Mention, last: Mention, words: str) -> bool:
        """Say whether two days are the ends of a span: from the one to the other, or between."""
        between = last.joined is Joined.LIST and BETWEEN.search(words[: first.start])
        gap = words[first.end : last.start]
        moved = self.cues.moved.search(gap) and UNTIL.search(gap)
        return last.joined is Joined.RANGE or bool(between or moved)

    def _span(self, first: Mention, last: Mention, words: str, use: Use | None) -> None:
        """Read a span: applying is open in it, or its end was moved from the one to the other."""
        if use is not Use.CLOSES:
            self._open(first, words)
            self._close(last, words)
        elif self.cues.moved.search(words):
            if first.day:
                self.gone.add(first.day)
            self._close(last, words)
        else:
            self._close(last, words, why="a span of days, not one day")

    def _open(self, mention: Mention, words: str) -> None:
        if mention.day is None or mention.doubt:
            self.result.doubt("opens", words, mention.doubt)
        if self.result.opens and mention.day and mention.day != self.result.opens:
            self.result.doubt("opens", words, "another opening day is also given")
        elif mention.day:
            self.result.opens = mention.day

    def _close(self, mention: Mention, words: str, *, why: str = "", several: bool = False) -> None:
        if why := mention.doubt or why:
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
        self.closes.append(Close(deadline, words, several or bool(told)))

    def _zone(self, mention: Mention) -> str:
        """Keep the funder's own zone where the named one shows the same clock."""
        if not mention.zone or mention.day is None:
            return self.zone
        moment = dt.datetime.combine(mention.day, dt.time(12))
        named, own = ZoneInfo(mention.zone), ZoneInfo(self.zone)
        same = moment.replace(tzinfo=named).utcoffset() == moment.replace(tzinfo=own).utcoffset()
        return self.zone if same else mention.zone

    def told(self, sentences: Sequence[Sentence]) -> Timing:
        """Add up what the sentences said."""
        result, cues = self.result, self.cues
        self._status(sentences)
        if result.status is Status.WITHDRAWN:
            # The old dates still stand in the text; none of them may be announced.
            return Timing(status=Status.WITHDRAWN)
        self._deadlines()
        rolling = [s.words for s in sentences if cues.rolling.search(s.words)]
        if rolling and not result.deadlines:
            result.model = DeadlineModel.ROLLING
        elif rolling and ANY_TIME.search(rolling[0]) and result.model is DeadlineModel.SINGLE:
            result.doubt("deadlines", rolling[0], "the text also says that there is none")
        if not result.deadlines:
            self._season(sentences)
            if result.model is DeadlineModel.UNKNOWN:
                self._unread(sentences)
        elif result.status is Status.PLANNED:
            result.doubt("deadlines", self.closes[0].sentence, "the call is only planned")
        if result.opens and any(each.day < result.opens for each in result.deadlines):
            result.doubt("deadlines", self.closes[0].sentence, "it closes before it opens")
        return result

    def _status(self, sentences: Sequence[Sentence]) -> None:
        for status, pattern in (
            (Status.WITHDRAWN, self.cues.withdrawn),
            (Status.PAUSED, self.cues.paused),
            (Status.CLOSED, self.cues.closed),
            (Status.PLANNED, self.cues.planned),
        ):
            for sentence in sentences:
                hit = pattern.search(sentence.words)
                if hit and not self.cues.perhaps.search(sentence.words[: hit.start()]):
                    self.result.status = status
                    return

    def _deadlines(self) -> None:
        """Fold the closing days: one each, with its time, and a kind for all of them."""
        result = self.result
        days: dict[dt.date, Close] = {}
        for close in self.closes:
            day = close.deadline.day
            if day in self.gone:
                result.doubt("deadlines", close.sentence, "elsewhere this day is said to be moved")
                continue
            known = days.get(day)
            if known is None or (known.deadline.time is None and close.deadline.time):
                days[day] = close
            elif close.deadline.time not in (None, known.deadline.time):
                result.doubt("deadlines", close.sentence, "two times are given for one day")
        closes = [days[day] for day in sorted(days)]
        finals = [close for close in closes if close.deadline.kind is DateKind.FINAL]
        staged = len(finals) < len(closes)
        if staged:
            result.model = DeadlineModel.TWO_STAGE
            if finals or len(closes) != len({each.deadline.kind for each in closes}):
                result.doubt("deadlines", closes[-1].sentence, "more days than two stages have")
            elif closes[0].deadline.kind is DateKind.STAGE_2:
                result.doubt("deadlines", closes[0].sentence, "the first stage has no day")
        elif finals and all(close.several for close in finals):
            result.model = DeadlineModel.MULTIPLE_CUTOFF
        elif finals:
            result.model = DeadlineModel.SINGLE
            if len(finals) > 1:
                result.model = DeadlineModel.UNKNOWN
                for close in finals:
                    result.doubt("deadlines", close.sentence, "several closing days are given")
        cut = result.model is DeadlineModel.MULTIPLE_CUTOFF
        result.deadlines = tuple(
            Deadline(
                day=close.deadline.day,
                time=close.deadline.time,
                zone=close.deadline.zone,
                kind=DateKind.CUT_OFF if cut else close.deadline.kind,
                label=close.deadline.label,
            )
            for close in closes
        )

    def _season(self, sentences: Sequence[Sentence]) -> None:
        """Keep the season that a call is to open in, in its own words; a month of a day is none."""
        for sentence in sentences:
            hit = self.cues.season.search(sentence.words)
            before = sentence.words[: hit.start()] if hit else ""
            if not hit or re.search(r"\d\.?\s*$", before) or self.cues.other.search(before):
                continue
            past = self.today and int(re.findall(r"20\d\d", hit[0])[0]) < self.today.year
            if self.cues.starts.search(before) and not past:
                self.result.season = hit[0]
                break
        if self.result.season and self.result.model is DeadlineModel.UNKNOWN:
            self.result.model = DeadlineModel.SEASON
            if self.result.status is Status.ANNOUNCED and not self.result.opens:
                self.result.status = Status.PLANNED

    def _unread(self, sentences: Sequence[Sentence]) -> None:
        """Doubt a closing that is spoken of and whose day could not be read."""
        if self.result.status in (Status.PLANNED, Status.CLOSED):
            return
        for sentence in sentences:
            spoken = self.cues.closes.search(sentence.words) or self.cues.ends.match(sentence.words)
            if spoken and not sentence.is_heading:
                self.result.doubt("deadlines", sentence.words, "no day could be read")
                return
