"""The days that data tells of its records, and where they are not believed.

Another collector once told one day for all 201 calls of a list, while their titles told others.
So a column of days is believed only if its days differ, and the records' own words agree.
"""

import dataclasses
from collections import Counter

from msgspec.structs import replace

from lexicon.terms import Deadline, DeadlineModel
from scrapers.draft import Draft
from scrapers.finding.cells import OPENS, Cells, said_in
from scrapers.finding.dates import Moment, certain, order_of
from scrapers.finding.place import Place, doubted, zoned

SUSPICIOUS = 3  # records of which every one tells the same day


@dataclasses.dataclass
class Entry:
    """One record, flat, with plain names; `days` are its closing days in data and `draft`
    what its words say by themselves.
    """

    cells: Cells
    draft: Draft
    said: tuple[str, str] | None = None


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
