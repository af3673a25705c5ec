"""Limits of calls and whose hours are counted on, in a real browser: told, and found exceeded."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from jobs.find_overlaps import find_overlaps
from tests.bids import World
from tests.browsing import faults, is_wide, needs_chromium
from tests.conftest import NOON
from tests.places import DESK, PHONE, Place, press

pytestmark = needs_chromium


def compare(place: Place) -> None:
    """Let the clock compare what there is."""
    with Session(place.engine) as session:
        find_overlaps(session, NOON)
        session.commit()


def looked_at(page: Page) -> None:
    """Demand that anybody can use the page, on a screen of any width."""
    assert (faults(page), is_wide(page)) == ([], False)


def open_finding(board: Page, why: str) -> None:
    """Open the finding on the board that says why it stands there."""
    pair = board.get_by_role("listitem").filter(has_text=why)
    named = pair.get_by_role("link", name=why)  # but what comes first has the names of the bids
    (named if named.count() else pair.get_by_role("link").first).click()
    expect(board.locator("main")).to_contain_text(why)


@pytest.mark.parametrize("view", [PHONE, DESK], ids=["phone", "desk"])
def test_more_bids_than_a_call_has_room_for_are_found(place: Place, view: dict[str, int]) -> None:
    with Session(place.engine) as session:
        world = World(session)
        world.bid(world.town, "Blue lakes", world.university)
        world.bid(world.firm, "A winter road")
        cleo = world.cleo.id
        session.commit()

    page = place.enter(cleo, "/overlaps", **view)
    page.get_by_role("link", name="Utlysningarnas gränser").click()
    looked_at(page)
    page.get_by_label("Utlysning eller program").select_option("Cleaner lakes")
    page.get_by_label("Plats för så många av våra ansökningar").fill("många")
    page.get_by_label("Var det står").fill("Utlysningens sida 4")
    press(page, "Spara")
    expect(page.get_by_role("alert")).to_contain_text("Skriv ett tal")
    expect(page.get_by_label("Var det står")).to_have_value("Utlysningens sida 4")
    looked_at(page)
    page.get_by_label("Plats för så många av våra ansökningar").fill("1")
    press(page, "Spara")
    expect(page.get_by_role("region", name="Kända gränser")).to_contain_text("Utlysningens sida 4")
    looked_at(page)

    compare(place)
    page.goto(place.url + "/overlaps")
    open_finding(page, "Fler vill söka än utlysningen har plats för")
    numbers = page.get_by_role("table", name="I siffror").locator("tbody tr")
    expect(numbers).to_have_text(
        ["Blue lakes1", "A winter road1", "Tillsammans2", "Gräns: Utlysningens sida 41"]
    )
    looked_at(page)
    assert [each for each in place.complaints if "422" not in each] == []


@pytest.mark.parametrize("view", [PHONE, DESK], ids=["phone", "desk"])
def test_hours_beyond_full_time_are_found(place: Place, view: dict[str, int]) -> None:
    with Session(place.engine) as session:
        world = World(session)
        bids = [
            world.bid(world.town, "Blue lakes", world.university),
            world.bid(world.town, "A winter road", call=world.call("Rivers")),
        ]
        world.ada.language = "sv"
        paths = [f"/applications/{each.id}/staff/{world.town.id}" for each in bids]
        ada, cleo = world.ada.id, world.cleo.id
        session.commit()

    page = place.enter(ada, paths[0], **view)
    for path in paths:
        page.goto(place.url + path)
        looked_at(page)
        page.get_by_label("Namn 1").fill("Inga Ek")
        page.get_by_label("Roll 1").fill("projektledare")
        page.get_by_label("År 1").fill("2027")
        page.get_by_label("Timmar 1").fill("hela")
        press(page, "Spara")
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_label("Timmar 1").fill("1 000")
        press(page, "Spara")
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.get_by_label("Namn 1")).to_have_value("Inga Ek")

    compare(place)
    board = place.enter(cleo, "/overlaps", **view)
    open_finding(board, "Samma person på mer än heltid")
    numbers = board.get_by_role("table", name="I siffror").locator("tbody tr")
    expect(numbers.nth(2)).to_have_text(re.compile(r"Tillsammans2\s000\sh \(2027\)"))
    expect(numbers.nth(3)).to_have_text(re.compile(r"Gräns: Town1\s720\sh \(2027\)"))
    expect(board.locator("main")).not_to_contain_text("Inga Ek")
    looked_at(board)
    assert [each for each in place.complaints if "422" not in each] == []
