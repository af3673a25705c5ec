"""Proposing CSS selectors for the lists of a page, as scrapers/sources/pages.py wants them.

A selector names classes that last and finds the same elements in the whole page as those that
repeat in it. A date is proposed only where the page itself calls it a deadline: when something was
published is no day to apply by.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement as Element

from scrapers.finding.alike import STATE, TAGS, shape, tags
from scrapers.finding.blocks import HEADINGS, Block, block_of
from scrapers.finding.links import address
from scrapers.finding.pruning import pruned_page
from scrapers.finding.rows import one_line
from scrapers.finding.words import is_heading
from scrapers.texts import words_of

IDENTIFIER = re.compile(r"-?[A-Za-z_][\w-]*\Z", re.ASCII)
CLOSING = re.compile(r"dead-?line|clos(?:es|ing)|due|frist|stänger|sista|slutdatum", re.IGNORECASE)
FEWEST = 3
MOST_LISTS = 5
MOST_ANCESTORS = 4
LONGEST_DATE = 80


def propose(page: Element, base: str) -> Iterator[dict[str, str]]:
    """Yield options of the reader for each list of a page, those with most words first."""
    for elements in lists(pruned_page(page), base):
        if item := selector(elements, page):
            found = page.cssselect(item)
            yield {"item": item, **within(found, base)}


def lists(pruned: Element, base: str) -> list[list[Element]]:
    """Return elements of one shape, at least three, each with a link and a title of its own."""
    found: list[tuple[int, list[Element]]] = []
    for by in (shape, tags):
        alike: dict[tuple[str, ...], list[Element]] = defaultdict(list)
        for each in pruned.iter(*TAGS):
            alike[by(each)].append(each)
        for elements in alike.values():
            blocks = [block for each in elements if (block := block_of(each, base))]
            urls = {each.url for each in blocks if each.paged}
            many = len(blocks) >= FEWEST and 2 * len(blocks) > len(elements)
            if many and len(urls) * 5 >= len(blocks) * 4:
                words = sum(len(each.text) + len(each.title) for each in blocks)
                found.append((words, elements))
        if found:
            break
    found.sort(key=lambda each: -each[0])
    kept: list[list[Element]] = []
    taken: set[Element] = set()
    for _, elements in found:
        near = {above for each in elements for above in each.iterancestors()}
        below = {under for each in elements for under in each.iterdescendants()}
        if not taken & (set(elements) | near | below):
            taken |= set(elements)
            kept.append(elements)
    return kept[:MOST_LISTS]


def selector(elements: list[Element], page: Element) -> str:
    """Return the plainest selector that finds as many elements in the whole page."""
    nearest, apart = "", len(elements) * 2
    for css in candidates(elements):
        count = len(page.cssselect(css))
        if count == len(elements):
            return css
        if len(elements) <= count < apart:
            nearest, apart = css, count
    return nearest


def candidates(elements: list[Element]) -> Iterator[str]:
    """Yield selectors, those first that a small change of the page leaves right.

    A class of their own, an identity or a class of what they stand in, and tags alone at last.
    """
    tag = str(elements[0].tag)
    names = [f"{tag}.{name}" for name in shared_classes(elements)]
    yield from names
    above = [list(each.iterancestors())[:MOST_ANCESTORS] for each in elements]
    levels = [[each[level] for each in above] for level in range(min(map(len, above)))]
    for call in (called, bare):
        for level, outers in enumerate(levels):
            joint = " > " if level == 0 else " "
            yield from (f"{outer}{joint}{own}" for outer in call(outers) for own in names or [tag])
    yield from (f"main {tag}", tag)


def called(elements: list[Element]) -> Iterator[str]:
    """Yield selectors of what several elements stand in: its identity, or its classes."""
    identity = str(elements[0].get("id", ""))
    if len(set(elements)) == 1 and IDENTIFIER.match(identity) and not STATE.search(identity):
        yield f"#{identity}"
    yield from (f"{elements[0].tag}.{name}" for name in shared_classes(elements))


def bare(elements: list[Element]) -> Iterator[str]:
    """Yield the tag of what several elements stand in, if it says anything."""
    if elements[0].tag not in ("html", "body", "div"):
        yield str(elements[0].tag)


def shared_classes(elements: list[Element]) -> list[str]:
    """Return the lasting class names that all elements have, as the first has them."""
    sets = [set(str(each.get("class", "")).split()) for each in elements]
    return [
        name
        for name in str(elements[0].get("class", "")).split()
        if all(name in each for each in sets) and IDENTIFIER.match(name) and not STATE.search(name)
    ]


def within(items: list[Element], base: str) -> dict[str, str]:
    """Return the selectors inside an item that are needed: where the usual ones would be wrong."""
    read = [(each, block) for each in items if (block := block_of(each, base))]
    found: dict[str, str] = {}
    first = [each.cssselect("a[href]") for each, _ in read]
    astray = [1 for (_, block), each in zip(read, first, strict=True)
              if each and address(each[0], base) != block.url]  # fmt: skip
    if 2 * len(astray) > len(read):
        found |= chosen("link", read, lambda each, block: address(each, base) == block.url, "a")
    leading = [1 for each, _ in read if is_heading(usual_title(each))]
    if 2 * len(leading) > len(read):
        found |= chosen("title", read, names)
    return found | chosen("date", read, lambda each, block: closes(each))


def usual_title(item: Element) -> str:
    """Return what the reader takes for a title by itself: a heading's words, or a link's."""
    for css in (", ".join(HEADINGS), "a[href]"):
        for each in item.cssselect(css):
            if words := " ".join(words_of(each).split()):
                return words
    return one_line(words_of(item)) if item.get("href") else ""


def names(element: Element, block: Block) -> bool:
    """Say whether an element holds the words that an item begins with, where a link leads on."""
    words = one_line(words_of(element))
    return not is_heading(words) and block.title.startswith(words)


def closes(element: Element) -> bool:
    """Say whether an element is called a deadline, and has a day in it."""
    called = f"{element.get('class', '')} {element.get('itemprop', '')}"
    words = element.text_content()
    return bool(
        CLOSING.search(called) and re.search(r"\d", words) and len(words) <= LONGEST_DATE
    )  # fmt: skip


def chosen(
    name: str, read: list[tuple[Element, Block]], fits: Callable[..., bool], tag: str = ""
) -> dict[str, str]:
    """Return the class of what fits in most items, if there is one class for all."""
    counts: dict[str, int] = defaultdict(int)
    for item, block in read:
        hits = {
            f"{each.tag}.{name}"
            for each in item.iterdescendants()
            if isinstance(each.tag, str) and (not tag or each.tag == tag) and fits(each, block)
            for name in shared_classes([each])
        }
        for css in hits:
            if first := item.cssselect(css):
                counts[css] += fits(first[0], block)
    best = max(counts, key=lambda each: counts[each], default="")
    return {name: best} if best and 2 * counts[best] > len(read) else {}
