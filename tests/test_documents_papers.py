"""What documents say and look like: Word, PDF, workbook, bundle. Looked into with other tools."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import msgspec
import openpyxl
import pikepdf
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lexicon.document_types import WORKBOOK, Of, document_types
from papers.documents.bundle import CONTENTS, SUMS, File, bundle
from papers.documents.composing import KINDS, LANGUAGES, compose
from papers.documents.facts import Approval, Bid, Facts, Line, Party
from papers.documents.paper import Paper, Table
from papers.documents.pdf import Unwritable, pdf
from papers.documents.word import word
from papers.documents.workbook import sheet_names, workbook
from tests.conftest import NOON

HOSTILE = 'Å & <b>"O\'Neill"</b> #let x = {{ 7 }} {% if %} =1+1 \\ $x$ @a *b* _c_ `d`'
RTL = "שלום עולם وزارة"


def approval(*, binding: bool = True) -> Approval:
    return Approval("Ada Ek", date(2026, 1, 9), binding, "ab" * 32, '{"part": "partner"}')


def party(id: int, name: str, part: str = "partner", **said: Any) -> Party:
    sums: dict[str, Any] = {"total_cost": Decimal(400_000), "co_funding": Decimal(200_000)}
    return Party(id=id, name=name, part=part, **{**sums, **said})


def bid(*more: Party, **said: Any) -> Bid:
    town = party(1, "Town", "lead", work="Cleans lakes", sector="public", approval=approval())
    club = party(2, "Club", work="Counts fish", sector="civil_society", approval=approval())
    facts = {"title": "Blue lakes", "summary": "We clean.\n\nTogether."}
    return Bid(
        **{**facts, "funder": "River Fund", "call": "Lakes", **said}, parties=(town, club, *more)
    )


def made(kind: str, language: str = "sv", of: Bid | None = None) -> Paper:
    whose = 2 if document_types()[kind].of is Of.PARTY else None
    facts = Facts(kind, of or bid(), whose)
    return compose(facts, language, number="2026-7-3", day=date(2026, 1, 12), house="Samsök")


def words_of(body: bytes) -> str:
    return "\n".join(each.text for each in Document(BytesIO(body)).paragraphs)


def words_in(paper: Paper) -> str:
    return msgspec.json.encode(paper).decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_opens_in_word_with_its_words_and_its_language(kind: str, language: str) -> None:
    opened = Document(BytesIO(word(made(kind, language), NOON)))

    said = [each.text for each in opened.paragraphs]
    assert document_types()[kind].name(language) in said
    assert opened.core_properties.language == {"sv": "sv-SE", "en": "en-GB"}[language]
    assert not [each for each in said if "{" in each and kind != "sign_on_record"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_is_a_pdf_that_is_tagged_titled_and_says_its_standards(
    kind: str, language: str
) -> None:
    with pikepdf.open(BytesIO(pdf(made(kind, language), NOON))) as opened:
        meta = opened.open_metadata()
        root = opened.Root

        assert root.MarkInfo.Marked
        assert str(root.Lang) == language
        assert root.ViewerPreferences.DisplayDocTitle
        assert meta["dc:title"] == f"{document_types()[kind].name(language)}, Blue lakes"
        assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == (
            "1", "2", "A",
        )  # fmt: skip
        assert roles(root.StructTreeRoot) >= {"/Document", "/H1", "/P"}


def roles(root: Any) -> set[str]:
    """Return the kinds of elements that the structure has."""
    found, waiting = set(), [root]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += list(each)
        elif isinstance(each, pikepdf.Dictionary):
            found |= {str(each.S)} if "/S" in each else set()
            waiting += [each.K] if "/K" in each else []
    return found


def test_every_font_of_a_pdf_is_in_it_and_a_table_has_its_headings() -> None:
    with pikepdf.open(BytesIO(pdf(made("partnership_agreement"), NOON))) as opened:
        fonts: list[Any] = []
        for page in opened.pages:
            resources: Any = page.Resources
            fonts += resources.Font.values()
        kinds = roles(opened.Root.StructTreeRoot)

        assert fonts
        assert all(
            any(key.startswith("/FontFile") for key in inner.FontDescriptor)
            for font in fonts
            for inner in font.DescendantFonts
        )
        assert kinds >= {"/Table", "/THead", "/TH", "/TD", "/L", "/LI"}


def test_all_content_of_a_page_is_tagged_or_an_artifact() -> None:
    with pikepdf.open(BytesIO(pdf(made("iop_agreement"), NOON))) as opened:
        for page in opened.pages:
            depth = 0
            stream: Any = pikepdf.parse_content_stream(page)
            for operands, operator in stream:
                if str(operator) in ("BDC", "BMC"):
                    depth += 1
                elif str(operator) == "EMC":
                    depth -= 1
                elif str(operator) in ("Tj", "TJ", "f", "S", "Do"):
                    assert depth, (operator, operands)


@pytest.mark.parametrize("kind", KINDS)
def test_signs_of_xml_markup_and_formulas_stand_as_they_are(kind: str) -> None:
    hostile = bid(
        party(3, HOSTILE, work=HOSTILE, approval=approval()), title=HOSTILE, summary=HOSTILE
    )

    paper = made(kind, of=hostile)

    assert HOSTILE in words_of(word(paper, NOON))
    assert pdf(paper, NOON).startswith(b"%PDF")


def test_names_that_are_read_from_the_right_and_control_characters_do_no_harm() -> None:
    odd = bid(party(3, f"{RTL}\x00\x0b\x1f￾", approval=approval()), summary="A\x07B\x85")

    paper = made("brief", of=odd)

    assert RTL in Document(BytesIO(word(paper, NOON))).tables[0].rows[3].cells[0].text
    assert pdf(paper, NOON).startswith(b"%PDF")


def test_signs_that_no_font_has_are_refused_in_pdf_and_stand_in_word() -> None:
    paper = made("brief", of=bid(title="日本 😀"))

    with pytest.raises(Unwritable):
        pdf(paper, NOON)
    assert "日本 😀" in words_of(word(paper, NOON))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=st.text(max_size=60), summary=st.text(max_size=300), name=st.text(max_size=60))
def test_whatever_people_write_word_can_be_opened(title: str, summary: str, name: str) -> None:
    paper = made("letter_of_intent", of=bid(party(3, name), title=title, summary=summary))

    assert words_of(word(paper, NOON))


def test_very_long_texts_fill_pages_and_nothing_else() -> None:
    long = bid(summary="Vatten och sjöar. " * 20_000)

    with pikepdf.open(BytesIO(pdf(made("letter_of_intent", of=long), NOON))) as opened:
        assert len(opened.pages) > 50


def test_a_brief_is_one_page_however_much_there_is_to_say() -> None:
    many = [
        party(
            number,
            f"Party number {number} of the county, " + "with a name " * 12,
            approval=approval(),
        )
        for number in range(3, 30)
    ]
    full = bid(*many, summary="We clean lakes. " * 500, title="T" * 300, call="C" * 300)

    for language in LANGUAGES:
        with pikepdf.open(BytesIO(pdf(made("brief", language, full), NOON))) as opened:
            assert len(opened.pages) == 1


def test_empty_parts_leave_no_empty_headings() -> None:
    bare = Bid("T", "", (party(1, "Town", "lead"), party(2, "Club", work="  ")))

    paper = made("letter_of_intent", "en", bare)

    assert "What the application is about" not in words_in(paper)
    assert "What Club does" not in words_in(paper)
    assert "Funder" not in words_in(paper)


def test_the_same_paper_is_the_same_bytes() -> None:
    assert pdf(made("brief"), NOON) == pdf(made("brief"), NOON)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (None, "Draft. Not yet approved by Club."),
        (approval(binding=False), "Preliminary. A decision is awaited from Club."),
        (approval(), ""),
    ],
)
def test_what_is_not_approved_is_marked(given: Approval | None, says: str) -> None:
    club = party(2, "Club", approval=given)
    of = msgspec.structs.replace(bid(), parties=(bid().lead, club))

    assert made("cofin_certificate", "en", of).draft == says


@pytest.mark.parametrize("kind", ["letter_of_intent", "sign_on_record"])
def test_in_what_capacity_somebody_signed_is_said_in_the_papers_language(kind: str) -> None:
    signed = replace(approval(), capacity="authorised_signatory")
    of = Bid("Blue lakes", "", (party(2, "Club", "lead", approval=signed),))

    said = {language: words_in(made(kind, language, of)) for language in LANGUAGES}

    assert "firmatecknare" in said["sv"].lower()
    assert "authorised signatory" in said["en"].lower()
    assert "authorised_signatory" not in said["sv"] + said["en"]


def test_a_certificate_names_what_is_given_and_adds_it_up() -> None:
    lines = (Line("cash", Decimal(150_000)), Line("staff_time", Decimal(50_000)))
    club = party(2, "Club", paid_by=lines, approval=approval())

    paper = made(
        "cofin_certificate", "en", msgspec.structs.replace(bid(), parties=(bid().lead, club))
    )
    table = next(each for each in paper.blocks if isinstance(each, Table))

    assert [row[-1] for row in table.rows] == ["150,000\u00a0kr", "50,000\u00a0kr"]
    assert table.foot[0][-1] == "200,000\u00a0kr"


def test_a_certificate_says_what_is_not_decided_yet_and_the_hours_behind_a_sum() -> None:
    line = Line(
        "staff_time", Decimal(200_000), decided=False, board="The board", day=date(2026, 3, 4),
        hours=Decimal(800), hourly_rate=Decimal(250),
    )  # fmt: skip
    club = party(2, "Club", paid_by=(line,), approval=approval())

    paper = made("cofin_certificate", "en", bid_of(club))

    table = next(each for each in paper.blocks if isinstance(each, Table))
    said = table.rows[0][0].replace("\u00a0", " ")
    assert said.endswith("; 800 hours at 250; not decided yet, The board, 4 March 2026")


def test_what_is_in_several_currencies_is_added_up_apart() -> None:
    club = party(2, "Club", currency="EUR", approval=approval())
    of = bid_of(club)

    paper = made("partnership_agreement", "en", of)
    book = opened(of)

    table = next(each for each in paper.blocks if isinstance(each, Table))
    assert [row[2] for row in table.foot] == ["400,000\u00a0kr", "400,000\u00a0euro"]
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[2:5] for row in rows if row[0] == "Together"] == [
        ("SEK", 400_000, 200_000), ("EUR", 400_000, 200_000),
    ]  # fmt: skip


def bid_of(club: Party) -> Bid:
    return msgspec.structs.replace(bid(), parties=(bid().lead, club))


# The workbook.


def opened(of: Bid, language: str = "en", *, values: bool = True) -> openpyxl.Workbook:
    body = workbook(Facts(WORKBOOK, of), language, number="2026-7-3", made_at=NOON)
    return openpyxl.load_workbook(BytesIO(body), data_only=values)


def cells(book: openpyxl.Workbook) -> Iterator[Any]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from row


def test_the_sums_of_a_workbook_are_the_decimal_sums_to_the_ore() -> None:
    costs = tuple(
        Line(kind, Decimal(f"{number}.{number:02}"), 2026 + number % 3)
        for number, kind in enumerate(("staff", "travel", "staff", "premises"), 11)
    )
    whole = sum((each.amount for each in costs), Decimal(0))
    club = party(3, "Counting club", costs=costs, total_cost=whole, co_funding=Decimal("0.01"))

    of = bid(club)
    book = opened(of)
    overview, own = book.worksheets[0], book.worksheets[3]

    last = next(row for row in overview.iter_rows(values_only=True) if row[0] == "Together")
    assert Decimal(str(last[3])) == of.totals[0].total_cost
    assert Decimal(str(last[4])) == of.totals[0].co_funding
    assert Decimal(str(round(last[5], 2))) == of.totals[0].total_cost - of.totals[0].co_funding
    mine = next(row for row in own.iter_rows(values_only=True) if row[0] == "Together")
    assert Decimal(str(round(mine[-1], 2))) == whole


def test_every_sum_is_a_formula_and_has_its_value_beside_it() -> None:
    formulas = [each for each in cells(opened(bid(), values=False)) if each.data_type == "f"]
    values = {(each.parent.title, each.coordinate): each.value for each in cells(opened(bid()))}

    assert len(formulas) > 10
    assert [
        each.coordinate for each in formulas if values[each.parent.title, each.coordinate] is None
    ] == []


def test_what_a_part_does_not_divide_stands_as_a_line_so_that_it_adds_up() -> None:
    part = party(3, "Half told", costs=(Line("staff", Decimal(100_000), 2027),))

    rows = list(opened(bid(part)).worksheets[3].iter_rows(values_only=True))

    assert ("Not divided by kind", 0, 300_000, 300_000) in rows
    assert next(row for row in rows if row[0] == "Together")[-1] == 400_000


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1"])
def test_no_words_become_a_formula_here_or_where_they_are_pasted(name: str) -> None:
    book = opened(bid(party(3, name, work=name), title=name), values=False)

    formulas = [each.value for each in cells(book) if each.data_type == "f"]
    said = [each.value for each in cells(book) if each.data_type == "s"]

    assert all(each.startswith(("=SUM(", "=SUMIF(", "=D", "=IF(", "='", "=0")) for each in formulas)
    assert [each for each in said if each.startswith(("=", "+", "-", "@", "\t"))] == []


def test_sheets_have_names_that_excel_takes() -> None:
    names = sheet_names(["All", "all", "A" * 50, "A" * 50, "a/b:c", "'", "", "History", "O'Neill"])

    assert len({each.casefold() for each in names}) == len(names)
    assert all(0 < len(each) <= 31 and not set(each) & set("[]:*?/\\") for each in names)
    assert not [each for each in names if each.startswith("'") or each.endswith("'")]


# The bundle.


def packed_of(files: list[File]) -> bytes:
    into = BytesIO()
    bundle("Blue lakes", files, into)
    return into.getvalue()


def test_a_bundle_has_a_table_of_contents_and_checksums_that_hold(tmp_path: Any) -> None:
    files = [File("a.pdf", "A letter", NOON, b"1"), File("b.docx", "Another", NOON, b"2")]

    with ZipFile(BytesIO(packed_of(files))) as packed:
        contents, sums = packed.read(CONTENTS).decode("utf-8-sig"), packed.read(SUMS).decode()
        packed.extractall(tmp_path)

    assert "Blue lakes" in contents
    assert "A letter" in contents
    for line in sums.splitlines():
        seal, name = line.split("  ", 1)
        assert sha256((tmp_path / name).read_bytes()).hexdigest() == seal


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/abs", "..\\x", "a\x00b", "CON:", "", "...", "x" * 500 + ".pdf"]
)
def test_no_name_in_a_bundle_leads_out_of_it(name: str) -> None:
    with ZipFile(
        BytesIO(packed_of([File(name, "", NOON, b"1"), File(name, "", NOON, b"2")]))
    ) as it:
        names = it.namelist()

    assert len(names) == len(set(names)) == 4
    assert all(
        not set(each) & set("/\\:\x00") and len(each) < 200 and each[0] != "." for each in names
    )
