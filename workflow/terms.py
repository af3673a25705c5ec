"""The terms of a part, written in the one way that can be sealed."""

import json
from hashlib import sha256
from unicodedata import normalize

from models import Commitment, Signature


def terms(commitment: Commitment) -> str:
    """Write the terms as canonical JSON: sorted keys, NFC, money as text with two decimals."""
    said = {
        "application": commitment.application_id,
        "co_funding": f"{commitment.co_funding:.2f}",
        "currency": commitment.currency,
        "part": commitment.part.value,
        "partner": commitment.partner_id,
        "total_cost": f"{commitment.total_cost:.2f}",
        "work": commitment.work,
    }
    return normalize("NFC", json.dumps(said, sort_keys=True, ensure_ascii=False))


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
