"""JSON-LD in a page: schema.org's grants and events, and what an Action applies by."""

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from msgspec.structs import replace

from lexicon.terms import Deadline, DeadlineModel
from scrapers.draft import Draft
from scrapers.finding.dates import certain
from scrapers.finding.place import Found, Place, doubted, each_once, says_when, zoned
from scrapers.finding.words import CALL, is_heading
from scrapers.texts import plain

GRANTS = {"Grant", "MonetaryGrant", "FundingScheme", "FundingOpportunity", "GovernmentService"}
OTHERS = {
    "Event", "BusinessEvent", "SocialEvent", "EducationEvent", "Offer", "Service", "CreativeWork",
    "Article", "NewsArticle", "BlogPosting", "Report", "EducationalOccupationalProgram", "Demand",
}  # fmt: skip
# Words that schema.org defines as the end of applying; an event's end or an article's day is not.
DEADLINE = "applicationDeadline"
ENDS = ("validThrough", "availabilityEnds", "expires", "endDate")
DEEPEST = 8


def find_linked_data(page: lxml.html.HtmlElement, place: Place) -> Found | None:
    """Read the grants of a page, or other things whose words are a call's; None without any.

    A page that is about one article says no more here than in its text, so that one is not taken.
    """
    things = list(nodes(page))
    grants = [draft for each in things if kinds(each) & GRANTS and (draft := told(each, place))]
    others = [draft for each in things if kinds(each) & OTHERS and (draft := told(each, place))]
    others = [each for each in others if says_when(each) or CALL.search(each.title)]
    drafts = each_once([*grants, *(others if len(others) > 1 else [])])
    sole = [each for each in others if each.deadlines and each not in drafts]
    if not drafts and not sole:
        return None
    return Found("JSON-LD", drafts or sole, [])


def nodes(page: lxml.html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield every object in the page's JSON-LD, inside graphs and lists too."""
    for script in page.iterfind(".//script"):
        if "ld+json" in str(script.get("type", "")):
            try:
                yield from inside(json.loads(script.text_content(), strict=False), DEEPEST)
            except (ValueError, RecursionError):
                continue


def inside(value: Any, deep: int) -> Iterator[dict[str, Any]]:
    """Yield an object and those within it."""
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list) and deep:
        for each in value.values() if isinstance(value, dict) else value:
            yield from inside(each, deep - 1)


def kinds(thing: dict[str, Any]) -> set[str]:
    """Return the names of a thing's types, without where they are defined."""
    said = thing.get("@type", [])
    listed = said if isinstance(said, list) else [said]
    return {each.rpartition("/")[2].rpartition(":")[2] for each in listed if isinstance(each, str)}


def words(thing: dict[str, Any], *names: str) -> str:
    """Return the first of these that is a word."""
    for name in names:
        value = thing.get(name)
        if isinstance(value, dict):
            value = value.get("@value") or value.get("@id") or value.get("url")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def told(thing: dict[str, Any], place: Place) -> Draft | None:
    """Tell one thing, if it has a title; a date is a deadline only by its own name."""
    title = plain(words(thing, "name", "headline", "title"))
    if not title or is_heading(title):
        return None
    url = place.link(words(thing, "url", "mainEntityOfPage", "@id"))
    alone = not url
    url = place.beside(title) if alone else url
    text = plain(words(thing, "articleBody", "description", "abstract"))
    draft = place.draft(title=title, text=text, url=url)
    if alone:
        draft = doubted(draft, "url", title, "it names no page of its own")
    said = words(thing, DEADLINE)
    zone = place.zone(url, draft.language)
    day = certain(said, zone) if said else None
    if day and {each.day for each in draft.deadlines} <= {day[0]}:
        closes = Deadline(day=day[0], time=day[1], zone=zone)
        if draft.deadlines and (day[1] is None or draft.deadlines[0].time):
            return draft
        draft = replace(draft, deadlines=(closes,), deadline_model=DeadlineModel.SINGLE)
        return draft if re.search(r"T.*(?:Z|[+-]\d\d:?\d\d)$", said) else zoned(draft, zone)
    if said:
        return doubted(
            replace(draft, deadlines=(), deadline_model=DeadlineModel.UNKNOWN),
            "deadlines", f"{DEADLINE}: {said}", "its data and its text do not agree on one day",
        )  # fmt: skip
    for name in ENDS:
        if (said := words(thing, name)) and kinds(thing) & GRANTS:
            why = "it may be the end of something else"
            draft = doubted(draft, "deadlines", f"{name}: {said}", why)
    return draft
