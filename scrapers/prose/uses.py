# ruff: noqa: E501 (a pattern is read as one line)
"""What a day of a sentence is for: applying ends or begins then, or it is another matter."""

import re
from collections.abc import Sequence

from scrapers.prose.cues import Cues
from scrapers.prose.days import Joined, Mention
from scrapers.prose.sentences import Sentence
from scrapers.prose.small_words import AFTERWARDS, ROUNDS, SHUTS, SPLITS
from scrapers.prose.topics import Cue, Use
from scrapers.prose.weighing import cues_in

WHEN = re.compile(r"(?:senast )?(?:när|når|hvornår|milloin|by when|when)\b", re.IGNORECASE)
WHEN_ALONE = re.compile(r"(?:när|når|hvornår|milloin|when)\??", re.IGNORECASE)
NEAR = 90
LONGEST_BESIDE = 25
LONGEST_STAGE = 45  # of a label such as: trinn 2, fullstendig søknad
LONGEST_ENTRY = 80  # of a timetable, each with its day first, and a colon or a dash after it
SHORT_ENTRY = 30  # without them; what is longer may be the headline of that day
AT_ONCE = re.compile(
    r"\W*(?:(?:är|er|on|is|var|was|blir|bliver|will be)\W+)?(?:the |the call\W|vår |our )?",
    re.IGNORECASE,
)
# … and den 20 april får ni besked.
VERB_FIRST = re.compile(
    r"\W*(?:(?:är|er|on|is|får|fås|ges|gis|gives|kommer|börjar|startar|inleds|begynner|starter|begynder|begins|starts|håller|hålls|holder|holdes|afholdes|sker|fattas|lämnas|skal|ska|will be|takes)\W+(?:\w{1,4}\W+)?)?(?:the |vår |our )?",
    re.IGNORECASE,
)
COLON = re.compile(r"[:–—-]\s*(?:den |d\. )?$", re.IGNORECASE)
AFTER_DAY = re.compile(r"\)?\s*[:–—|-]")
# A day with which a clause begins: … och den 16 februari stänger den.
FIRST = re.compile(r"[\W\d]*(?:(?:den|d|the|on|på|\w+(?:dag|day)(?:en)?)\b\W*)*", re.IGNORECASE)


def use_of(words: str, found: Sequence[Mention], at: int, cues: Sequence[Cue]) -> Use | None:
    """Say what a day is for: the nearest cue before it decides, else the one right after."""
    mention = found[at]
    until = found[at + 1].start if at + 1 < len(found) else len(words)
    stop = SPLITS.search(words, mention.end, until)
    follow = next(
        (c for c in cues if mention.end <= c.start < (stop.start() if stop else until)), None
    )
    before = [cue for cue in cues if cue.end <= mention.start]
    at_once = follow and (
        follow.use is Use.OTHER
        or (follow.use is Use.PERIOD and follow.start - mention.end <= LONGEST_BESIDE)
        or AT_ONCE.fullmatch(words[mention.end : follow.start])
    )
    if follow and AFTERWARDS.match(words, mention.end):
        return follow.use
    if at + 1 < len(found) and found[at + 1].joined is Joined.LIST:
        # 15.2.2027 ja 15.9.2027 mennessä: what stands after the last is said of all.
        last = next(
            n
            for n in range(at + 1, len(found))
            if n + 1 == len(found) or found[n + 1].joined is not Joined.LIST
        )
        if AFTERWARDS.match(words, found[last].end):
            return use_of(words, found, last, cues)
    if (
        not before
        and len(found) == 1
        and len(words) <= LONGEST_ENTRY
        and not words[: mention.start].strip("• ")
        and (AFTER_DAY.match(words, mention.end) or len(words) - mention.end <= SHORT_ENTRY)
    ):
        # 3 mars 2027: Ansökan stänger
        after = [each.use for each in cues if each.start >= mention.end]
        return Use.OTHER if Use.OTHER in after else next(iter(after), None)
    if not before:
        # What follows must follow at once: 15 mars är sista ansökningsdag.
        return follow.use if follow and at_once else None
    cue = before[-1]
    between = [each for each in found[:at] if each.start >= cue.end]
    if mention.start - (between[-1].end if between else cue.end) > NEAR:
        return None
    if between and follow and mention.joined is Joined.LIST:
        return follow.use
    start = between[-1].end if between else cue.end
    # … men den 15 mars håller vi ett möte: a day that begins its clause is what that speaks of.
    odd = follow and follow.use is Use.OTHER and mention.joined is not Joined.LIST
    turned = follow and (odd or VERB_FIRST.fullmatch(words[mention.end : follow.start]))
    return follow.use if follow and turned and _is_first(words, start, mention) else cue.use


def _is_first(words: str, start: int, mention: Mention) -> bool:
    """Say whether a day begins its clause."""
    said = words[start : mention.start]
    splits = SPLITS.finditer(said.replace(":", " "))
    return any(FIRST.fullmatch(said, split.end()) for split in splits)


def label_use(label: str, cues: Cues) -> Use | None:
    """Say what a heading or a label says of the bare days under it."""
    uses = [cue.use for cue in cues_in(label, [], cues)]
    if Use.OTHER in uses:
        return Use.OTHER
    if {Use.OPENS, Use.CLOSES} <= set(uses):
        return Use.PERIOD
    if uses:
        # Hakemus jätetty viimeistään: over a column it says what the days are for.
        ends = cues.ends.search(label) and cues.applying.search(label)
        return Use.CLOSES if Use.CLOSES in uses or (ends and len(uses) == 1) else uses[-1]
    if cues.several.search(label):
        return Use.CLOSES
    if WHEN.match(label) and (SHUTS.search(label) or cues.applying.search(label)):
        return Use.CLOSES  # När ska jag söka? Senast 15 april 2027.
    return Use.CLOSES if cues.ends.fullmatch(label) else None


def inherited(
    sentence: Sentence, found: Sequence[Mention], last: Use | None, cues: Cues
) -> list[Use | None]:
    """Say what the days of a sentence without a cue are for: its label or the sentence before."""
    words = sentence.words
    bare = is_bare(words, found)
    for label in filter(None, (sentence.lead, sentence.heading)):
        if bare and WHEN_ALONE.fullmatch(label) and cues.ends.match(words):
            return [Use.CLOSES] * len(found)  # When? By 20 April 2027.
        if bare:
            uses = [cue.use for cue in cues_in(label, [], cues)]
            # A row under its header, one day in each column.
            if len(uses) == len(found) > 1:
                return list(uses)
            if use := label_use(label, cues):
                spans = len(found) > 1 and found[1].joined is Joined.RANGE
                rounds = (
                    use is Use.CLOSES
                    and spans
                    and (cues.several.search(label) or WHEN.match(label))
                )
                return [Use.PERIOD if rounds else use] * len(found)
        elif any(each.fullmatch(label) for each in (cues.closes, cues.limits, cues.ends)):
            return [Use.CLOSES] * len(found)
        elif cues.opens.fullmatch(label):
            return [Use.OPENS] * len(found)
    spans = len(found) == 2 and found[1].joined is Joined.RANGE
    brief = beside(words, found) <= LONGEST_STAGE and COLON.search(words[: found[0].start])
    if brief and (cues.stage_1.search(words) or cues.stage_2.search(words)):
        return [Use.PERIOD if spans else Use.CLOSES] * len(found)
    if bare and spans:
        # The name of the call and a span: 6th call, 1 October to 28 February.
        for label in (words, sentence.lead, sentence.heading):
            if cues.applying.search(label) or ROUNDS.search(label):
                return [Use.PERIOD] * 2
    # Steg 1, idéskiss: 20 januari. Steg 2, ansökan: 5 maj.
    staged = cues.stage_1.search(words) or cues.stage_2.search(words)
    if (
        staged
        and len(found) == 1
        and words[: found[0].start].rstrip().endswith((":", "–", "-", "|"))
    ):
        return [Use.CLOSES]
    # Vi har fyra ansökningstillfällen: 31 januari, 30 april …
    before = words[: found[0].start]
    if cues.several.search(before) and cues.applying.search(before):
        return [Use.CLOSES] * len(found)
    if last is Use.CLOSES and cues.onwards.match(words):
        return [Use.CLOSES] * len(found)
    return [None] * len(found)


def is_bare(words: str, found: Sequence[Mention]) -> bool:
    """Say whether a sentence is hardly more than its days."""
    return beside(words, found) <= LONGEST_BESIDE


def beside(words: str, found: Sequence[Mention]) -> int:
    """Count what stands beside the days of a sentence."""
    return len(words) - sum(each.end - each.start for each in found)
