"""Records deep inside an answer: in objects within objects, or in a script of a page."""

import json
from typing import Any
from urllib.parse import unquote

from scrapers.reading import Row
from scrapers.source import SourceChanged
from scrapers.texts import tree


def within(value: Any, *path: str) -> Any:
    """Follow the names inwards; a missing one is a change."""
    for name in path:
        if not isinstance(value, dict) or name not in value:
            raise SourceChanged(f"no {name!r}")
        value = value[name]
    return value


def rows_within(value: Any, *path: str) -> list[Row]:
    """Return the records listed at the end of the path."""
    found = within(value, *path)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise SourceChanged(f"{path[-1]!r} is no list of records")
    return [Row(each) for each in found]


def scripted(body: bytes, css: str) -> Any:
    """Read the JSON, plain or percent-encoded, in the page's one script that the selector finds."""
    found = tree(body).cssselect(css)
    if len(found) != 1:
        raise SourceChanged(f"{len(found)} scripts are {css!r}")
    words = str(found[0].text_content()).strip()
    try:
        return json.loads(unquote(words, errors="strict") if words.startswith("%") else words)
    except (ValueError, RecursionError):
        raise SourceChanged(f"expected JSON in {css!r}, found {words[:60]!r}") from None


def inner(row: Row, name: str) -> Row:
    """Remove a record from within another, which not every one has; a missing one is empty."""
    found = (row.raw(name) if name in row else None) or {}
    if not isinstance(found, dict):
        raise SourceChanged(f"{name!r} is no record")
    return Row(found)
