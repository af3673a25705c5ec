# ruff: noqa: E501 (a pattern is read as one line)
"""When a call opens and closes, by its own words. A wrong deadline is worse than none."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lexicon.terms import DateKind, Deadline, DeadlineModel, Doubt, Evidence, Status
from scrapers.prose import hours
from scrapers.prose.closings import PRELIMINARY, opening_and_closing
from scrapers.prose.cues import Cues
from scrapers.prose.found import Close, Days
from scrapers.prose.languages import cues_of
from scrapers.prose.lines import MONTH
from scrapers.prose.sentences import Sentence
from scrapers.prose.series import is_parallel, is_series
from scrapers.prose.small_words import SHUTS, TENTATIVE
from scrapers.prose.topics import Use
from scrapers.prose.weighing import cues_in

ANY_TIME = re.compile(
    r"n[äå]r som helst|milloin tahansa|any time|ing(?:en|a|et)\b|\bei ole\b|\bno\b", re.IGNORECASE
)
# 15.3-15.04 varje år; in September.
NAMED = re.compile(rf"{MONTH.pattern}|\b\d{{1,2}}\.\d{{1,2}}\b", re.IGNORECASE)
DATES = re.compile(
    r"\b(?:datum(?:en)?|dato(?:er|erne|ene)?|dates|tidsplan\w*|tidplan\w*|tidtabell\w*|timeline|schedule|aikataulu\w*|päivämäärät)\b",
    re.IGNORECASE,
)
EARLY = re.compile(
    r"början|begynnel|begyndel|start|early|beginning|alku|primo|vuoden 20\d\d al", re.I
)
MIDDLE = 6
# Medio april, uge 12: the day is meant and not named.
VAGUE = re.compile(
    r"\b(?:utgangen av|udgangen af|utgången av|loppuun mennessä|alkuun mennessä|puoliväliin mennessä|medio|primo|ultimo|mid-\w+|mitten av|midten a[vf]|i (?:slutet|början) av|i (?:slutten|begyndelsen|starten|slutningen) a[vf]|(?:by|at) the end of|(?:vecka|uke|uge|week|viik\w+) \d{1,2})\b",
    re.IGNORECASE,
)


@dataclass
class Timing:
    """What the sentences of a call say of its time."""

    status: Status = Status.ANNOUNCED
    model: DeadlineModel = DeadlineModel.UNKNOWN
    opens: dt.date | None = None
    season: str = ""
    deadlines: tuple[Deadline, ...] = ()
    uncertain: tuple[Doubt, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def timing(told: Sequence[Sentence], *, language: str, zone: str, today: dt.date | None) -> Timing:
    """Read status, opening, season and deadlines from a call's sentences, the title among them."""
    days = opening_and_closing(told, language=language, zone=zone, today=today)
    return _Sum(days, cues_of(language), today).told(told)


class _Sum:
    """Adds up what the sentences and their days said."""

    def __init__(self, days: Days, cues: Cues, today: dt.date | None) -> None:
        self.days = days
        self.cues = cues
        self.today = today
        self.result = Timing(opens=days.opens)
        self.evidence: list[Evidence] = []
        if days.opens:
            self._quote("opens", days.opening, f"{days.opens}")

    def told(self, sentences: Sequence[Sentence]) -> Timing:
        """Add up what the sentences said."""
        result, cues = self.result, self.cues
        self._status(sentences)
        if result.status is Status.WITHDRAWN:
            # The old dates still stand in the text; none of them may be announced.
            return Timing(status=Status.WITHDRAWN, evidence=tuple(self.evidence[-1:]))
        self._deadlines()
        self._doubt_tentative(sentences)
        rolling = [each for each in sentences if cues.rolling.search(each.words)]
        if rolling and not result.deadlines:
            result.model = DeadlineModel.ROLLING
            self._quote("deadline_model", rolling[0].quoted, "rolling")
        elif rolling and ANY_TIME.search(rolling[0].words) and result.model is DeadlineModel.SINGLE:
            self.days.doubt("deadlines", rolling[0].words, "the text also says that there is none")
        if result.deadlines and self.today and result.deadlines[-1].day < self.today:
            # Fristen var 1. mars 2026, neste utlysning kommer våren 2027: that round is over.
            self._season(sentences)
            if result.season:
                result.deadlines, result.model = (), DeadlineModel.UNKNOWN
        if not result.deadlines:
            self._season(sentences)
            if result.model is DeadlineModel.UNKNOWN:
                self._unread(sentences)
        elif result.status is Status.PLANNED:
            self.days.doubt("deadlines", self.days.closes[0].sentence, "the call is only planned")
        if self.days.opens and any(each.day < self.days.opens for each in result.deadlines):
            self.days.doubt("deadlines", self.days.closes[0].sentence, "it closes before it opens")
        result.uncertain, result.evidence = tuple(self.days.uncertain), tuple(self.evidence)
        return result

    def _quote(self, field: str, words: str, value: str = "") -> None:
        """Keep the words that a value was read from."""
        self.evidence.append(Evidence(field=field, words=words, value=value))

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
                    self._quote("status", sentence.quoted, status.value)
                    return

    def _deadlines(self) -> None:
        """Fold the closing days: one each, with its time, and a kind for all of them."""
        result = self.result
        days: dict[dt.date, Close] = {}
        for close in self.days.closes:
            day = close.deadline.day
            if day in self.days.gone:
                self.days.doubt(
                    "deadlines", close.sentence, "elsewhere this day is said to be moved"
                )
                continue
            known = days.get(day)
            if known is None or (known.deadline.time is None and close.deadline.time):
                days[day] = close
            elif close.deadline.time not in (None, known.deadline.time):
                self.days.doubt("deadlines", close.sentence, "two times are given for one day")
        closes = [days[day] for day in sorted(days)]
        finals = [close for close in closes if close.deadline.kind is DateKind.FINAL]
        staged = len(finals) < len(closes)
        if staged:
            result.model = DeadlineModel.TWO_STAGE
            if finals or len(closes) != len({each.deadline.kind for each in closes}):
                self.days.doubt("deadlines", closes[-1].sentence, "more days than two stages have")
            elif closes[0].deadline.kind is DateKind.STAGE_2:
                self.days.doubt("deadlines", closes[0].sentence, "the first stage has no day")
        elif finals and (
            all(close.several for close in finals) or is_series(finals) or is_parallel(finals)
        ):
            result.model = DeadlineModel.MULTIPLE_CUTOFF
        elif finals:
            result.model = DeadlineModel.SINGLE
            if len(finals) > 1:
                result.model = DeadlineModel.UNKNOWN
                for close in finals:
                    self.days.doubt("deadlines", close.sentence, "several closing days are given")
        hour = self._hour(closes)
        for close in closes:
            self._quote("deadlines", close.quoted, f"{close.deadline.day}")
        cut = result.model is DeadlineModel.MULTIPLE_CUTOFF
        result.deadlines = tuple(
            Deadline(
                day=close.deadline.day,
                time=hour.time if hour else close.deadline.time,
                zone=(hour and hour.zone) or close.deadline.zone,
                kind=DateKind.CUT_OFF if cut else close.deadline.kind,
                label=close.deadline.label,
            )
            for close in closes
        )

    def _doubt_tentative(self, sentences: Sequence[Sentence]) -> None:
        """Doubt every day where another sentence says that they may change."""
        for each in sentences:
            if TENTATIVE.search(each.words) and DATES.search(each.words) and self.days.closes:
                self.days.doubt("deadlines", each.words, PRELIMINARY)

    def _hour(self, closes: Sequence[Close]) -> hours.Hour | None:
        """Return the hour that another sentence names for days that have none."""
        if not closes or any(close.deadline.time for close in closes):
            return None
        day = closes[0].deadline.day
        told = [each for words in self.days.undated if (each := hours.alone(words, day))]
        return told[0] if len({(each.time, each.zone) for each in told}) == 1 else None

    def _season(self, sentences: Sequence[Sentence]) -> None:
        """Keep the season that a call is to open in, in its own words; a month of a day is none."""
        for sentence in sentences:
            hit = self.cues.season.search(sentence.words)
            before = sentence.words[: hit.start()] if hit else ""
            if not hit or re.search(r"\d\.?\s*$", before) or self.cues.other.search(before):
                continue
            past = self.today and _is_past(hit[0], self.today)
            if self.cues.starts.search(before) and not past:
                self.result.season = hit[0]
                self._quote("season", sentence.quoted)
                break
        if self.result.season and self.result.model is DeadlineModel.UNKNOWN:
            self.result.model = DeadlineModel.SEASON
            if self.result.status is Status.ANNOUNCED and not self.days.opens:
                self.result.status = Status.PLANNED

    def _unread(self, sentences: Sequence[Sentence]) -> None:
        """Doubt a closing that is spoken of and whose day could not be read."""
        if self.result.status in (Status.PLANNED, Status.CLOSED):
            return
        for sentence in sentences:
            spoken = self._speaks_of_end(sentence)
            dated = sentence.words in self.days.dated
            if spoken and not (sentence.is_heading or dated):
                self.days.doubt("deadlines", sentence.words, "no day could be read")
                return

    def _speaks_of_end(self, sentence: Sentence) -> bool:
        """Say whether a sentence without a day speaks of one on which applying ends."""
        words, cues = sentence.words, self.cues
        spoken = (cues.closes, cues.limits, cues.ends, cues.period, VAGUE)
        if not any(each.search(words) for each in spoken):
            return False
        told = cues_in(words, (), cues, sentence.heading)
        ends = [words[each.start : each.end] for each in told if each.use is Use.CLOSES]
        # Ni kan söka upp till 2 mkr: a "till" alone is no end of applying.
        if cues.closes.search(words) or any(
            each.search(hit) for hit in ends for each in (cues.closes, cues.limits, SHUTS)
        ):
            return True
        vague = VAGUE.search(words) and cues.applying.search(words)
        vague = vague or (NAMED.search(words) and cues.period.search(words))
        return bool(vague and not any(each.use is Use.OTHER for each in told))


def _is_past(season: str, today: dt.date) -> bool:
    """Say whether a season is over, as the beginning of a year is in its second half."""
    year = int(re.findall(r"20\d\d", season)[0])
    early = EARLY.match(season) and today.month > MIDDLE
    return year < today.year or (year == today.year and bool(early))
