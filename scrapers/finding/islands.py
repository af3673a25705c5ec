"""Data that a page hands its own scripts: what a framework would show, told as records."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement as Element

from scrapers.finding.place import Found, Nothing, Place, says_when
from scrapers.finding.records import records_in

# window.__STATE__ = {…}, registerInitialState('12.a', {…})
BEGINS = re.compile(r"[=(,]\s*(?=[{\[])")
FEWEST_LETTERS = 100
MOST_TRIED = 20
DECODER = json.JSONDecoder()


def find_islands(page: Element, place: Place) -> Found | None:
    """Read the records in a page's scripts of which most say when one may apply, or return None."""
    best: Found | None = None
    for value in islands(page):
        try:
            found = records_in(value, place)
        except Nothing:
            continue
        told = sum(map(says_when, found.drafts))
        if 2 * told >= len(found.drafts) and (best is None or len(found.drafts) > len(best.drafts)):
            best = Found("data in a script", found.drafts, found.notes)
    return best


def islands(page: Element) -> Iterator[Any]:
    """Yield the values of JSON in a page's scripts, without JSON-LD."""
    for script in page.iter("script"):
        kind, text = str(script.get("type", "")).lower(), script.text_content()
        if len(text) < FEWEST_LETTERS or "ld+json" in kind:
            continue
        if "json" in kind:
            yield from read(text.strip(), 0)
            continue
        at = 0
        for _ in range(MOST_TRIED):
            begin = BEGINS.search(text, at)
            if begin is None:
                break
            at = begin.end()
            for value, end in decoded(text, at):
                at = end
                yield value


def read(text: str, at: int) -> Iterator[Any]:
    """Yield the value that begins there, if one does."""
    yield from (value for value, _ in decoded(text, at))


def decoded(text: str, at: int) -> Iterator[tuple[Any, int]]:
    """Yield the value of JSON that begins there, and where it ends; nothing if it is none."""
    try:
        value, end = DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return
    if end - at >= FEWEST_LETTERS:
        yield value, end
