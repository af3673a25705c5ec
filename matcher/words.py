"""Take a text apart into its words, and each word down to its stem."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import Stemmer
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import CountVectorizer

from lexicon.repair import repaired

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
PIECE = re.compile(r"\w+")
SWEDISH_LETTERS = str.maketrans("øæ", "öä")  # so that miljø meets miljö
UNSEEN = re.compile("[\u200c\u200d]")  # marks without width that `repaired` leaves


class Passage(NamedTuple):
    """A text and its language, an ISO 639-1 code."""

    text: str
    language: str


class Counted(NamedTuple):
    """How often each word (its language, its form in lower case) stands in each text."""

    words: list[tuple[str, str]]
    counts: Any

    def rows(self, places: Sequence[int]) -> "Counted":
        """Return some of the texts."""
        return Counted(self.words, self.counts[places])


def repair(text: str) -> str:
    """Decode once more what was read wrongly, compose letters, open ligatures, drop hyphens."""
    return unicodedata.normalize("NFKC", UNSEEN.sub("", repaired(text)))


def forms(text: str) -> list[str]:
    """Return the words of a text in its own forms and order."""
    return WORD.findall(repair(text))


def pieces(text: str) -> list[str]:
    """Return everything that stands between spaces and signs, in lower case, numbers too."""
    return PIECE.findall(repair(text).lower())


@lru_cache(maxsize=500_000)
def stem(word: str, language: str) -> str:
    """Cut a lower-case word down by Snowball's rules; leave it in a language without any.

    Norwegian and Danish stems are spelt with Swedish letters.
    """
    if language not in STEMMERS:
        return word
    stemmer = Stemmer.Stemmer(STEMMERS[language], 0)  # one each: threads may not share them
    cut: str = stemmer.stemWord(word)
    return cut if language in ("sv", "fi", "en") else cut.translate(SWEDISH_LETTERS)


def count(passages: Sequence[Passage]) -> Counted:
    """Count the words of each text, those of two languages apart."""
    if not any(forms(passage.text) for passage in passages):
        return Counted([], csr_matrix((len(passages), 0)))  # CountVectorizer refuses no words
    counter = CountVectorizer(analyzer=_keys)
    counts = counter.fit_transform(passages)
    return Counted(sorted(counter.vocabulary_, key=counter.vocabulary_.__getitem__), counts)


def joined(first: Counted, second: Counted) -> Counted:
    """Return the texts of both, one after the other."""
    places = {word: place for place, word in enumerate(first.words)}
    columns = [places.setdefault(word, len(places)) for word in second.words]
    shape = second.counts.shape[0], len(places)
    more = second.counts.tocoo()
    moved = csr_matrix((more.data, (more.row, np.array(columns, int)[more.col])), shape)
    wider = csr_matrix(first.counts)
    wider.resize(first.counts.shape[0], len(places))
    return Counted(list(places), vstack([wider, moved]).tocsr())


def _keys(passage: Passage) -> Iterator[tuple[str, str]]:
    return ((passage.language, form.lower()) for form in forms(passage.text))
