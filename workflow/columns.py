"""A table of calls: what its columns are called, and its rows as words by field."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from io import StringIO
from itertools import zip_longest
from typing import NamedTuple

from msgspec import Struct

from papers.wording import LANGUAGES, Message, say
from scrapers import SourceChanged
from scrapers.tables import OLD, Cell, Sheet
from scrapers.uploads import table_of
from workflow.typed import CHOICES, FIELDS, USUAL, Typed, TypedDate, chosen

MOST_BYTES, MOST_ROWS, HEADER_WITHIN, LEAST = 1 << 20, 2000, 10, 2
PARTS = re.compile(r"\s*[;\n]\s*")


class Column(NamedTuple):
    """A column: its heading, what is expected in it, and what else it may be called."""

    heading: Message
    expects: Message
    also: str = ""


COLUMNS: dict[str, Column] = {
    "title": Column(Message("Title"), Message("needed"), "titel|call|utlysning|namn|name"),
    "funder": Column(Message("Funder"), Message("needed")),
    "deadline": Column(
        Message("Last day"),
        Message("days as 2027-03-01 with semicolons between; or: open all year, not known yet"),
        "deadline|sista dag|sista ansökningsdag|stänger|closes",
    ),
    "hour": Column(Message("Hour"), Message("as 16:00, where it is known"), "klockslag|time|tid"),
    "kind": Column(Message("Kind of day"), Message("of the days"), "slag av datum"),
    "season": Column(
        Message("Time of year"), Message("where no day is known yet: autumn 2027"), "season"
    ),
    "opens": Column(Message("Opens"), Message("a day as 2027-01-15")),
    "url": Column(
        Message("Address"), Message("of the call's own page"), "länk|link|url|webbadress|webbsida"
    ),
    "text": Column(Message("Text"), Message("what can be applied for"), "beskrivning|description"),
    "least": Column(Message("At least per project"), Message("a sum as 400 000")),
    "most": Column(Message("At most per project"), Message("a sum as 400 000")),
    "total": Column(Message("The whole call"), Message("a sum as 400 000")),
    "currency": Column(
        Message("Currency"), Message("SEK, EUR, NOK, DKK, GBP or USD; needed with a sum")
    ),
    "of": Column(Message("The sums per project are"), Message("of the sums")),
    "co_funding": Column(Message("Co-funding"), Message("in percent: 50"), "medfinansiering %"),
    "bound": Column(Message("The co-funding is"), Message("of the co-funding")),
    "applicants": Column(Message("Who may apply"), Message("in the funder's words")),
    "areas": Column(
        Message("Area"), Message("counties or countries, with commas between"), "areas|län|county"
    ),
    "language": Column(Message("Language"), Message("of the call; Swedish if it is empty")),
    "status": Column(Message("Status"), Message("only where it is not as the dates say"), "läge"),
    "identifier": Column(
        Message("Identifier"),
        Message("a name of your own for the call, so that it is known again next time"),
        "id|beteckning|diarienummer|dnr",
    ),
}
# Fields of what was typed that stand in a column of another name.
STANDS_IN = {"when": "deadline", "day": "deadline", "time": "hour"}


class Misread(Exception):
    """A file that is no table of calls; the message is for who sent it."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(say(message, "en"))


class Row(Struct, frozen=True, kw_only=True):
    """A row as words by column; `columns` are their letters, `formulas` the columns with one."""

    sheet: str
    number: int
    words: dict[str, str]
    columns: dict[str, str]
    formulas: tuple[str, ...] = ()

    def typed(self, before: Typed | None = None) -> Typed:
        """Return the row as if typed; what it has no column for is as it was before."""
        words = dict(before.words if before else {**USUAL, "when": ""})
        dates = before.dates if before else ()
        words |= {
            name: said for name, said in self.words.items() if name in (*FIELDS, "identifier")
        }
        if self.words.keys() & {"deadline", "hour", "kind", "season"}:
            said = self.words.get("deadline", "")
            word = chosen("when", said)
            words["when"] = word or ("dates" if said else "season" if words.get("season") else "")
            dates = () if word else self.dates()
        return Typed(words, dates)

    def dates(self) -> tuple[TypedDate, ...]:
        """Return the days with their hours and kinds; a single hour or kind is that of all."""
        days, hours, kinds = (
            PARTS.split(self.words.get(name, "")) for name in ("deadline", "hour", "kind")
        )
        hours, kinds = (
            each * len(days) if len(each) == 1 and days != [""] else each for each in (hours, kinds)
        )
        return tuple(TypedDate(*each) for each in zip_longest(days, hours, kinds, fillvalue=""))


def headings() -> dict[str, str]:
    """Return the fields by what their columns may be called, in lower case."""
    known: dict[str, str] = {}
    for name, column in COLUMNS.items():
        said = [say(column.heading, language) for language in LANGUAGES]
        known |= dict.fromkeys((each.casefold() for each in (*said, *column.also.split("|"))), name)
    known.pop("", None)
    return known


def rows_of(body: bytes) -> tuple[list[Row], list[str]]:
    """Read a file; return its rows, and the names of the columns and sheets that are not read."""
    if len(body) > MOST_BYTES:
        raise Misread(Message("The file is larger than 1 MB. Send it in parts."))
    if body.startswith(OLD):
        raise Misread(Message("This is an old Excel file (.xls). Save it as .xlsx or as CSV."))
    try:
        table = table_of(body)
    except SourceChanged as trouble:
        raise Misread(
            Message("This could not be read as a table. Save it as .xlsx or as CSV, and try again.")
        ) from trouble
    if table.broken:
        raise Misread(
            Message("Row {row}: a quotation mark opens and never closes.", {"row": table.broken})
        )
    rows: list[Row] = []
    unread, found = list(table.hidden), False
    for sheet in table.sheets:
        if header := header_of(sheet):
            found = True
            names = columns_of(header)
            unread += [cell.words for cell in header if cell.words and cell.column not in names]
            rows += below(sheet, header, names, table.formulas)
        elif sheet.name and sheet.rows:
            unread.append(sheet.name)
    if not found:
        raise Misread(
            Message("No row names the columns. The first row has to: {title}, {funder}, {day}.", {
                "title": COLUMNS["title"].heading, "funder": COLUMNS["funder"].heading,
                "day": COLUMNS["deadline"].heading,
            })
        )  # fmt: skip
    if not rows:
        raise Misread(Message("There are headings, and no calls below them."))
    if len(rows) > MOST_ROWS:
        raise Misread(Message("At most {most} rows at a time.", {"most": MOST_ROWS}))
    return rows, unread


def header_of(sheet: Sheet) -> list[Cell] | None:
    """Find the row that names the columns, among the first ones."""
    known = headings()
    for row in sheet.rows[:HEADER_WITHIN]:
        if sum(cell.words.casefold() in known for cell in row) >= LEAST:
            return row
    return None


def columns_of(header: list[Cell]) -> dict[str, str]:
    """Return the fields by the letters of their columns."""
    known, letters = headings(), dict[str, str]()
    for cell in header:
        name = known.get(cell.words.casefold())
        if name and name in letters.values():
            first = next(letter for letter, each in letters.items() if each == name)
            raise Misread(
                Message("Columns {first} and {second} are both “{heading}”. Leave one out.", {
                    "first": first, "second": cell.column, "heading": COLUMNS[name].heading,
                })
            )  # fmt: skip
        if name:
            letters[cell.column] = name
    return letters


def below(
    sheet: Sheet, header: list[Cell], names: Mapping[str, str], formulas: frozenset[str]
) -> Iterator[Row]:
    """Yield the rows under the headings that say something in a column that is read."""
    for row in sheet.rows:
        cells = {names[cell.column]: cell for cell in row if cell.column in names}
        written = tuple(name for name, cell in cells.items() if cell.place in formulas)
        if row[0].row > header[0].row and (written or any(each.words for each in cells.values())):
            yield Row(
                sheet=sheet.name, number=row[0].row, formulas=written,
                words={name: cell.words for name, cell in cells.items()},
                columns={name: letter for letter, name in names.items()},
            )  # fmt: skip


def expected(name: str, language: str) -> str:
    """Say what may stand in a column: words in general, or one of a few."""
    said = say(COLUMNS[name].expects, language)
    words = [say(each, language) for kept, each in CHOICES.get(name, {}).items() if kept]
    return f"{said}: {', '.join(words)}" if words else said


def example(language: str, today: date) -> bytes:
    """Write a file that can be imported as it is: CSV that Excel opens, with three calls."""
    when = CHOICES["when"]
    lines: list[dict[str, str]] = [
        {
            "title": say(Message("Example: young people and work"), language),
            "deadline": f"{today + timedelta(days=90)}", "hour": "16:00",
            "url": "https://funder.example/calls/1", "most": "400 000", "currency": "SEK",
            "of": say(CHOICES["of"]["support"], language), "co_funding": "50",
            "bound": say(CHOICES["bound"]["at_least"], language),
        },
        {
            "title": say(Message("Example: small grants"), language),
            "deadline": say(when["rolling"], language),
        },
        {
            "title": say(Message("Example: a greener county"), language),
            "season": say(Message("autumn {year}", {"year": str(today.year + 1)}), language),
        },
    ]  # fmt: skip
    names = [name for name in COLUMNS if name not in ("identifier", "kind", "status")]
    written = StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow(say(COLUMNS[name].heading, language) for name in names)
    for line in lines:
        facts = {"funder": say(Message("The Example Fund"), language), **line}
        table.writerow(facts.get(name, "") for name in names)
    return written.getvalue().encode("utf-8-sig")
