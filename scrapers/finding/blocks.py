"""Repeated blocks of a page: at least three of one shape, each with a link of its own and words.

What leads about (navigation, footers, breadcrumbs) is left out first. Where several lists stand on
a page, those count that read like calls by their own words; a page that is called one of calls may
have a list that says no dates, but one of names alone is believed only if the names read so.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement as Element
from msgspec.structs import replace

from lexicon.terms import Status
from scrapers.draft import Draft
from scrapers.finding.place import Found, Place, each_once, evident, says_when
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


@dataclass(frozen=True)
class Block:
    """One of several elements of the same shape: its own link, title and words."""

    title: str
    url: str
    text: str
    under: str


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
    lists = [each for each in lists if len(each) >= FEWEST]
    called = [
        each
        for each in lists
        if 2 * sum(map(evident, each)) >= len(each) or (about and any(map(says_when, each)))
    ]
    worded = [each for each in lists if sum(bool(draft.text) for draft in each) * 2 > len(each)]
    return timed or called or (worded[:1] if about else [])


def groups(
    pruned: Element, base: str, shape: Callable[[Element], tuple[str, ...]]
) -> Iterator[list[Block]]:
    """Yield the lists of a page, those with most words first, none within another."""
    shapes: dict[tuple[str, ...], list[Element]] = defaultdict(list)
    for each in pruned.iter(*TAGS):
        shapes[shape(each)].append(each)
    found = []
    for alike in shapes.values():
        blocks = [(each, block) for each in alike if (block := block_of(each, base))]
        urls = {block.url for _, block in blocks}
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
    if not links or len(element.text_content()) > LONGEST_BLOCK:
        return None
    if not tops and len({address(each, base) for each in links}) > 2:
        return None
    return block(element, tops[0] if tops else None, links, base)


def block(element: Element, head: Element | None, links: list[Element], base: str) -> Block | None:
    """Make a block of an element: its title is the heading's, or that of its first real link."""
    text = row_words(element) if element.tag == "tr" else words_of(element)
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
    return Block(title, address(link, base), rest, above(element))


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
            if (each.tag in HEADINGS and each.tag <= head.tag) or each.cssselect("h1, h2, h3, h4"):
                break
            rest.append(words_of(each) if isinstance(each.tag, str) else "")
        text = "\n\n".join(filter(None, rest))
        found.append((head, Block(title, address(links[0], base), text, "")))
    return found


def row_words(row: Element) -> str:
    """Return the cells of a row, each after its column's name: that says what a day is for."""
    table = next(row.iterancestors("table"), None)
    heads = [one_line(words_of(each)) for each in table.iter("th")] if table is not None else []
    cells = [each for each in row if each.tag in ("td", "th")]
    names = heads if len(heads) == len(cells) else [""] * len(cells)
    words = [one_line(words_of(each)) for each in cells]
    lines = [f"{name}: {cell}" if name else cell for name, cell in zip(names, words, strict=True)]
    return "\n".join(line for line, cell in zip(lines, words, strict=True) if cell)


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


def above(element: Element) -> str:
    """Return the nearest heading over a list that its blocks do not have in themselves."""
    path = "preceding::*[self::h1 or self::h2 or self::h3 or self::h4][not(.//a)][1]"
    parent = element.getparent()
    found = parent.xpath(path) if parent is not None else []
    return one_line(words_of(found[0])) if found else ""


def told(blocks: list[Block], place: Place) -> list[Draft]:
    """Tell a list's blocks; one of names alone must have several words in each."""
    words = sum(len(f"{each.title} {each.text}".split()) for each in blocks)
    if words < FEWEST_WORDS * len(blocks):
        return []
    return [draft_of(each, place) for each in blocks]


def draft_of(block: Block, place: Place) -> Draft:
    """Read one block; what it stands under may say that it is over, or planned."""
    draft = place.draft(title=block.title, text=block.text, url=block.url)
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
