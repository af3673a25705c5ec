# ruff: noqa: E501 (a pattern is read as one line)
"""The headings of a plan of calls: which column is what, in the languages around the Baltic."""

import re
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from scrapers.source import SourceChanged, Unknown
from scrapers.tables import Sheet

OPENS = r"start|\bopen|opening|öppn|launch|begin|alka|avaa|åbn|åpn|beginn|öffn|från"
CLOSES = (
    r"\bend\b|end date|clos|stäng|slut|deadline|sista|päätt|sulk|lukk|udløb|frist|\bende?\b|schließ"
)
# In this order: "Total amount of support for the call" is an amount, and no title.
FIELDS: dict[str, re.Pattern[str]] = {
    name: re.compile(words, re.IGNORECASE)
    for name, words in {
        "people": r"kontakt|contact|e-?mail|e-?post|telefon|phone|yhteys",
        "aside": r"projekt(?:ets?|ens)?[ -]?(?:start|slut)|project[ -](?:start|end)|start of projects?|^(?:nr|no|number|nummer|#)\.?$|\brate\b|andel|procent|per cent|%|medfin|co-?fin|co-?fund|type of call|call type|typ av (?:utlysning|indkald)|status|\btila\b|beslut|decision|uppdater|updated|päivit",
        "period": rf"(?=.*(?:{OPENS}))(?=.*(?:{CLOSES}))|ansökningsperiod|application period|søknadsperiode|ansøgningsperiode|hakuaika|call period",
        "opens": OPENS,
        "closes": CLOSES,
        "area": r"geograph|geografi|(?<!program)(?<!insats)(?<!innsats)(?<!indsats)område|\barea|region|\balue|maantie|gebiet|\blän\b",
        "objective": r"objective|\bmål\b|\bspecifik|tavoit|\bziel|spezifisch|priorit|programområde|in[nd]?satsområde",
        "applicants": r"applicant|sökande|ansøger|søker|\bhakij|antragsteller|beneficiar|stödmottagare",
        "amount": r"amount|budget|belopp|beløb|beløp|\bmedel\b|funds\b|funding|tuki|tuen|määrä|betrag|mittel|allocation|summa|mEUR|MSEK|anslag",
        "about": r"beskriv|description|kuvaus|innehåll|content|syfte|purpose|focus|inriktning",
        "link": r"\blink|länk|\burl\b|webb?(?:plats|site|sida)|linkki",
        "identifier": r"\bcall (?:id|number|no\b)|utlysningsn(?:umme)?r|diarie|\bdnr\b|tunnus|^id$",
        "programme": r"program|ohjelma|\bfond\b|\bfund\b|rahasto",
        "title": r"\bcall\b|title|\bname\b|utlysning|titel|namn|\bhaku|haun|indkald|\bnavn|aufruf",
    }.items()
}  # fmt: skip
SEVERAL = (
    "area",
    "objective",
    "applicants",
    "about",
)  # the law's "policy or specific objective" in two
ALONE = ("period", "opens", "closes", "amount", "identifier")
NEEDED = ("opens", "closes", "objective", "area", "applicants", "amount")
LEAST = 4  # of what the law asks for; with fewer a line is no header of a plan
HEADER_WITHIN = 30


@dataclass(frozen=True)
class Header:
    """The line that names the columns: which field each column is, and what is not known."""

    row: int
    columns: Mapping[int, str]
    words: Mapping[int, str]


def header_of(sheet: Sheet) -> Header | None:
    """Find the line with the headings, among the first ones."""
    best: Header | None = None
    for row in sheet.rows[:HEADER_WITHIN]:
        columns = {at: name for at, cell in enumerate(row) if (name := field_of(cell.words))}
        said = set(columns.values()) | (
            {"opens", "closes"} if "period" in columns.values() else set()
        )
        if len(said & set(NEEDED)) >= LEAST and (best is None or len(columns) > len(best.columns)):
            best = Header(row[0].row, columns, {at: cell.words for at, cell in enumerate(row)})
    if best:
        checked(best, sheet)
    return best


def field_of(words: str) -> str | None:
    """Name the field that a heading is of."""
    if len(words) > 120:  # a sentence about the plan
        return None
    return next((name for name, pattern in FIELDS.items() if pattern.search(words)), None)


def checked(header: Header, sheet: Sheet) -> None:
    """Report the columns nobody knows; two columns that are the same thing are an error."""
    row = next(row for row in sheet.rows if row and row[0].row == header.row)
    for name, count in Counter(header.columns.values()).items():
        if count > 1 and name in ALONE:
            places = [
                f"{row[at].words!r} ({row[at].column})"
                for at, each in header.columns.items()
                if each == name
            ]
            raise SourceChanged(
                f"{row[0].place}: both {' and '.join(places)} may be {name!r}: leave one out"
            )
    for at, cell in enumerate(row):
        if cell.words and at not in header.columns:
            warnings.warn(f"{cell.place}: unknown column {cell.words!r}", Unknown, stacklevel=2)
