"""Elements of one shape: the lists that a page has, whatever they are of."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement as Element

from scrapers.finding.blocks import HEADINGS, Block, Listed, block_of, first_line
from scrapers.finding.rows import one_line
from scrapers.finding.sections import sections
from scrapers.texts import words_of

TAGS = {"li", "article", "div", "section", "tr", "a", "dd", "p", "td", "details", "dl", "ul"}
STATE = re.compile(r"\d|^(?:odd|even|first|last|active|open|closed|new|sticky|post|type|status)\b")
Shape = Callable[[Element], tuple[str, ...]]


def groups(
    pruned: Element, base: str, shape: Shape, timed: Callable[[Block], bool]
) -> Iterator[list[Block]]:
    """Yield the lists of a page, none within another.

    First come those of which most blocks are `timed`: of a list and what holds several of its
    blocks it is the inner one. Then those with most words.
    """
    shapes: dict[tuple[str, ...], list[Element]] = defaultdict(list)
    for each in pruned.iter(*TAGS):
        shapes[shape(each)].append(each)
    found = [blocks for alike in shapes.values() if (blocks := of_one_shape(alike, base))]
    found += sections(pruned, base)
    under = above(pruned)
    found = [placed(blocks, under) for blocks in found]
    found = [blocks for blocks in found if not headed_apart(blocks)]
    taken: set[Element] = set()
    found.sort(key=lambda blocks: weight(blocks, timed))
    for blocks in found:
        elements = {each for own, _ in blocks for each in own}
        inner = any(above in taken for each in elements for above in each.iterancestors())
        outer = any(below in taken for each in elements for below in each.iterdescendants())
        if not (inner or outer or elements & taken):
            taken |= elements
            yield [block for _, block in blocks]


def weight(blocks: Listed, timed: Callable[[Block], bool]) -> tuple[int, int]:
    """Return what orders lists: how many blocks say when, then how many letters they have."""
    letters = sum(len(block.text) + len(block.title) for _, block in blocks)
    return -sum(timed(block) for _, block in blocks), -letters


def of_one_shape(alike: list[Element], base: str) -> Listed:
    """Read elements of one shape; nothing if they are no list."""
    blocks = [(each, block) for each in alike if (block := block_of(each, base))]
    if not differ([block.title for _, block in blocks]):
        renamed = [(each, first_line(each, block)) for each, block in blocks]
        blocks = [(each, block) for each, block in renamed if block]
    enough = len(blocks) >= 2 and 2 * len(blocks) > len(alike)
    apart = differ([block.url for _, block in blocks]) and differ([b.title for _, b in blocks])
    return [([each], block) for each, block in blocks] if enough and apart else []


def differ(words: list[str]) -> bool:
    """Say whether at least four of five are their own."""
    return len(set(words)) * 5 >= len(words) * 4


def placed(blocks: Listed, under: dict[Element, str]) -> Listed:
    """Tell each block the heading that it stands under, unless that is one of the blocks."""
    names = {block.title for _, block in blocks}
    return [
        (own, dataclasses.replace(block, under=under[own[0]] * (under[own[0]] not in names)))
        for own, block in blocks
    ]


def headed_apart(blocks: Listed) -> bool:
    """Say whether each block is called by its own first words and has a heading of its own above.

    Then the heading is its title, and the sections are the list.
    """
    above = {block.under for _, block in blocks if block.under and not block.named}
    return len(above) == len(blocks)


def shape(element: Element) -> tuple[str, ...]:
    """Return the tags and lasting class names from the body down to an element."""
    return tuple(f"{each.tag}.{lasting(each)}" for each in (element, *element.iterancestors()))


def tags(element: Element) -> tuple[str, ...]:
    """Return the tags alone from the body down to an element."""
    return tuple(str(each.tag) for each in (element, *element.iterancestors()))


def lasting(element: Element) -> str:
    """Return the class names that do not tell one element from its siblings."""
    names = str(element.get("class", "")).split()
    return ".".join(sorted(name for name in names if not STATE.search(name))[:3])


def above(page: Element) -> dict[Element, str]:
    """Return for each element the last heading before it that is no link itself."""
    under, last = {}, ""
    for each in page.iter():
        under[each] = last
        if each.tag in HEADINGS and not each.findall(".//a"):
            last = one_line(words_of(each))
    return under
