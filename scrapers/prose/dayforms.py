# ruff: noqa: E501 (a pattern is read as one line)
"""The forms that a day takes in writing, by language; the names come from Babel."""

import re
from functools import cache
from typing import Literal

from babel.dates import get_day_names, get_month_names

UNIT = r"(?:000|kr|kronor|kroner|euroa?|EUR|SEK|NOK|DKK)\b"
YEAR = rf"(?:,?\s*(?P<%s>20\d\d)(?!\d|\s*{UNIT}))?"
# 15/3-27: of two digits only the years around ours, so that no amount or hour is one.
SHORT_YEAR = r"(?:20\d\d|1[5-9]|2\d|3\d)"
ORDINAL = r"(?:\.|:?(?:[ea]|ste|sta)\b|st|nd|rd|th)?"
UNTIL = r"--|–|—|-|till(?: och med)?|t\.? ?o\.? ?m\.?|(?:frem |fram |helt )?til(?: og med)?|indtil|(?:up )?to(?: and including)?|until|through|ja päättyen"
AND = r"och|og|and|or|eller|ja|sekä|samt|respektive|&|,(?: (?:och|og|and|ja|samt|sekä))?"
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
    week = rf"(?:\b(?P<%s>{'|'.join(weekdays(language))})(?:en)?,?\s+(?:(?:den|d\.|the)\s+)?)?"
    more = rf"(?:\d{{1,2}}{ORDINAL}\s*,\s*)*\d{{1,2}}{ORDINAL}\s*(?:{UNTIL}|och|og|and|ja)\s*(?:(?:den|d\.|the)\s+)?"
    # What follows in a list or a span ends in a year: 4/1 till 29/1 2027.
    coming = rf"(?=\s*(?:{UNTIL}|{AND})\s*(?:(?:den|d\.)\s+)?\d{{1,2}}/\d{{1,2}}(?:\s*[\s–-]\s*|/){SHORT_YEAR})"
    ahead = "".join(rf"(?<!{mark})" for mark in ("kl ", "kl. ", "klo ", "kello "))
    styles = [
        r"(?<!\d)(?<!\d-)(?P<iso>20\d\d(?P<isomark>[-/.])(?:0[1-9]|1[0-2])(?P=isomark)(?:0[1-9]|[12]\d|3[01]))(?!\d|-\d)",
        rf"{ahead}(?<![\d.,:/-])(?:(?P<lead>\d{{1,2}}(?:\.(?:0?[1-9]|1[0-2]))?)\.?\s?(?:{UNTIL})\s?)?"
        rf"(?P<digits>\d{{1,2}}(?P<mark>[./-])\d{{1,2}}(?P=mark){SHORT_YEAR})(?!:?\d|[.,]\d)",
        rf"{week % 'week'}(?<![\d.:,/])(?P<bare>{more})?(?<!\d)(?P<number>\d{{1,2}}){ORDINAL}\s*(?:of\s+)?"
        rf"(?P<month>{some})\b\.?{YEAR % 'year'}",
        # Den sista april: a day that the month itself tells.
        rf"\b(?P<last>{LAST})\s+(?:dag(?:en)?\s+|day\s+)?(?:i\s+|of\s+)?(?P<month3>{some})\b{YEAR % 'year3'}",
        rf"(?<![\d./])(?P<slash>\d{{1,2}}/\d{{1,2}})(?:[\s–-]+(?P<year4>20\d\d)|\s?-\s?(?P<year5>2[4-9]|3\d)|{coming})(?!:?\d|/|[.,]\d)",
    ]
    if language != "en":
        styles.append(
            r"\b(?:den|senast|senest|innen|inden|till?)\s+(?P<slash2>\d{1,2}/(?:1[0-2]|0?[1-9]))(?![\d/:]|[\s–-]+\d|\s*[–-])"
        )
    if language == "en":
        styles.append(
            rf"{week % 'week2'}\b(?P<month2>{some})\.?\s+(?P<number2>\d{{1,2}}){ORDINAL}\b{YEAR % 'year2'}"
        )
    elif language == "fi":
        styles.append(
            rf"\b(?P<month2>{some})n\s+(?P<number2>\d{{1,2}})\.(?:\s*päivä\w*)?{YEAR % 'year2'}"
        )
        styles.append(
            r"(?<![\d.,:/])(?<!klo )(?<!kello )(?P<short>(?:[12]\d|3[01]|0?[1-9])\.(?:1[0-2]|0?[1-9])\.)(?!\d)"
        )
    else:
        # As a leaf of a calendar shows it: mar 02 2027.
        styles.append(rf"\b(?P<month2>{some})\.?\s+(?P<number2>\d{{1,2}}),?\s+(?P<year2>20\d\d)\b")
    return re.compile("|".join(styles), re.IGNORECASE)
