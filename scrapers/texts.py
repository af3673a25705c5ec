"""From bytes to plain text: decoded by what they are, paragraphs and headings kept."""

import json
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import lxml.etree
import lxml.html

from lexicon.repair import repaired
from scrapers.source import SourceChanged

# The longer mark first: a UTF-32 one begins like a UTF-16 one.
MARKS = {
    BOM_UTF32_LE: "utf-32", BOM_UTF32_BE: "utf-32", BOM_UTF8: "utf-8-sig",
    BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16",
}  # fmt: skip
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# What calls itself Latin-1 is, on the web, windows-1252.
LATIN = ("cp1252", "latin-1")
CODES = {
    b"iso-8859-1": LATIN, b"latin1": LATIN, b"windows-1252": LATIN, b"us-ascii": LATIN,
    b"iso-8859-15": ("iso-8859-15",), b"utf-16": ("utf-16",),
}  # fmt: skip
HEAD = 2048
PACKED = (b"PK", b"%PDF", b"\x1f\x8b")
SILENT = (
    lxml.etree.Comment, lxml.etree.ProcessingInstruction,
    "script", "style", "noscript", "template", "head", "svg", "button",
)  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
PARAGRAPHS = HEADINGS | {"p", "ul", "ol", "dl", "table", "blockquote", "pre", "section", "article"}
LINES = {"div", "li", "tr", "dt", "dd", "header", "footer", "main", "nav", "aside", "hr"}
# What each block adds before and after itself; a run of them is then one break.
GAPS = {
    **dict.fromkeys(PARAGRAPHS, "\n"), **dict.fromkeys(LINES, "\r"), "br": "\v",
    "td": " ", "th": " ",
}  # fmt: skip
BREAK = re.compile(r"[ \r\n\v]*[\r\n\v][ \r\n\v]*")


def decode(body: bytes) -> str:
    """Turn an answer into text: by its mark, as UTF-8, or as it declares itself."""
    mark = next((each for each in MARKS if body.startswith(each)), b"")
    said = DECLARED.search(body[:HEAD])
    declared = CODES.get(said[1].lower(), ()) if said else ()
    for encoding in [MARKS[mark]] if mark else ["utf-8", *declared]:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceChanged(f"expected text, found {len(body)} bytes that are not: {body[:20]!r}")


def tree(body: bytes) -> lxml.html.HtmlElement:
    """Parse HTML, whatever it declares itself to be encoded as."""
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True)
    text = decode(body).replace("\0", "")
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.LxmlError as error:
        raise SourceChanged(f"expected a page, found {shortened(text, 60)!r}") from error


def parsed(body: bytes) -> Any:
    """Read JSON; anything else is told by what it begins with."""
    text = decode(body)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        kind = "HTML" if text.lstrip()[:1] == "<" else "something else"
        start = shortened(" ".join(text[:200].split()), 60)
        raise SourceChanged(f"expected JSON, found {kind}: {start!r}") from None


def plain(html: str) -> str:
    """Return the words of a piece of HTML, a blank line between paragraphs, a bullet per item."""
    if "<" not in html and "&" not in html:
        return tidy(html)
    return words_of(tree(f"<div>{html}</div>".encode("utf-8", "replace")))


def words_of(element: lxml.html.HtmlElement) -> str:
    """Return the words of an element, as `plain` does."""
    spoken = deepcopy(element)
    lxml.etree.strip_elements(spoken, *SILENT, with_tail=False)
    return tidy(re.sub(r"•\s+", "• ", BREAK.sub(broken, "".join(pieces(spoken)))))


def broken(run: re.Match[str]) -> str:
    """Make a run of breaks one: between paragraphs, or two feeds in a row, a blank line."""
    return "\n\n" if "\n" in run[0] or run[0].count("\v") > 3 else "\n"


def pieces(element: lxml.html.HtmlElement) -> Iterator[str]:
    """Yield the text inside an element; where a block begins or ends, its gap."""
    for event, each in lxml.etree.iterwalk(element, events=("start", "end")):
        tag = str(each.tag)
        yield GAPS.get(tag, "")
        if event == "start":
            yield "• " * (tag == "li" and bool(each.text_content().strip())) + squeezed(each.text)
        elif each is not element:
            yield squeezed(each.tail)


def squeezed(text: str | None) -> str:
    """Make each run of white space one space: HTML means no more by it."""
    return re.sub(r"\s+", " ", text or "")


def tidy(text: str) -> str:
    """Repair the text and put its white space in order: at most one blank line."""
    lines = [" ".join(line.split()) for line in repaired(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def shortened(text: str, most: int) -> str:
    """Cut a text that is too long, between two words if it can be, and show that it was cut."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"
