"""Previews of small pages, and what the tests of them ask for."""

import datetime as dt

import pytest

from scrapers import Draft
from scrapers.preview import Found, Nothing, preview

TODAY = dt.date(2026, 11, 21)
URL = "https://fund.example.se/utlysningar"
CARD = "<article><h3><a href='/u/{0}'>{1}</a></h3><p>{2}</p></article>"
CARDS = (
    CARD.format(1, "Renare sjöar", "Sök stöd. Sista ansökningsdag: 5 mars 2027 kl. 15.00")
    + CARD.format(2, "Bryggor för alla", "Ansökan stänger 12 april 2027.")
    + CARD.format(3, "Lägerskolor", "Ansökningar tas emot löpande.")
)
SECTIONS = (
    "<h2>Sjöpengen</h2><p>För föreningar vid vatten. Sista ansökningsdag är den 5 mars 2027.</p>"
    "<h2>Bryggfonden</h2><p>För dem som bygger. Sista ansökningsdag är den 6 april 2027.</p>"
)


def read(body: str | bytes, url: str = URL) -> Found:
    return preview(body.encode() if isinstance(body, str) else body, url, TODAY)


def page(body: str, head: str = "", language: str = "sv") -> str:
    return f"<!doctype html><html lang='{language}'><head>{head}</head><body>{body}</body></html>"


def days(found: Found) -> list[list[str]]:
    return [[str(each.day) for each in draft.deadlines] for draft in found.drafts]


def titles(found: Found) -> list[str]:
    return [draft.title for draft in found.drafts]


def doubts(draft: Draft) -> dict[str, str]:
    return {each.field: each.why for each in draft.uncertain}


def why_not(body: str | bytes, url: str = URL) -> str:
    with pytest.raises(Nothing) as nothing:
        read(body, url)
    return str(nothing.value)
