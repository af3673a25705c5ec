"""What a day of a sentence is for: applying ends or begins then, or it is another matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from scrapers.prose.cues import Cues
from scrapers.prose.days import Joined, Mention
from scrapers.prose.sentences import Sentence

NEAR = 90
LONGEST_BESIDE = 25
SPLITS = re.compile(r"[,;:(]|\b(?:och|og|and|ja|men|mutta|but)\b", re.IGNORECASE)
# Call us about the scheme by 1 March: only a word for applying itself is sure.
APPLYING = re.compile(
    r"\b(?:ansök|söka\b|sökande|\w*skiss|søk|ansøg|søg|hake|hakua|hae\b|appl|submi|propos)",
    re.IGNORECASE,
)
# Applications that were sent by 15 January are decided in March: likely the day, and not said.
RELATIVE = re.compile(r"\b(?:som|whose|which|that|sendt|inkomna|jotka)\b", re.IGNORECASE)
WERE = re.compile(r"\b(?:were|was|have been|had been)\s+$", re.IGNORECASE)
SENT = re.compile(r"sen[dt]|hand|receiv", re.IGNORECASE)
SHUTS = re.compile(r"stän|sten|luk|päät|sulk|umpe|clos", re.IGNORECASE)
AT_ONCE = re.compile(
    r"\W*(?:(?:är|er|on|is|var|was|blir|bliver|will be)\W+)?(?:the |the call\W)?", re.IGNORECASE
)


class Use(Enum):
    """What a day of a sentence is for."""

    CLOSES = auto()
    OPENS = auto()
    PERIOD = auto()
    PERHAPS = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Cue:
    """A word that says what a day is for, and where it stands."""

    use: Use
    start: int
    end: int


def cues_in(words: str, found: Sequence[Mention], cues: Cues) -> list[Cue]:
    """Find the cues in their order, the surer ones first where two overlap."""
    taken: list[tuple[int, int]] = [(each.start, each.end) for each in found]
    made: list[Cue] = []
    for use, pattern in (
        (Use.CLOSES, cues.closes),
        (Use.PERIOD, cues.period),
        (Use.OPENS, cues.opens),
        (Use.OTHER, cues.other),
    ):
        for hit in pattern.finditer(words):
            if any(hit.start() < end and start < hit.end() for start, end in taken):
                continue
            # Ansökan om utbetalning ska lämnas senast: the strange word inside decides.
            odd = use is Use.CLOSES and cues.other.search(hit[0])
            loose = use is Use.CLOSES and (
                RELATIVE.search(hit[0])
                or WERE.search(words[: hit.start()])
                or (SENT.match(hit[0]) and not APPLYING.search(words))
            )
            meant = Use.OTHER if odd else Use.PERHAPS if loose else use
            made.append(Cue(meant, hit.start(), hit.end()))
            taken.append(hit.span())
    for hit in cues.ends.finditer(words):
        inside = any(hit.start() < end and start < hit.end() for start, end in taken)
        if not inside and (weak := _weak_use(words, hit, cues)):
            # The contract is signed after the call closed, and no later than 31 December.
            strange = any(cue.use is Use.OTHER and cue.end <= hit.start() for cue in made)
            doubtful = weak is Use.CLOSES and strange and not SHUTS.match(hit[0])
            made.append(Cue(Use.PERHAPS if doubtful else weak, *hit.span()))
    made.sort(key=lambda cue: cue.start)
    for at, cue in enumerate(made):
        before = made[at - 1] if at else None
        if before and before.use is Use.OTHER and cue.use in (Use.CLOSES, Use.PERHAPS):
            between = words[before.end : cue.start]
            apart = SPLITS.search(between) or any(
                before.end <= each.start <= cue.start for each in found
            )
            if not apart:
                made[at] = Cue(Use.OTHER, cue.start, cue.end)
    return made


def _weak_use(words: str, hit: re.Match[str], cues: Cues) -> Use | None:
    """Weigh a word such as "senast", which closes a call only beside a word for it.

    Stänger 5 mars, and the call named before it, are sure; the call named after it is not:
    contact us no later than 1 March if you want to apply.
    """
    first, shuts = hit.start() == 0, bool(SHUTS.match(hit[0]))
    if (first and shuts) or cues.opens.match(words):
        return Use.CLOSES
    if not cues.call.search(words):
        return None
    before = words[: hit.start()]
    named = first or shuts or (APPLYING.search(before) and not RELATIVE.search(before))
    return Use.CLOSES if named else Use.PERHAPS


def use_of(words: str, found: Sequence[Mention], at: int, cues: Sequence[Cue]) -> Use | None:
    """Say what a day is for: the nearest cue before it decides, else the one right after."""
    mention = found[at]
    until = found[at + 1].start if at + 1 < len(found) else len(words)
    stop = SPLITS.search(words, mention.end, until)
    follow = next(
        (c for c in cues if mention.end <= c.start < (stop.start() if stop else until)), None
    )
    before = [cue for cue in cues if cue.end <= mention.start]
    if not before:
        # What follows must follow at once: 15 mars är sista ansökningsdag.
        at_once = follow and (
            follow.use is Use.OTHER or AT_ONCE.fullmatch(words[mention.end : follow.start])
        )
        return follow.use if follow and at_once else None
    cue = before[-1]
    between = [each for each in found[:at] if each.start >= cue.end]
    if mention.start - (between[-1].end if between else cue.end) > NEAR:
        return None
    if between and mention.joined is Joined.LIST and follow:
        return follow.use
    return cue.use


def inherited(
    sentence: Sentence, found: Sequence[Mention], last: Use | None, cues: Cues
) -> Use | None:
    """Say what the days of a sentence without a cue are for: its heading or the one before."""
    heading = sentence.heading
    if heading and _is_bare(sentence.words, found) and not cues.other.search(heading):
        # A label and its value: Deadline for submission: 4 March 2027.
        for use, pattern in (
            (Use.CLOSES, cues.closes), (Use.OPENS, cues.opens), (Use.PERIOD, cues.period),
        ):  # fmt: skip
            if pattern.search(heading):
                return use
    if heading and (cues.closes.fullmatch(heading) or cues.ends.fullmatch(heading)):
        return Use.CLOSES
    if heading and (cues.several.fullmatch(heading) or cues.opens.fullmatch(heading)):
        return Use.OPENS if cues.opens.fullmatch(heading) else Use.CLOSES
    if last is Use.CLOSES and cues.onwards.match(sentence.words):
        return Use.CLOSES
    return None


def _is_bare(words: str, found: Sequence[Mention]) -> bool:
    """Say whether a sentence is hardly more than its days."""
    return len(words) - sum(each.end - each.start for each in found) <= LONGEST_BESIDE
