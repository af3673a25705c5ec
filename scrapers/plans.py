# ruff: noqa: E501 (a pattern is read as one line)
"""Plans of calls, as Reg (EU) 2021/1060 Art 49(2) has managing authorities publish them.

A plan tells for each call the area, the policy or specific objective, the type of applicants, the
total amount, the day it starts and the day it ends. How a plan is laid out is nowhere said, so
columns are known by their headings, in seven languages; each one that is not is reported. A cell
that cannot be read is an error that names it, and then nothing of the plan is kept.
"""

import re
import warnings
from collections import Counter
from collections.abc import Mapping

from msgspec.structs import replace

from lexicon.areas import code_of, narrowest
from lexicon.terms import Amount, DateKind, Deadline, DeadlineModel, Doubt, MoneyKind, Status
from scrapers.draft import LONGEST_TITLE, Draft
from scrapers.headings import LEAST, NEEDED, SEVERAL, Header, header_of
from scrapers.lines import slug_of
from scrapers.prose.cells import When, when, window, zone_of
from scrapers.prose.money import found as sums_in
from scrapers.source import Source, SourceChanged, Unknown
from scrapers.tables import Cell, Sheet
from scrapers.texts import shortened

LONGEST = 200
UNIT = re.compile(
    r"\b(?:m(?:n)?kr|tkr|[MK]SEK|mEUR|M€|tEUR|EUR|euro|SEK|NOK|DKK|kronor|kr)\b|€", re.IGNORECASE
)
UNDECIDED = re.compile(
    r"^(?:tbc|tbd|n/?a|ej (?:bestämt|fastställt|beslutat)|to be (?:decided|confirmed|announced)|ikke (?:fastsatt|besluttet)|avoin|ei päätetty|preliminär\w*)\.?$",
    re.IGNORECASE,
)
ROLLING = re.compile(
    r"löpande|rolling|continuous|løpende|løbende|jatkuva|laufend|until funds|så länge medel",
    re.IGNORECASE,
)
PARTS = re.compile(r"\s*[,;/\n]\s*|\s+(?:och|and|og|samt|ja|und)\s+", re.IGNORECASE)


def plan_of(found: list[Sheet], url: str, source: Source) -> list[Draft]:
    """Read every call of a plan, all or none of them."""
    drafts: list[Draft] = []
    read = False
    for sheet in found:
        if (header := header_of(sheet)) is None:
            if any(cell.words for row in sheet.rows for cell in row):
                warnings.warn(f"sheet {sheet.name!r} is no plan", Unknown, stacklevel=2)
            continue
        read = True
        drafts += calls_of(sheet, header, url, source)
    if not read:
        raise SourceChanged(
            f"no line names the columns of a plan: at least {LEAST} of {', '.join(NEEDED)}"
        )
    return told_apart(drafts)


def calls_of(sheet: Sheet, header: Header, url: str, source: Source) -> list[Draft]:
    """Read the rows under the headings; one without what a call has is told and left out."""
    drafts = []
    for row in sheet.rows:
        if not row or row[0].row <= header.row or not any(cell.words for cell in row):
            continue
        if [cell.words for cell in row] == [header.words.get(at, "") for at in range(len(row))]:
            continue  # the headings again, on the next printed page
        cells: dict[str, list[Cell]] = {}
        for at, cell in enumerate(row):
            if at in header.columns and cell.words:
                cells.setdefault(header.columns[at], []).append(cell)
        if len({cell.words for cell in row if cell.words}) < 2 or not cells.keys() & {
            *NEEDED,
            "period",
        }:
            words = " ".join(dict.fromkeys(cell.words for cell in row if cell.words))
            warnings.warn(f"{row[0].place}: no call: {words[:100]!r}", Unknown, stacklevel=2)
            continue
        drafts.append(draft_of(cells, header, row, url, source))
    return drafts


def draft_of(
    cells: Mapping[str, list[Cell]], header: Header, row: list[Cell], url: str, source: Source
) -> Draft:
    """Read one row. What it tells is planned: nothing of it is told as a fact."""
    words = {
        name: "; ".join(
            dict.fromkeys(cell.words for cell in (each if name in SEVERAL else each[:1]))
        )
        for name, each in cells.items()
    }
    opens, closes, model = time_of(cells, source.language)
    title = words.get("title") or ", ".join(
        filter(None, (words.get(name) for name in ("programme", "objective", "area")))
    )
    if not title:
        raise SourceChanged(f"{row[0].place}: a call without a name, an objective or an area")
    called = f"{words['title']} {words.get('area', '')}" if "title" in words else title
    named = words.get("identifier") or called
    slug = slug_of(named)
    kind = DateKind.CUT_OFF if model is DeadlineModel.MULTIPLE_CUTOFF else DateKind.FINAL
    deadlines = tuple(
        Deadline(day=each.day, time=each.time, zone=zone_of(each, source.zone), kind=kind)
        for each in closes.days
        if each.day
    )
    doubts = [
        Doubt(field=name, words=words.get(cell) or words.get("period", ""), why=each.doubt)
        for name, cell, each in (("opens", "opens", opens), ("deadlines", "closes", closes))
        if each.doubt
    ]
    if deadlines:
        said = words.get("closes") or words.get("period", "")
        doubts.append(Doubt(field="deadlines", words=said, why="the call is only planned"))
    unit = next((header.words[at] for at, name in header.columns.items() if name == "amount"), "")
    amounts = amounts_of(words.get("amount", ""), unit, source.language, doubts)
    codes = [code_of(part) for part in PARTS.split(words.get("area", "")) if part]
    link = words.get("link", "")
    return Draft(
        identifier=slug,
        url=link if link.startswith(("https://", "http://")) else f"{url.partition('#')[0]}#{slug}",
        title=shortened(title, LONGEST_TITLE),
        funder=source.funder,
        language=source.language,
        programme=words.get("programme", ""),
        text="\n".join(
            f"{header.words[at]}: {row[at].words}"
            for at, name in header.columns.items()
            if name in SEVERAL and at < len(row) and row[at].words
        ),
        status=Status.PLANNED,
        deadline_model=model,
        opens=opens.days[0].day if opens.days else None,
        season="" if opens.days else opens.season,
        deadlines=deadlines,
        amounts=amounts,
        applicants=words.get("applicants", ""),
        areas=narrowest(codes) if codes and all(codes) else (),
        area_text=words.get("area", ""),
        uncertain=tuple(doubts),
    )


def time_of(cells: Mapping[str, list[Cell]], language: str) -> tuple[When, When, DeadlineModel]:
    """Read when a call starts and ends, each from its cell or both from one."""
    whole = cells.get("period", [])
    first, last = cells.get("opens", []), cells.get("closes", [])
    if whole and (span := window(whole[0].words, language)):
        doubt = span[0].doubt or span[1].doubt
        return When((span[0],), doubt=doubt), When((span[1],)), DeadlineModel.SINGLE
    opens = read_cell(first or whole, language)
    if whole and len(opens.days) > 1:
        raise SourceChanged(f"{whole[0].place}: {whole[0].words!r} is no span of two days")
    closes = read_cell(last, language)
    if any(ROLLING.search(cell.words) for cell in (*last, *whole)):
        return opens, When(), DeadlineModel.ROLLING
    if len(closes.days) > 1:
        return opens, closes, DeadlineModel.MULTIPLE_CUTOFF
    if closes.days:
        return opens, closes, DeadlineModel.SINGLE
    return opens, closes, DeadlineModel.SEASON if opens.season else DeadlineModel.UNKNOWN


def read_cell(cells: list[Cell], language: str) -> When:
    """Read a cell that says when, in the plan's language or in English; a word for not yet is none."""
    if not cells or UNDECIDED.search(cells[0].words) or ROLLING.search(cells[0].words):
        return When()
    cell = cells[0]
    found = when(cell.words, language)
    if not (found.days or found.season) and language != "en":
        found = when(cell.words, "en")
    if any(map(str.isalnum, cell.words)) and not (found.days or found.season):
        raise SourceChanged(f"{cell.place}: {cell.words!r} is {found.doubt or 'no day'}")
    return found


def amounts_of(words: str, heading: str, language: str, doubts: list[Doubt]) -> tuple[Amount, ...]:
    """Read the total amount, which is preliminary; its currency may stand in the heading alone."""
    if not any(map(str.isdigit, words)):
        return ()
    unit = UNIT.search(heading)
    said = words if UNIT.search(words) or not unit else f"{words} {unit[0]}"
    values = list(sums_in(said.replace("M€", "mEUR"), language))
    if len(values) != 1 or values[0].low is not None:
        why = "no currency is named" if not values else "more than one amount"
        doubts.append(Doubt(field="amounts", words=words, why=why))
        return ()
    total = values[0].high
    return (
        Amount(currency=values[0].currency, total=total, of=MoneyKind.SUPPORT, preliminary=True),
    )


def told_apart(drafts: list[Draft]) -> list[Draft]:
    """Name the calls of one name by their applicants and start as well."""
    names = Counter(each.identifier for each in drafts)
    return [
        replace(
            each, identifier=slug_of(f"{each.identifier} {each.applicants} {began(each)}")[:LONGEST]
        )
        if names[each.identifier] > 1
        else each
        for each in drafts
    ]


def began(draft: Draft) -> str:
    """Say when a call starts, in words."""
    return str(draft.opens or draft.season)
