"""What a log may hold: no addresses of people, no links that open something, nothing typed."""

import re
from typing import Any

MASK = "…"
PATTERNS = (
    (re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)*"), f"{MASK}@{MASK}"),
    (
        re.compile(r"/(in|s|calendar|unsubscribe|feeds|hooks/bounces|newsletters/confirm|newsletters/leave)/[^\s/?\"'<>\])]+"),
        rf"/\1/{MASK}",
    ),
    (re.compile(r"\?[^\s\"'<>\])]+=[^\s\"'<>\])]*"), f"?{MASK}"),
    (
        re.compile(r"(?i)\b(cookie|authorization|csrf_token|token|code)\b([\"']?\s*[=:]\s*[\"']?)[^\"',;\n]+"),
        rf"\1\2{MASK}",
    ),
)  # fmt: skip


def masked(text: str) -> str:
    """Return the text without addresses, tickets, cookies, and what follows a question mark."""
    for pattern, instead in PATTERNS:
        text = pattern.sub(instead, text)
    return text


def mask_line(logger: object, name: str, line: Any) -> str:
    """Mask a rendered line: the last of structlog's processors."""
    return masked(line)
