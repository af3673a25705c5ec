"""Tell the language that a text is written in, whatever its source says of itself."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from matcher.words import Passage

HEARD = {"sv": "sv", "no": "nb", "da": "da", "fi": "fi", "en": "en"}
ENOUGH = 200  # characters; less is too little to tell near languages apart by
MOST = 1000  # characters; more tells nothing new


def heard(passage: Passage) -> Passage:
    """Return the text with the language it is in: sv, nb, da, fi or en. A short one keeps its own.

    So does one whose language is none of these.
    """
    if len(passage.text) < ENOUGH or passage.language not in (*HEARD, "nb", "nn"):
        return passage
    language = HEARD[_identifier().classify(passage.text[:MOST])[0]]
    if language == "nb" and passage.language in ("nb", "nn", "no"):
        return passage
    return Passage(passage.text, language)


@cache
def _identifier() -> LanguageIdentifier:
    found = LanguageIdentifier.from_model_file(MODEL_FILE)
    found.set_languages(list(HEARD))
    return found
