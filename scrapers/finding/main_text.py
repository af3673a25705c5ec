"""One page about one call: its main text, found by trafilatura."""

from dataclasses import replace
from datetime import date

import lxml.html
import trafilatura
from lxml.html import HtmlElement as Element
from msgspec import structs

from lexicon.terms import DeadlineModel
from scrapers.draft import Draft
from scrapers.finding.blocks import listed
from scrapers.finding.dates import certain
from scrapers.finding.place import Found, Nothing, Place, doubted, says_when
from scrapers.finding.words import CALL, is_heading
from scrapers.reading import Page
from scrapers.texts import words_of

CHANGED = (
    'meta[property="article:published_time"][content], '
    'meta[property="article:modified_time"][content]'
)
FEWEST = 80


def find_main_text(page: Element, pruned: Element, place: Place) -> Found:
    """Read a page as one call; Nothing if it does not speak of applying.

    What stands beside the main text, such as a box of facts, is read only if the text itself says
    nothing of the time, and kept only if it leaves no doubt.
    """
    title = title_of(page)
    html = lxml.html.tostring(page, encoding="unicode")
    text = trafilatura.extract(html, include_comments=False, include_tables=True) or ""
    mains = pruned.cssselect("main, [role=main]") or pruned.cssselect("article, body")
    beside = words_of(mains[0]) if mains else ""
    if len(text) < FEWEST:
        text = beside
    if not text.strip():
        raise Nothing("the page has no words without its scripts")
    if not title or is_heading(title):
        raise Nothing(f"the page is called {title!r}, and no list of calls was found in it")
    place = replace(place, today=told_on(page, place.today))
    draft = alone(place.draft(title=title, text=text, url=place.url), listed(pruned, place))
    if not says_when(draft) and CALL.search(f"{title} {text}"):
        whole = place.draft(title=title, text=beside, url=place.url)
        whole = alone(whole, listed(pruned, place))
        draft = whole if plainly(whole) else draft
    if not (says_when(draft) or CALL.search(title)):
        raise Nothing("the page has one text, which does not say when or how to apply")
    return Found("main text", [draft], [])


def is_about_one(found: Found, lists: Found) -> bool:
    """Say whether a page is about one call: it has a day of its own, and its lists stand beside."""
    (draft,) = found.drafts
    inside = sum(each.title in draft.text for each in lists.drafts)
    return bool(draft.deadlines) and 2 * inside < len(lists.drafts)


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
    """Return the page's only h1, or else what it is called elsewhere."""
    headings = [words for each in page.cssselect("h1") if (words := Page(each, "").words)]
    if len(set(headings)) == 1:
        return headings[0]
    named = page.cssselect('meta[property="og:title"][content]')
    if named:
        return " ".join(str(named[0].get("content")).split())
    return headings[0] if headings else " ".join((page.findtext(".//title") or "").split())


def plainly(draft: Draft) -> bool:
    """Say whether a draft has one deadline and no doubt of it."""
    doubts = any(each.field == "deadlines" for each in draft.uncertain)
    return draft.deadline_model is DeadlineModel.SINGLE and not doubts
