"""Plans of calls in Excel and CSV: headings in many words, days or seasons, all or nothing."""

import datetime as dt
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from lexicon.terms import DeadlineModel, Status
from scrapers import Draft, Reading, all_sources
from scrapers.headings import field_of
from scrapers.saved import Unreadable, read_saved
from scrapers.tables import LARGEST

SOURCE = all_sources()["plan"]
ENGLISH = [
    "Name of the call", "Geographical area covered by the call",
    "Policy objective or specific objective concerned", "Type of eligible applicants",
    "Total amount of support for the call (EUR)", "Start date of the call", "End date of the call",
]  # fmt: skip
ROW = ["Lakes", "Örebro län", "SO 1.1", "Municipalities", 3_000_000, dt.date(2027, 9, 6),
       dt.date(2027, 10, 4)]  # fmt: skip


def book(*sheets: tuple[str, list[list[Any]]], hidden: str = "") -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def read(body: bytes) -> Reading:
    return SOURCE.read_answer(body, SOURCE.start)


def with_(**cells: Any) -> bytes:
    """Make a plan of one call, with other cells at these columns."""
    row = list(ROW)
    for column, value in cells.items():
        row[ord(column) - ord("A")] = value
    return book(("Calls", [ENGLISH, row]))


def one(body: bytes) -> Draft:
    reading = read(body)
    assert reading.suspicion is None
    (draft,) = reading.drafts
    return draft


def test_a_row_is_a_planned_call_whose_days_are_not_certain() -> None:
    draft = one(with_())

    assert (draft.title, draft.status, draft.opens) == (
        "Lakes",
        Status.PLANNED,
        dt.date(2027, 9, 6),
    )
    assert [each.day for each in draft.deadlines] == [dt.date(2027, 10, 4)]
    assert (draft.areas, draft.applicants) == (("SE124",), "Municipalities")
    assert [(each.currency, each.total, each.preliminary) for each in draft.amounts] == [
        ("EUR", Decimal(3_000_000), True)
    ]
    assert [each.why for each in draft.uncertain] == ["the call is only planned"]


@pytest.mark.parametrize(
    "headings",
    [
        "Geografiskt område;Särskilt mål;Typ av sökande;Stödbelopp (EUR);Startdatum;Slutdatum",
        "Geografisk område;Spesifikt mål;Type søker;Totalbeløp (EUR);Åpner;Søknadsfrist",
        "Geografisk område;Særligt mål;Type ansøger;Samlet beløb (EUR);Åbner;Lukker",
        "Maantieteellinen alue;Erityistavoite;Hakijat;Tuen määrä (EUR);Haku alkaa;Haku päättyy",
        "Geografisches Gebiet;Spezifisches Ziel;Antragsteller;Betrag (EUR);Beginn;Ende",
        "Area;Specific\tobjective;ELIGIBLE APPLICANTS;Budget, EUR;Opening;Closing date",
    ],
)
def test_headings_are_known_in_many_languages(headings: str) -> None:
    reading = read(
        f"{headings}\nÖrebro län;SO 1.1;Kommuner;3000000;2027-09-06;2027-10-04\n".encode()
    )

    (draft,) = reading.drafts
    assert reading.warnings == []
    assert (draft.opens, draft.deadlines[0].day) == (dt.date(2027, 9, 6), dt.date(2027, 10, 4))
    assert (draft.area_text, draft.applicants) == ("Örebro län", "Kommuner")
    assert [each.total for each in draft.amounts] == [3_000_000]


@pytest.mark.parametrize(
    ("cell", "opens", "season", "model"),
    [
        ("autumn 2027", None, "autumn 2027", DeadlineModel.SEASON),
        ("hösten 2027", None, "hösten 2027", DeadlineModel.SEASON),
        ("Q3 2027", None, "Q3 2027", DeadlineModel.SEASON),
        ("6 september 2027", dt.date(2027, 9, 6), "", DeadlineModel.UNKNOWN),
        ("06.09.2027", dt.date(2027, 9, 6), "", DeadlineModel.UNKNOWN),
        ("Ej bestämt", None, "", DeadlineModel.UNKNOWN),
        ("-", None, "", DeadlineModel.UNKNOWN),
        (None, None, "", DeadlineModel.UNKNOWN),
        ("Löpande", None, "", DeadlineModel.UNKNOWN),
    ],
)
def test_a_start_is_a_day_a_season_or_not_decided(
    cell: str | None, opens: dt.date | None, season: str, model: DeadlineModel
) -> None:
    draft = one(with_(F=cell, G=None))

    assert (draft.opens, draft.season, draft.deadline_model) == (opens, season, model)


def test_both_days_may_stand_in_one_cell() -> None:
    head = "Område;Särskilt mål;Sökande;Belopp;Start- och slutdatum"
    row = "Östra Mellansverige;ESO 4.8;Föreningar;68 miljoner kronor;26 oktober 2026–16 mars 2027"

    draft = one(f"{head}\n{row}\n".encode())

    assert (draft.opens, draft.deadlines[0].day) == (dt.date(2026, 10, 26), dt.date(2027, 3, 16))
    assert (draft.amounts[0].currency, draft.amounts[0].total) == (
        "SEK", Decimal(68_000_000),
    )  # fmt: skip


def test_a_call_that_is_open_all_the_time_has_no_day_to_end() -> None:
    draft = one(with_(G="Löpande under 2027"))

    assert (draft.deadline_model, draft.deadlines) == (DeadlineModel.ROLLING, ())


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("F", "31.02.2027", "column F: '31.02.2027' is no such day"),
        ("F", "soon", "column F: 'soon' is neither a day nor a season"),
        ("G", 46300, "column G: '46300' is neither a day nor a season"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_nothing_is_kept(
    column: str, value: Any, words: str
) -> None:
    other = [*ROW]
    other[ord(column) - ord("A")] = value
    body = book(("Calls 2027", [ENGLISH, ROW, other]))

    reading = read(body)

    assert reading.drafts == []
    assert reading.suspicion == f"sheet 'Calls 2027', row 3, {words}"


def test_a_column_that_nobody_knows_is_reported_and_not_kept() -> None:
    body = book(("Calls", [[*ENGLISH, "Remarks"], [*ROW, "ask Vera"]]))

    reading = read(body)

    assert reading.warnings == ["sheet 'Calls', row 1, column H: unknown column 'Remarks'"]
    assert "Vera" not in str(reading.drafts)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Programområde", "objective"), ("Insatsområde", "objective"), ("Område", "area"),
        ("Målgrupp", None), ("Co-funding rate (%)", "aside"), ("Type of call", "aside"),
        ("Nr", "aside"), ("Call number", "identifier"), ("Diarienummer", "identifier"),
        ("Planerad start- och slutdatum", "period"), ("Ansökningsperiod", "period"),
        ("Start date of the call", "opens"), ("Projektstart", "aside"), ("Deadline", "closes"),
        ("Total amount of support for the call", "amount"), ("Utlysning", "title"),
        ("Kontaktperson", "people"), ("Beskrivning", "about"), ("Kommentar", None),
        ("This plan tells the area, the objective, the applicants and the amount of each call that "
         "we plan, with the day on which it starts.", None),
    ],
)  # fmt: skip
def test_a_heading_is_of_one_field(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_contact_persons_are_not_kept() -> None:
    body = book(("Calls", [[*ENGLISH, "Contact person"], [*ROW, "Vera Exempel"]]))

    reading = read(body)

    assert (reading.warnings, "Vera" in str(reading.drafts)) == ([], False)


def test_two_columns_that_are_the_same_thing_are_an_error() -> None:
    body = book(("Calls", [[*ENGLISH, "Opening of the call"], [*ROW, None]]))

    assert read(body).suspicion == (
        "sheet 'Calls', row 1, column A: both 'Start date of the call' (F) and "
        "'Opening of the call' (H) may be 'opens': leave one out"
    )


def test_the_start_of_projects_is_not_that_of_the_call() -> None:
    body = book(("Calls", [[*ENGLISH, "Earliest project start"], [*ROW, "2029-01-01"]]))

    assert one(body).opens == dt.date(2027, 9, 6)


def test_lines_above_the_headings_and_notes_below_the_rows_are_no_calls() -> None:
    body = book(("Calls", [["Planned calls"], ["Updated 8 October 2026"], [], ENGLISH, ROW, [],
                           ["* preliminary"]]))  # fmt: skip

    reading = read(body)

    assert len(reading.drafts) == 1
    assert reading.warnings == ["sheet 'Calls', row 7, column A: no call: '* preliminary'"]


def test_a_sheet_without_a_plan_and_a_hidden_one_are_told() -> None:
    body = book(("Calls", [ENGLISH, ROW]), ("Lists", [["Yes"], ["No"]]), ("Old", [ENGLISH, ROW]),
                hidden="Old")  # fmt: skip

    reading = read(body)

    assert len(reading.drafts) == 1
    assert reading.warnings == ["sheet 'Lists' is no plan", "sheet 'Old' is hidden and not read"]


def test_a_merged_cell_is_that_of_each_row() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (ENGLISH, ROW, ["Woods", None, *ROW[2:]]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    file = BytesIO()
    made.save(file)

    assert [each.areas for each in read(file.getvalue()).drafts] == [("SE124",)] * 2


def test_calls_of_one_name_are_told_apart() -> None:
    body = book(("Calls", [ENGLISH, ROW, [*ROW[:3], "Associations", *ROW[4:]]]))

    assert len({each.identifier for each in read(body).drafts}) == 2


def test_a_call_whose_days_are_moved_is_the_same_call() -> None:
    first, moved = one(with_()), one(with_(F=dt.date(2027, 9, 20), G="autumn 2027"))

    assert first.identifier == moved.identifier


def test_an_area_that_is_only_partly_known_is_kept_in_words() -> None:
    draft = one(with_(B="Örebro län, Atlantis"))

    assert (draft.areas, draft.area_text) == ((), "Örebro län, Atlantis")


@pytest.mark.parametrize(
    ("heading", "cell", "total"),
    [
        ("Budget (mEUR)", "1,5", 1_500_000), ("Budget, MSEK", 68, 68_000_000),
        ("Budget", "2 000 000 kr", 2_000_000), ("Budget", "TBC", None),
        ("Budget", "30000000", None), ("Budget (EUR)", "10-15 million", None),
    ],
)  # fmt: skip
def test_an_amount_needs_a_currency(heading: str, cell: Any, total: int | None) -> None:
    head, row = [*ENGLISH], [*ROW]
    head[4], row[4] = heading, cell

    draft = one(book(("Calls", [head, row])))

    assert [each.total for each in draft.amounts] == ([] if total is None else [total])
    doubted = "amounts" in {each.field for each in draft.uncertain}
    assert doubted is (total is None and cell != "TBC")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_however_it_was_saved(encoding: str, separator: str) -> None:
    head = ["Område", "Särskilt mål", "Sökande", "Belopp (EUR)", "Öppnar", "Stänger"]
    row = ["Örebro län", "SO 1.1", "Föreningar", "3000000", "2027-09-06", "2027-10-04"]
    text = "\r\n".join(separator.join(each) for each in (head, row))

    assert one(text.encode(encoding)).areas == ("SE124",)


@pytest.mark.parametrize(
    ("body", "suspicion"),
    [
        (b"\xd0\xcf\x11\xe0 old", "an old Excel file (.xls): save it as .xlsx or as CSV"),
        (b"PK\x03\x04 broken", "no whole Excel workbook (BadZipFile): save it as .xlsx or as CSV"),
        (with_()[:2000], "no whole Excel workbook"),
        (b"Name;Address\nVera;Lake Street\n", "no line names the columns of a plan"),
        (book(("Calls", [["Planned calls"]])), "no line names the columns of a plan"),
        (book(("Calls", [ENGLISH])), "0 calls"),
        (book(("Calls", [ENGLISH, *[ROW] * 5001])), "has more than 5000 rows"),
    ],
    ids=range(7),
)
def test_what_is_no_plan_is_suspect(body: bytes, suspicion: str) -> None:
    assert suspicion in str(read(body).suspicion)


def test_a_workbook_that_unpacks_to_too_much_is_left_unread() -> None:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"\0" * (LARGEST + 1))

    assert f"a workbook of {LARGEST + 1} bytes" in str(read(file.getvalue()).suspicion)


def test_a_saved_plan_is_read_and_an_error_names_the_file() -> None:
    assert len(read_saved(SOURCE, [("plan.xlsx", with_())]).drafts) == 1

    with pytest.raises(Unreadable, match=r"plan\.xlsx is no answer of plan: sheet 'Calls', row 2"):
        read_saved(SOURCE, [("plan.xlsx", with_(F="soon"))])
