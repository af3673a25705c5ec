"""Nobody's name, number or address is kept of what a source says: only the call is."""

import re

from msgspec.structs import replace

from scrapers.draft import Draft

# Under such a heading stand persons, until the next one of its rank.
CONTACT = re.compile(
    r"kontakt|har (?:du|ni) frågor|frågor\?|vill du veta mer|handläggare", re.IGNORECASE
)
PERSON = re.compile(
    r"(?:kontakt(?:person(?:er)?)?|handläggare|saksbehandler|contact(?: persons?)?"
    r"|yhteyshenkilöt?)\s*:",
    re.IGNORECASE,
)
REACH = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\d–/.-])(?<!\d )(?!0\d ?/ ?20\d\d\b)"  # 04/2027 is a month
    r"(?:\+46 ?(?:\(0\) ?)?|0)\d{1,3}(?: ?[-–/] ?| )\d{2,3}(?: ?\d{2,3}){1,3}\b"
    r"(?! ?(?:kr|SEK|miljon|procent))"
)
ASKED = re.compile(
    r"kontakt|\bring|frågor|spørsmål|spørgsmål|henvend|contact|questions|yhteyttä|lisätie|call us",
    re.IGNORECASE,
)
DAY = re.compile(r"\d{1,2}[ ./-]\S{1,12}[ ./-]?20\d\d|20\d\d-\d\d-\d\d")
YEAR = re.compile(r"\b20\d\d\b")  # Stänger 5 mars 2027, frågor till a@b.se: a day is no name
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖÆØ])")
SHORT = 5  # a line of so few words beside an address or a number is a name
BULLET = "• "


def impersonal(line: str) -> str:
    """Return a line without persons: nothing of one that names somebody to call or write to.

    Of a longer line a sentence that says whom to ask goes; one that names a day stays, without
    the number and the address in it.
    """
    if PERSON.match(line.removeprefix(BULLET)):
        return ""
    if not REACH.search(line):
        return " ".join(line.split())
    kept = " ".join(each for each in SENTENCE.split(line) if not only_asks(each))
    bare = " ".join(REACH.sub("", kept).split())
    named = bare != kept and len(bare.split()) <= SHORT and not YEAR.search(bare)
    return "" if named else bare


def only_asks(sentence: str) -> bool:
    """Say whether a sentence says whom to reach, and no day that somebody should know."""
    return bool(REACH.search(sentence) and ASKED.search(sentence) and not DAY.search(sentence))


def impersonal_text(text: str) -> str:
    """Return a text without persons, line by line; blank lines stay where they part."""
    if not (REACH.search(text) or PERSON.search(text)):
        return text
    return "\n".join(impersonal(line) for line in text.splitlines()).strip()


def without_persons(draft: Draft) -> Draft:
    """Return a draft that nobody is named to be reached in, whatever its source read."""
    said = {name: impersonal_text(getattr(draft, name)) for name in ("text", "applicants")}
    return replace(
        draft,
        **said,
        wordings=tuple(replace(each, text=impersonal_text(each.text)) for each in draft.wordings),
        uncertain=tuple(
            replace(each, words=impersonal_text(each.words)) for each in draft.uncertain
        ),
        evidence=tuple(replace(each, words=impersonal_text(each.words)) for each in draft.evidence),
    )
