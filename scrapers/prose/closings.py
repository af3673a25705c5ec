"""The days on which applying opens and closes, sentence by sentence, before they are added up."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace as changed

from msgspec.structs import replace

from lexicon.terms import Deadline
from scrapers.prose import hours
from scrapers.prose.cells import zone_named, zone_of
from scrapers.prose.cues import Cues
from scrapers.prose.days import NUMBER, Joined, Mention, mentions
from scrapers.prose.found import Close, Days
from scrapers.prose.labels import labelled
from scrapers.prose.languages import cues_of
from scrapers.prose.sentences import Sentence
from scrapers.prose.small_words import (
    BEFORE,
    CAME_OF_IT,
    CLOCK_LABEL,
    GAVE,
    IF,
    NOT_THEN,
    ONLY_HOUR,
    PORTAL,
    PRONOUN,
    SHORTEST_CLOCK,
    TENTATIVE,
    TOO_LATE,
    TOO_LATE_HOUR,
    VACANCY,
)  # fmt: skip
from scrapers.prose.spans import UNTIL, is_moved, is_of_call, is_span
from scrapers.prose.stages import stage_of
from scrapers.prose.topics import Cue, Use
from scrapers.prose.uses import NEAR, inherited, is_bare, use_of
from scrapers.prose.weighing import cues_in

PERHAPS = "it may be a day for something else"
PRELIMINARY = "it is preliminary"
POST = "it may be a post that is applied for"
FROM = re.compile(r"\b(?:från|fra|from|since|sedan)\b[^.]{0,25}$", re.IGNORECASE)


TELLING = {Use.CLOSES, Use.OPENS, Use.PERIOD, Use.PERHAPS}


def opening_and_closing(
    told: Sequence[Sentence], *, language: str, zone: str, today: dt.date | None
) -> Days:
    """Read what each day of a call's sentences is for, the title among them."""
    read = _Reader(cues_of(language), language, zone, today)
    for sentence in labelled(told, language, read.cues, today):
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
        self.at = self.before = Sentence("")
        self.recent: list[str] = []
        self.unsure = ""  # why no day of the sentence is sure
        self.label = ""
        self.listed = False  # the day stands alone in its line, and its label says what it is for
        self.told: list[Cue] = []

    def sentence(self, sentence: Sentence) -> None:
        """Read the days of one sentence."""
        self._read(sentence)
        self.before = sentence

    def _read(self, sentence: Sentence) -> None:
        words, self.quoted, self.at = sentence.words, sentence.quoted, sentence
        found = mentions(words, self.language, self.today)
        if not found and not NUMBER.search(words):
            return
        under = sentence.heading
        if self.before.line in (sentence.line, sentence.line - 1) and PRONOUN.match(words):
            under = f"{under} {self.before.words}"
        self.told = cues_in(words, found, self.cues, under)
        self.recent = [*self.recent[-2:], words]
        uses = [use_of(words, found, at, self.told) for at in range(len(found))]
        if uses == [None, Use.PERIOD]:  # between 19 August and 13 September we are open
            uses = [Use.PERIOD] * 2
        self.listed = False
        self.label = f"{sentence.heading} {sentence.lead}" if is_bare(words, found) else ""
        if found and not self.told:
            uses = inherited(sentence, found, self.last, self.cues)
            self.listed = is_bare(words, found)
        goes_on = not self.told and bool(self.cues.onwards.match(words))
        self.unsure = "it may come to be" if IF.match(words) else ""
        # Who applies for a post applies for no grant; a menu may name posts, too.
        if VACANCY.search(" ".join([*self.recent, sentence.heading])):
            self.unsure = POST
        # Ansökan kan göras två gånger om året: 15 februari och 15 september.
        repeated = bool(self.cues.several.search(f"{words} {self.label}"))
        skip = False
        before = len(self.result.closes)
        if (
            found
            and not {*uses} & TELLING
            and is_of_call(words, self.cues)
            and TOO_LATE.search(words)
        ):
            self.result.doubt("deadlines", words, "what comes after that day is too late")
        for at, (use, mention) in enumerate(zip(uses, found, strict=True)):
            if NOT_THEN.search(words[: mention.start]) and len(found) > 1:
                # Stänger den 15 mars, inte den 12 mars: the one that it is not has gone.
                if mention.day:
                    self.result.gone.add(mention.day)
                continue
            if skip:
                skip = False
                continue
            after = found[at + 1] if at + 1 < len(found) else None
            if after and is_moved(mention, after, words, self.cues, self.told):
                self._move(mention, after, words)
                skip = True
                continue
            if after and use not in (Use.OTHER, None) and is_span(mention, after, words):
                self._span(mention, after, words, use)
                skip = True
                continue
            hangs = Joined.LIST in (mention.joined if at else None, after and after.joined)
            ahead = words[max(0, mention.start - NEAR) : mention.start]
            until = UNTIL.search(ahead) or (repeated and hangs)
            if use is Use.CLOSES or (use is Use.PERIOD and until):
                alike = [uses[other] for other in (at - 1, at + 1) if 0 <= other < len(uses)]
                self._close(mention, words, several=(hangs and use in alike) or goes_on)
            elif use is Use.PERHAPS:
                # Of a day that has passed nobody needs to know whether it was the last one.
                if not (mention.day and self.today and mention.day < self.today):
                    self._close(mention, words, why=PERHAPS)
            elif use is Use.OPENS or (use is Use.PERIOD and FROM.search(ahead)):
                self._open(mention, words)
            elif use is Use.PERIOD:
                self.result.doubt("opens", words, PERHAPS)
                self.result.doubt("deadlines", words, PERHAPS)
        if found:
            self._take_hour(len(self.result.closes) - before, words)
            self.result.dated.add(words)
            self.last = Use.CLOSES if Use.CLOSES in uses else None
        elif self._ends_at_an_hour(sentence):
            self.result.undated.append(words)

    def _take_hour(self, made: int, words: str) -> None:
        """Give the one closing day of a sentence its one hour, wherever in it that stands."""
        if made != 1 or any(each.use is Use.OTHER for each in self.told):
            return
        close = self.result.closes[-1]
        if close.deadline.time or not (hour := hours.alone(words, close.deadline.day)):
            return
        timed = replace(
            close.deadline,
            time=hour.time,
            zone=zone_named(hour.zone, close.deadline.day, self.zone),
        )
        self.result.closes[-1] = changed(close, deadline=timed)

    def _ends_at_an_hour(self, sentence: Sentence) -> bool:
        """Say whether the hour of a sentence without a day may be that of the last one."""
        uses = {cue.use for cue in self.told}
        shuts = PORTAL.search(sentence.words) and self.cues.ends.search(sentence.words)
        clock = CLOCK_LABEL.fullmatch(sentence.heading) and len(sentence.words) <= SHORTEST_CLOCK
        clock = clock or (ONLY_HOUR.fullmatch(sentence.words) and self.last is Use.CLOSES)
        late = TOO_LATE_HOUR.search(sentence.words)
        return not sentence.is_heading and (
            Use.CLOSES in uses or bool(clock or late or (shuts and Use.OTHER not in uses))
        )

    def _move(self, first: Mention, last: Mention, words: str) -> None:
        if first.day:
            self.result.gone.add(first.day)
        self._close(last, words)

    def _span(self, first: Mention, last: Mention, words: str, use: Use | None) -> None:
        """Read a span: applying is open in it, or its end was moved from the one to the other."""
        if use in (Use.OPENS, Use.PERIOD):
            over = last.day and self.today and last.day < self.today
            if over and GAVE.match(words, last.end):
                return
            self._open(first, words)
            self._close(last, words)
        elif use is Use.PERHAPS:
            self._close(last, words, why=PERHAPS)
        elif use is Use.CLOSES and FROM.search(words[: first.start]):
            self._open(first, words)
            self._close(last, words)
        elif self.cues.several.search(words):
            self._open(first, words)
            self._close(last, words, several=True)
        elif self.cues.moved.search(words):
            self._move(first, last, words)
        else:
            self._close(last, words, why="a span of days, not one day")

    def _open(self, mention: Mention, words: str) -> None:
        if mention.day is None or mention.doubt or TENTATIVE.search(f"{words} {self.at.heading}"):
            self.result.doubt("opens", words, mention.doubt or PRELIMINARY)
        if self.result.opens and mention.day and mention.day != self.result.opens:
            self.result.doubt("opens", words, "another opening day is also given")
        elif mention.day:
            self.result.opens, self.result.opening = mention.day, self.quoted

    def _close(self, mention: Mention, words: str, *, why: str = "", several: bool = False) -> None:
        before = words[: mention.start]
        if mention.day and self.today and mention.day < self.today and CAME_OF_IT.search(words):
            return
        why = (
            mention.doubt
            or self.unsure
            or why
            or (PRELIMINARY if TENTATIVE.search(f"{words} {self.at.heading}") else "")
        )
        strict = self.language != "nb" or not before.rstrip().endswith("innan")  # as "innen"
        if not why and not mention.time and strict and BEFORE.search(before):
            why = "it may be the day before"
        if why:
            self.result.doubt("deadlines", words, why)
        if mention.day is None:
            return
        kind, label = stage_of(self.at, mention, self.told, self.cues)
        deadline = Deadline(
            day=mention.day, time=mention.time, zone=zone_of(mention, self.zone),
            kind=kind, label=label,
        )  # fmt: skip
        said = f"{words} {self.label}"
        further = self.result.closes and self.cues.onwards.match(words)
        told = self.cues.several.search(said) or self.cues.next.search(said) or further
        self.result.closes.append(
            Close(
                deadline,
                words,
                self.quoted,
                several or bool(told),
                self._series(before),
                self._cue(before),
                self.at.line,
            )
        )

    def _cue(self, before: str) -> str:
        """Return the words that say what the day is for, without case."""
        cue = next((each for each in reversed(self.told) if each.end <= len(before)), None)
        return self.at.words[cue.start : cue.end].casefold() if cue else ""

    def _series(self, before: str) -> str:
        """Name the list that a day stands in, or that it is one of numbered rounds."""
        if self.listed:
            return f"under {self.at.place}"
        if self.cues.numbered.search(f"{self.at.heading} {before}"):
            return "numbered"
        # Om projektbidrag senast den 10 februari, om verksamhetsbidrag senast den 24 februari.
        cue = next((each for each in reversed(self.told) if each.end <= len(before)), None)
        moved = self.cues.moved.search(self.at.words)
        return f"{self.at.words}: {before[cue.start : cue.end]}" if cue and not moved else ""
