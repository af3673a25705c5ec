"""The terms of a part, written in the one way that can be sealed.

Outside the seal are the protocol, the diary number and the delegation: they prove a promise, and
may be recorded after it was signed. The events have them.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from lexicon.budget import Cost, Fund, in_order, with_flat_rate
from models import Commitment, Signature


def terms(commitment: Commitment) -> str:
    """Write the terms as canonical JSON: sorted keys, NFC, money as text with two decimals.

    Costs stand by year and kind, funds by kind; how they were typed does not matter.
    """
    flat_rate = commitment.application.flat_rate
    said: dict[str, Any] = {
        "application": commitment.application_id,
        "co_funding": money(commitment.co_funding),
        "costs": [cost(each) for each in with_flat_rate(commitment.costs or (), flat_rate)],
        "currency": commitment.currency,
        "funds": [dict(fund(each)) for each in in_order(commitment.funds or ())],
        "part": commitment.part.value,
        "partner": commitment.partner_id,
        "total_cost": money(commitment.total_cost),
        "undertaking": commitment.undertaking,
        "work": commitment.work,
    }
    return normalize("NFC", json.dumps(said, sort_keys=True, ensure_ascii=False))


def money(amount: Decimal) -> str:
    """Write an amount, or hours."""
    return f"{amount:.2f}"


def cost(line: Cost) -> list[str | int]:
    """Write what one kind costs in one year."""
    return [line.year, line.kind.value, money(line.amount)]


def fund(line: Fund) -> Iterator[tuple[str, Any]]:
    """Write a promise; what is not said of it is left out."""
    yield "kind", line.kind.value
    yield "amount", money(line.amount)
    yield "decided", line.decided
    if line.hours is not None and line.hourly_rate is not None:
        yield "hours", money(line.hours)
        yield "hourly_rate", money(line.hourly_rate)
    if line.board:
        yield "board", line.board
    if line.day:
        yield "day", line.day.isoformat()


def seal(terms: str) -> str:
    """Return the terms' SHA-256, in hexadecimal."""
    return sha256(terms.encode()).hexdigest()


def seal_of(commitment: Commitment) -> str:
    """Return the seal of the terms as they stand now."""
    return seal(terms(commitment))


def signed(commitment: Commitment) -> Signature | None:
    """Return the signature that holds for the terms as they stand now, if one does."""
    signature = commitment.signature
    return signature if signature and signature.seal == seal_of(commitment) else None
