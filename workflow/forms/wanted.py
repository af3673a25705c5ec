"""What a partner wants funding for, as people type it: words read kindly, and never guessed."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from lexicon.areas import areas, code_of
from lexicon.language import FUNCTION_WORDS
from lexicon.themes import themes
from models import Interest, Part
from papers.wording import Message, say, word
from workflow.forms.profile import tidy
from workflow.forms.typed import (
    CHOICES,
    CURRENCIES,
    CURRENCY_OF,
    UNIT,
    Errors,
    day_of,
    plain,
    sum_of,
)

TITLE = 60
LONGEST = {"title": 200, "text": 10_000}
MOST, LONGEST_ENTRY = 50, 100  # words in a field that takes several, and letters in each
FEWEST_WORDS = 8
FIELDS = {
    "title": Message("Title"),
    "text": Message("What do you want to do?"),
    "requires": Message("Words that a call must have"),
    "excludes": Message("Words that a call must not have"),
    "themes": Message("Themes"),
    "target_groups": Message("For whom"),
    "areas": Message("Where"),
    "least": Message("At least"),
    "most": Message("At most"),
    "currency": Message("Currency"),
    "parts": Message("Role sought"),
    "until": Message("Until when"),
    "language": Message("Language"),
}
SEVERAL = re.compile(r"[,;\n]")
SAID = re.compile(r"[^\W\d_]\w+")
LANGUAGES = tuple(CHOICES["language"])
Words = Mapping[str, str]


def title_of(text: str) -> str:
    """Return a name for an interest: the beginning of its text."""
    first = " ".join(re.split(r"[.\n]", text.strip())[0].split())
    return first if len(first) <= TITLE else first[: TITLE + 1].rsplit(" ", 1)[0] + "…"


def words_of(interest: Interest) -> dict[str, str]:
    """Return an interest as one would type it: a title that follows from the text is none."""
    return {
        "title": interest.title if interest.title != title_of(interest.text) else "",
        "text": interest.text,
        "requires": ", ".join(interest.requires),
        "excludes": ", ".join(interest.excludes),
        "themes": "\n".join(interest.themes),
        "target_groups": ", ".join(interest.target_groups),
        "areas": ", ".join(areas()[each].name if each in areas() else each
                           for each in interest.areas),
        "least": plain(interest.least),
        "most": plain(interest.most),
        "currency": interest.currency,
        "parts": "\n".join(interest.parts),
        "until": str(interest.until or ""),
        "language": interest.language,
    }  # fmt: skip


def read(words: Words, today: date) -> tuple[dict[str, Any], Errors]:
    """Read an interest; return its values by field, and what is wrong."""
    said = {field: tidy(words.get(field, "")) for field in FIELDS}
    errors: Errors = []
    for field, most in LONGEST.items():
        if len(said[field]) > most:
            errors.append((field, Message("At most {most} characters.", {"most": most})))
    if not said["text"]:
        errors.append(("text", Message("Write what you want funding for. One sentence will do.")))
    values: dict[str, Any] = {
        "title": " ".join(said["title"].split()) or title_of(said["text"]),
        "text": said["text"],
        **{
            field: entries(field, said[field], errors)
            for field in ("requires", "excludes", "target_groups")
        },
        "themes": tuple(each for each in themes() if each in said["themes"].split("\n")),
        "parts": tuple(each.value for each in Part if each in said["parts"].split("\n")),
        "areas": places(said["areas"], errors),
        **money(said, errors),
        "until": None,
        "language": said["language"] if said["language"] in LANGUAGES else LANGUAGES[0],
    }
    if said["until"]:
        values["until"] = day = day_of(said["until"])
        if day is None:
            errors.append(("until", Message("Write the day as 2027-03-01.")))
        elif day < today:
            passed = Message("That day has passed. Choose a later one, or leave the field empty.")
            errors.append(("until", passed))
    return values, errors


def entries(field: str, said: str, errors: Errors) -> tuple[str, ...]:
    """Read words or phrases that stand between commas, each once."""
    found = tuple(
        dict.fromkeys(" ".join(each.split()) for each in SEVERAL.split(said) if each.strip())
    )
    if len(found) > MOST or any(len(each) > LONGEST_ENTRY for each in found):
        many = Message("At most {most} words or phrases, parted by commas.", {"most": MOST})
        errors.append((field, many))
    return found


def places(said: str, errors: Errors) -> tuple[str, ...]:
    """Read areas by their names or codes, as their codes."""
    codes = {each: code_of(each) for each in entries("areas", said, errors)}
    if unknown := [each for each, code in codes.items() if not code]:
        errors.append(
            ("areas", Message("We know no area called {names}. Write it as Örebro län or Norge.",
                              {"names": ", ".join(f"“{each}”" for each in unknown)}))
        )  # fmt: skip
    return tuple(dict.fromkeys(code for code in codes.values() if code))


def money(said: Words, errors: Errors) -> dict[str, Any]:
    """Read the support that is looked for."""
    values: dict[str, Any] = {"least": None, "most": None}
    currency = said["currency"].upper() or CURRENCIES[0]
    units = set()
    for field in values:
        if said[field]:
            values[field] = sum_of(said[field])
            if values[field] is None:
                errors.append((field, Message("Write the sum in digits, as 400 000.")))
            if unit := UNIT.search(said[field]):
                units.add(CURRENCY_OF.get(unit[1].lower(), currency))
    if currency not in CURRENCIES or units - {currency}:
        known = Message("Say in which currency: {known}.", {"known": CURRENCIES})
        errors.append(("currency", known))
    if None not in values.values() and values["least"] > values["most"]:
        backwards = Message("The least is more than the most. One of the two is wrong.")
        errors.append(("least", backwards))
    return {**values, "currency": currency if currency in CURRENCIES else CURRENCIES[0]}


def interest_of(values: dict[str, Any]) -> Interest:
    """Make an interest that is not stored."""
    return Interest(**values)


def is_short(text: str, language: str) -> bool:
    """Say whether a text has too few words of its own to find calls by."""
    usual = FUNCTION_WORDS.get(language, frozenset())
    own = {each.lower() for each in SAID.findall(text)} - usual
    return len(own) < FEWEST_WORDS


def shown(field: str, words: str, language: str) -> str:
    """Say the value of a field as people read it."""
    if field == "themes":
        known = [themes()[each] for each in words.split("\n") if each in themes()]
        return "; ".join(each.name(language) for each in known)
    if field == "parts":
        return ", ".join(word(Part(each), language) for each in words.split("\n") if each)
    if field == "language" and words in LANGUAGES:
        return say(CHOICES["language"][words], language)
    return words
