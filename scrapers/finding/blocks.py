"""Repeated blocks of a page: at least three of one shape, each with a link of its own and words.

What leads about (navigation, footers, breadcrumbs) is left out first. Where several lists stand on
a page, those count that read like calls by their own words; a page that is called one of calls may
have a list that says no dates, but one of names alone is believed only if the names read so.
"""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement as Element
from msgspec.structs import replace

from lexicon.terms import Status
from scrapers.draft import Draft
from scrapers.finding.place import Found, Place, doubted, each_once, evident, says_when
from scrapers.finding.words import ADDRESS, CALL, is_heading
from scrapers.texts import words_of

FEWEST = 3
FEWEST_WORDS = 3
LONGEST_BLOCK = 6000
TAGS = {"li", "article", "div", "section", "tr", "a", "dd", "p", "td", "details", "dl", "ul"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
STATE = re.compile(r"\d|^(?:odd|even|first|last|active|open|closed|new|sticky|post|type|status)\b")
CLOSED = re.compile(
    r"stängda|avslutade|tidigare|avsluttede|lukkede|afsluttede|tidligere|päättyneet|\bclosed\b"
    r"|\bpast\b|\bprevious\b|\barchive", re.IGNORECASE,
)  # fmt: skip
PLANNED = re.compile(r"planerade|planlagte|suunnitellut|\bplanned\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Block:
    """One of several elements of the same shape: its own link, title and words."""

    title: str
    url: str
    text: str
    under: str = ""


def find_blocks(pruned: Element, title: str, place: Place) -> Found | None:
    """Read the lists of a page that read like calls, or return None."""
    about = bool(CALL.search(title) or ADDRESS.search(f"{title} {urlsplit(place.url).path}"))
    for by in (shape, tags):
        if chosen := calls(list(groups(pruned, place.url, by)), place, about=about):
            drafts = each_once(draft for each in chosen for draft in each)
            return Found("repeated blocks", drafts, [f"blocks in {len(chosen)} lists"])
    return None


def listed(pruned: Element, place: Place) -> list[Draft]:
    """Return whatever stands in lists on the page and tells a day to apply by."""
    found = [block for each in groups(pruned, place.url, shape) for block in each]
    return [draft for each in found if (draft := draft_of(each, place)).deadlines]


def calls(found: list[list[Block]], place: Place, *, about: bool) -> list[list[Draft]]:
    """Choose the lists that are of calls: those that say when, or else are called so.

    Two blocks are a list only if both say when. On a page about calls, and there alone, the list
    with most words is one of calls even if none of them says so.
    """
    lists = [drafts for each in found if (drafts := told(each, place))]
    timed = [each for each in lists if 2 * sum(map(says_when, each)) >= len(each)]
    timed = [each for each in timed if len(each) >= FEWEST or all(map(says_when, each))]
    lists = [each for each in lists if len(each) >= FEWEST and not pageless(each[0])]
    called = [
        each
        for each in lists
        if 2 * sum(map(evident, each)) >= len(each) or (about and any(map(says_when, each)))
    ]
    worded = [each for each in lists if sum(bool(draft.text) for draft in each) * 2 > len(each)]
    return timed or called or (worded[:1] if about else [])


def pageless(draft: Draft) -> bool:
    """Say whether something listed has no page of its own: then only its days make it a call."""
    return any(each.field == "url" for each in draft.uncertain)


def groups(
    pruned: Element, base: str, shape: Callable[[Element], tuple[str, ...]]
) -> Iterator[list[Block]]:
    """Yield the lists of a page, those with most words first, none within another."""
    shapes: dict[tuple[str, ...], list[Element]] = defaultdict(list)
    for each in pruned.iter(*TAGS):
        shapes[shape(each)].append(each)
    found = []
    under = above(pruned)
    for alike in shapes.values():
        blocks = [(each, block) for each in alike if (block := block_of(each, base))]
        urls = {block.url for _, block in blocks}
        if len({block.title for _, block in blocks}) * 5 < len(blocks) * 4:
            blocks = [(each, first_line(each, block)) for each, block in blocks]
        names = {block.title for _, block in blocks}
        blocks = [
            (each, dataclasses.replace(block, under=under[each] * (under[each] not in names)))
            for each, block in blocks
        ]
        enough = len(blocks) >= 2 and 2 * len(blocks) > len(alike)
        if enough and len(urls) * 5 >= len(blocks) * 4:
            found.append(blocks)
    sections = headed(pruned, base)
    if len({block.url for _, block in sections}) >= 2:
        found.append(sections)
    taken: set[Element] = set()
    found.sort(key=lambda blocks: -sum(len(block.text) + len(block.title) for _, block in blocks))
    for blocks in found:
        elements = {each for each, _ in blocks}
        inner = any(above in taken for each in elements for above in each.iterancestors())
        outer = any(below in taken for each in elements for below in each.iterdescendants())
        if not (inner or outer or elements & taken):
            taken |= elements
            yield [block for _, block in blocks]


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
    if not tops and len({address(each, base) for each in links}) > 2:
        return None
    return block(element, tops[0] if tops else None, links, base)


def row_alone(row: Element, base: str) -> Block | None:
    """Make a block of a row without links, under columns with names; it has no page of its own."""
    cells, names = cells_of(row), columns(row)
    title = one_line(words_of(cells[0])) if cells else ""
    if not title or is_heading(title) or not names or not names[0] or cells[0].tag != "td":
        return None
    url = urldefrag(base).url + "#" + re.sub(r"\W+", "-", title.casefold()).strip("-")
    return Block(title, url, row_words(row).partition("\n")[2])


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
        link = (near or links)[0]
    else:
        link = (named or links)[0]
        title = short(words_of(link)) if named else short(text)
    if is_heading(title) or len(title) < 4:
        return None
    rest = text.removeprefix("• ")
    rest = rest.removeprefix(title).strip()
    rest = "" if one_line(rest) == title else rest
    return Block(title, address(link, base), rest)


def first_line(element: Element, block: Block) -> Block:
    """Take the first line as the title, where all links are called the same."""
    lines = [one_line(each) for each in words_of(element).splitlines() if each.strip()]
    title = next((each for each in lines if not is_heading(each)), block.title)
    return dataclasses.replace(block, title=title)


def headed(pruned: Element, base: str) -> list[tuple[Element, Block]]:
    """Return the sections that are no elements: a heading with a link, and what follows it."""
    found = []
    for head in pruned.iter("h2", "h3", "h4"):
        links = [each for each in head.iter("a") if leads_away(each, base)]
        title = one_line(words_of(head))
        if len(links) != 1 or is_heading(title):
            continue
        rest = []
        for each in head.itersiblings():
            inner = next(each.iter(*HEADINGS[:4]), None)
            if inner is not None and (inner is not each or each.tag <= head.tag):
                break
            rest.append(words_of(each) if isinstance(each.tag, str) else "")
        text = "\n\n".join(filter(None, rest))
        found.append((head, Block(title, address(links[0], base), text)))
    return found


def row_words(row: Element) -> str:
    """Return the cells of a row, each after its column's name: that says what a day is for."""
    words = [one_line(words_of(each)) for each in cells_of(row)]
    names = columns(row) or [""] * len(words)
    lines = [f"{name}: {cell}" if name else cell for name, cell in zip(names, words, strict=True)]
    return "\n".join(line for line, cell in zip(lines, words, strict=True) if cell)


def columns(row: Element) -> list[str]:
    """Return the names of a table's columns: its head cells, or a first row without links."""
    table = next(row.iterancestors("table"), None)
    if table is None:
        return []
    first = next(table.iter("tr"))
    names = list(table.iter("th"))
    if not names and first is not row and first.find(".//a") is None:
        names = cells_of(first)
    return [one_line(words_of(each)) for each in names] if len(names) == len(cells_of(row)) else []


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [each for each in row if each.tag in ("td", "th")]


def leads_away(link: Element, base: str) -> bool:
    """Say whether a link leads to another page."""
    url = address(link, base)
    return url.startswith(("https://", "http://")) and url != urldefrag(base).url


def address(link: Element, base: str) -> str:
    """Return the full address of a link, without a place in the page."""
    try:
        return urldefrag(urljoin(base, str(link.get("href", "")).strip())).url
    except ValueError:
        return ""


def above(page: Element) -> dict[Element, str]:
    """Return for each element the last heading before it that is no link itself."""
    under, last = {}, ""
    for each in page.iter():
        under[each] = last
        if each.tag in HEADINGS and not each.findall(".//a"):
            last = one_line(words_of(each))
    return under


def told(blocks: list[Block], place: Place) -> list[Draft]:
    """Tell a list's blocks; one of names alone must have several words in each."""
    words = sum(len(f"{each.title} {each.text}".split()) for each in blocks)
    if words < FEWEST_WORDS * len(blocks):
        return []
    return [draft_of(each, place) for each in blocks]


@lru_cache(4096)  # several looks at one page read the same blocks
def draft_of(block: Block, place: Place) -> Draft:
    """Read one block; what it stands under may say that it is over, or planned."""
    draft = place.draft(title=block.title, text=block.text, url=block.url)
    if "#" in block.url:
        draft = doubted(draft, "url", block.title, "it is listed without a link")
    if draft.status is Status.ANNOUNCED and CLOSED.search(block.under):
        return replace(draft, status=Status.CLOSED)
    if draft.status is Status.ANNOUNCED and PLANNED.search(block.under) and not draft.deadlines:
        return replace(draft, status=Status.PLANNED)
    return draft


def short(text: str) -> str:
    """Return the first line of a text."""
    return one_line(text.strip().partition("\n")[0])


def one_line(text: str) -> str:
    """Return a text in one line, without the sign of a list's item."""
    return " ".join(text.split()).removeprefix("• ")
