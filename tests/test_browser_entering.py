"""Entering and importing calls in a real browser: wide and narrow, light and dark, by keyboard."""

import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy.orm import Session

from tests.browsing import extent, faults, needs_chromium
from tests.pages import known
from tests.places import Place

TABLE = "Rubrik;Finansiär;Sista dag;Kommentar\nEtt;Fonden;löpande;x\nTvå;Fonden;2026-03-01;\n"
WRONG = "Rubrik;Finansiär;Sista dag\n;Fonden;snart\n"

pytestmark = needs_chromium


@pytest.fixture
def cleo(place: Place) -> int:
    with Session(place.engine) as session:
        people = known(session)
        return people.cleo.id


def choose(page: Page, table: str) -> None:
    file: FilePayload = {"name": "lista.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.set_input_files("#file", files=[file])
    page.click("text=Titta på den först")


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_open_to_everyone(place: Place, cleo: int, width: int, scheme: str) -> None:
    page = place.enter(cleo, "/calls/new", width=width, height=900)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # the literals
    found, widths = {}, {}

    def look(name: str) -> None:
        found[name] = faults(page)
        widths[name] = extent(page)

    look("the form")
    page.fill("#title", "Cleaner lakes")
    page.fill("#funder", "Fonden")
    page.check("[value=dates]")
    page.fill("#day-0", "2026-03-01")
    page.fill("#areas", "Sörmlnd")
    page.click("text=Spara utlysningen")
    look("the mistakes")
    page.fill("#areas", "Örebro")
    page.click("text=Spara utlysningen")
    look("the doubles")
    page.check("[name=anyway]")
    page.click("text=Spara utlysningen")
    page.click("main >> text=Ändra")
    look("the change")
    page.goto(f"{place.url}/calls/import")
    look("the import")
    choose(page, WRONG)
    look("the mistakes of a table")
    choose(page, TABLE)
    look("the preview")
    page.click("main form button")
    look("the thanks")

    assert {name: broken for name, broken in found.items() if broken} == {}
    assert {name: each for name, each in widths.items() if each > width} == {}
    assert [each for each in place.complaints if "422" not in each and "409" not in each] == []


def test_what_is_wrong_keeps_what_was_typed_and_leads_to_the_field(place: Place, cleo: int) -> None:
    page = place.enter(cleo, "/calls/new", width=1280, height=900)
    page.fill("#title", "Renare sjöar")
    page.fill("#funder", "Fonden")
    page.check("[value=dates]")
    page.fill("#day-0", "2026-03-01")
    page.fill("#time-0", "16:00")
    page.fill("#areas", "Sörmlnd")

    page.keyboard.press("Enter")
    page.click("[role=alert] >> text=Menade du Södermanlands län?")

    assert page.input_value("#time-0") == "16:00"
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "areas"
    page.fill("#areas", "Södermanlands län")
    page.click("text=Spara utlysningen")
    expect(page.locator("h1")).to_have_text("Renare sjöar")


def test_only_what_was_chosen_is_asked_for(place: Place, cleo: int) -> None:
    page = place.enter(cleo, "/calls/new", width=390, height=844)

    expect(page.locator("#day-0")).to_be_hidden()
    page.check("[value=season]")
    expect(page.locator("#season")).to_be_visible()
    page.check("[value=dates]")
    expect(page.locator("#season")).to_be_hidden()
    expect(page.locator("#day-0")).to_be_visible()
