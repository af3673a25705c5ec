"""Our own template for Word, which organisations may take, put their letterhead on, and send back.

In it `{{ name }}` stands for a value and `{%p … %}` for something that is repeated or chosen.
"""

from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

QUIET, MARK = RGBColor(0x50, 0x50, 0x50), RGBColor(0x7A, 0x46, 0x00)


@cache
def ours() -> bytes:
    """Build the template."""
    document = Document()
    _page(document)
    _styles(document)
    quiet = document.add_paragraph(style="Small")
    quiet.add_run("{{ number }}\t{{ day }}")
    quiet.paragraph_format.tab_stops.add_tab_stop(Cm(16.2), WD_TAB_ALIGNMENT.RIGHT)
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ about }}", style="Subtitle")
    _when(document, "draft", lambda: document.add_paragraph("{{ draft }}", style="Draft"))
    document.add_paragraph("{%p for block in blocks %}")
    _kinds(document)
    document.add_paragraph("{%p endfor %}")
    footer = document.sections[0].footer.paragraphs[0]
    footer.style = document.styles["Small"]
    footer.add_run("{{ foot }}")
    body = BytesIO()
    document.save(body)
    return body.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.4)


def _styles(document: Any) -> None:
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(11)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 20), ("Subtitle", 13), ("Heading 1", 13)):
        style = styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.font.color.rgb, style.font.italic = RGBColor(0, 0, 0), False
        fonts = style.element.rPr.find(qn("w:rFonts"))
        for theme in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[theme]  # a theme's font would go before the named one
    styles["Title"].element.pPr.remove(styles["Title"].element.pPr.find(qn("w:pBdr")))
    for name, size, colour in (("Small", 9, QUIET), ("Draft", 11, MARK), ("Signs", 8, None)):
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        style.font.size = Pt(size)
        if colour is not None:
            style.font.color.rgb = colour
    styles["Draft"].font.bold = True
    styles["Signs"].font.name = "Consolas"


def _kinds(document: Any) -> None:
    """Lay out each kind of block; a block is of one kind."""
    add = document.add_paragraph
    _when(document, 'block.kind == "heading"', lambda: add("{{ block.words }}", style="Heading 1"))
    _when(document, 'block.kind == "text"', lambda: add("{{ block.words }}"))
    _when(document, 'block.kind == "code"', lambda: add("{{ block.words }}", style="Signs"))

    def bullets() -> None:
        add("{%p for item in block.items %}")
        add("{{ item }}", style="List Bullet")
        add("{%p endfor %}")

    def facts() -> None:
        add("{%p for row in block.rows %}")
        line = add()
        line.add_run("{{ row.name }}: ").bold = True
        line.add_run("{{ row.value }}")
        line.paragraph_format.space_after = Pt(2)
        add("{%p endfor %}")

    def places() -> None:
        add("{%p for place in block.places %}")
        add().add_run("{{ place.party }}").bold = True
        add("{%p for line in place.lines %}")
        add("_" * 45).paragraph_format.space_before = Pt(18)
        add("{{ line }}", style="Small")
        add("{%p endfor %}")
        add("{%p endfor %}")

    _when(document, 'block.kind == "bullets"', bullets)
    _when(document, 'block.kind == "facts"', facts)
    _when(document, 'block.kind == "table"', lambda: _table(document))
    _when(document, 'block.kind == "places"', places)


def _when(document: Any, condition: str, lay: Any) -> None:
    document.add_paragraph("{%p if " + condition + " %}")
    lay()
    document.add_paragraph("{%p endif %}")


def _table(document: Any) -> None:
    """Lay out a table whose first row is its heading, for readers that read aloud too."""
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    _row(table, "{%tc for name in block.head %}", "{{ name }}", bold=True, heading=True)
    _only(table, "{%tr for row in block.rows %}")
    _row(table, "{%tc for cell in row %}", "{{ cell }}")
    _only(table, "{%tr endfor %}")
    _only(table, "{%tr for row in block.foot %}")
    _row(table, "{%tc for cell in row %}", "{{ cell }}", bold=True)
    _only(table, "{%tr endfor %}")
    document.add_paragraph()


def _row(table: Any, begin: str, value: str, *, bold: bool = False, heading: bool = False) -> None:
    row = table.add_row()
    for cell, words in zip(row.cells, (begin, value, "{%tc endfor %}"), strict=True):
        cell.paragraphs[0].add_run(words).bold = bold
        cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))


def _only(table: Any, words: str) -> None:
    table.add_row().cells[0].paragraphs[0].add_run(words)
