"""Tables that people send, Excel or CSV, read in a child process as any other strange bytes.

Formulas and macros are not evaluated; where a formula stands is told, since its value is not known.
"""

import csv
import datetime as dt
import warnings
from dataclasses import dataclass
from io import BytesIO, StringIO

import msgspec
from msgspec import Raw, Struct

from scrapers.child import Bounds, done
from scrapers.errand import Errand, Told
from scrapers.site import Site, Unreachable
from scrapers.source import SourceChanged
from scrapers.tables import ZIP, Cell, Sheet, excel, letter, told, workbook
from scrapers.texts import decode, tidy

START = "upload"
SEPARATORS = ";,\t"
BOUNDS = Bounds(seconds=30, cpu_seconds=10, questions=1, longest_line=16 << 20)


class Table(Struct, frozen=True, kw_only=True):
    """The sheets of a file, the places of its formulas, and the names of sheets that are hidden.

    `broken` is the row of a CSV file whose quotation marks do not close, if there is one.
    """

    sheets: list[Sheet]
    formulas: frozenset[str] = frozenset()
    hidden: tuple[str, ...] = ()
    broken: int = 0


@dataclass(frozen=True)
class OneFile:
    """A site with nothing but the file."""

    body: bytes
    start: str = START
    today: dt.date = dt.date.min

    def get(self, url: str) -> bytes:
        """Return the file."""
        return self.body

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        """Take nothing."""
        raise Unreachable("a file takes no questions")


def table_of(body: bytes) -> Table:
    """Read a file apart from all else; SourceChanged says what kept it from being read."""
    errand = Errand(does=f"{__name__}:read", start=START, today=dt.date.min, said=Raw(b"null"))
    said = done(errand, OneFile(body), BOUNDS, "the file")
    if not isinstance(said, Told):
        raise SourceChanged(said.suspicion or "nothing was read")
    return msgspec.json.decode(said.answer, type=Table)


def read(site: Site, said: Raw) -> Table:
    """Read the file; this is done by the child."""
    body = site.get(site.start)
    if not body.startswith(ZIP):
        return csv_table(body)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of hidden sheets, which are named in the answer
        sheets = list(workbook(body))
        # Once more as it is written: a formula is not its value, and lines are kept apart.
        book = excel().load_workbook(BytesIO(body), data_only=False)
    formulas, lines = set(), {}
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            place = Cell("", sheet.title, cell.row, letter(cell.column - 1)).place
            if cell.data_type == "f":
                formulas.add(place)
            elif isinstance(cell.value, str) and "\n" in cell.value:
                lines[place] = kept(cell.value)
    return Table(
        sheets=[
            Sheet(sheet.name, [[worded(cell, lines) for cell in row] for row in sheet.rows])
            for sheet in sheets
        ],
        formulas=frozenset(formulas),
        hidden=tuple(each.title for each in book.worksheets if each.sheet_state != "visible"),
    )


def worded(cell: Cell, lines: dict[str, str]) -> Cell:
    """Return a cell with its lines, if it has several."""
    return Cell(lines.get(cell.place, cell.words), cell.sheet, cell.row, cell.column)


def csv_table(body: bytes) -> Table:
    """Read CSV, parted by what parts its headings; UTF-8, or windows-1252 as Excel writes it."""
    try:
        text = decode(body)
    except SourceChanged:
        text = body.decode("cp1252")
    first = next((line for line in text.splitlines() if line.strip()), "")
    parted = csv.reader(
        StringIO(text, newline=""), delimiter=max(SEPARATORS, key=first.count), strict=True
    )
    lines: list[list[str]] = []
    try:
        lines.extend(parted)
    except csv.Error:
        return Table(sheets=[], broken=len(lines) + 1)
    rows = (
        [Cell(kept(words), "", number, letter(at)) for at, words in enumerate(line)]
        for number, line in enumerate(lines, 1)
    )
    return Table(sheets=[Sheet("", [row for row in rows if any(each.words for each in row)])])


def kept(words: str) -> str:
    """Return the words of a cell, line by line."""
    return "\n".join(filter(None, (told(line) for line in tidy(words).splitlines())))
