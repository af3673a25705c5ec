"""Leave persons out of an answer before anything else is done with it, whatever kind it is of."""

import json
import re
import unicodedata
from html import unescape
from itertools import combinations
from typing import Any

import msgspec

from scrapers.persons import REACH, impersonal
from scrapers.source import SourceChanged
from scrapers.texts import HEAD, PACKED, parsed

# How to reach somebody: an address, a number to call, an author.
REACHABLE = re.compile(
    r"(?i)(?:mailto:)?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|tel:[+\d() -]{5,25}"
    r"|<(author|dc:creator|managingEditor|webMaster)\b[^>]{0,200}>.{0,1000}?</\1>"
)
SHORTEST = 2  # letters of a name
WRITTEN_TO = re.compile(r"(?i)(<a\b[^<>]{0,300}mailto:[^<>]{0,300}>)[^<\d]{1,80}(?=</a>)")
# A paragraph, a cell, a line: what a person's name and number stand in together.
BLOCK = re.compile(
    r"(?is)(<(?:script|style)\b.*?</(?:script|style)>|</?(?:p|div|li|ul|ol|td|th|tr|table|d[dtl]"
    r"|h\d|br|section|article|address)\b[^<>]{0,500}>|\n\s*\n)"
)
TAG = re.compile(r"<[^<>]{1,500}>")
FEED = re.compile(r"<(?:title|item|entry|link)\b", re.IGNORECASE)  # more than one field
LONGEST = 600  # of a block that may be no more than whom to reach
NEAR = 200
OWNER = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@[\w-]{1,63}\.")
LETTER = r"(?:[^\W\d_]|['’]|&(?!nbsp)(?:[a-zA-Z]{4,6}|#\d{2,4});)"  # Bj&ouml;rk
WORD = rf"(?=[A-ZÅÄÖÆØÉ&]){LETTER}{{1,20}}(?:-{LETTER}{{1,20}})?"
GAP = r"(?:\s|&nbsp;|&#160;){1,3}(?:(?:af|av|von|de|van)\s)?"
NAMES = re.compile(rf"(?<![\w@.-]){WORD}(?:{GAP}{WORD}){{1,4}}(?![\w@-])")
TAGS = r"(?:\s|&nbsp;|<(?!h\d)/?\w[^<>]{0,200}>){0,12}"  # no heading begins
# Contact person: </strong><span>Anna Björk
LABELLED = re.compile(
    rf"((?i:kontaktperson(?:er)?|handläggare|saksbehandler|sagsbehandler|contact persons?"
    rf"|programme officer|yhteyshenkilöt?){TAGS}:?{TAGS})"
    rf"{WORD}(?:{GAP}{WORD}){{1,2}}(?=\s*[<,(|]|\s*$)"
)


def strip(body: bytes, private: tuple[str, ...]) -> bytes:
    """Leave contact persons out of an answer: whom to reach, and these keys of JSON at any depth.

    Names go where they are those of an address in it, anna.bjork@…, where they link to one, or
    follow a word such as Handläggare. Doing it twice is doing it once. A file that is no text, as
    a workbook, stays as it is.
    """
    if b"\0" in body[:HEAD] or body.startswith(PACKED):
        return body
    encoding = "utf-8" if _is_utf_8(body) else "latin-1"  # each gives back the bytes it was given
    body = impersonal_answer(body.decode(encoding)).encode(encoding)
    if not any(key.encode() in body for key in private):
        return body
    try:
        kept = without(parsed(body), frozenset(private))
    except (SourceChanged, RecursionError):
        return body
    try:
        return msgspec.json.encode(kept)
    except UnicodeEncodeError:  # half a pair of surrogates, which only an escape can carry
        return json.dumps(kept).encode()


def impersonal_answer(text: str) -> str:
    """Return an answer without persons: blocks that only say whom to reach, names, addresses."""
    text = WRITTEN_TO.sub(r"\1", LABELLED.sub(r"\1–", text))
    owners = {owner.lower() for owner in OWNER.findall(text)}
    if TAG.search(text):
        text = "".join(map(_impersonal_block, BLOCK.split(text)))
    if owners:
        text = NAMES.sub(lambda found: _unnamed(found, owners), text)
    return REACHABLE.sub("", text)


def _impersonal_block(block: str) -> str:
    """Keep no more than the tags of a block that only says whom to reach."""
    if len(block) > LONGEST or not REACH.search(block):
        return block
    if BLOCK.fullmatch(block) or FEED.search(block):
        return block
    return block if impersonal(TAG.sub(" ", block)) else "".join(TAG.findall(block))


def without(value: Any, private: frozenset[str]) -> Any:
    """Return a JSON value without the keys."""
    if isinstance(value, dict):
        return {key: without(each, private) for key, each in value.items() if key not in private}
    return [without(each, private) for each in value] if isinstance(value, list) else value


def _unnamed(run: re.Match[str], owners: set[str]) -> str:
    """Return words with capitals without those that an address is made of: Kontakta Anna Björk."""
    near = run.string[max(run.start() - NEAR, 0) : run.end() + NEAR].lower()
    beside = {owner.lower() for owner in OWNER.findall(near)}
    words = list(re.finditer(WORD, run[0]))
    for one, other in combinations(words, 2):
        first, last = _folded(one[0]), _folded(other[0])
        if first in beside or _owns(first, last, owners):
            return run[0][: one.start()] + run[0][other.end() :]
    return run[0]


def _owns(first: str, last: str, owners: set[str]) -> bool:
    """Say whether an address is made of a name: anna.bjork, abjork, annab."""
    if min(len(first), len(last)) < SHORTEST:
        return False
    made = (first[:1] + last, first + last[:1], first[:3] + last[:3])
    return any(
        each in made or (first in each and last in each.replace(first, "", 1)) for each in owners
    )


def _folded(word: str) -> str:
    """Spell a word as addresses do, without accents."""
    plain = unescape(word).lower().replace("ø", "o").replace("æ", "ae").replace("ß", "ss")
    return "".join(each for each in unicodedata.normalize("NFD", plain) if each.isalpha())


def _is_utf_8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
