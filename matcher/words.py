"""Take a text apart into its words, and each word down to its stem."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import Stemmer
from scipy.sparse import csr_matrix, vstack

from lexicon.repair import ODD, repaired
from matcher.strings import Places, numbered

STEMMERS = {
    "sv": "swedish",
    "nb": "norwegian",
    "nn": "norwegian",
    "no": "norwegian",
    "da": "danish",
    "fi": "finnish",
    "en": "english",
}
SCANDINAVIAN = ("sv", "nb", "nn", "no", "da")
WORD = re.compile(r"\b[^\W\d_]\w+\b")  # no numbers: in calls they are dates and money
NORDIC = re.compile("[A-Za-zÅÄÖÆØåäöæø]{2,}")
SIGNS = ".,;:!?()[]\"'/”“’»«–-"  # that may stand beside a word
PIECE = re.compile(r"\w+")
COLON = re.compile(r"(?<=\w)[:'’](?:s|n|en|t)\b")  # EU:s, AI:n, school's: the word and an ending
SWEDISH_LETTERS = str.maketrans("øæ", "öä")  # so that miljø meets miljö
UNSEEN = re.compile("[\u200c\u200d]|(?<=\\w)¬(?=\\w)")  # what `repaired` leaves; ¬ is a soft hyphen
# A word broken at the end of a line; but not "barn-\noch ungdomsvård".
BROKEN = re.compile(
    r"(?<=[a-zà-ÿ])-[ \t]*\n[ \t]*(?!(?:och|eller|samt|og|and|or|ja|tai|sekä)\b)(?=[a-zà-ÿ]{2})"
)
MISREAD = re.compile("[^ \n]*[ÃÂâ][^ \n]*")


class Passage(NamedTuple):
    """A text and its language, an ISO 639-1 code."""

    text: str
    language: str


class Counted(NamedTuple):
    """How often each word (its language, its form in lower case) stands in each text."""

    words: list[tuple[str, str]]
    counts: Any

    def rows(self, places: Sequence[int] | slice) -> "Counted":
        """Return some of the texts."""
        return Counted(self.words, self.counts[places])


def repair(text: str) -> str:
    """Decode once more what was read wrongly, compose letters, open ligatures, drop hyphens.

    Words are decoded one by one, too: a line may be pasted together from several texts.
    """
    whole = repaired(text)
    if any(each in whole for each in "ÃÂâ"):
        whole = MISREAD.sub(lambda found: repaired(found[0]), whole)
    if any(each in whole for each in "\u200c\u200d¬"):
        whole = UNSEEN.sub("", whole)
    if "-" in whole and "\n" in whole:
        whole = BROKEN.sub("", whole)
    return unicodedata.normalize("NFKC", whole)


def forms(text: str) -> list[str]:
    """Return the words of a text in its own forms and order."""
    return WORD.findall(repair(text))


@lru_cache(maxsize=2_000)
def distinct(text: str) -> dict[str, str]:
    """Return each word of a text in lower case, in order, and the form in which it came first."""
    said = forms(text)
    words = [*map(str.lower, said)]
    return dict.fromkeys(words, "") | dict(zip(reversed(words), reversed(said), strict=True))


def firsts(text: str, wanted: Sequence[str]) -> tuple[list[int], list[str]]:
    """Return where some lower-case words first stand in a text, and how they are written there.

    A word that stands nowhere comes after all, as it is. They are looked for one by one, which for
    a few is many times quicker than to read all.
    """
    whole = repair(text)
    low = whole.lower()
    if len(low) != len(whole):  # some letters are two in lower case
        said = distinct(text)
        order = {word: place for place, word in enumerate(said)}
        return [order.get(each, len(said)) for each in wanted], [said.get(e, e) for e in wanted]
    places = [_place(low, word) for word in wanted]
    found = zip(places, wanted, strict=True)
    return places, [whole[place : place + len(word)] or word for place, word in found]


def pieces(text: str) -> list[str]:
    """Return everything that stands between spaces and signs, in lower case, numbers too."""
    return PIECE.findall(COLON.sub("", repair(text).lower()))


@lru_cache(maxsize=500_000)
def stem(word: str, language: str) -> str:
    """Return the stem of one word."""
    return stems([word], language)[0]


def stems(words: Sequence[str], language: str) -> list[str]:
    """Cut lower-case words down by Snowball's rules; leave them in a language without any.

    Norwegian and Danish stems are spelt with Swedish letters.
    """
    if language not in STEMMERS:
        return [*words]
    stemmer = Stemmer.Stemmer(STEMMERS[language], 0)  # one each: threads may not share them
    cut: list[str] = stemmer.stemWords(words)
    if language in ("sv", "fi", "en"):
        return cut
    return [each.translate(SWEDISH_LETTERS) for each in cut]


def count(passages: Sequence[Passage]) -> Counted:
    """Count the words of each text, those of two languages apart."""
    words: list[tuple[str, str]] = []
    rows: list[int] = []
    parts = []
    for language in sorted({passage.language for passage in passages}):
        places = [n for n, passage in enumerate(passages) if passage.language == language]
        said, counts = _count([passages[place].text for place in places])
        counts.indices += len(words)
        words += ((language, word) for word in said)
        parts.append(counts)
        rows += places
    for part in parts:
        part.resize(part.shape[0], len(words))
    if len(parts) < 2:
        return Counted(words, parts[0] if parts else csr_matrix((0, 0), dtype=np.float32))
    return Counted(words, vstack(parts).tocsr()[np.argsort(rows)])


def _place(text: str, word: str) -> int:
    """Return where a word first stands that is no part of a longer one, or else the text's end."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        beside = text[place - 1 : place] + text[end : end + 1]
        if beside.isspace() or not PIECE.search(beside):
            return place
        place = text.find(word, place + 1)
    return len(text)


@lru_cache(maxsize=500_000)
def _words(string: str) -> tuple[str, ...]:
    if NORDIC.fullmatch(bare := string.strip(SIGNS)):  # most are: they need no repair
        return (bare.lower(),)
    return tuple(form.lower() for form in WORD.findall(repair(string)))


def _joined(text: str) -> str:
    return BROKEN.sub("", text) if "\n" in text else text


def _count(texts: Sequence[str]) -> tuple[list[str], Any]:
    """Count the words of texts in one language: first what stands between spaces.

    There are many times fewer different such strings than words to be found in them.
    """
    strings = Places()
    found = numbered([*map(_joined, texts)], strings)
    odd = np.array([ODD.search(string) is not None for string in strings], bool)
    broken = [place for place, each in enumerate(found) if odd[each].any()]
    mended = numbered([_joined(repaired(texts[place])) for place in broken], strings)
    for place, each in zip(broken, mended, strict=True):
        found[place] = each
    within = [*map(_words, strings)]
    words = sorted({word for each in within for word in each})
    columns = {word: column for column, word in enumerate(words)}
    ends = np.cumsum([0, *map(len, within)])
    inside = [columns[word] for each in within for word in each]
    shape = len(strings), len(words)
    parts = csr_matrix((np.ones(len(inside), np.float32), inside, ends), shape)
    starts = np.cumsum([0, *map(len, found)])
    said = np.concatenate(found)
    shape = len(starts) - 1, len(strings)
    counts = csr_matrix((np.ones(len(said), np.float32), said, starts), shape)
    return words, counts @ parts
