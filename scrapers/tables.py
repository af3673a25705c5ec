"""Tables in files, Excel or CSV, as rows of words; each cell knows where it stands."""

import csv
import datetime as dt
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

from scrapers.source import SourceChanged, Unknown
from scrapers.texts import decode, tidy

ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SEPARATORS = ";,\t|"
LARGEST = 50 << 20  # of a workbook, unpacked: a few kilobytes can be gigabytes
MOST_ROWS = 5000
MOST_COLUMNS = 100
WAY_OUT = "save it as .xlsx or as CSV"


@dataclass(frozen=True)
class Cell:
    """A cell: its words, a day as ISO 8601; and its place, as people name it."""

    words: str
    sheet: str
    row: int
    column: str

    @property
    def place(self) -> str:
        """Say where the cell is: sheet, row and column."""
        sheet = f"sheet {self.sheet!r}, " if self.sheet else ""
        return f"{sheet}row {self.row}, column {self.column}"


@dataclass(frozen=True)
class Sheet:
    """A sheet's rows with something in them; a CSV file is one sheet without a name."""

    name: str
    rows: list[list[Cell]]


def sheets(body: bytes) -> list[Sheet]:
    """Read an Excel workbook or a CSV file, whatever it is called."""
    if body.startswith(OLD):
        raise SourceChanged(f"an old Excel file (.xls): {WAY_OUT}")
    found = list(workbook(body)) if body.startswith(ZIP) else [csv_sheet(body)]
    for sheet in found:
        if len(sheet.rows) > MOST_ROWS:
            raise SourceChanged(f"sheet {sheet.name!r} has more than {MOST_ROWS} rows")
    return found


def workbook(body: bytes) -> Iterator[Sheet]:
    """Read the sheets that are shown; a merged cell's words are those of each of its cells."""
    try:
        with ZipFile(BytesIO(body)) as packed:
            size = sum(each.file_size for each in packed.infolist())
        if size > LARGEST:
            raise SourceChanged(f"a workbook of {size} bytes, more than {LARGEST}")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that it leaves out
            book = excel().load_workbook(BytesIO(body), data_only=True)
    except SourceChanged:
        raise
    except Exception as error:  # a broken one fails in its own way each time
        raise SourceChanged(
            f"a file that is no whole Excel workbook ({type(error).__name__}): {WAY_OUT}"
        ) from error
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            warnings.warn(f"sheet {sheet.title!r} is hidden and not read", Unknown, stacklevel=2)
            continue
        merged = {
            (row, column): sheet.cell(area.min_row, area.min_col).value
            for area in sheet.merged_cells.ranges
            if area.size["rows"] * area.size["columns"] <= MOST_ROWS
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
        rows = (
            [
                Cell(told(merged.get((each.row, each.column), each.value)), sheet.title,
                     each.row, letter(each.column - 1))
                for each in row
            ]
            for row in sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS))
        )  # fmt: skip
        # A sheet that was painted to its end has a million rows with nothing in them.
        yield Sheet(sheet.title, [row for row in rows if any(each.words for each in row)])


@cache
def excel() -> Any:
    """Load openpyxl when it is needed, and without numpy: a confined reader may not load that."""
    missing = sys.modules.get("numpy") is None
    if missing:
        sys.modules["numpy"] = None  # type: ignore[assignment]  # so that it is not to be found
    try:
        return import_module("openpyxl")
    finally:
        if missing:
            del sys.modules["numpy"]


def told(value: Any) -> str:
    """Return a value in words: a midnight as its day, a whole number without a fraction."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return f"{value.date()}" if midnight else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(tidy(str(value)).split())


def csv_sheet(body: bytes) -> Sheet:
    """Read CSV, parted by whatever parts its lines most; Excel writes windows-1252 at times."""
    try:
        text = decode(body)
    except SourceChanged:
        try:
            text = body.decode("cp1252")
        except UnicodeDecodeError:
            raise SourceChanged(f"expected a table, found {body[:20]!r}") from None
    head = text[:4000]
    try:
        lines = list(csv.reader(StringIO(text), delimiter=max(SEPARATORS, key=head.count)))
    except csv.Error as error:
        raise SourceChanged(f"a CSV file that cannot be read: {error}") from error
    rows = (
        [Cell(told(words), "", number, letter(at)) for at, words in enumerate(line)]
        for number, line in enumerate(lines, 1)
    )
    return Sheet("", [row for row in rows if any(each.words for each in row)])


def letter(at: int) -> str:
    """Name a column as spreadsheets do, from 0: A … Z, AA …"""
    return (letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)
