"""What a sentence speaks of where a word stands in it: applying, the call, or another matter.

A day that stands beside a word for another matter is that matter's; what is then said goes back to
the call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from scrapers.prose.cues import Cues
from scrapers.prose.small_words import (
    AFTERWARDS,
    HOW_LONG,
    INFO,
    MAINTENANCE,
    ROUNDS,
    SPLITS,
    SUBMITS,
    SUBORDINATE,
    WITH,
)
from scrapers.prose.tokens import Token, Word


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


class Said:
    """What was said up to a word; `under` is the heading that the sentence stands under."""

    def __init__(self, words: str, told: Sequence[Token], cues: Cues, under: str) -> None:
        self.words = words
        self.told = told
        self.cues = cues
        on_applying = bool(cues.applying.search(under) or ROUNDS.search(under))
        stage = bool(cues.stage_1.match(words) or cues.stage_2.match(words))
        self.is_under_applying = stage or (on_applying and not cues.other.search(under))
        self.is_asked = bool(HOW_LONG.match(under))
        # Rapportering / Sista dag: 1 mars. Information alone may be on anything.
        strange = bool(cues.other.match(under)) and not INFO.match(under)
        self.is_under_other = strange and not on_applying
        self.is_opened = bool(cues.opens.match(words))
        self.is_of_sending = bool(SUBMITS.search(words))
        self.is_upkeep = bool(MAINTENANCE.search(words))
        self.topic = Topic.NOTHING
        self.call = Topic.NOTHING  # what the sentence goes back to after another matter
        self.subject = 0  # where what it speaks of was first named
        self.other_end = 0  # where the word for the other matter ended
        self.is_bare_other = False  # that word itself is the last cue
        self.aside = 0  # where the call was named as that matter's (after the call closed)
        self.cue_end: int | None = None  # of the last cue, up to the next day
        self.has_closed = False  # a last day was told, so that another one may follow
        self.is_open = False  # a period was named, so that "till" is its end

    def on_call(self) -> bool:
        """Say whether the call or applying is spoken of."""
        return self.topic in (Topic.CALL, Topic.APPLYING)

    def pass_day(self, token: Token) -> None:
        """Go back from another matter to the call after its day."""
        self.cue_end = None
        # 30.4.2027 mennessä: the end that stands after the day is that matter's, too.
        if self.is_bare_other and not AFTERWARDS.match(self.words, token.end):
            self.topic, self.is_bare_other = self.call, False

    def pass_break(self) -> None:
        """Begin anew after a semicolon, or in the next cell."""
        self.topic, self.is_bare_other, self.is_open = Topic.NOTHING, False, False

    def take_up_other(self, token: Token) -> None:
        """Speak of another matter, if it does not only go with the application."""
        if not (self.on_call() and WITH.search(self.words[: token.start])):
            self.topic, self.is_bare_other = Topic.OTHER, True
            self.other_end = token.end

    def take_up_call(self, token: Token) -> None:
        """Speak of the call or applying, unless they are the other matter's: beslut om ansökan."""
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
        self.is_bare_other = False
        self.topic, self.subject = topic, token.start
        self.call = topic

    def take_up_cue(self, token: Token, use: Use) -> None:
        """Keep that a cue was read."""
        self.is_bare_other = False
        self.cue_end = token.end
        self.has_closed = use is Use.CLOSES

    def is_of_cue(self, token: Token) -> bool:
        """Say whether a round is named only as that which the cue before it ends or opens."""
        if self.cue_end is None or self.topic is Topic.OTHER:
            return False
        return not SPLITS.search(self.words, self.cue_end, token.start)
