"""The rows of a table, each cell after its column's name."""

from copy import deepcopy

from lxml.html import HtmlElement as Element

from scrapers.texts import words_of


def row_words(row: Element) -> str:
    """Return the cells of a row, each after its column's name: that says what a day is for."""
    words = [one_line(words_of(each)) for each in cells_of(row)]
    names = columns(row) or [""] * len(words)
    lines = [f"{name}: {cell}" if name else cell for name, cell in zip(names, words, strict=True)]
    return "\n".join(line for line, cell in zip(lines, words, strict=True) if cell)


def told_by_columns(page: Element) -> str:
    """Return the words of a part of a page, each cell of its tables after its column's name."""
    told = deepcopy(page)
    lines = [(row, row_words(row)) for row in told.iter("tr") if is_named(row)]
    for row, words in lines:
        row.clear()
        for line in words.splitlines():
            row.append(row.makeelement("p"))
            row[-1].text = line
    return words_of(told)


def is_named(row: Element) -> bool:
    """Say whether a row of a table stands under one that only names columns."""
    table = next(row.iterancestors("table"), None)
    first = next(table.iter("tr")) if table is not None else row
    cells = cells_of(first)
    if first is row or len(cells) < 2 or len(cells) != len(cells_of(row)):
        return False
    bold = [each.find(".//strong") if each.find(".//b") is None else each for each in cells]
    return all(each.tag == "th" for each in cells) or None not in bold


def columns(row: Element) -> list[str]:
    """Return the names of a table's columns: its head cells, or a first row without links."""
    table = next(row.iterancestors("table"), None)
    if table is None:
        return []
    first = next(table.iter("tr"))
    names = list(first.iter("th")) or list(table.iter("th"))
    if not names and first is not row and first.find(".//a") is None:
        names = cells_of(first)
    return [one_line(words_of(each)) for each in names] if len(names) == len(cells_of(row)) else []


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [each for each in row if each.tag in ("td", "th")]


def one_line(text: str) -> str:
    """Return a text in one line, without the sign of a list's item."""
    return " ".join(text.split()).removeprefix("• ")
