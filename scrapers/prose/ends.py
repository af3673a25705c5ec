"""Deadlines and ends, weighed: a deadline may be that of a report, and "senast" anybody's."""

from scrapers.prose.small_words import (
    APPLIED,
    ASIDE,
    ASKED,
    CAME,
    PART_OF,
    PERSON,
    QUALIFIED,
    RELATIVE,
    ROUNDS,
    RUNS_OUT,
    SHUTS,
    SPLITS,
    THOSE,
    WERE,
    WHICH_MUST,
    WISHES,
)
from scrapers.prose.tokens import Token, Word
from scrapers.prose.topics import Said, Topic, Use

FEW = 4  # words between an application and its last day


def limit_use(said: Said, token: Token, at: int) -> Use:
    """Weigh a deadline: one for what nobody here knows is not surely that of the call."""
    until = next((each.start for each in said.told[at:] if each.word is Word.DAY), None)
    after = said.words[token.end : until]
    if QUALIFIED.match(after):
        known = (
            said.cues.applying, said.cues.call, said.cues.stage_1, said.cues.stage_2,
            said.cues.several, said.cues.numbered, said.cues.next, said.cues.season,
        )  # fmt: skip
        if not any(each.search(after) for each in known):
            return Use.PERHAPS
    return Use.PERHAPS if said.is_under_other and said.topic is Topic.NOTHING else Use.CLOSES


def end_use(said: Said, token: Token, at: int) -> Use | None:
    """Weigh a word such as "senast" or "stänger".

    Stänger 5 mars, and applying named before it, are sure; applying named after it is not:
    contact us no later than 1 March if you want to apply.
    """
    hit = said.words[token.start : token.end]
    shuts = bool(SHUTS.match(hit))
    match said.topic:
        case Topic.OTHER:
            # The contract is signed after the call closed, and no later than 31 May.
            must = WHICH_MUST.match(said.words, said.subject, token.start)
            if must and must.start("must") >= said.other_end and said.call is Topic.APPLYING:
                return Use.CLOSES
            apart = said.aside and SPLITS.search(said.words[said.aside : token.start])
            return Use.PERHAPS if apart and not shuts else Use.OTHER
        case Topic.PERHAPS:
            return Use.PERHAPS
        case Topic.APPLYING:
            vague = is_told_of_some(said, token) or not (
                shuts or said.is_open or is_of_handing_in(said, token)
            )
            return Use.PERHAPS if vague else Use.CLOSES
        case Topic.CALL if shuts or said.is_open:
            return Use.CLOSES
        case Topic.CALL if RUNS_OUT.match(hit) and ROUNDS.match(said.words, said.subject):
            return Use.CLOSES
        case _:
            return _ahead(said, token, at, shuts=shuts)


def _ahead(said: Said, token: Token, at: int, *, shuts: bool) -> Use | None:
    """Weigh an end that nothing was named before: by what follows, or what it stands under."""
    start = token.start
    for each in said.told[at + 1 :]:
        if each.word in (Word.OTHER, Word.BREAK):
            if each.word is Word.OTHER and not (start == 0 and shuts):
                return Use.OTHER
            break
        if each.word in (Word.APPLYING, Word.CALL, Word.CLOSES, Word.PERIOD):
            between = said.words[token.end : each.start]
            sure = not ASKED.search(between) and (shuts or each.word is Word.APPLYING)
            if sure and not shuts and (odd := _followed_by_other(said, each)):
                return odd
            return Use.CLOSES if sure or (start == 0 and shuts) else Use.PERHAPS
    if (start == 0 and shuts) or said.is_opened:
        return Use.CLOSES
    if said.topic is Topic.CALL:
        return Use.PERHAPS
    if said.is_of_sending:
        return Use.CLOSES if said.is_under_applying else Use.PERHAPS
    return Use.CLOSES if (shuts or said.is_asked) and said.is_under_applying else None


def _followed_by_other(said: Said, token: Token) -> Use | None:
    """Weigh another matter after the word for applying: by 1 March applicants are notified."""
    split = SPLITS.search(said.words, token.end)
    until = split.start() if split else len(said.words)
    others = [
        each for each in said.told
        if each.word is Word.OTHER and token.end <= each.start < until
    ]  # fmt: skip
    if not others:
        return None
    return Use.OTHER if PERSON.match(said.words, token.start) else Use.PERHAPS


def is_of_handing_in(said: Said, token: Token) -> bool:
    """Say whether it is the application that must come by the day, and not its applicant's age.

    Ansökan senast is enough; further off a word for sending it must be there, too.
    """
    named = [
        each for each in said.told
        if said.subject <= each.start < token.start and _is_applying(said, each)
    ]  # fmt: skip
    words = [said.words[each.start : each.end] for each in named]
    if named and all(map(PERSON.match, words)):
        return said.is_of_sending
    if named and PART_OF.search(said.words[: named[0].end]):
        return False
    if named and WISHES.search(said.words[: named[0].start]) and len(named) == 1:
        return said.is_of_sending
    near = not named or said.has_closed or _few(said.words[named[-1].end : token.start])
    return near or said.is_of_sending


def _is_applying(said: Said, token: Token) -> bool:
    return bool(said.cues.applying.search(said.words[token.start : token.end]))


def is_told_of_some(said: Said, token: Token) -> bool:
    """Say whether only some applications are spoken of, those that came by a day."""
    since = said.words[said.subject : token.start]
    # Du som har ansökt före den 1 maj får besked i juni.
    over = APPLIED.match(said.words, said.subject)
    if over or THOSE.search(since) or CAME.search(said.words[: said.subject]) or WERE.search(since):
        return True
    plain = ASIDE.sub(" ", since)
    return any(RELATIVE.match(plain[hit.end() :]) for hit in said.cues.applying.finditer(plain))


def _few(said: str) -> bool:
    """Say whether little is said since a word, or since the colon after it."""
    return len(said.rpartition(":")[2].split()) <= FEW
