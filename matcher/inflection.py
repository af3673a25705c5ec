"""Tell forms of one word from other words: *skolornas* is *skola*, *grundskola* is not.

Snowball goes further than that, and stops earlier: it takes *fastighet* for *fast* and *marketing*
for *market*, which does to rank by but not to refuse by, and *yritykset* not for *yritys*.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from matcher.words import SCANDINAVIAN, stem

VOWELS = "aeiouyåäöæøé"
# Endings that make another form of the same noun or adjective.
ENDINGS = tuple(
    ending + genitive
    for ending in (
        *("", "a", "e", "n", "t", "tt", "en", "et", "ar", "er", "or", "na", "ne"),
        *("arna", "erna", "orna", "ene", "ane", "erne"),
    )
    for genitive in ("", "s")
    if ending or genitive
)
WEAK = ("n", "s", "t", "ns", "ts", "a", "e", "na", "ne")  # too little to tell a short word by
ISLANDS = ("ö", "å", "ø")  # words of one letter
DOUBLED = re.compile(r"([bdfgklmnprst])\1$")
# Forms with another vowel, and the word; they take the endings, too.
CHANGED = {
    "sv": "böcker bok, städer stad, länder land, män man, männ man, händer hand, nätter natt, "
    "söner son, bönder bonde, tänder tand, stränder strand, fötter fot, rötter rot, bröder bror, "
    "fäder far, mödrar mor, döttrar dotter, möss mus, gäss gås, gaml gammal, somrar sommar",
    "da": "bøger bog, børn barn, mænd mand, hænder hånd, tænder tand, fødder fod, nætter nat, "
    "brødre bror, døtre datter, stænder stand, gaml gammel, søstre søster",
    "nb": "bøker bok, menn mann, hender hånd, tenner tann, føtter fot, netter natt, bønder bonde, "
    "røtter rot, brødre bror, døtre datter, gaml gammel, søstre søster, trær tre, trærn tre",
    "en": "children child, women woman, men man, people person, feet foot, teeth tooth, mice mouse",
    "fi": "vesi vet, vede vet, vete vet, uusi uut, uude uut, uute uut, käsi kät, käde kät, "
    "käte kät, vuosi vuot, vuode vuot, vuote vuot, mies mieh, miehe mieh",
}
FINNISH_ENDINGS = tuple(
    plural + ending
    for plural in ("", "i", "j")
    for ending in (
        *("", "n", "t", "a", "ä", "ta", "tä", "tta", "ttä", "ssa", "ssä", "sta", "stä"),
        *("lla", "llä", "lta", "ltä", "lle", "na", "nä", "ksi", "an", "on", "en", "in", "un"),
        *("yn", "än", "ön", "han", "hin", "hun", "seen", "siin", "den", "tten", "ten", "iin"),
    )
)  # fmt: skip
# Consonants before the last vowel are strong or weak by the form: kunta, kunnan.
GRADES = (
    *(("ks", "s"), ("ps", "s"), ("ng", "nk"), ("nn", "nt"), ("mm", "mp"), ("ll", "lt")),
    *(("rr", "rt"), ("kk", "k"), ("pp", "p"), ("tt", "t"), ("d", "t"), ("v", "p")),
)


@lru_cache(maxsize=100_000)
def roots(word: str, language: str) -> frozenset[str]:
    """Return what a lower-case word may be without an ending; forms of one word share a root."""
    if language in SCANDINAVIAN:
        return frozenset(_scandinavian(word, language))
    if language == "en":
        return frozenset(_english(word))
    if language == "fi":
        return frozenset(_finnish(word))
    return frozenset((stem(word, language),))


def _scandinavian(word: str, language: str) -> Iterator[str]:
    yield word
    changed = _changed("da" if language == "da" else "sv" if language == "sv" else "nb")
    for ending in ("", *ENDINGS):
        if not word.endswith(ending):
            continue
        root = word[: len(word) - len(ending)]
        if root in changed:
            yield changed[root]
        if ending and _may_end(root, ending):
            yield root
            if DOUBLED.search(root) and (len(root) > 5 or ending in ("et", "ets")):
                yield root[:-1]  # programmet, butikker
    if word[-2:] in ("el", "en", "er") and len(word) > 3:
        yield word[:-2] + word[-1]  # läkemedel, läkemedlet
    if word.endswith("um") and len(word) > 5:
        yield word[:-2]  # museum, museet


def _may_end(root: str, ending: str) -> bool:
    """Say whether a root is long enough for its ending: *barn* is no form of *bar*."""
    if root in ISLANDS:
        return ending.rstrip("s") in ("n", "en", "ar", "er", "arna", "erne")
    if root[-1:] in VOWELS and len(root) < 4:
        return len(root) > 1 and ending not in ("s", "t", "ts")
    if ending in ("n", "s", "t", "ns", "ts", "tt", "tts"):
        return len(root) > 3 and not ending.startswith("tt")
    return len(root) > 2 or (len(root) == 2 and ending not in WEAK)


def _english(word: str) -> Iterator[str]:
    yield _changed("en").get(word, word)
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    elif word.endswith("ves"):
        yield from (word[:-3] + "f", word[:-3] + "fe", word[:-1])
    elif word.endswith("es") and len(word) > 3:
        yield from (word[:-2], word[:-1])
    elif word.endswith("s") and not word.endswith(("ss", "us", "is", "ews")) and len(word) > 3:
        yield word[:-1]


def _finnish(word: str) -> Iterator[str]:
    yield _graded(word)
    if word.endswith("nen"):
        yield word[:-3] + "s"
    for ending in FINNISH_ENDINGS:
        root = word.removesuffix(ending)
        if len(root) > 2 and word.endswith(ending):
            yield _changed("fi").get(root) or _graded(root)


def _graded(root: str) -> str:
    if len(root) < 4:
        return root
    bare = root.rstrip("aäei") or root
    for strong, weak in GRADES:
        if bare.endswith(strong):
            return bare.removesuffix(strong) + weak
    return bare


@lru_cache
def _changed(language: str) -> dict[str, str]:
    return dict(each.split() for each in CHANGED[language].split(", "))
