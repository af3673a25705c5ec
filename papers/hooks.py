"""What hooks are told, and how they are sure that it is we who say it (standardwebhooks.com)."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from hmac import digest
from typing import Any

from papers.keys import derived, same

WINDOW = timedelta(minutes=5)
PREFIX = "whsec_"


def secret_of(secret: bytes, number: int, salt: str) -> str:
    """Return the secret that we and the hook's owner share; it lies in no table."""
    return PREFIX + b64encode(derived(secret, "hook", number, salt)[:24]).decode()


def body_of(said: Mapping[str, Any]) -> bytes:
    """Return what is sent; `text` stands first, since chats show that alone."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def signed(secret: str, number: str, body: bytes, now: datetime) -> dict[str, str]:
    """Return the headers that show who says this, when, and that it is told once."""
    at = str(int(now.timestamp()))
    return {
        "Content-Type": "application/json",
        "Webhook-Id": number,
        "Webhook-Timestamp": at,
        "Webhook-Signature": signature(secret, number, at, body),
    }


def signature(secret: str, number: str, at: str, body: bytes) -> str:
    """Return the seal of a message."""
    key = b64decode(secret.removeprefix(PREFIX))
    return (
        "v1,"
        + b64encode(digest(key, b".".join([number.encode(), at.encode(), body]), "sha256")).decode()
    )


def genuine(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Say whether we said this, and just now: what a receiver does, as a pattern and for tests."""
    number, at = headers.get("Webhook-Id", ""), headers.get("Webhook-Timestamp", "")
    fresh = at.isdecimal() and abs(now.timestamp() - int(at)) <= WINDOW.total_seconds()
    found = headers.get("Webhook-Signature", "")
    return fresh and same(found, signature(secret, number, at, body))
