"""Sections that are no elements: a heading, or a line that is one, with what follows it."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator

from lxml.html import HtmlElement as Element

from scrapers.finding.blocks import HEADINGS, LONGEST_BLOCK, Block, Listed, is_title, place_in
from scrapers.finding.links import address, is_document, leads_away
from scrapers.finding.rows import one_line
from scrapers.finding.words import is_part
from scrapers.texts import words_of

LEVELS = ("h2", "h3", "h4", "h5", "summary", "dt")
LONGEST_LINE = 120
YEAR = re.compile(r"\b20\d\d\b")
WHOLE = ("body", "main", "article", "section", "td", "dl")


def sections(pruned: Element, base: str) -> list[Listed]:
    """Return the lists of sections, one for each kind of heading, if there are two or more.

    Headings that are links are a list of their own. Others are one only if none of them names what
    each call has: whom it is for, how to apply, when.
    """
    linked, plain = [], defaultdict(list)
    for head in heads(pruned):
        links = [each for each in head.iter("a") if leads_away(each, base)]
        if len(links) == 1 and head.tag in ("h2", "h3", "h4", "dt"):
            linked.append((head, links[0]))
        elif not links:
            plain[kind(head)].append(head)
    found = [section(head, address(link, base), base) for head, link in linked]
    lists = [[each for each in found if each]]
    for alike in plain.values():
        titles = [one_line(words_of(each)) for each in alike]
        told = [each for each, title in zip(alike, titles, strict=True) if not is_part(title)]
        if 2 * len(told) > len(alike):
            lists.append([each for head in told if (each := section(head, "", base))])
    lists = [each for each in lists if len({block.url for _, block in each}) >= 2]
    return [moved(each) if shifted(each) else each for each in lists]


def shifted(found: Listed) -> bool:
    """Say whether what belongs to a heading stands before it.

    Then an element like the one that ends each section but the last stands before the first.
    """
    first = found[0][0]
    before = outermost(first[0]).getprevious()
    if before is None or len(first) < 2 or not before.text_content().strip():
        return False
    like = (before.tag, before.get("class"))
    ends = [(own[-1].tag, own[-1].get("class")) == like for own, _ in found]
    dated = YEAR.search(before.text_content()) and not YEAR.search(found[-1][1].text)
    return all(ends[:-1]) and bool(dated)


def moved(found: Listed) -> Listed:
    """Give each heading what stands before it, in place of what stands before the next."""
    told: Listed = []
    for own, block in found:
        last = None if own is found[-1][0] else -1
        parts = [own[0], outermost(own[0]).getprevious(), *own[1:last]]
        text = "\n\n".join(filter(None, map(words_of, parts[1:])))
        told.append((parts, dataclasses.replace(block, text=text)))
    return told


def heads(pruned: Element) -> Iterator[Element]:
    """Yield what stands above other words: headings, terms, and paragraphs that are all bold."""
    for each in pruned.iter(*LEVELS, "p"):
        if each.tag != "p" or is_bold(each):
            yield each


def is_bold(element: Element) -> bool:
    """Say whether all words of a paragraph are bold, and as few as a heading has."""
    bold = element.find("strong") if element.find("strong") is not None else element.find("b")
    words = one_line(words_of(element))
    if bold is None or not words or len(words) > LONGEST_LINE or words[-1] in ".:!,":
        return False
    return one_line(words_of(bold)) == words


def kind(head: Element) -> tuple[str, ...]:
    """Return what headings of one list have in common: their tag and how deep they stand."""
    return (str(head.tag), *(str(each.tag) for each in head.iterancestors()))


def section(head: Element, url: str, base: str) -> tuple[list[Element], Block] | None:
    """Make a block of a heading and what follows it, up to the next one of its kind or above."""
    title = one_line(words_of(head))
    if not is_title(title):
        return None
    following = list(after(head))
    text = "\n\n".join(filter(None, map(words_of, following)))
    if len(text) > LONGEST_BLOCK or not (url or text):
        return None
    links = {address(each, base) for part in following for each in part.iter("a")
             if leads_away(each, base)}  # fmt: skip
    links = {each for each in links if not is_document(each)}
    if not url and len(links) == 1:
        url = links.pop()
    return [head, *following], Block(title, url or place_in(base, title), text, paged=bool(url))


def outermost(head: Element) -> Element:
    """Return the element that holds a heading and nothing else."""
    start = head
    while not (
        (parent := start.getparent()) is None
        or parent.tag in WHOLE
        or one_line(parent.text_content()) != one_line(head.text_content())
    ):
        start = parent
    return start


def after(head: Element) -> Iterator[Element]:
    """Yield the elements after a heading that belong to it."""
    for each in outermost(head).itersiblings():
        if not isinstance(each.tag, str):
            continue
        if ends(head, each):
            return
        yield each


def ends(head: Element, other: Element) -> bool:
    """Say whether an element, or a heading in it, begins something else than a heading's own."""
    if head.tag == "dt":
        return bool(other.tag == "dt")
    if head.tag == "p" and other.tag == "p":
        return is_bold(other)
    inner = next(other.iter(*HEADINGS), None)
    if inner is None:
        return False
    return inner is not other or head.tag in ("p", "summary") or bool(inner.tag <= head.tag)
