"""Tell the language that a text is written in, whatever its source says of itself."""

from collections import Counter
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from lexicon.language import FUNCTION_WORDS
from matcher.words import Passage

HEARD = {"sv": "sv", "no": "nb", "da": "da", "fi": "fi", "en": "en"}
ENOUGH = 200  # characters; less is too little to tell near languages apart by
MOST = 1000  # characters; more tells nothing new
GLANCE = 400  # characters, which often are enough, and else all of them, are looked through for
SEEN = 5  # function words that only one of the languages has, and
CLEARLY = 8  # times as many as all others': py3langid, which takes a millisecond, says the same


def heard(passage: Passage) -> Passage:
    """Return the text with the language it is in: sv, nb, da, fi or en. A short one keeps its own.

    So does one whose language is none of these.
    """
    if len(passage.text) < ENOUGH or passage.language not in (*HEARD, "nb", "nn"):
        return passage
    start = passage.text[:MOST]
    language = _plain(start[:GLANCE]) or _plain(start) or HEARD[_identifier().classify(start)[0]]
    if language == "nb" and passage.language in ("nb", "nn", "no"):
        return passage
    return Passage(passage.text, language)


def _plain(text: str) -> str | None:
    """Return the language that function words make plain, if they do."""
    found = [*filter(None, map(_only_of().get, text.lower().split()))]
    if len(found) < SEEN:
        return None
    language = max(HEARD.values(), key=found.count)
    times = found.count(language)
    return language if times >= max(SEEN, CLEARLY * (len(found) - times)) else None


@cache
def _only_of() -> dict[str, str]:
    """Return the function words that only one language has, and which."""
    times = Counter(word for words in FUNCTION_WORDS.values() for word in words)
    return {
        word: language
        for language, words in FUNCTION_WORDS.items()
        for word in words
        if times[word] == 1
    }


@cache
def _identifier() -> LanguageIdentifier:
    found = LanguageIdentifier.from_model_file(MODEL_FILE)
    found.set_languages(list(HEARD))
    return found
