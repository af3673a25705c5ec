"""JSON of unknown shape: the longest list of records with titles, and only what is certain in it.

Another collector once told one day for all 201 calls of a list, while their titles told others.
So a column of days is believed only if its days differ, and the records' own words agree.
"""

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from lexicon.terms import Deadline, DeadlineModel, Status
from scrapers.draft import Draft
from scrapers.finding.dates import Moment, certain, order_of
from scrapers.finding.place import Found, Nothing, Place, declared, doubted, language_of, zoned
from scrapers.finding.words import is_heading
from scrapers.folding import fold
from scrapers.texts import decode, plain

DEEPEST = 6
LONGEST_HEADLINE = 200
SUSPICIOUS = 3  # records of which every one tells the same day
TITLES = (
    "title", "calltitle", "rubrik", "titel", "tittel", "otsikko", "name", "nodename", "headline",
    "callname", "namn", "navn", "nimi", "subject",
)  # fmt: skip
LINKS = (
    "url", "link", "portalurl", "contenturl", "callurl", "href", "permalink", "pageurl", "webpage",
    "externalurl", "callexternalurl", "lank", "lenke",
)  # fmt: skip
NAMES = ("identifier", "id", "guid", "reference", "number", "objectid", "callid", "diarienummer")
TEXTS = (
    "contenthtml", "content", "contenttext", "description", "descriptionbyte", "body", "text",
    "summary", "abstract", "lead", "ingress", "beskrivning", "beskrivelse", "kuvaus", "excerpt",
)  # fmt: skip
CLOSES = re.compile(
    r"(?:(?:call|application|submission|final|closing|proposal)*deadline(?:date|at|time)?"
    r"|deadlinefor(?:applications?|submission)"
    r"|(?:call|application|submission)?clos(?:e|es|ed|ing)(?:s?on|date|datetime|at)?"
    r"|sista?ansökningsda(?:g|tum)|sistaansokningsda(?:g|tum)|st[aä]nger|st[aä]ngningsdatum"
    r"|s[oø]knadsfrist|ans[oø]gningsfrist|hakuaikap[aä][aä]ttyy)"
)
OPENS = re.compile(
    r"(?:call|application|submission)?open(?:s|ed|ing)?(?:s?on|date|datetime|at)?"
    r"|[oö]ppnar|[oö]ppningsdatum|hakuaikaalkaa"
)
# A whole block that was taken for a title: Cleaner lakes Closes 5 March 2027 Research You can apply
RUN_ON = re.compile(
    r"(\S.{8,}?\S)\s+((?:Stänger|Closes|Stenger|Lukker|Deadline:?)"
    r"\s+\d{1,2}\.?\s+\w+\s+\d{4})\b[\s.]*(.*)",
    re.DOTALL,
)
STATUS = re.compile(r"(?:call|opp(?:ortunity)?|application)?status(?:text|name)?")
STATUSES = {
    Status.CLOSED: [
        "closed",
        "stängd",
        "avslutad",
        "stengt",
        "lukket",
        "afsluttet",
        "päättynyt",
        "expired",
    ],
    Status.WITHDRAWN: ["withdrawn", "cancelled", "canceled", "återkallad", "inställd"],
    Status.PLANNED: ["planned", "planerad", "planlagt"],
    Status.PAUSED: ["paused", "suspended", "pausad"],
}


@dataclasses.dataclass
class Entry:
    """One record, flat, with plain names; `days` are its closing days in data and `draft`
    what its words say by themselves.
    """

    cells: dict[str, list[Any]]
    draft: Draft
    said: tuple[str, str] | None = None


def find_records(body: bytes, place: Place) -> Found | None:
    """Read a list of records in JSON, or return None if it is something else."""
    if decode(body).lstrip()[:1] not in ("{", "["):
        return None
    said = json_of(decode(body))
    records = best_list(said)
    titles = "\n".join(plain(first(flat(each), TITLES)) for each in records)
    place = dataclasses.replace(place, language=language_of(titles, place.language))
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
    """Return the longest list in which most records have a title."""
    lists = [each for each in lists_in(value, DEEPEST) if each]
    titled = {
        at: sum(1 for each in found if first(flat(each), TITLES)) for at, found in enumerate(lists)
    }
    good = [at for at, count in titled.items() if 2 * count >= len(lists[at]) and count]
    return lists[max(good, key=lambda at: (titled[at], -at))] if good else []


def lists_in(value: Any, deep: int) -> Iterator[list[dict[str, Any]]]:
    """Yield every list of records, the outer ones first."""
    if isinstance(value, list):
        yield [each for each in value if isinstance(each, dict)]
    if isinstance(value, dict | list) and deep:
        for each in value.values() if isinstance(value, dict) else value:
            yield from lists_in(each, deep - 1)


def flat(record: dict[str, Any]) -> dict[str, list[Any]]:
    """Return the scalars of a record by their plain names, those of an inner object after them."""
    cells: dict[str, list[Any]] = {}
    inner = [each for name, each in record.items() if isinstance(each, dict) and name[:1] != "_"]
    for part in (record, *inner):
        for name, value in part.items():
            listed = value if isinstance(value, list) else [value]
            kept = [each for each in listed if isinstance(each, str | int | float) and each != ""]
            if kept and name[:1] != "_":
                cells.setdefault(re.sub(r"[\W_]+", "", name.casefold()), kept)
    return cells


def first(cells: dict[str, list[Any]], names: tuple[str, ...]) -> str:
    """Return the words of the first of these cells that has some."""
    found = (str(cells[name][0]).strip() for name in names if name in cells)
    return next((each for each in found if each), "")


def read(record: dict[str, Any], at: int, place: Place) -> Entry | None:
    """Read one record's words; a heading that was taken for a call is none."""
    cells = flat(record)
    title = plain(first(cells, TITLES))
    if not title or is_heading(title):
        return None
    url = place.link(first(cells, LINKS))
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
    status = first(cells, tuple(name for name in cells if STATUS.fullmatch(name))).casefold()
    for kind, words in STATUSES.items():
        if status in words:
            draft = replace(draft, status=kind)
    return Entry(cells, draft, said_in(cells, CLOSES))


def said_in(cells: dict[str, list[Any]], names: re.Pattern[str]) -> tuple[str, str] | None:
    """Return the name and words of the first day; several days in one cell are told together."""
    for name, values in cells.items():
        if names.fullmatch(name) and isinstance(values[0], str):
            return name, " | ".join(map(str, dict.fromkeys(values)))
    return None


def settle(entries: list[Entry], place: Place) -> list[str]:
    """Give each entry the days of its data, where they can be believed; say where they cannot."""
    notes = []
    opened = [said_in(entry.cells, OPENS) for entry in entries]
    order = order_of(said[1] for entry in entries for said in (entry.said, *opened) if said)
    for entry, opens in zip(entries, opened, strict=True):
        moment = moment_of(opens, entry.draft, place, order)
        if moment and not entry.draft.opens:
            entry.draft = replace(entry.draft, opens=moment[0])
    for name in dict.fromkeys(entry.said[0] for entry in entries if entry.said):
        column = [entry for entry in entries if entry.said and entry.said[0] == name]
        moments = [moment_of(each.said, each.draft, place, order) for each in column]
        why = disbelief(column, moments)
        if why:
            notes.append(f"the days in {name!r} are not believed: {why}")
        for entry, moment in zip(column, moments, strict=True):
            entry.draft = with_day(entry, None if why else moment, why, place)
    return notes


def moment_of(
    said: tuple[str, str] | None, draft: Draft, place: Place, order: str
) -> Moment | None:  # fmt: skip
    """Return the day that a cell tells with certainty."""
    return certain(said[1], place.zone(draft.url, draft.language), order) if said else None


def disbelief(column: list[Entry], moments: list[Moment | None]) -> str:
    """Say why a whole column of days cannot be right, if so."""
    days = Counter(moment[0] for moment in moments if moment)
    denied = Counter(
        moment[0]
        for entry, moment in zip(column, moments, strict=True)
        if moment and denies(entry, moment)
    )
    for day, count in denied.items():
        if count > 1:
            return f"{day} is told of {count} records whose own words tell other days"
    if len(days) == 1 and days.total() >= SUSPICIOUS:
        return f"all {days.total()} records tell the same one, {next(iter(days))}"
    return ""


def denies(entry: Entry, moment: Moment) -> bool:
    """Say whether a record's words tell other days than its data, and are sure of them."""
    days = {each.day for each in entry.draft.deadlines}
    sure = not any(each.field == "deadlines" for each in entry.draft.uncertain)
    return bool(days) and sure and moment[0] not in days


def with_day(entry: Entry, moment: Moment | None, why: str, place: Place) -> Draft:
    """Return the draft with the day of its data; what is not certain is only told as a doubt."""
    draft, (name, words) = entry.draft, entry.said or ("", "")
    if moment is None and why and draft.deadlines:
        return draft
    if moment is None:
        why = why or "it is no day, or could be more than one"
        return doubted(draft, "deadlines", f"{name}: {words}", why)
    if denies(entry, moment):
        draft = replace(draft, deadlines=(), deadline_model=DeadlineModel.UNKNOWN)
        return doubted(draft, "deadlines", f"{name}: {words}", "the text tells another day")
    if draft.opens and moment[0] < draft.opens:
        draft = replace(draft, opens=None)
        return doubted(draft, "deadlines", f"{name}: {words}", "it closes before it opens")
    doubts = [each for each in draft.uncertain if each.field == "deadlines"]
    if len(draft.deadlines) > 1 and not doubts:
        return draft  # the data tells one of the days that the words are sure of
    zone = place.zone(draft.url, draft.language)
    hourly = (each for each in draft.deadlines if each.day == moment[0] and each.time)
    alone = Deadline(day=moment[0], time=moment[1], zone=zone)
    closes = alone if moment[1] else next(hourly, alone)
    sure = tuple(each for each in draft.uncertain if each.field not in ("deadlines", "zone"))
    model = DeadlineModel.SINGLE
    return zoned(replace(draft, deadlines=(closes,), deadline_model=model, uncertain=sure), zone)


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
