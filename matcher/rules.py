"""What a word counts as: its stem and the parts of a compound, and pieces of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from lexicon.glossary import glossary
from lexicon.language import FUNCTION_WORDS
from matcher.bridge import Bridge
from matcher.columns import Features
from matcher.compounds import Splitter
from matcher.words import stem, stems

PREFIXES = (4, 6)
SUFFIX = 5
N_GRAM = 4
SPLIT_KEPT = 0.5  # of the word itself, where only parts of it could be translated
PART_TRANSLATED = 0.7
# What languages spell differently in words of one origin: katalys, catalysis; fotokemi, photochemi.
DIGRAPHS = {"ph": "f", "th": "t", "ck": "k", "ch": "k", "qu": "kv"}
LETTERS = str.maketrans(
    {"x": "ks", "c": "k", "w": "v", "z": "s", "y": "i"} | {"å": "a", "ä": "a", "æ": "a"}
    | {"ö": "o", "ø": "o", "é": "e"}
)  # fmt: skip
DOUBLE = re.compile(r"(.)\1")


class Stems:
    """A word counts as its stem, and at a part of the weight as the stems of its parts.

    A word is cut by the rules of its own text's language; then any two that come out alike are one
    column, whatever their languages, so that near languages meet. For texts of another language
    it counts as what the bridge makes of it, or of its parts; what has no bridge stays. A word of
    the funding process counts little: every call has some, whatever it is for.
    """

    def __init__(
        self,
        bridge: Bridge,
        stems: bool = True,
        stop_words: bool = True,
        part_weight: float = 0.5,
        process_weight: float = 0.3,
    ) -> None:
        self.process_weight = process_weight
        self.stop_words = stop_words
        self.part_weight = part_weight
        self.bridge = bridge
        self.stems = stems
        self.splitters_: dict[str, Splitter] = {}

    def fit(self, frequencies: Iterable[tuple[tuple[str, str], int]]) -> None:
        """Learn from how often each word (language, form) stands where compounds part."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (language, word), times in frequencies:
            found[language][word] += times
        self.splitters_ = {language: Splitter(language, each) for language, each in found.items()}

    def __call__(self, words: Sequence[str], language: str, target: str) -> Iterator[Features]:
        """Yield the features of each lower-case word for texts of the target language."""
        unsaid = FUNCTION_WORDS.get(language, ()) if self.stop_words else ()
        process = process_words(language)
        for word, cut in zip(words, stems(words, language), strict=True):
            if word in unsaid:
                yield ()
                continue
            features = self._features(word, cut if self.stems else word, language, target)
            if cut in process:
                features = [(each, self.process_weight * weight) for each, weight in features]
            yield features

    def _features(self, word: str, whole: str, language: str, target: str) -> Features:
        parts = self._parts(word, language)
        if parts and self.stems:
            parts = tuple(stem(part, language) for part in parts)
        if target == language:
            return [(whole, 1.0), *((part, self.part_weight) for part in parts)]
        if found := self.bridge.translate(whole, language, target):
            return found
        translated = [self.bridge.translate(part, language, target) for part in parts]
        if not any(translated):
            return [(whole, 1.0), *((part, self.part_weight) for part in parts)]
        each = [
            (feature, PART_TRANSLATED * share) for part in translated for feature, share in part
        ]
        return [(whole, SPLIT_KEPT), *each]

    def _parts(self, word: str, language: str) -> tuple[str, ...]:
        if not self.part_weight or language not in self.splitters_:
            return ()
        return self.splitters_[language].split(word)


def subwords(words: Sequence[str], language: str, target: str) -> Iterator[Features]:
    """Yield the affixes of lower-case words, their n-grams to meet Finnish, where stems change."""
    unsaid = FUNCTION_WORDS.get(language, ())
    if target == "fi":
        return (() if word in unsaid else _grams(word) for word in words)
    sounds = spelt_alike(words)
    return (
        () if word in unsaid else _affixes(sound) for word, sound in zip(words, sounds, strict=True)
    )


def spelt_alike(words: Sequence[str]) -> list[str]:
    """Return lower-case words so that those of one origin look alike in several languages."""
    whole = "\n".join(words)
    for digraph, letters in DIGRAPHS.items():
        whole = whole.replace(digraph, letters)
    return DOUBLE.sub(r"\1", whole.translate(LETTERS)).split("\n") if words else []


def _affixes(sound: str) -> Features:
    long = len(sound)
    found = [(sound[:length] + "-", 1.0) for length in PREFIXES if long >= length]
    return [*found, ("-" + sound[-SUFFIX:], 1.0)] if long >= SUFFIX + 2 else found


def _grams(word: str) -> Features:
    marked = f" {word} "
    grams = (marked[at : at + N_GRAM] for at in range(max(1, len(marked) - N_GRAM + 1)))
    return [*Counter(grams).items()]


@cache
def process_words(language: str) -> frozenset[str]:
    """Return the stems of a language's single words for the funding process itself."""
    return frozenset(
        stem(name, language)
        for concept in glossary()
        if concept.process
        for name in concept.names.get(language, ())
        if " " not in name
    )


def nothing(words: Sequence[str], language: str, target: str) -> Iterator[Features]:
    """Yield no features: for those who want none of a kind."""
    return (() for _ in words)
