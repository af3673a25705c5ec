"""Which programme a call is of: the one place that tells it, and the keys of all other tables.

programmes.csv is a tree: a strand is part of a programme, that of a fund. What a table says of a
programme holds for its parts, until it says something else of one of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from lexicon.tables import rows

Words = tuple[tuple[str, ...], ...]
Said = TypeVar("Said")


@dataclass(frozen=True)
class Programme:
    """A programme, what it is part of, and the words by which a call of it is known.

    named_by: ordinary words, which count in the name of a programme or funder, and in no title.
    """

    key: str
    part_of: str
    sv: str
    en: str
    known_by: Words
    named_by: Words

    def name(self, language: str) -> str:
        """Return its name in Swedish, or in English."""
        return self.sv if language == "sv" else self.en

    @property
    def line(self) -> tuple[str, ...]:
        """Its own key, then those of what it is part of, the narrowest first."""
        return (self.key, *(programmes()[self.part_of].line if self.part_of else ()))

    @property
    def family(self) -> str:
        """The key of what it is part of in the end: a fund, or a funder."""
        return self.line[-1]

    def words_in(self, name: str, title: str) -> int:
        """Count the words by which it is known in a call; none if it is not."""
        among = f"{name} {title}"
        return max(
            (
                *(len(each) for each in self.known_by if stand(each, among)),
                *(len(each) for each in self.named_by if stand(each, name)),
            ),
            default=0,
        )


def stand(words: Iterable[str], text: str) -> bool:
    """Say whether each of the words stands in a text by itself."""
    return all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


@lru_cache(1000)
def programme_of(
    programme: str, funder: str = "", title: str = "", identifier: str = ""
) -> Programme | None:
    """Return the programme that a call is of, as narrowly as it can be told; None if it cannot.

    What is said first decides; the funder, the title and the identifier only tell which part of it
    is meant, if it said anything. An identifier alone says nothing.
    """
    programme, funder, title, identifier = (
        each.casefold() for each in (programme, funder, title, identifier)
    )
    found: Programme | None = None
    for name, told in (
        (programme, ""), (f"{programme} {funder}", ""), (f"{programme} {funder}", title)
    ):  # fmt: skip
        found = named(name, told, found) or found
    return found and (named(f"{programme} {funder}", f"{title} {identifier}", found) or found)


def named(name: str, title: str, within: Programme | None) -> Programme | None:
    """Return what is named by the most words, of all or of the parts of one; None if nothing is."""
    counted = {
        each: each.words_in(name, title)
        for each in programmes().values()
        if within is None or (each is not within and within.key in each.line)
    }
    most = max(counted.values(), default=0)
    best = [each for each, count in counted.items() if count == most and most]
    return common(best) if best else None


def common(several: list[Programme]) -> Programme | None:
    """Return the narrowest of one line; else the nearest that all are part of, if there is one."""
    narrowest = max(several, key=lambda each: len(each.line))
    if all(each.key in narrowest.line for each in several):
        return narrowest
    shared = (key for key in narrowest.line if all(key in each.line for each in several))
    key = next(shared, None)
    return programmes()[key] if key else None


def narrowest(
    programme: Programme | None,
    table: Iterable[Said],
    key: Callable[[Said], str],
    kind: Callable[[Said], object],
) -> list[Said]:
    """Return what a table says of a programme; of each kind, only what is nearest to it."""
    line = programme.line if programme else ()
    mine = [each for each in table if key(each) in line]
    nearest: dict[object, str] = {}
    for each in sorted(mine, key=lambda each: line.index(key(each))):
        nearest.setdefault(kind(each), key(each))
    return [each for each in mine if nearest[kind(each)] == key(each)]


def part_word(programme: Programme | None, part: str) -> str:
    """Return what a programme calls a role; nothing where its word is not confirmed."""
    line = programme.line if programme else ()
    return next((part_words()[key, part] for key in line if (key, part) in part_words()), "")


@cache
def programmes() -> dict[str, Programme]:
    """Read programmes.csv, by key."""
    return {
        row["key"]: Programme(
            row["key"], row["part_of"], row["sv"], row["en"],
            tuple(cut(row["known_by"])), tuple(cut(row["named_by"])),
        )
        for row in rows("programmes.csv")
    }  # fmt: skip


def cut(alternatives: str) -> Iterator[tuple[str, ...]]:
    """Yield each alternative as its words."""
    return (tuple(each.split()) for each in alternatives.split("|") if each)


def families() -> list[Programme]:
    """Return the programmes that are part of no other: funds, and funders."""
    return [each for each in programmes().values() if not each.part_of]


@cache
def part_words() -> dict[tuple[str, str], str]:
    """Read part_words.csv: a role's word by programme and role."""
    return {(row["programme"], row["part"]): row["word"] for row in rows("part_words.csv")}
