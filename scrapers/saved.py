"""Reading what somebody saved of a source, and telling it in lines of JSON."""

from collections.abc import Iterable

import msgspec

from scrapers.draft import Draft
from scrapers.folding import fold
from scrapers.source import Reading, Source


class Unreadable(Exception):
    """A file is no answer of the source; the text names the file and says what is wrong."""


def read_saved(source: Source, files: Iterable[tuple[str, bytes]]) -> Reading:
    """Read saved answers of a source, by name and content; calls told in several are one."""
    drafts: list[Draft] = []
    warnings: set[str] = set()
    for name, body in files:
        reading = source.read_answer(body, source.start)
        if reading.suspicion is not None:
            raise Unreadable(f"{name} is no answer of {source.slug}: {reading.suspicion}")
        drafts += reading.drafts
        warnings.update(f"{name}: {each}" for each in reading.warnings)
    return Reading(fold(drafts), sorted(warnings))


def told(draft: Draft) -> bytes:
    """Tell a draft in one line of JSON: days as ISO 8601, money as decimal words, all fields."""
    return msgspec.json.encode(draft)
