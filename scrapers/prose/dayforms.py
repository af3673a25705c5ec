# ruff: noqa: E501 (a pattern is read as one line)
"""The forms that a day takes in writing, by language; the names come from Babel."""

import re
from functools import cache
from typing import Literal

from babel.dates import get_day_names, get_month_names

UNIT = r"(?:000|kr|kronor|kroner|euroa?|EUR|SEK|NOK|DKK)\b"
YEAR = rf"(?:,?\s*(?P<%s>20\d\d)(?!\d|\s*{UNIT}))?"
ORDINAL = r"(?:\.|:[ea]|st|nd|rd|th)?"
UNTIL = r"--|–|—|-|till(?: och med)?|t\.? ?o\.? ?m\.?|(?:frem |fram )?til(?: og med)?|indtil|to|until|through"
AND = r"och|og|and|ja|sekä|samt|&|,(?: (?:och|og|and|ja))?"
LAST = r"sista|siste|sidste|last"


SHORT = {
    "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "sept": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12, "des": 12,
}  # fmt: skip


@cache
def months(language: str) -> dict[str, int]:
    """Return the names of the months in lower case, with their short and their inflected forms."""
    widths: tuple[Literal["abbreviated"], Literal["wide"]] = ("abbreviated", "wide")
    styles: tuple[Literal["format"], Literal["stand-alone"]] = ("format", "stand-alone")
    return SHORT | {
        name.rstrip(".").lower(): number
        for width in widths
        for style in styles
        for number, name in get_month_names(width, style, language).items()
    }


@cache
def weekdays(language: str) -> dict[str, int]:
    """Return the names of the days in lower case, Monday as 0."""
    styles: tuple[Literal["format"], Literal["stand-alone"]] = ("format", "stand-alone")
    return {
        name.lower(): at
        for style in styles
        for at, name in get_day_names("wide", style, language).items()
    }


@cache
def pattern(language: str) -> re.Pattern[str]:
    """Build the pattern of a day, in every style of a language."""
    names = sorted(months(language), key=len, reverse=True)
    # "May" is a month and "may" is not: English months keep their capitals.
    some = f"(?-i:{'|'.join(n.title() for n in names)})" if language == "en" else "|".join(names)
    week = rf"(?:\b(?P<week>{'|'.join(weekdays(language))})(?:en)?,?\s+(?:den\s+|the\s+)?)?"
    more = rf"(?:\d{{1,2}}{ORDINAL}\s*,\s*)*\d{{1,2}}{ORDINAL}\s*(?:{UNTIL}|och|og|and|ja)\s*(?:den\s+)?"
    styles = [
        r"(?<!\d)(?<!\d-)(?P<iso>20\d\d-\d\d-\d\d)(?!\d|-\d)",
        r"(?<![\d.,:/])(?:(?P<lead>\d{1,2})\.?\s?[–—-]\s?)?(?P<digits>\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)20\d\d)(?!\d)",
        rf"{week}(?<![\d.:,/])(?P<bare>{more})?(?<!\d)(?P<number>\d{{1,2}}){ORDINAL}\s*(?:of\s+)?"
        rf"(?P<month>{some})\b\.?{YEAR % 'year'}",
        # Den sista april: a day that the month itself tells.
        rf"\b(?P<last>{LAST})\s+(?:dag(?:en)?\s+|day\s+)?(?:i\s+|of\s+)?(?P<month3>{some})\b{YEAR % 'year3'}",
    ]
    if language == "en":
        styles.append(
            rf"\b(?P<month2>{some})\.?\s+(?P<number2>\d{{1,2}}){ORDINAL}\b{YEAR % 'year2'}"
        )
    else:
        styles.append(r"(?<![\d./])(?P<slash>\d{1,2}/\d{1,2})[\s-]+(?P<year4>20\d\d)(?!\d)")
    if language == "fi":
        styles.append(
            rf"\b(?P<month2>{some})n\s+(?P<number2>\d{{1,2}})\.(?:\s*päivä\w*)?{YEAR % 'year2'}"
        )
        styles.append(
            r"(?<![\d.,:/])(?<!klo )(?<!kello )(?P<short>(?:[12]\d|3[01]|0?[1-9])\.(?:1[0-2]|0?[1-9])\.)(?!\d)"
        )
    return re.compile("|".join(styles), re.IGNORECASE)
