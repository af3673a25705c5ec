"""One page about one call: its main text, found by trafilatura."""

from copy import deepcopy
from dataclasses import replace
from datetime import date

import trafilatura
from lxml.etree import strip_elements
from lxml.html import HtmlElement as Element
from lxml.html import tostring
from msgspec import structs

from lexicon.terms import DeadlineModel
from scrapers.draft import Draft
from scrapers.finding.choosing import listed
from scrapers.finding.dates import certain
from scrapers.finding.place import Found, Nothing, Place, doubted, says_when
from scrapers.finding.rows import told_by_columns
from scrapers.finding.words import CALL, OVER, is_heading
from scrapers.reading import Page
from scrapers.texts import words_of

CHANGED = (
    'meta[property="article:published_time"][content], '
    'meta[property="article:modified_time"][content]'
)
FEWEST = 80
FEWEST_WORDS = 20  # of a call that says nothing of the time


def find_main_text(page: Element, pruned: Element, place: Place) -> Found:
    """Read a page as one call; Nothing if it does not speak of applying.

    The main text is what trafilatura takes; it leaves out much, so that the days in the rest of the
    page's own part are read too, and where they are others, none is sure. A page that is called as
    a list is one call only if it plainly tells one day.
    """
    title = title_of(page)
    beside = own_words(pruned, title)
    text = trafilatura.extract(markup(pruned), include_comments=False, include_tables=True) or ""
    if len(text) < FEWEST:
        text = beside
    if not text.strip():
        raise Nothing("the page has no words without its scripts")
    place = replace(place, today=told_on(page, place.today))
    others = listed(pruned, place)
    draft = alone(place.draft(title=title or "?", text=text, url=place.url), others)
    whole = alone(place.draft(title=title or "?", text=beside, url=place.url), others)
    if not says_when(draft) and CALL.search(f"{title} {text}") and whole.deadlines:
        draft = whole
    elif more := {each.day for each in whole.deadlines} - {each.day for each in draft.deadlines}:
        words = ", ".join(map(str, sorted(more)))
        draft = doubted(draft, "deadlines", words, "another part of the page tells other days")
    if not title or is_heading(title):
        if not title or not plainly(draft):
            raise Nothing(f"the page is called {title!r}, and no list of calls was found in it")
        for field in ("title", "deadlines"):
            draft = doubted(draft, field, title, "the page is called as a list is")
    if not (says_when(draft) or (CALL.search(title) and len(text.split()) >= FEWEST_WORDS)):
        raise Nothing(unread(draft))
    if OVER.search(title):
        draft = doubted(draft, "title", title, "it may tell of what was granted")
    return Found("main text", [draft], [])


def unread(draft: Draft) -> str:
    """Say why a text is not taken for a call, with the sentence on closing that was not read."""
    said = [each.words for each in draft.uncertain if each.field == "deadlines"]
    if said:
        return f"the page has one text, in which no day to apply by could be read: {said[0]!r}"
    return "the page has one text, which does not say when or how to apply"


def markup(pruned: Element) -> str:
    """Return a page as HTML that declares no encoding, since it is text already."""
    bare = deepcopy(pruned)
    strip_elements(bare, "meta", with_tail=False)
    return str(tostring(bare, encoding="unicode"))


def own_words(pruned: Element, title: str) -> str:
    """Return the words of the part of a page that is its own, from its title on, and its facts."""
    mains = pruned.cssselect("main, [role=main]") or pruned.cssselect("article, body")
    if not mains:
        return ""
    words = told_by_columns(mains[0])
    before, _, after = words.partition(f"{title}\n")
    boxes = [words_of(each) for each in pruned.iter("aside") if each not in set(mains[0].iter())]
    return "\n\n".join([after or before, *boxes])


def is_about_one(found: Found, lists: Found) -> bool:
    """Say whether a page is about one call: it has a day of its own, and its lists stand beside."""
    (draft,) = found.drafts
    inside = sum(each.title in draft.text for each in lists.drafts)
    days = {each.day for each in draft.deadlines}
    others = {day.day for each in lists.drafts for day in each.deadlines}
    return bool(days - others) and 2 * inside < len(lists.drafts)


def alone(draft: Draft, others: list[Draft]) -> Draft:
    """Leave out days that belong to something which is listed in the text."""
    days = {day.day for each in others if each.title in draft.text for day in each.deadlines}
    if not days & {each.day for each in draft.deadlines}:
        return draft
    words = "; ".join(f"{each.day}" for each in draft.deadlines)
    bare = structs.replace(draft, deadlines=(), deadline_model=DeadlineModel.UNKNOWN)
    return doubted(bare, "deadlines", words, "it stands in a list of several things")


def told_on(page: Element, today: date) -> date:
    """Return the day that a page was last changed as it says itself: a year may hang on it."""
    said = [str(each.get("content"))[:10] for each in page.cssselect(CHANGED)]
    found = [certain(each, "UTC") for each in said]
    days = [moment[0] for moment in found if moment]
    return min(max(days, default=today), today)


def title_of(page: Element) -> str:
    """Return the page's only h1, or that which it is called by elsewhere too."""
    headings = [words for each in page.cssselect("h1") if (words := Page(each, "").words)]
    if len(set(headings)) == 1:
        return headings[0]
    called = " ".join((page.findtext(".//title") or "").split())
    same = [each for each in headings if called.casefold().startswith(each.casefold())]
    if len(set(same)) == 1:
        return same[0]
    named = page.cssselect('meta[property="og:title"][content]')
    if named:
        return " ".join(str(named[0].get("content")).split())
    return headings[0] if headings else called


def plainly(draft: Draft) -> bool:
    """Say whether a draft has one deadline and no doubt of it."""
    doubts = any(each.field == "deadlines" for each in draft.uncertain)
    return draft.deadline_model is DeadlineModel.SINGLE and not doubts
