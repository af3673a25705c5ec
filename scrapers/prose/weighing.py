"""The cues of a sentence, each weighed by what the sentence speaks of where it stands.

"Senast" ends applying after "ansökan" and a report after "rapporten".
"""

from collections.abc import Iterator, Sequence

from scrapers.prose.cues import Cues
from scrapers.prose.days import Mention
from scrapers.prose.ends import end_use, is_of_handing_in, is_told_of_some, limit_use
from scrapers.prose.small_words import BETWEEN, ENDED, FOR, ROUNDS, SPLITS
from scrapers.prose.tokens import Token, Word, tokens
from scrapers.prose.topics import Cue, Said, Topic, Use


def cues_in(words: str, found: Sequence[Mention], cues: Cues, under: str = "") -> list[Cue]:
    """Find the cues of a sentence in their order; `under` is the heading it stands under."""
    return list(_weighed(Said(words, list(tokens(words, found, cues)), cues, under)))


def _weighed(said: Said) -> Iterator[Cue]:
    """Go through the words of a sentence once, keeping what it speaks of."""
    for at, token in enumerate(said.told):
        match token.word:
            case Word.DAY:
                said.pass_day(token)
            case Word.BREAK:
                said.pass_break()
            case Word.APPLYING | Word.CALL:
                said.take_up_call(token)
            case Word.OTHER:
                said.take_up_other(token)
                yield Cue(Use.OTHER, token.start, token.end)
            case Word.PERIOD if said.is_of_cue(token):
                said.topic = said.call = Topic.APPLYING
            case _:
                if use := _use(said, token, at):
                    said.take_up_cue(token, use)
                    yield Cue(use, token.start, token.end)


def _use(said: Said, token: Token, at: int) -> Use | None:
    """Weigh one cue by what is spoken of."""
    if said.is_upkeep:
        return Use.OTHER
    hit = said.words[token.start : token.end]
    named = bool(said.cues.applying.search(hit))
    other = said.topic is Topic.OTHER
    if other and (named or token.word is Word.LIMIT):
        between = said.words[said.other_end : token.start]
        other = not SPLITS.search(between if named else between.replace(":", ""))
    if named and not other:
        said.topic = said.call = Topic.APPLYING
        said.subject, said.is_bare_other = token.start, False
    elif said.topic is Topic.NOTHING and said.cues.call.search(hit):
        said.topic = said.call = Topic.CALL
    match token.word:
        case Word.CLOSES:
            # Ansökan om utbetalning ska lämnas senast: the strange word inside decides.
            odd = said.cues.other.search(ENDED.sub("", hit))
            return Use.OTHER if other or odd else Use.CLOSES
        case Word.LIMIT:
            return Use.OTHER if other else limit_use(said, token, at)
        case Word.OPENS | Word.PERIOD:
            if other or _next_is_other(said, token, at):
                said.topic = Topic.OTHER
                return Use.OTHER
            return _open_use(said, token, named=named)
        case _:
            return end_use(said, token, at)


def _open_use(said: Said, token: Token, *, named: bool) -> Use | None:
    """Weigh a word such as "öppen": the library may be open, too."""
    if BETWEEN.fullmatch(said.words, token.start, token.end):
        applying = said.topic is Topic.APPLYING and said.is_of_sending
        of_projects = FOR.search(said.words, said.subject, token.start)
        sure = applying and is_of_handing_in(said, token) and not is_told_of_some(said, token)
        return Use.PERIOD if sure and not of_projects else None
    said.is_open = token.word is Word.PERIOD
    if token.word is Word.OPENS:
        return Use.OPENS
    spoken = (
        named or token.start == 0 or said.on_call() or said.is_under_applying
        or any(each.word is Word.APPLYING for each in said.told) or ROUNDS.search(said.words)
    )  # fmt: skip
    if spoken and said.topic is Topic.NOTHING:
        said.topic = said.call = Topic.CALL
    return Use.PERIOD if spoken else Use.PERHAPS


def _next_is_other(said: Said, token: Token, at: int) -> bool:
    """Say whether it is another matter that opens: den 5 mars öppnar anmälan."""
    after = said.told[at + 1] if at + 1 < len(said.told) else None
    if not after or after.word is not Word.OTHER or said.on_call():
        return False
    return not said.words[token.end : after.start].strip()
