"""A call's terms as they are read from its words."""

import datetime as dt

from scrapers.draft import Draft
from scrapers.prose import draft_from_text

TODAY = dt.date(2026, 11, 21)


def read(text: str, language: str = "sv", title: str = "Utlysning", zone: str = "") -> Draft:
    zones = {"sv": "Europe/Stockholm", "nb": "Europe/Oslo", "da": "Europe/Copenhagen",
             "fi": "Europe/Helsinki", "en": "Europe/Brussels"}  # fmt: skip
    return draft_from_text(
        identifier="1",
        url="https://example.org/1",
        title=title,
        text=text,
        funder="A funder",
        language=language,
        zone=zone or zones.get(language, "Europe/Stockholm"),
        today=TODAY,
    )


def days(draft: Draft) -> list[str]:
    return [
        f"{each.day}" + (f" {each.time:%H:%M}" if each.time else "") for each in draft.deadlines
    ]


def doubted(draft: Draft) -> set[str]:
    return {doubt.field for doubt in draft.uncertain}
