"""Tillväxtverket's pages, read by the order of their text."""

import datetime as dt

import pytest

from lexicon.terms import Status
from scrapers import Reading, all_sources

SOURCE = all_sources()["tillvaxtverket"]
HOME = "https://tillvaxtverket.se/tillvaxtverket/sokfinansiering/utlysningar"
CALL = f"{HOME}/utlysningar/renaresjoar.90001.html"


def read(main: str, url: str = CALL) -> Reading:
    return SOURCE.read_answer(f"<html><body><main>{main}</main></body></html>".encode(), url)


def bullets(*words: str) -> str:
    return f"<h1>Renare sjöar</h1><ul>{''.join(f'<li>{each}</li>' for each in words)}</ul>"


def test_the_bullets_say_what_opens_when_and_where() -> None:
    (draft,) = read(bullets("Öppnar 9 februari 2027", "Örebro", "Sörmland")).drafts

    assert draft.identifier == "90001"
    assert draft.opens == dt.date(2027, 2, 9)
    assert draft.areas == ("SE122", "SE124")
    assert draft.deadlines == ()


def test_a_closed_call_says_so() -> None:
    (draft,) = read(bullets("Stängd 19 mars 2026", "Örebro")).drafts

    assert draft.status is Status.CLOSED
    assert [each.day for each in draft.deadlines] == [dt.date(2026, 3, 19)]


@pytest.mark.parametrize("words", ["Stänger inom kort", "Stänger 31 februari 2027"])
def test_a_closing_that_cannot_be_read_is_a_doubt(words: str) -> None:
    (draft,) = read(bullets(words, "Örebro")).drafts

    assert draft.deadlines == ()
    assert [(each.field, each.words) for each in draft.uncertain] == [("deadlines", words)]


def test_a_page_that_is_no_call_is_left_out_with_a_warning() -> None:
    reading = read("<h1>Utlysningar</h1><p>Här finns våra utlysningar.</p>")

    assert reading.drafts == []
    assert reading.warnings == [f"{CALL} is no call"]


def test_a_call_without_bullets_is_read_with_a_warning() -> None:
    reading = read("<h1>Renare sjöar</h1><h2>Vem kan söka?</h2><p>Kommuner.</p>")

    assert [draft.title for draft in reading.drafts] == ["Renare sjöar"]
    assert reading.warnings == [f"no bullets under the title of {CALL}"]


def test_a_page_without_a_title_is_suspect() -> None:
    assert read("<ul><li>Öppnar 9 februari 2027</li></ul>").suspicion


def test_a_plan_has_a_call_under_each_heading_that_tells_what_the_law_asks_for() -> None:
    url = f"{HOME}/planeradeutlysningar/norramellansverige.90010.html"

    reading = read(
        "<h1>Planerat</h1>"
        "<h2>Turism</h2><p>Typ av sökande: kommuner. Start- och slutdatum: hösten 2027.</p>"
        "<h2>Prenumerera</h2><p>Få besked när planen ändras.</p>",
        url,
    )

    (draft,) = reading.drafts
    assert (draft.identifier, draft.season) == ("90010-turism", "hösten 2027")
    assert draft.status is Status.PLANNED
