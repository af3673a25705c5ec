"""A page without what only leads about: navigation, footers, breadcrumbs, cookies, tags."""

import re
from copy import deepcopy

from lxml.etree import Comment, ProcessingInstruction, strip_elements
from lxml.html import HtmlElement as Element

from scrapers.finding.dates import certain
from scrapers.finding.words import is_day, status_of

LEADING = (
    "nav, footer, aside, script, style, noscript, template, dialog, iframe, select, "
    "[role=navigation], [role=banner], [role=contentinfo], [role=search], [role=menu], "
    "[role=menubar], [role=dialog], [role=complementary], [aria-hidden=true]"
)
ABOUT = re.compile(
    r"(?:^|[-_\s])(?:bread-?crumbs?|br[oö]dsmul\w*|smulor|nav|navbar|navigation|main-?nav|menu"
    r"|meny|sub-?menu|foot|footer|site-?footer|sidfot|sidebar|cookies?|consent|gdpr|pager|pagination"
    r"|skip-?links?|language-?switcher)(?:$|[-_\s])",
    re.IGNORECASE,
)
# Names that a call's own block may have too: only what has no heading is left out for them.
PERHAPS = re.compile(
    r"(?:^|[-_\s])(?:social-(?:media|links?|share)|share|dela|toolbar|tags?|tag-?list|filters?"
    r"|related|sti)(?:$|[-_\s])", re.IGNORECASE,
)  # fmt: skip
YEAR = re.compile(r"\b20\d\d\b")
DAY_AND_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?[^\W\d_]{3,}")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # cookieConsent
COOKIES = re.compile(r"\b(?:cookies?|kakor|informasjonskaps|eväste)", re.IGNORECASE)
AGREE = re.compile(r"\b(?:accept|agree|allow|godkänn|godta|tillåt|tillad|hyväksy)", re.IGNORECASE)
LONGEST_COOKIE = 80
LONGEST_BOX = 80
INLINE = ("span", "strong", "b", "em", "i", "small", "time", "label", "a")


def pruned_page(page: Element) -> Element:
    """Return a copy of the page without what only leads about."""
    kept = deepcopy(page)
    strip_elements(kept, Comment, ProcessingInstruction, with_tail=False)
    leading = [*kept.cssselect(LEADING), *(each for each in kept.iter() if leads(each))]
    for each in leading:
        kept_on = each.tag in ("html", "body", "main") or is_box(each)
        if each.getparent() is not None and not kept_on:
            each.drop_tree()
    for each in list(kept.iter("button")):
        if inside(each, "h2", "h3", "h4", "h5", "dt", "summary"):  # of an accordion
            each.drop_tag()
    strip_elements(kept, "del", "s", "strike", with_tail=False)
    for each in kept.iter("time"):
        dated(each)
    part(kept)
    label(kept)
    return kept


def inside(element: Element, *tags: str) -> bool:
    """Say whether an element stands in one of these kinds."""
    return next(element.iterancestors(*tags), None) is not None


def label(page: Element) -> None:
    """Set a colon after the first of two cells: what it says is what the second is."""
    for row in page.iter("tr"):
        cells = [each for each in row if each.tag in ("td", "th")]
        words = cells[0].text_content().strip() if len(cells) == 2 else ""
        table = next(row.iterancestors("table"), row)
        alone = table.find(".//th") is None
        if words and words[-1].isalpha() and (alone or cells[0].tag == "th" != cells[1].tag):
            last = cells[0][-1] if len(cells[0]) else None
            if last is None:
                cells[0].text = f"{(cells[0].text or '').rstrip()}:"
            else:
                last.tail = f"{(last.tail or '').rstrip()}:"


def dated(element: Element) -> None:
    """Add the year that a `time` tells to scripts alone, where its words tell the same day."""
    moment = certain(str(element.get("datetime") or ""), "UTC")
    words = element.text_content().strip()
    if moment is None or len(element) or YEAR.search(words):
        return
    if not words:
        element.text = f"{moment[0]}"
    elif (day := DAY_AND_MONTH.search(words)) and int(day[1]) == moment[0].day:
        element.text = f"{words[: day.end()]} {moment[0].year}{words[day.end() :]}"


def part(page: Element) -> None:
    """Break the line between words that only a style sheet sets apart."""
    for each in list(page.iter(*INLINE)):
        after = each.getnext()
        if each.tail is None and after is not None and after.tag in INLINE:
            if apart(each, after):
                each.addnext(each.makeelement("br"))
            else:
                each.tail = " "


def apart(each: Element, after: Element) -> bool:
    """Say whether two elements in a row are two things; a label and its value, or a day, are one.

    One word is a thing of its own only beside another that is named otherwise.
    """
    words, then = each.text_content().split(), after.text_content().strip()
    if not words or words[-1].endswith(":") or then[:1].isdigit():
        return False
    if len(words) > 1:
        return True
    named = each.get("class") and after.get("class") and each.get("class") != after.get("class")
    return bool(named) and words[0].isalpha() and not is_day(words[0]) and not is_day(then)


def is_box(element: Element) -> bool:
    """Say whether something beside the text leads nowhere: a box of facts, not a way about."""
    beside = element.tag == "aside" or element.get("role") == "complementary"
    short = 0 < len(element.text_content().split()) <= LONGEST_BOX
    return beside and short and element.find(".//a") is None and not asks_for_cookies(element)


def leads(element: Element) -> bool:
    """Say whether an element is named as one that leads about, or is the head of the whole site."""
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "main", "a"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('aria-label', '')}"
    names = HUMP.sub("-", names)
    headings = list(element.iter("h1", "h2", "h3", "h4"))
    if element.tag in ("header", "form"):
        return not headings and not inside(element, "article")
    if status_of([element.text_content()]):
        return False
    if PERHAPS.search(names) and not headings and not inside(element, "a"):
        return element.tag not in ("article", "li", "tr", "section")
    led = bool(ABOUT.search(names)) or asks_for_cookies(element)
    return led and next(element.iter("main", "h1"), None) is None


def asks_for_cookies(element: Element) -> bool:
    """Say whether an element is a notice on cookies, whatever it is named."""
    if element.tag not in ("div", "section", "p", "aside"):
        return False
    words = element.text_content()
    short = len(words) < 8 * LONGEST_COOKIE and len(words.split()) < LONGEST_COOKIE
    return short and bool(COOKIES.search(words) and AGREE.search(words))
