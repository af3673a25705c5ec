"""One page about one call: its main text, found by trafilatura."""

import lxml.html
import trafilatura
from lxml.html import HtmlElement as Element

from lexicon.terms import DeadlineModel
from scrapers.draft import Draft
from scrapers.finding.place import Found, Nothing, Place, says_when
from scrapers.finding.words import CALL, is_heading
from scrapers.reading import Page
from scrapers.texts import words_of

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
    draft = place.draft(title=title, text=text, url=place.url)
    if not says_when(draft) and CALL.search(f"{title} {text}"):
        whole = place.draft(title=title, text=beside, url=place.url)
        draft = whole if plainly(whole) else draft
    if not (says_when(draft) or CALL.search(title)):
        raise Nothing("the page has one text, which does not say when or how to apply")
    return Found("main text", [draft], [])


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
