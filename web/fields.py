"""What people type into forms: sums and days, read kindly and never guessed."""

import datetime as dt
import re
from decimal import Decimal

from papers.wording import Message, say

UNIT = re.compile(r"(?:kr|kronor|sek|eur|euro|€|nok)\.?$", re.IGNORECASE)
SUM = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?")

# Where a field is wrong, and what to do about it.
Errors = list[tuple[str, Message]]


def sum_of(text: str) -> Decimal | None:
    """Read 400 000, 400000 or 400 000 kr; None if it could mean something else."""
    bare = UNIT.sub("", text.strip())
    bare = re.sub(r"\s", "", bare)
    return Decimal(bare.replace(",", ".")) if SUM.fullmatch(bare) else None


def day_of(text: str) -> dt.date | None:
    """Read a day as browsers send it: 2026-12-05."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


def spoken(errors: Errors, language: str) -> list[tuple[str, str]]:
    """Put errors into words."""
    return [(field, say(sentence, language)) for field, sentence in errors]
