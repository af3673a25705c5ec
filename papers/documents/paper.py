"""What a document says, in one language: blocks of plain words, laid out by word.py and pdf.py."""

import datetime as dt
from decimal import Decimal
from unicodedata import category

from msgspec import Struct

from papers import wording
from papers.wording import Message, say, term

NEVER = ("Cc", "Cs", "Cn")


class Heading(Struct, frozen=True, tag="heading", tag_field="kind"):
    """A heading within a document."""

    words: str


class Text(Struct, frozen=True, tag="text", tag_field="kind"):
    """One paragraph."""

    words: str


class Code(Struct, frozen=True, tag="code", tag_field="kind"):
    """Signs that are to be compared one by one."""

    words: str


class Bullets(Struct, frozen=True, tag="bullets", tag_field="kind"):
    """A list."""

    items: tuple[str, ...]


class Terms(Struct, frozen=True, tag="facts", tag_field="kind"):
    """Names, each with its value."""

    rows: tuple[tuple[str, str], ...]


class Table(Struct, frozen=True, tag="table", tag_field="kind"):
    """A table: its columns from `sums` on are numbers; the last rows add up, if there are any."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[tuple[str, ...], ...] = ()
    sums: int = 1


class Places(Struct, frozen=True, tag="places", tag_field="kind"):
    """Where parties sign: each with the labels of its lines."""

    parties: tuple[str, ...]
    lines: tuple[str, ...]


Block = Heading | Text | Code | Bullets | Terms | Table | Places


class Paper(Struct, frozen=True):
    """A document in one language; `draft` says what is not approved yet, or nothing."""

    kind: str
    language: str
    title: str
    number: str
    day: str
    about: str
    issuer: str
    draft: str
    blocks: tuple[Block, ...]
    foot: str


class Voice:
    """Says things in one language; called as `_`, so that its sentences are found."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, id: str, **values: object) -> str:
        """Say a sentence with its values."""
        return say(Message(id, values), self.language)

    def term(self, said: str, context: str) -> str:
        """Say a word that is kept in data."""
        return term(said, context, self.language)

    def day(self, day: dt.date) -> str:
        """Say a day."""
        return wording.day(day, self.language)

    def money(self, amount: Decimal, currency: str) -> str:
        """Say an amount."""
        return wording.money(amount, currency, self.language)


def paragraphs(words: str) -> list[Text]:
    """Part what somebody wrote into its paragraphs."""
    return [Text(line.strip()) for line in words.splitlines() if line.strip()]


def clean(words: str) -> str:
    """Take out what neither Word nor PDF can hold: control characters, and halves of characters."""
    return "".join(sign for sign in words if sign in "\n\t" or category(sign) not in NEVER)
