"""Two people write one section at once in real browsers, and nothing of either is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from models import SectionText, UnsavedText
from tests.bids import World
from tests.browsing import complaints, enter, faults, is_wide, needs_chromium, window
from tests.pages import letters_ticket
from tests.places import Empty, visited

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
SECTION = "/applications/1/text/1"

pytestmark = needs_chromium


class Two(Empty):
    """Ada at her desk and Ben with his phone, both by a letter's link, before one section."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        super().__init__(folder)
        with Session(self.engine) as session:
            world = World(session)
            world.bid(world.town, "Blue lakes", world.university)
            world.ada.language = "sv"
            session.commit()
            self.people = {"Ada": (world.ada.id, DESK), "Ben": (world.ben.id, PHONE)}
        self.browser = browser
        self.said: list[list[str]] = []

    def come(self, name: str) -> Page:
        """Open the link of a letter, and begin to write."""
        number, size = self.people[name]
        page = window(self.browser, **size).new_page()
        self.said.append(complaints(page))
        enter(page, self.url, letters_ticket(self.app, number), SECTION)
        page.get_by_role("button", name="Skriv", exact=True).click()
        expect(page.locator("textarea[name=text]")).to_be_visible()
        page.wait_for_load_state()  # by then, what is typed is kept
        return page


@pytest.fixture
def two(tmp_path: Path, browser: Browser) -> Iterator[Two]:
    with visited(Two(tmp_path, browser)) as two:
        yield two


@pytest.mark.parametrize("order", [("Ada", "Ben"), ("Ben", "Ada")])
def test_whoever_saves_first_both_texts_are_there(two: Two, order: tuple[str, str]) -> None:
    pages = {name: two.come(name) for name in ("Ada", "Ben")}
    expect(pages["Ben"].get_by_text("Ada skriver sedan")).to_be_visible()
    for name, page in pages.items():
        page.locator("textarea[name=text]").fill(f"Texten som {name} skrev")

    for name in order:
        pages[name].get_by_role("button", name="Spara", exact=True).click()

    first, second = (pages[name] for name in order)
    expect(first.locator(".as-written").first).to_have_text(f"Texten som {order[0]} skrev")
    expect(second.get_by_role("heading", level=1)).to_have_text("Två skrev samtidigt")
    for name in order:
        expect(second.locator("main")).to_contain_text(f"Texten som {name} skrev")
    expect(second.locator("textarea")).to_have_value(f"Texten som {order[1]} skrev")
    assert faults(second) == []
    assert not is_wide(second)
    second.locator("textarea").fill("Texten som Ada och Ben skrev")
    second.get_by_role("button", name="Spara detta som texten").click()
    expect(second.locator(".as-written").first).to_have_text("Texten som Ada och Ben skrev")
    with Session(two.engine) as session:
        kept = {each.text for each in session.query(SectionText)}
    assert kept == {"Texten som Ada skrev", "Texten som Ben skrev", "Texten som Ada och Ben skrev"}
    assert [each for said in two.said for each in said] == []


def test_what_is_typed_on_a_phone_that_dies_stands_in_the_form_at_the_desk(two: Two) -> None:
    phone = two.come("Ben")
    phone.locator("textarea[name=text]").press_sequentially("Renare vatten")
    expect(phone.get_by_text("Bevarat för dig själv kl. 13.00.")).to_be_visible()
    phone.context.close()

    desk = two.come("Ben")

    expect(desk.get_by_text("Du har inte sparat det du skrev här:")).to_be_visible()
    expect(desk.locator("textarea[name=text]")).to_have_value("Renare vatten")
    assert faults(desk) == []
    assert not is_wide(desk)
    desk.get_by_role("button", name="Spara", exact=True).click()
    expect(desk.locator(".as-written").first).to_have_text("Renare vatten")
    expect(desk.get_by_text("Du har inte sparat")).to_have_count(0)
    with Session(two.engine) as session:
        assert session.query(UnsavedText).all() == []
    assert [each for said in two.said for each in said] == []


def test_an_older_window_is_told_that_another_has_gone_on(two: Two) -> None:
    phone, desk = two.come("Ben"), two.come("Ben")
    desk.locator("textarea[name=text]").press_sequentially("Renare vatten")
    expect(desk.get_by_text("Bevarat för dig själv")).to_be_visible()

    phone.locator("textarea[name=text]").press_sequentially("Sjöar")

    expect(phone.get_by_role("alert")).to_contain_text("Du har skrivit vidare i ett annat fönster")
    with Session(two.engine) as session:
        assert [each.text for each in session.query(UnsavedText)] == ["Renare vatten"]
