# ruff: noqa: E501 (a pattern is read as one line)
"""Where a call's projects may be: only areas that its words name as such."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from lexicon.areas import areas, code_of, counties, narrowest
from lexicon.terms import Doubt
from scrapers.prose.sentences import Sentence

COUNTRIES = {"sv": "SE", "nb": "NO", "no": "NO", "da": "DK", "fi": "FI"}
COUNTY = r"(?:läns?|fylker?)\b"
WHOLE = re.compile(
    r"\bhela (?:landet|Sverige)\b|\bhele (?:landet|Danmark|Norge)\b|\bkoko maa(?:ta|ssa|han)?\b|\bkoko Suomi\b|\bnationell utlysning\b|\bwhole country\b",
    re.IGNORECASE,
)
# A method may spread in the whole country; only what is said of applying or of the money counts.
OF_CALL = re.compile(
    r"utlys|gäller|söka|område|lyser ut|gælder|søg|pulje|haku|hake|koskee|gjelder|søke|område|projekten? (?:ska|kan) (?:genomföras|bedrivas)|call|apply|budget|area",
    re.IGNORECASE,
)
NOT = re.compile(
    r"\b(?:inte|ej|ikke|not|eivät|ei|undtagen|paitsi|utom|varav|hvorav|heraf|of which|except|excluding|undantag|utanför|outside)\b",
    re.IGNORECASE,
)
AND = r"och|og|eller|og/eller|och/eller|samt|ja|sekä|tai"
LABEL = re.compile(
    r"^(?:(?:kohde)?alue(?:et)?|maakun(?:ta|nat)|(?:geografiskt |geografisk )?område|län|regioner|region|fylker?|landsdel)\s*:\s*",
    re.IGNORECASE,
)
LONGEST = 300


@dataclass(frozen=True)
class Places:
    """Area codes, the sentence they were read from, and what was not sure."""

    codes: tuple[str, ...] = ()
    words: str = ""
    uncertain: tuple[Doubt, ...] = ()


def places(told: Iterable[Sentence], *, language: str) -> Places:
    """Read the areas from a call's sentences: lists of counties, regions by name, the country."""
    read: list[tuple[str, list[str]]] = []
    doubts: list[Doubt] = []
    for sentence in told:
        if not (found := list(named(sentence.words, language))):
            continue
        if NOT.search(sentence.words):
            doubts.append(Doubt(field="areas", words=sentence.words, why="it may be left out"))
            continue
        read.append((sentence.words, found))
    codes = [code for _, found in read for code in found]
    # The sentence that names most areas says it best.
    words = max(read, key=lambda each: len(each[1]), default=("", []))[0]
    return Places(narrowest(codes), words[:LONGEST], tuple(doubts))


def named(words: str, language: str) -> Iterator[str]:
    """Yield the codes of the areas that a sentence names."""
    country = COUNTRIES.get(language, "")
    if country:
        pieces = re.split(rf",\s*|\s+(?:{AND})\s+", LABEL.sub("", words.rstrip(".")))
        if all(code_of(piece) for piece in pieces):  # a line of nothing but areas
            yield from map(code_of, pieces)
            return
        for hit in county_list(country).finditer(words):
            for name in one_county(country).findall(hit[0]):
                known = counties(country)
                yield known.get(name.casefold()) or known[name.casefold().removesuffix("s")]
    for hit in regions().finditer(words):
        yield code_of(hit[0])
    if country and WHOLE.search(words) and OF_CALL.search(words):
        yield country


@cache
def one_county(country: str) -> re.Pattern[str]:
    """Match one county's name."""
    names = sorted(counties(country), key=len, reverse=True)
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, names))})s?\b(?!\s+(?:kommun|stad)\b)", re.IGNORECASE
    )


@cache
def county_list(country: str) -> re.Pattern[str]:
    """Match counties in a row that ends as one: Uppsala, Örebro och Västmanlands län."""
    one = one_county(country).pattern
    return re.compile(rf"{one}(?:(?:,\s*|,?\s+(?:{AND})\s+){one})*\s+{COUNTY}", re.IGNORECASE)


@cache
def regions() -> re.Pattern[str]:
    """Match the regions of the structural funds, whose names are no other place's (NUTS 2)."""
    names = [each.name for each in areas().values() if re.fullmatch(r"SE\d\d", each.code)]
    names = [name for name in names if name != "Stockholm"] + ["Småland och Öarna"]
    return re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE)
