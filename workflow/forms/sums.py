"""Sums in a currency as people type them in their language, read kindly and never guessed."""

import re
from decimal import Decimal

UNITS = {
    "sek": ("SEK",), "eur": ("EUR",), "euro": ("EUR",), "€": ("EUR",), "nok": ("NOK",),
    "dkk": ("DKK",), "kr": ("SEK", "NOK", "DKK"), "kronor": ("SEK",), "kroner": ("NOK", "DKK"),
}  # fmt: skip
UNIT = re.compile(r"(?:kronor|kroner|kr|sek|euro|eur|€|nok|dkk)\.?", re.IGNORECASE)
PLAIN = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?")
# How each language parts thousands, beside spaces. A single 400.000 says nothing in the others.
GROUPED = {
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?"),
    "nb": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?"),
    "da": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?"),
}
RATE = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?")


def money_of(text: str, currency: str, language: str) -> Decimal | None:
    """Read a sum; None if it could mean something else, or is in another currency."""
    bare = re.sub(r"\s", "", text)
    for unit in UNIT.findall(bare):
        if currency not in UNITS[unit.casefold().rstrip(".")]:
            return None
    bare = re.sub(rf"^{UNIT.pattern}|{UNIT.pattern}$", "", bare, count=1, flags=re.IGNORECASE)
    if language in GROUPED and GROUPED[language].fullmatch(bare):
        thousands, decimals = (",", ".") if language == "en" else (".", ",")
        bare = bare.replace(thousands, "").replace(decimals, ".")
    elif not PLAIN.fullmatch(bare):
        return None
    found = Decimal(bare.replace(",", "."))
    return found if found < Decimal(10) ** 12 else None


def rate_of(text: str) -> Decimal | None:
    """Read what a euro costs: 11,25 or 11.2505; None if it is no such number."""
    bare = re.sub(r"\s", "", text)
    found = Decimal(bare.replace(",", ".")) if RATE.fullmatch(bare) else None
    return found or None
