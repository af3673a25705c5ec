"""Take a text apart into its words, and each word down to what it is counted as."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Self

import Stemmer
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from lexicon.language import FUNCTION_WORDS
from matcher.compounds import Splitter

STEMMERS = {
    "sv": "swedish",
    "nb": "norwegian",
    "nn": "norwegian",
    "no": "norwegian",
    "da": "danish",
    "fi": "finnish",
    "en": "english",
}
WORD = re.compile(r"\b[^\W\d_]\w+\b")  # no numbers: in calls they are dates and money
PIECE = re.compile(r"\w+")
SWEDISH_LETTERS = str.maketrans("øæ", "öä")  # so that miljø meets miljö
UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\ufeff]")  # soft hyphens and marks without width


class Passage(NamedTuple):
    """A text and its language, an ISO 639-1 code."""

    text: str
    language: str


def repair(text: str) -> str:
    """Compose letters (å keeps its ring), open ligatures, drop soft hyphens."""
    return unicodedata.normalize("NFKC", UNSEEN.sub("", text))


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


class Words:
    """Counts stems, and the parts of compounds at a part of the weight.

    A word is cut by the rules of its own text's language; then any two that come out alike are one
    column, whatever their languages, so that near languages meet.
    """

    def __init__(
        self, *, stems: bool = True, stop_words: bool = True, part_weight: float = 0.5
    ) -> None:
        self.stems = stems
        self.stop_words = stop_words
        self.part_weight = part_weight

    def fit(self, passages: Sequence[Passage]) -> Self:
        """Learn how often each word stands, and from that where compounds part, and the columns."""
        words, counts = self._count(passages)
        frequencies: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (language, word), times in zip(words, counts.sum(axis=0).A1, strict=True):
            frequencies[language][word] = int(times)
        self.splitters_ = {
            language: Splitter(language, found) for language, found in frequencies.items()
        }
        self.known_: dict[tuple[str, str], list[tuple[str, float]]] = {}
        self.vocabulary_: dict[str, int] = {}
        for language, word in words:
            for feature, _ in self.features(word, language):
                self.vocabulary_.setdefault(feature, len(self.vocabulary_))
        return self

    def transform(self, passages: Sequence[Passage]) -> Any:
        """Return the weighted counts, a row for each passage; words never learnt count nothing."""
        words, counts = self._count(passages)
        starts, columns, weights = [0], [], []
        for language, word in words:
            for feature, weight in self.features(word, language):
                if feature in self.vocabulary_:
                    columns.append(self.vocabulary_[feature])
                    weights.append(weight)
            starts.append(len(columns))
        analysed = csr_matrix((weights, columns, starts), (len(words), len(self.vocabulary_)))
        return (counts @ analysed).tocsr()

    def features(self, word: str, language: str) -> list[tuple[str, float]]:
        """Return what a lower-case word counts as: its stem, then the stems of its parts."""
        key = language, word
        if key not in self.known_:
            self.known_[key] = self._analyse(word, language)
        return self.known_[key]

    def forms_of(self, passage: Passage) -> dict[int, str]:
        """Map each column to the form that stands for it in the text, whole words before parts."""
        found: dict[int, tuple[float, str]] = {}
        for form in forms(passage.text):
            for feature, weight in self.features(form.lower(), passage.language):
                column = self.vocabulary_.get(feature)
                if column is not None and weight > found.get(column, (0.0, ""))[0]:
                    found[column] = weight, form
        return {column: form for column, (_, form) in found.items()}

    def _analyse(self, word: str, language: str) -> list[tuple[str, float]]:
        if self.stop_words and word in FUNCTION_WORDS.get(language, ()):
            return []
        cut = stem if self.stems else _whole
        found = [(cut(word, language), 1.0)]
        if self.part_weight and language in self.splitters_:
            parts = self.splitters_[language].split(word)
            found += [(cut(part, language), self.part_weight) for part in parts]
        return found

    def _count(self, passages: Sequence[Passage]) -> tuple[list[tuple[str, str]], Any]:
        if not any(forms(passage.text) for passage in passages):
            return [], csr_matrix((len(passages), 0))  # CountVectorizer refuses what has no words
        counter = CountVectorizer(analyzer=_keys)
        counts = counter.fit_transform(passages)
        return sorted(counter.vocabulary_, key=counter.vocabulary_.__getitem__), counts


def _keys(passage: Passage) -> Iterator[tuple[str, str]]:
    return ((passage.language, form.lower()) for form in forms(passage.text))


def _whole(word: str, language: str) -> str:
    return word
