"""What a word counts as: its stem and the parts of a compound, and pieces of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from lexicon.glossary import glossary
from lexicon.language import FUNCTION_WORDS
from matcher.bridge import Bridge
from matcher.columns import Features
from matcher.compounds import Splitter
from matcher.words import stem

PREFIXES = (4, 6)
SUFFIX = 5
N_GRAM = 4
SPLIT_KEPT = 0.5  # of the word itself, where only parts of it could be translated
PART_TRANSLATED = 0.7


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
        self.cut = stem if stems else _whole
        self.splitters_: dict[str, Splitter] = {}

    def fit(self, frequencies: Iterable[tuple[tuple[str, str], int]]) -> None:
        """Learn from how often each word (language, form) stands where compounds part."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (language, word), times in frequencies:
            found[language][word] += times
        self.splitters_ = {language: Splitter(language, each) for language, each in found.items()}

    def __call__(self, word: str, language: str, target: str) -> Features:
        """Return the features of a lower-case word for texts of the target language."""
        found = self._features(word, language, target)
        if (language, stem(word, language)) not in process_words():
            return found
        return [(feature, self.process_weight * weight) for feature, weight in found]

    def _features(self, word: str, language: str, target: str) -> Features:
        if self.stop_words and word in FUNCTION_WORDS.get(language, ()):
            return []
        whole = self.cut(word, language)
        parts = [self.cut(part, language) for part in self._parts(word, language)]
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


def subwords(word: str, language: str, target: str) -> Features:
    """Return the affixes of a lower-case word, its n-grams to meet Finnish, where stems change."""
    if word in FUNCTION_WORDS.get(language, ()):
        return []
    if target == "fi":
        marked = f" {word} "
        grams = (marked[at : at + N_GRAM] for at in range(max(1, len(marked) - N_GRAM + 1)))
        return list(Counter(grams).items())
    found = [(f"{word[:length]}-", 1.0) for length in PREFIXES if len(word) >= length]
    return [*found, (f"-{word[-SUFFIX:]}", 1.0)] if len(word) >= SUFFIX + 2 else found


@cache
def process_words() -> frozenset[tuple[str, str]]:
    """Return the stems (and their languages) of single words for the funding process itself."""
    return frozenset(
        (language, stem(name, language))
        for concept in glossary()
        if concept.process
        for language, names in concept.names.items()
        for name in names
        if " " not in name
    )


def nothing(word: str, language: str, target: str) -> Features:
    """Return no features: for those who want none of a kind."""
    return []


def _whole(word: str, language: str) -> str:
    return word
