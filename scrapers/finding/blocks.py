"""One of several elements of the same shape: its title, its link and its words."""

import dataclasses
import re
from urllib.parse import urldefrag

from lxml.html import HtmlElement as Element

from scrapers.finding.links import address, is_document, leads_away
from scrapers.finding.rows import cells_of, columns, one_line, row_words
from scrapers.finding.words import is_day, is_heading, is_part
from scrapers.texts import words_of

LONGEST_BLOCK = 6000
LONGEST_TITLE = 300
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "summary")


@dataclasses.dataclass(frozen=True)
class Block:
    """One of several elements of the same shape: its own link, title and words.

    `under` is the heading that all of them stand under. Where `paged` is false, the address is a
    place in the list's own page, or a file; where `named` is, the title is only its first words.
    """

    title: str
    url: str
    text: str
    under: str = ""
    paged: bool = True
    named: bool = True


Listed = list[tuple[list[Element], Block]]  # each block with the elements that it takes up


def block_of(element: Element, base: str) -> Block | None:
    """Read an element as one of several; None if it holds several itself, or no words."""
    heads = [each for each in element.iter(*HEADINGS) if each.text_content().strip()]
    top = min((each.tag for each in heads), default="")
    tops = [each for each in heads if each.tag == top]
    if len(tops) > 1:
        return None
    links = [element] if element.tag == "a" else list(element.iter("a"))
    links = [each for each in links if leads_away(each, base)]
    if len(element.text_content()) > LONGEST_BLOCK:
        return None
    if not links:
        return row_alone(element, base) if element.tag == "tr" else None
    linked = [each for each in heads if each.findall(".//a") or each.getparent().tag == "a"]
    if len(linked) > 1 and not set(tops) & set(linked):
        return None
    if not tops and (len({address(each, base) for each in links}) > 2 or lists_several(element)):
        return None
    return block(element, tops[0] if tops else None, links, base)


def lists_several(element: Element) -> bool:
    """Say whether an element is, or begins with, a list of which several items are links."""
    items = [each for each in element.iter("li") if each is not element]
    return len(items) > 1 and all(each.find(".//a") is not None for each in items[:2])


def row_alone(row: Element, base: str) -> Block | None:
    """Make a block of a row without links, under columns with names; it has no page of its own."""
    cells, names = cells_of(row), columns(row)
    title = one_line(words_of(cells[0])) if cells else ""
    if not is_title(title) or not names or not names[0] or cells[0].tag != "td":
        return None
    return Block(title, place_in(base, title), row_words(row).partition("\n")[2], paged=False)


def block(element: Element, head: Element | None, links: list[Element], base: str) -> Block | None:
    """Make a block of an element: its title is the heading's, or that of its first real link.

    Where a heading only names what the block is of, or a link only leads on, others are the title.
    """
    text = row_words(element) if element.tag == "tr" else words_of(element)
    if head is not None and is_heading(one_line(words_of(head))):
        head = None
    named = [each for each in links if not is_heading(short(words_of(each)))]
    if head is not None:
        title = one_line(words_of(head))
        near = [each for each in links if each in set(head.iter()) or head in set(each.iter())]
        pages = [each for each in links if not is_document(address(each, base))]
        link = (near or pages or links)[0]
    else:
        link = (named or links)[0]
        title = short(words_of(link)) if named else short(text)
    if not is_title(title):
        return None
    rest = text.removeprefix("• ")
    rest = rest.removeprefix(title).strip()
    rest = "" if one_line(rest) == title else rest
    url = address(link, base)
    called = head is not None or bool(named)
    return Block(title, url, rest, paged=not is_document(url), named=called)


def is_title(title: str) -> bool:
    """Say whether words can be what a call is called: no heading, no day alone, not too short."""
    return not is_heading(title) and not is_day(title) and 4 <= len(title) <= LONGEST_TITLE


def first_line(element: Element, block: Block) -> Block | None:
    """Take the first line that can be a title, where all links are called the same."""
    lines = [one_line(each) for each in words_of(element).splitlines() if each.strip()]
    title = next((each for each in lines if is_title(each) and not is_part(each)), "")
    return dataclasses.replace(block, title=title, named=False) if title else None


def place_in(base: str, title: str) -> str:
    """Return an address within the page for what has no page of its own."""
    return urldefrag(base).url + "#" + re.sub(r"\W+", "-", title.casefold()).strip("-")


def short(text: str) -> str:
    """Return the first line of a text."""
    return one_line(text.strip().partition("\n")[0])
