"""Reading what somebody saved of a source, and telling it in lines of JSON."""

from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import quote, urljoin

import msgspec

from scrapers.draft import Draft
from scrapers.folding import fold
from scrapers.reading import page_of
from scrapers.source import Reading, Source, SourceChanged


class Unreadable(Exception):
    """A file is no answer of the source; the text names the file and says what is wrong."""


def read_saved(source: Source, files: Iterable[tuple[str, bytes]]) -> Reading:
    """Read saved answers of a source, by name and content; calls told in several are one."""
    drafts: list[Draft] = []
    warnings: set[str] = set()
    for name, body in files:
        reading = source.read_answer(body, address(name, body, source.start))
        if reading.suspicion is not None:
            raise Unreadable(f"{name} is no answer of {source.slug}: {reading.suspicion}")
        drafts += reading.drafts
        warnings.update(f"{name}: {each}" for each in reading.warnings)
    return Reading(fold(drafts), sorted(warnings))


def address(name: str, body: bytes, start: str) -> str:
    """Say where a saved page came from: as it says itself, or beside the start, by its name."""
    if body.lstrip()[:1] != b"<":
        return start
    url = urljoin(start, quote(PurePath(name).name))
    try:
        links = page_of(body, url).some('link[rel="canonical"][href]')
    except SourceChanged:
        return url
    return links[0].link if links else url


def told(draft: Draft) -> bytes:
    """Tell a draft in one line of JSON: days as ISO 8601, money as decimal words, all fields."""
    return msgspec.json.encode(draft)
