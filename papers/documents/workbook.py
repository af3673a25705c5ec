"""The budget as a workbook: a sheet that adds up, one for each party, and the co-funding.

Every sum is a formula with its value beside it, so that it is there before anything is computed.
"""

import datetime as dt
import re
from decimal import Decimal
from io import BytesIO
from typing import Any

from lexicon.document_types import WORKBOOK, document_types
from papers.documents.common import role
from papers.documents.composing import cleaned
from papers.documents.facts import NOTHING, Bid, Facts, Line, Party, Sums
from papers.documents.paper import Voice

LONGEST_NAME = 31  # of a sheet, says Excel
MOST_YEAR = 9999
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\n")


def workbook(facts: Facts, language: str, *, number: str, made_at: dt.datetime) -> bytes:
    """Write the budget of a bid."""
    return _Book(cleaned(facts).bid, Voice(language), number, made_at).written()


class _Book:
    """One workbook while it is written."""

    def __init__(self, bid: Bid, voice: Voice, number: str, made_at: dt.datetime) -> None:
        import xlsxwriter  # only who makes workbooks waits for it

        self.bid, self._ = bid, voice
        self.body = BytesIO()
        self.file = xlsxwriter.Workbook(self.body, {"in_memory": True})
        title = document_types()[WORKBOOK].name(voice.language)
        self.file.set_properties(
            {"title": f"{title}, {bid.title}"[:255], "comments": number,
             "created": made_at.replace(tzinfo=None)}
        )  # fmt: skip
        exact = any(each % 1 for party in bid.parties for each in amounts(party))
        money = {"num_format": "#,##0.00" if exact else "#,##0"}
        add = self.file.add_format
        self.plain = add({})
        self.large, self.quiet = (
            add({"bold": True, "font_size": 14}),
            add({"font_color": "#505050"}),
        )
        self.head = add({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.head_right = add({"bold": True, "bottom": 1, "align": "right", "text_wrap": True})
        self.sum, self.money = add({"bold": True, "top": 1, **money}), add(money)
        self.share = add({"num_format": "0.0%"})
        self.bold = add({"bold": True, "top": 1})
        self.names = sheet_names([voice("All"), *(each.name for each in bid.parties)])

    def written(self) -> bytes:
        overview = self.file.add_worksheet(self.names[0])
        places = [
            self.party(party, name)
            for party, name in zip(self.bid.parties, self.names[1:], strict=True)
        ]
        self.overview(overview, places)
        self.file.close()
        return self.body.getvalue()

    def words(self, sheet: Any, row: int, column: int, said: str, style: Any = None) -> None:
        """Write words as words; a mark keeps them from being a formula where they are pasted."""
        mark = "'" if said.startswith(FORMULA_LIKE) else ""
        sheet.write_string(row, column, mark + said, style or self.plain)

    def headed(self, sheet: Any, title: str, about: str, widths: tuple[int, ...]) -> None:
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        self.words(sheet, 0, 0, title, self.large)
        self.words(sheet, 1, 0, about, self.quiet)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def total(self, sheet: Any, row: int, column: int, first: int, value: Decimal) -> str:
        """Add up a column above; return where the sum stands."""
        name = letter(column)
        formula = f"=SUM({name}{first + 1}:{name}{row})" if row > first else "=0"
        sheet.write_formula(row, column, formula, self.sum, float(value))
        return f"{letter(column)}{row + 1}"

    def party(self, party: Party, name: str) -> tuple[str, str]:
        """Write a party's costs and co-funding; return where its two sums stand."""
        _ = self._
        sheet = self.file.add_worksheet(name)
        costs = with_rest(party.costs, "costkind", party.total_cost, _)
        paid_by = with_rest(party.paid_by, "fundkind", party.co_funding, _)
        years = {each.year for each in (*costs, *paid_by)} or {None}
        columns = sorted(years, key=lambda year: year or MOST_YEAR)
        self.headed(
            sheet,
            party.name,
            f"{role(party, _)}, {party.currency}",
            (42, *(16 for _each in columns), 16),
        )
        row, cost = self.lines(sheet, 3, _("Costs"), costs, columns)
        row, own = self.lines(sheet, row + 2, _("Co-funding"), paid_by, columns)
        return f"{quoted(name)}!{cost}", f"{quoted(name)}!{own}"

    def lines(
        self, sheet: Any, row: int, title: str, lines: list[Line], columns: list[int | None]
    ) -> tuple[int, str]:
        """Write sums by kind and year, added up both ways; return the last row and its sum."""
        _ = self._
        heads = [str(each) if each else _("Without a year") for each in columns]
        self.words(sheet, row, 0, title, self.head)
        for at, said in enumerate([*heads, _("Together")], 1):
            self.words(sheet, row, at, said, self.head_right)
        last = len(columns) + 1
        first = row = row + 1
        for what in dict.fromkeys(each.what for each in lines):
            self.words(sheet, row, 0, what)
            mine = [each for each in lines if each.what == what]
            for at, year in enumerate(columns, 1):
                amount = sum((each.amount for each in mine if each.year == year), NOTHING)
                sheet.write_number(row, at, float(amount), self.money)
            across = f"=SUM(B{row + 1}:{letter(last - 1)}{row + 1})"
            value = sum((each.amount for each in mine), NOTHING)
            sheet.write_formula(row, last, across, self.money, float(value))
            row += 1
        self.words(sheet, row, 0, _("Together"), self.bold)
        for at, year in enumerate(columns, 1):
            of_year = sum((each.amount for each in lines if each.year == year), NOTHING)
            self.total(sheet, row, at, first, of_year)
        whole = sum((each.amount for each in lines), NOTHING)
        return row, self.total(sheet, row, last, first, whole)

    def overview(self, sheet: Any, places: list[tuple[str, str]]) -> None:
        """Write the sheet that adds the parties up, apart for each currency."""
        _, bid = self._, self.bid
        title = document_types()[WORKBOOK].name(_.language)
        self.headed(sheet, title, bid.title, (42, 24, 10, 18, 18, 18, 14))
        heads = [_("Party"), _("Role"), _("Currency"), _("Total cost"), _("Co-funding")]
        heads += [_("Support applied for"), _("Co-funding, share")]
        for column, said in enumerate(heads):
            self.words(sheet, 3, column, said, self.head_right if column > 2 else self.head)
        row = first = 4
        for party, (cost, own) in zip(bid.parties, places, strict=True):
            for column, said in enumerate((party.name, role(party, _), party.currency)):
                self.words(sheet, row, column, said)
            sheet.write_formula(row, 3, f"={cost}", self.money, float(party.total_cost))
            sheet.write_formula(row, 4, f"={own}", self.money, float(party.co_funding))
            self.rest(sheet, row, party, self.money)
            row += 1
        last = row
        for total in bid.totals:
            for column, said in enumerate((_("Together"), "", total.currency)):
                self.words(sheet, row, column, said, self.bold)
            for column, value in ((3, total.total_cost), (4, total.co_funding)):
                among = f"{letter(column)}{first + 1}:{letter(column)}{last}"
                formula = f"=SUMIF(C{first + 1}:C{last},C{row + 1},{among})"
                sheet.write_formula(row, column, formula, self.sum, float(value))
            self.rest(sheet, row, total, self.sum)
            row += 1
        sheet.freeze_panes(4, 1)

    def rest(self, sheet: Any, row: int, of: Party | Sums, style: Any) -> None:
        """Write what is asked of the funder, and the project's own share."""
        line = row + 1
        support = float(of.total_cost - of.co_funding)
        sheet.write_formula(row, 5, f"=D{line}-E{line}", style, support)
        share = float(of.co_funding / of.total_cost) if of.total_cost else ""
        sheet.write_formula(row, 6, f'=IF(D{line}=0,"",E{line}/D{line})', self.share, share)


def with_rest(lines: tuple[Line, ...], context: str, whole: Decimal, _: Voice) -> list[Line]:
    """Return the lines, and one with what they do not divide, so that they add up to the whole."""
    rest = whole - sum((each.amount for each in lines), NOTHING)
    named = [Line(_.term(each.what, context), each.amount, each.year) for each in lines]
    return [*named, *([Line(_("Not divided by kind"), rest)] if rest else [])]


def amounts(party: Party) -> list[Decimal]:
    """Return every sum of a party."""
    lines = [each.amount for each in (*party.costs, *party.paid_by)]
    return [party.total_cost, party.co_funding, *lines]


def letter(column: int) -> str:
    """Name a column: A to Z, then AA."""
    before, last = divmod(column, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def sheet_names(names: list[str]) -> list[str]:
    """Make names that Excel takes: short, without its signs, each once whatever its case."""
    taken: list[str] = []
    for name in names:
        short = " ".join(FORBIDDEN.sub(" ", name).split()).strip("'")[:LONGEST_NAME].strip("' ")
        short = short if short and short.lower() != "history" else f"{short or '–'} 1"
        found, count = short, 1
        while found.casefold() in [each.casefold() for each in taken]:
            count += 1
            found = f"{short[: LONGEST_NAME - len(str(count)) - 1]} {count}"
        taken.append(found)
    return taken


def quoted(sheet: str) -> str:
    """Write a sheet's name as formulas have it."""
    return "'" + sheet.replace("'", "''") + "'"
