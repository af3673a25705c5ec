"""The cues of a sentence, each weighed by what the sentence speaks of where it stands.

"Senast" ends applying after "ansökan" and a report after "rapporten". So the sentence is gone
through once, and what it speaks of is kept: applying, the call, or another matter. A day that
stands beside a word for another matter is that matter's; what is then said goes back to the call.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from scrapers.prose.cues import Cues
from scrapers.prose.days import Mention
from scrapers.prose.small_words import (
    AFTERWARDS,
    ASIDE,
    ASKED,
    CAME,
    ENDED,
    HOW_LONG,
    MAINTENANCE,
    QUALIFIED,
    RELATIVE,
    SHUTS,
    SPLITS,
    SUBMITS,
    SUBORDINATE,
    WERE,
    WHICH_MUST,
    WITH,
)
from scrapers.prose.tokens import Token, Word, tokens


class Use(Enum):
    """What a day of a sentence is for."""

    CLOSES = auto()
    OPENS = auto()
    PERIOD = auto()
    PERHAPS = auto()
    OTHER = auto()


class Topic(Enum):
    """What a sentence speaks of."""

    NOTHING = auto()
    CALL = auto()
    APPLYING = auto()
    PERHAPS = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Cue:
    """A word that says what a day is for, and where it stands."""

    use: Use
    start: int
    end: int


def cues_in(words: str, found: Sequence[Mention], cues: Cues, under: str = "") -> list[Cue]:
    """Find the cues of a sentence in their order; `under` is the heading it stands under."""
    return list(_Weighing(words, list(tokens(words, found, cues)), cues, under).weighed())


class _Weighing:
    """Goes through the words of a sentence once, keeping what it speaks of."""

    def __init__(self, words: str, told: list[Token], cues: Cues, under: str) -> None:
        self.words = words
        self.told = told
        self.cues = cues
        stage = cues.stage_1.match(words) or cues.stage_2.match(words)
        self.is_under_call = bool(stage or cues.applying.search(under) or cues.call.search(under))
        self.is_under_other = bool(
            cues.other.search(under)
            and not (cues.applying.search(under) or cues.call.search(under))
        )
        self.is_asked = bool(HOW_LONG.match(under))
        self.is_opened = bool(cues.opens.match(words))
        self.is_of_sending = bool(SUBMITS.search(words))
        self.is_upkeep = bool(MAINTENANCE.search(words))
        self.topic = Topic.NOTHING
        self.call = Topic.NOTHING  # what the sentence goes back to after another matter
        self.subject = 0  # where what it speaks of was first named
        self.other_end = 0  # where the word for the other matter ended
        self.bare_other = False  # that word itself is the last cue
        self.aside = 0  # where the call was named as that matter's (after the call closed)
        self.last_end: int | None = None  # of the last cue on the call
        self.is_open = False  # a period was named, so that "till" is its end

    def weighed(self) -> Iterator[Cue]:
        """Yield the cues."""
        for at, token in enumerate(self.told):
            match token.word:
                case Word.DAY:
                    self.last_end = None
                    # 30.4.2027 mennessä: the end that stands after the day is that matter's, too.
                    if self.bare_other and not AFTERWARDS.match(self.words, token.end):
                        self.topic, self.bare_other = self.call, False
                case Word.BREAK:
                    self.topic, self.bare_other, self.is_open = Topic.NOTHING, False, False
                case Word.APPLYING | Word.CALL:
                    self._call(token)
                case Word.OTHER:
                    yield Cue(Use.OTHER, token.start, token.end)
                    if not (self._speaks_of_call() and WITH.search(self.words[: token.start])):
                        self.topic, self.bare_other = Topic.OTHER, True
                        self.other_end = token.end
                case Word.PERIOD if self._is_of_end(token):
                    self.topic = self.call = Topic.APPLYING
                case _:
                    if use := self._use(token, at):
                        yield Cue(use, token.start, token.end)
                        self.bare_other = False
                        self.last_end = token.end

    def _is_of_end(self, token: Token) -> bool:
        """Say whether a round is named only as that which a cue before it ends or opens."""
        if self.last_end is None or self.topic is Topic.OTHER:
            return False
        return not SPLITS.search(self.words, self.last_end, token.start)

    def _speaks_of_call(self) -> bool:
        return self.topic in (Topic.CALL, Topic.APPLYING)

    def _call(self, token: Token) -> None:
        """Take up the call or applying, unless the other matter is one of it: beslut om ansökan."""
        topic = Topic.APPLYING if token.word is Word.APPLYING else Topic.CALL
        if self.topic is Topic.OTHER:
            between = self.words[self.other_end : token.start]
            split = SPLITS.search(between)
            if not split:
                self.aside = token.end
                return
            if SUBORDINATE.match(between[split.start() :]):
                topic = Topic.PERHAPS
        elif self.topic is Topic.APPLYING and (
            topic is Topic.CALL or "," not in self.words[self.subject : token.start]
        ):
            return
        self.bare_other = False
        self.topic, self.subject = topic, token.start
        self.call = topic

    def _use(self, token: Token, at: int) -> Use | None:
        """Weigh one cue by what is spoken of."""
        hit = self.words[token.start : token.end]
        named = bool(self.cues.applying.search(hit))
        if self.is_upkeep:
            return Use.OTHER
        other = self.topic is Topic.OTHER
        if other and (named or token.word is Word.LIMIT):
            between = self.words[self.other_end : token.start]
            apart = SPLITS.search(between.replace(":", "") if not named else between)
            other = not apart
        if named and not other:
            self.topic = self.call = Topic.APPLYING
            self.subject, self.bare_other = token.start, False
        elif self.topic is Topic.NOTHING and self.cues.call.search(hit):
            self.topic = self.call = Topic.CALL
        match token.word:
            case Word.CLOSES:
                # Ansökan om utbetalning ska lämnas senast: the strange word inside decides.
                odd = self.cues.other.search(ENDED.sub("", hit))
                return Use.OTHER if other or odd else Use.CLOSES
            case Word.LIMIT:
                return Use.OTHER if other else self._limit(token, at)
            case Word.OPENS | Word.PERIOD:
                if other or self._next_is_other(token, at):
                    self.topic = Topic.OTHER
                    return Use.OTHER
                return self._open(token, named=named)
            case _:
                return self._end(token, at, hit)

    def _open(self, token: Token, *, named: bool) -> Use:
        """Weigh a word such as "öppen": the library may be open, too."""
        self.is_open = token.word is Word.PERIOD
        if token.word is Word.OPENS:
            return Use.OPENS
        spoken = (
            named or token.start == 0 or self._speaks_of_call() or self.is_under_call
            or any(each.word in (Word.APPLYING, Word.CALL) for each in self.told)
        )  # fmt: skip
        if spoken and self.topic is Topic.NOTHING:
            self.topic = self.call = Topic.CALL
        return Use.PERIOD if spoken else Use.PERHAPS

    def _next_is_other(self, token: Token, at: int) -> bool:
        """Say whether it is another matter that opens: den 5 mars öppnar anmälan."""
        after = self.told[at + 1] if at + 1 < len(self.told) else None
        if not after or after.word is not Word.OTHER or self._speaks_of_call():
            return False
        return not self.words[token.end : after.start].strip()

    def _limit(self, token: Token, at: int) -> Use:
        """Weigh a deadline: one for what nobody here knows is not surely that of the call."""
        if self.is_under_other and not self._speaks_of_call():
            return Use.PERHAPS
        until = next((each.start for each in self.told[at:] if each.word is Word.DAY), None)
        after = self.words[token.end : until]
        if QUALIFIED.match(after):
            known = (
                self.cues.applying, self.cues.call, self.cues.stage_1, self.cues.stage_2,
                self.cues.several, self.cues.numbered, self.cues.next, self.cues.season,
            )  # fmt: skip
            if not any(each.search(after) for each in known):
                return Use.PERHAPS
        return Use.CLOSES

    def _end(self, token: Token, at: int, hit: str) -> Use | None:
        """Weigh a word such as "senast" or "stänger".

        Stänger 5 mars, and applying named before it, are sure; applying named after it is not:
        contact us no later than 1 March if you want to apply.
        """
        shuts = bool(SHUTS.match(hit))
        match self.topic:
            case Topic.OTHER:
                # The contract is signed after the call closed, and no later than 31 May.
                must = WHICH_MUST.match(self.words, self.subject, token.start)
                if must and must.start("must") >= self.other_end and self.call is Topic.APPLYING:
                    return Use.CLOSES
                apart = self.aside and SPLITS.search(self.words[self.aside : token.start])
                return Use.PERHAPS if apart and not shuts else Use.OTHER
            case Topic.PERHAPS:
                return Use.PERHAPS
            case Topic.APPLYING:
                return Use.PERHAPS if self._is_told_of_some(token) else Use.CLOSES
            case Topic.CALL if shuts or self.is_open:
                return Use.CLOSES
            case _:
                return self._ahead(token, at, shuts=shuts)

    def _ahead(self, token: Token, at: int, *, shuts: bool) -> Use | None:
        """Weigh an end that nothing was named before: by what follows, or what it stands under."""
        start = token.start
        for each in self.told[at + 1 :]:
            if each.word in (Word.OTHER, Word.BREAK):
                if each.word is Word.OTHER and not (start == 0 and shuts):
                    return Use.OTHER
                break
            if each.word in (Word.APPLYING, Word.CALL, Word.CLOSES, Word.PERIOD):
                between = self.words[token.end : each.start]
                sure = not ASKED.search(between) and (shuts or each.word is Word.APPLYING)
                return Use.CLOSES if sure or (start == 0 and shuts) else Use.PERHAPS
        if (start == 0 and shuts) or self.is_opened:
            return Use.CLOSES
        if self.topic is Topic.CALL:
            return Use.PERHAPS
        if self.is_of_sending:
            return Use.CLOSES if self.is_under_call else Use.PERHAPS
        return Use.CLOSES if (shuts or self.is_asked) and self.is_under_call else None

    def _is_told_of_some(self, token: Token) -> bool:
        """Say whether only some applications are spoken of, those that came by a day."""
        said = self.words[self.subject : token.start]
        if CAME.search(self.words[: self.subject]) or WERE.search(said):
            return True
        plain = ASIDE.sub(" ", said)
        return any(RELATIVE.match(plain[hit.end() :]) for hit in self.cues.applying.finditer(plain))
