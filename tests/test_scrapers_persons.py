"""Nobody is named to be reached in what is kept of a call."""

import json
import os
import re
from pathlib import Path

import pytest

from lexicon.terms import Doubt, Evidence, Wording
from scrapers.draft import Draft
from scrapers.persons import impersonal_text, without_persons
from scrapers.source import all_sources

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Kontaktperson: Anna Ek", ""),
        ("Yhteyshenkilö: Anna Ek", ""),
        ("Anna Ek, 019-12 34 56", ""),
        ("Har du frågor? Ring Anna Ek på 019-12 34 56. Sök senast 5 mars.",
         "Har du frågor? Sök senast 5 mars."),
        ("Skicka ansökan till stod@fond.example senast den 5 mars 2027 klockan tolv.",
         "Skicka ansökan till senast den 5 mars 2027 klockan tolv."),
        ("Sista ansökningsdag är 03/04/2027 och nästa 04/2027.",
         "Sista ansökningsdag är 03/04/2027 och nästa 04/2027."),
        ("Budget 019 000 000 kr per år i hela landet.",
         "Budget 019 000 000 kr per år i hela landet."),
        ("För vem?\n\nFöreningar.", "För vem?\n\nFöreningar."),
    ],
)  # fmt: skip
def test_who_to_reach_is_left_out_and_nothing_else(said: str, kept: str) -> None:
    assert impersonal_text(said) == kept


def test_every_text_of_a_draft_is_looked_through() -> None:
    words = "Kontaktperson: Anna Ek"
    draft = Draft(
        identifier="1", url="https://x.example/1", title="Sjöar", funder="F", language="sv",
        text=words, applicants=words,
        wordings=(Wording(language="en", title="Lakes", text="Contact: Anna Ek"),),
        uncertain=(Doubt(field="deadlines", words=words),),
        evidence=(Evidence(field="deadlines", words=words),),
    )  # fmt: skip

    kept = without_persons(draft)

    assert "Anna" not in repr(kept)


def test_no_recorded_answer_leaves_anybody_to_reach() -> None:
    if not (data := os.environ.get("SAMSOK_DATA")):
        pytest.skip("SAMSOK_DATA does not say where the recorded answers are")
    saved = sorted((Path(data) / "recordings" / "eu_ft_portal").rglob("*.json"))

    found = [
        draft
        for file in saved
        if isinstance(json.loads(file.read_bytes()), dict)
        for draft in all_sources()["eu_portal"].read_answer(file.read_bytes(), "https://x/").drafts
    ]

    assert found
    assert [each.identifier for each in found if EMAIL.search(each.text)] == []


def test_a_long_word_is_looked_through_in_no_time() -> None:
    said = "x" * 200_000

    assert impersonal_text(said) == said  # by trying every start anew it would take minutes
