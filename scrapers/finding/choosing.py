"""Which lists of a page are of calls: at least three blocks of one shape, with words and links.

What leads about (navigation, footers, breadcrumbs) is left out first. Where several lists stand on
a page, those count that read like calls by their own words; a page that is called one of calls may
have a list that says no dates, but one of names alone is believed only if the names read so.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement as Element
from msgspec.structs import replace

from lexicon.terms import Status
from scrapers.draft import Draft
from scrapers.finding.alike import groups, shape, tags
from scrapers.finding.blocks import Block
from scrapers.finding.place import Found, Place, doubted, each_once, evident, says_when
from scrapers.finding.words import ADDRESS, CALL, OVER, status_of

FEWEST = 3
FEWEST_WORDS = 3
UNSURE = "nothing in it says that one may apply"
CLOSED = re.compile(
    r"stängda|avslutade|tidigare|avsluttede|lukkede|afsluttede|tidligere|päättyneet|aiemmat"
    r"|\bclosed\b|\bpast\b|\bprevious\b|\barchive", re.IGNORECASE,
)  # fmt: skip
PLANNED = re.compile(r"planerade|planlagte|suunnitellut|\bplanned\b", re.IGNORECASE)


def find_blocks(pruned: Element, title: str, place: Place) -> Found | None:
    """Read the lists of a page that read like calls, or return None."""
    about = bool(CALL.search(title) or ADDRESS.search(f"{title} {urlsplit(place.url).path}"))
    for by in (shape, tags):
        found = list(groups(pruned, place.url, by, lambda each: speaks(draft_of(each, place))))
        if chosen := calls(found, place, about=about):
            sure = filter(None, (surely(draft) for each in chosen for draft in each))
            drafts = [over(draft) if CLOSED.search(title) else draft for draft in sure]
            return Found("repeated blocks", each_once(drafts), [f"blocks in {len(chosen)} lists"])
    return None


def over(draft: Draft) -> Draft:
    """Close what is on a page of closed calls."""
    return replace(draft, status=Status.CLOSED) if draft.status is Status.ANNOUNCED else draft


def surely(draft: Draft) -> Draft | None:
    """Doubt what does not read like a call among others; leave out what is over without a day."""
    if speaks(draft) or evident(draft):
        return draft
    return None if OVER.search(draft.title) else doubted(draft, "title", draft.title, UNSURE)


def listed(pruned: Element, place: Place) -> list[Draft]:
    """Return whatever stands in lists on the page and tells a day to apply by."""
    found = groups(pruned, place.url, shape, lambda each: speaks(draft_of(each, place)))
    drafts = (draft_of(block, place) for each in found for block in each)
    return [draft for draft in drafts if draft.deadlines]


def calls(found: list[list[Block]], place: Place, *, about: bool) -> list[list[Draft]]:
    """Choose the lists that are of calls: those that say when, or else are called so.

    Two blocks are a list only if both say when. On a page about calls, and there alone, the list
    with most words is one of calls even if none of them says so.
    """
    lists = [(each[0].paged, drafts) for each in found if (drafts := told(each, place))]
    timed = [each for _, each in lists if is_timed(each, about=about)]
    paged = [each for paged, each in lists if len(each) >= FEWEST and paged]
    called = [
        each
        for each in paged
        if 2 * sum(map(evident, each)) >= len(each) or (about and any(map(says_when, each)))
    ]
    worded = [each for each in paged if sum(bool(draft.text) for draft in each) * 2 > len(each)]
    return timed or called or (worded[:1] if about else [])


def is_timed(drafts: list[Draft], *, about: bool) -> bool:
    """Say whether most of a list speak of a day to apply by, and some are sure of it.

    On a page about calls they may all be in doubt.
    """
    speaking, sure = sum(map(speaks, drafts)), sum(map(says_when, drafts))
    if len(drafts) < FEWEST:
        return sure == len(drafts)
    return 2 * speaking >= len(drafts) and (sure > 0 or about)


def speaks(draft: Draft) -> bool:
    """Say whether a draft tells of the time to apply, be it with a doubt."""
    return says_when(draft) or any(each.field == "deadlines" for each in draft.uncertain)


def told(blocks: list[Block], place: Place) -> list[Draft]:
    """Tell a list's blocks; one of names alone must have several words in each."""
    words = sum(len(f"{each.title} {each.text}".split()) for each in blocks)
    if words < FEWEST_WORDS * len(blocks):
        return []
    return [draft_of(each, place) for each in blocks]


@lru_cache(4096)  # several looks at one page read the same blocks
def draft_of(block: Block, place: Place) -> Draft:
    """Read one block; a line in it, or what it stands under, may say that it is over or planned."""
    draft = place.draft(title=block.title, text=block.text, url=block.url)
    if "#" in block.url:
        draft = doubted(draft, "url", block.title, "it is listed without a link")
    if draft.status is not Status.ANNOUNCED:
        return draft
    if status := status_of(block.text.splitlines()):
        return replace(draft, status=status)
    if CLOSED.search(block.under):
        return replace(draft, status=Status.CLOSED)
    if PLANNED.search(block.under) and not draft.deadlines:
        return replace(draft, status=Status.PLANNED)
    return draft
