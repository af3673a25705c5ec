"""Where the links of a page lead."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement as Element

DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|zip)$", re.IGNORECASE)


def leads_away(link: Element, base: str) -> bool:
    """Say whether a link leads to another page."""
    url = address(link, base)
    return url.startswith(("https://", "http://")) and url != urldefrag(base).url


def address(link: Element, base: str) -> str:
    """Return the full address of a link, without a place in the page."""
    try:
        return urldefrag(urljoin(base, str(link.get("href", "")).strip())).url
    except ValueError:
        return ""


def is_document(url: str) -> bool:
    """Say whether an address is that of a file to open in another program."""
    try:
        return bool(DOCUMENT.search(urlsplit(url).path))
    except ValueError:
        return False
