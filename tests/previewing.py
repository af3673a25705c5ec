"""Previews of small pages, and what the tests of them ask for."""

import datetime as dt

import pytest

from scrapers import Draft
from scrapers.preview import Found, Nothing, preview

TODAY = dt.date(2026, 11, 21)
URL = "https://fund.example.se/utlysningar"


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
