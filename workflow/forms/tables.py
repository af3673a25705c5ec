"""Tables that people send: their columns found by their headings, their rows as words."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from msgspec import Struct

from papers.wording import LANGUAGES, Message, say
from scrapers import SourceChanged
from scrapers.tables import OLD, Cell, Sheet
from scrapers.uploads import table_of

MOST_BYTES, MOST_ROWS, HEADER_WITHIN, LEAST = 1 << 20, 2000, 10, 2


class Column(NamedTuple):
    """A column: its heading, what is expected in it, and what else it may be called."""

    heading: Message
    expects: Message
    also: str = ""


Columns = Mapping[str, Column]


class Misread(Exception):
    """A file that is no such table; the message is for who sent it."""

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


class Wrong(NamedTuple):
    """What is wrong in a row: in which column, if the table has it, and under which heading."""

    row: Row
    column: str
    heading: Message
    message: Message


class Planned(Protocol):
    """What will come of a table; with anything wrong, nothing."""

    @property
    def wrong(self) -> list[Wrong]:
        """Return what is wrong, by row."""

    @property
    def is_idle(self) -> bool:
        """Say whether nothing would be done."""


def headings(columns: Columns) -> dict[str, str]:
    """Return the fields by what their columns may be called, in lower case."""
    known: dict[str, str] = {}
    for name, column in columns.items():
        said = [say(column.heading, language) for language in LANGUAGES]
        known |= dict.fromkeys((each.casefold() for each in (*said, *column.also.split("|"))), name)
    known.pop("", None)
    return known


def rows_of(body: bytes, columns: Columns) -> tuple[list[Row], list[str]]:
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
        if header := header_of(sheet, columns):
            found = True
            names = columns_of(header, columns)
            unread += [cell.words for cell in header if cell.words and cell.column not in names]
            rows += below(sheet, header, names, table.formulas)
        elif sheet.name and sheet.rows:
            unread.append(sheet.name)
    if not found:
        first = tuple(column.heading for column in list(columns.values())[:3])
        raise Misread(
            Message(
                "No row names the columns. The first row has to: {columns}.", {"columns": first}
            )
        )
    if not rows:
        raise Misread(Message("There are headings, and nothing below them."))
    if len(rows) > MOST_ROWS:
        raise Misread(Message("At most {most} rows at a time.", {"most": MOST_ROWS}))
    return rows, unread


def header_of(sheet: Sheet, columns: Columns) -> list[Cell] | None:
    """Find the row that names the columns, among the first ones."""
    known = headings(columns)
    for row in sheet.rows[:HEADER_WITHIN]:
        if sum(cell.words.casefold() in known for cell in row) >= LEAST:
            return row
    return None


def columns_of(header: list[Cell], columns: Columns) -> dict[str, str]:
    """Return the fields by the letters of their columns."""
    known, letters = headings(columns), dict[str, str]()
    for cell in header:
        name = known.get(cell.words.casefold())
        if name and name in letters.values():
            first = next(letter for letter, each in letters.items() if each == name)
            raise Misread(
                Message("Columns {first} and {second} are both “{heading}”. Leave one out.", {
                    "first": first, "second": cell.column, "heading": columns[name].heading,
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
