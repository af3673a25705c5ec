"""Tables of calls: read whatever wrote them, all of it or nothing, and twice is once."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Event
from papers.wording import LANGUAGES, say
from tests.conftest import NOON, People
from workflow import Refused
from workflow.calls.entering import entered
from workflow.calls.importing import Fate, Plan, carry_out, plan
from workflow.forms import tables
from workflow.forms.columns import COLUMNS, example
from workflow.forms.tables import MOST_BYTES, MOST_ROWS, Misread, Row
from workflow.history import phrase

HEAD = "Titel;Finansiär;Sista dag;Adress\n"
TWO = HEAD + "Renare sjöar;Fonden;2026-03-01;https://f.example/1\nBättre åar;Fonden;löpande;\n"
LATER = NOON + timedelta(days=1)


def rows_of(body: bytes) -> tuple[list[Row], list[str]]:
    return tables.rows_of(body, COLUMNS)


def planned(session: Session, body: str | bytes) -> Plan:
    return plan(session, rows_of(body.encode() if isinstance(body, str) else body)[0])


def imported(session: Session, people: People, body: str | bytes) -> Plan:
    found = planned(session, body)
    assert found.wrong == []
    carry_out(session, found, name="calls.csv", by=people.cleo, now=NOON)
    session.commit()
    return found


def fates(found: Plan) -> list[str]:
    return [line.fate.value for line in found.lines]


def wrong(found: Plan) -> list[tuple[int, str, str]]:
    return [(each.row.number, each.column, say(each.message, "en")) for each in found.wrong]


def workbook(change: Callable[[openpyxl.Workbook], object] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Utlysningar"
    for line in TWO.splitlines():
        book.active.append([*line.split(";"), "En\nTvå"])
    book.active["E1"] = "Text"
    change(book)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_is_read_whatever_wrote_it(session: Session, encoding: str, separator: str) -> None:
    body = TWO.replace(";", separator).encode(encoding)

    assert [line.draft.title for line in planned(session, body).lines] == [
        "Renare sjöar", "Bättre åar",
    ]  # fmt: skip


def test_a_workbook_is_read_with_its_days_and_lines(session: Session) -> None:
    first = planned(session, workbook()).lines[0].draft

    assert (str(first.deadlines[0].day), first.text) == ("2026-03-01", "En\nTvå")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_can_be_imported_as_it_is(
    session: Session, people: People, language: str
) -> None:
    body = example(language, NOON.date())

    assert fates(imported(session, people, body)) == ["new", "new", "new"]
    assert fates(planned(session, body)) == ["unchanged", "unchanged", "unchanged"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_known_by_its_heading(language: str) -> None:
    head = ";".join(say(column.heading, language) for column in COLUMNS.values())

    rows, unread = rows_of(f"{head}\n{'x;' * len(COLUMNS)}".encode())

    assert (set(rows[0].words), unread) == (set(COLUMNS), [])


def test_run_twice_is_run_once(session: Session, people: People) -> None:
    imported(session, people, TWO)
    again = imported(session, people, TWO)

    assert fates(again) == ["unchanged", "unchanged"]
    assert sorted(entered(session)) == ["fonden-bättre-åar", "fonden-renare-sjöar"]
    told = [say(phrase(each), "en") for each in session.scalars(select(Event))]
    assert told == ["Calls were imported from calls.csv: 2 new, 0 changed."]


def test_what_changed_in_the_table_changes_in_the_call(session: Session, people: People) -> None:
    imported(session, people, TWO)

    found = imported(session, people, TWO.replace("2026-03-01", "2026-04-01"))

    assert [(line.fate, line.fields) for line in found.lines] == [
        (Fate.CHANGED, ("deadlines",)), (Fate.UNCHANGED, ()),
    ]  # fmt: skip
    lakes = entered(session)["fonden-renare-sjöar"]
    assert [each.field for each in lakes.changes] == ["deadlines"]


def test_a_column_that_is_not_there_leaves_what_is_known(session: Session, people: People) -> None:
    imported(session, people, TWO.replace("Adress\n", "Adress;Text\n").replace("/1\n", "/1;Hej\n"))

    found = imported(session, people, TWO.replace("2026-03-01", "2026-04-01"))

    assert found.lines[0].fields == ("deadlines",)
    assert entered(session)["fonden-renare-sjöar"].text == "Hej"


def test_an_identifier_tells_calls_of_one_address_apart(session: Session, people: People) -> None:
    table = (
        "Id;Titel;Finansiär;Sista dag;Adress\n"
        "a;Ett;F;löpande;https://f.example\nb;Två;F;löpande;https://f.example\n"
    )
    imported(session, people, table)

    found = imported(session, people, table.replace("Två", "Tre"))

    assert fates(found) == ["unchanged", "changed"]
    assert {name: call.title for name, call in entered(session).items()} == {"a": "Ett", "b": "Tre"}
    unnamed = table.replace("\na;", "\n;").replace("\nb;", "\n;")
    assert wrong(planned(session, unnamed))[0] == (
        2, "E", "Several calls have this address. Give the identifier.",
    )  # fmt: skip


def test_a_call_without_an_address_is_known_by_its_title(session: Session, people: People) -> None:
    imported(session, people, HEAD + "Ett;F;2026-03-01;\n")

    assert fates(planned(session, HEAD + "Ett;F;2026-05-01;\n")) == ["changed"]


@pytest.mark.parametrize(
    "row", ["X;F;löpande;https://x.example/1\n", "Cleaner lakes;F;2026-03-01;\n"]
)
def test_what_a_source_tells_already_is_left_as_it_is(
    session: Session, people: People, row: str
) -> None:
    found = imported(session, people, HEAD + row)

    assert [(line.fate, line.call) for line in found.lines] == [(Fate.KNOWN, people.lakes)]
    assert entered(session) == {}


def test_with_anything_wrong_all_of_it_is_told_and_nothing_is_done(
    session: Session, people: People
) -> None:
    table = TWO + ";Fonden;i vår;\n\nIs;;2026-13-01;www.x\n"

    found = planned(session, table)

    assert wrong(found) == [
        (4, "A", "Give the call its title."),
        (4, "C", "Write the day as 2027-03-01."),
        (6, "B", "Say who gives the money."),
        (6, "D", "Write the whole address, as https://funder.example/call."),
        (6, "C", "Write the day as 2027-03-01."),
    ]
    with pytest.raises(AssertionError):
        carry_out(session, found, name="x", by=people.cleo, now=NOON)
    assert entered(session) == {}


def test_an_error_names_its_sheet_and_its_column(session: Session) -> None:
    def worsen(book: openpyxl.Workbook) -> None:
        book.active["C2"] = "snart"

    one = planned(session, workbook(worsen)).wrong[0]

    assert (one.row.sheet, one.row.number, one.column) == ("Utlysningar", 2, "C")


def test_a_row_that_is_there_twice_is_told(session: Session) -> None:
    found = planned(session, TWO + "Renare sjöar;Fonden;2026-03-01;https://f.example/1/\n")

    assert wrong(found) == [
        (4, "A", "Row 2 is the same call. Leave one out, or give each its identifier.")
    ]


def test_a_formula_is_not_run_and_is_told(session: Session) -> None:
    def worsen(book: openpyxl.Workbook) -> None:
        book.active["C2"] = "=DATE(2026,3,1)"
        book.active["G9"] = "=1+1"  # where nothing is read

    assert wrong(planned(session, workbook(worsen))) == [
        (2, "C", "There is a formula. Write its value in its place.")
    ]


def test_words_that_look_like_a_formula_are_words(session: Session) -> None:
    found = planned(session, TWO.replace("Renare sjöar", "=1+1"))

    assert found.lines[0].draft.title == "=1+1"


def test_a_macro_is_not_run_and_does_no_harm(session: Session) -> None:
    body = BytesIO(workbook())
    with ZipFile(body, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open")

    assert fates(planned(session, body.getvalue())) == ["new", "new"]


def test_what_is_not_read_is_named() -> None:
    def add(book: openpyxl.Workbook) -> None:
        book.active["F1"] = "Kommentar"
        book.create_sheet("Anteckningar").append(["Ring Eva"])
        book.create_sheet("Dold").sheet_state = "hidden"

    assert rows_of(workbook(add))[1] == ["Dold", "Kommentar", "Anteckningar"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"x" * (MOST_BYTES + 1), "larger than 1 MB"),
        (b"\xd0\xcf\x11\xe0", "old Excel file"),
        (b"PK\x03\x04 but no workbook", "could not be read as a table"),
        (b"\x89PNG\r\n\x81", "could not be read as a table"),
        (b"", "No row names the columns"),
        (b"hello;there\n1;2\n", "No row names the columns"),
        (HEAD.encode(), "nothing below them"),
        (f'{HEAD}"x;y\n'.encode(), "Row 2: a quotation mark opens and never closes"),
        (b"Titel;Title;Funder\na;b;c\n", "Columns A and B are both"),
        (HEAD.encode() + b"x;y;z;\n" * (MOST_ROWS + 1), "At most 2000 rows"),
    ],
    ids=lambda each: each[:12].decode("latin-1") if isinstance(each, bytes) else "",
)
def test_a_file_that_is_no_table_of_calls_is_told_with_the_way_out(body: bytes, words: str) -> None:
    with pytest.raises(Misread, match=words):
        rows_of(body)


def test_a_bomb_is_told_and_costs_little() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", 8) as file:
        file.writestr("xl/workbook.xml", b" " * (60 << 20))

    with pytest.raises(Misread, match="could not be read as a table"):
        rows_of(packed.getvalue())


def test_days_hours_and_kinds_stand_side_by_side(session: Session) -> None:
    head = "Title;Funder;Last day;Hour;Kind of day\n"
    body = f'{head}Two;F;"2026-03-01; 2026-09-01";16:00;"stage 1; stage 2"\n'

    found = planned(session, body).lines[0].draft

    assert [(f"{each.time:%H}", each.kind) for each in found.deadlines] == [
        ("16", "stage_1"), ("16", "stage_2"),
    ]  # fmt: skip


def test_only_some_may_import(session: Session, people: People) -> None:
    found = planned(session, TWO)

    with pytest.raises(Refused):
        carry_out(session, found, name="x", by=people.ada, now=NOON)


def test_from_the_command_line_a_table_is_shown_and_done_once(tmp_path: Path) -> None:
    from tests.commanding import samsok

    table = tmp_path / "calls.csv"
    table.write_text(TWO, encoding="utf-8")

    bad = tmp_path / "bad.csv"
    bad.write_text(HEAD + ";F;snart;\n", encoding="utf-8")

    refused = samsok("import", "calls", str(bad), "--yes", folder=tmp_path)
    first = samsok("import", "calls", str(table), "--yes", folder=tmp_path)
    again = samsok("import", "calls", str(table), folder=tmp_path)

    assert refused.returncode == 1
    assert "row 2, column C (Last day): Write the day as 2027-03-01." in refused.stderr
    assert first.stdout.endswith("2 new, 0 changed, 0 unchanged, 0 known\nDone.\n")
    assert again.stdout == "0 new, 0 changed, 2 unchanged, 0 known\n"
