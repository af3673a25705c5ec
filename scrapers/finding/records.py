"""JSON of unknown shape: the list of records with titles that tells most closing days."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace as with_parts
from typing import Any

from msgspec.structs import replace

from scrapers.draft import Draft
from scrapers.finding.cells import (
    CLOSES,
    LINK,
    LINKS,
    NAMES,
    STATUS,
    TEXTS,
    TITLE,
    TITLES,
    Cells,
    first,
    flat,
    said_in,
)  # fmt: skip
from scrapers.finding.place import Found, Nothing, Place, declared, doubted, language_of
from scrapers.finding.settling import Entry, settle
from scrapers.finding.words import is_heading, status_of
from scrapers.folding import fold
from scrapers.texts import decode, plain

DEEPEST = 6
LONGEST_HEADLINE = 200
OTHER = re.compile(r"(?:jobs?|vacanc\w+|careers?|news|\w*menu\w*|\w*navigation)", re.IGNORECASE)
# A whole block that was taken for a title: Cleaner lakes Closes 5 March 2027 Research You can apply
RUN_ON = re.compile(
    r"(\S.{8,}?\S)\s+((?:Stänger|Closes|Stenger|Lukker|Deadline:?)"
    r"\s+\d{1,2}\.?\s+\w+\s+\d{4})\b[\s.]*(.*)",
    re.DOTALL,
)


def find_records(body: bytes, place: Place) -> Found | None:
    """Read a list of records in JSON, or return None if it is something else."""
    if decode(body).lstrip()[:1] not in ("{", "["):
        return None
    return records_in(json_of(decode(body)), place)


def records_in(said: Any, place: Place) -> Found:
    """Read the list of records in a value of JSON; Nothing if there is none."""
    records = best_list(said)
    titles = "\n".join(title_of(flat(each)) for each in records)
    place = with_parts(place, language=language_of(titles, place.language))
    entries = [entry for at, each in enumerate(records) if (entry := read(each, at, place))]
    if not entries:
        raise Nothing("no list of records with titles is in this JSON")
    notes = [f"{len(records) - len(entries)} of {len(records)} records have no title of a call"]
    notes = notes if len(entries) < len(records) else []
    notes += settle(entries, place)
    return Found("JSON records", fold(named(entries)), notes)


def json_of(text: str) -> Any:
    """Read JSON, or JSON Lines."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            return [json.loads(line) for line in lines] if len(lines) > 1 else json.loads("")
        except (ValueError, RecursionError):
            raise Nothing(f"it begins like JSON, but is not: {error}") from error


def best_list(value: Any) -> list[dict[str, Any]]:
    """Return the list in which most records have a title: if any tell when they close, of those."""
    lists = [each for each in lists_in(value, DEEPEST) if each]
    cells = [[flat(each) for each in found] for found in lists]
    titled = [sum(1 for each in found if title_of(each)) for found in cells]
    closing = [sum(1 for each in found if said_in(each, CLOSES)) for found in cells]
    good = [at for at, count in enumerate(titled) if 2 * count >= len(lists[at]) and count]
    return lists[max(good, key=lambda at: (closing[at], titled[at], -at))] if good else []


def lists_in(value: Any, deep: int) -> Iterator[list[dict[str, Any]]]:
    """Yield every list of records, the outer ones first; objects by their names are one too."""
    if isinstance(value, list):
        yield [each for each in value if isinstance(each, dict)]
    elif isinstance(value, dict) and len(value) > 1:
        parts = list(value.values())
        yield parts if all(isinstance(each, dict) for each in parts) else []
    if isinstance(value, dict | list) and deep:
        named = value.items() if isinstance(value, dict) else (("", each) for each in value)
        for name, each in named:
            if not OTHER.fullmatch(name):
                yield from lists_in(each, deep - 1)


def title_of(cells: Cells) -> str:
    """Return what a record is called."""
    return plain(first(cells, TITLES, TITLE))


def read(record: dict[str, Any], at: int, place: Place) -> Entry | None:
    """Read one record's words; a heading that was taken for a call is none."""
    cells = flat(record)
    title = title_of(cells)
    if not title or is_heading(title):
        return None
    url = place.link(first(cells, LINKS, LINK))
    alone = not url
    url = place.beside(f"record {at + 1}") if alone else url
    texts = [plain(str(cells[name][0])) for name in TEXTS if name in cells]
    text = max(texts, key=len, default="")
    if len(title) > LONGEST_HEADLINE:
        text = f"{title}\n{text}".strip()  # it will be cut, and its words with it
    if run := RUN_ON.fullmatch(title):
        title, text = run[1], f"{run[2]}.\n{run[3]}\n{text}".strip()
    language = declared(first(cells, ("language", "lang", "sprak", "locale")))
    draft = place.draft(title=title, text=text, url=url, language=language)
    if alone:
        draft = doubted(draft, "url", title, "the record names no page of its own")
    status = status_of([first(cells, tuple(name for name in cells if STATUS.fullmatch(name)))])
    draft = replace(draft, status=status) if status else draft
    return Entry(cells, draft, said_in(cells, CLOSES))


def named(entries: list[Entry]) -> list[Draft]:
    """Name each draft by what is its own: an identifier, a page, or else both and the title."""
    names = [first(entry.cells, NAMES) for entry in entries]
    counts, pages = Counter(names), Counter(entry.draft.url for entry in entries)
    drafts = []
    for entry, name in zip(entries, names, strict=True):
        own = name if name and counts[name] == 1 else entry.draft.url
        own = own if own == name or pages[own] == 1 else f"{own} {name} {entry.draft.title}"
        drafts.append(replace(entry.draft, identifier=own))
    return drafts
