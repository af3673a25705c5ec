"""The headings of an application, in the words of its programme.

They follow what a programme asks for or judges by, and are not its form. A length stands here only
where its source does; none of those known so far is confirmed.
"""

from dataclasses import dataclass
from functools import cache

from lexicon.tables import rows


@dataclass(frozen=True)
class Heading:
    """One heading, what belongs under it, and the most characters, if the programme says so."""

    code: str
    place: int
    sv: str
    en: str
    hint_sv: str
    hint_en: str
    most: int | None
    source: str

    def title(self, language: str) -> str:
        """Return the heading in Swedish, or in English."""
        return self.sv if language == "sv" else self.en

    def hint(self, language: str) -> str:
        """Return what belongs under it, in Swedish or in English."""
        return self.hint_sv if language == "sv" else self.hint_en


@cache
def outline(family: str) -> tuple[Heading, ...]:
    """Return the headings for a family of programmes, in order: its own over the general ones."""
    mine = (row for row in rows("outlines.csv") if row["programme"] in ("", family))
    by_code = {each.code: each for each in map(_heading, mine)}
    return tuple(sorted(by_code.values(), key=lambda each: each.place))


def _heading(row: dict[str, str]) -> Heading:
    return Heading(
        code=row["code"], place=int(row["place"]), sv=row["sv"], en=row["en"],
        hint_sv=row["hint_sv"], hint_en=row["hint_en"], source=row["source"],
        most=int(row["most"]) if row["most"] else None,
    )  # fmt: skip
