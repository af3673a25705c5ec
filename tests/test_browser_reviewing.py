"""The review queue in a real browser: wide and narrow, light and dark, by keyboard alone."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from lexicon.terms import Amount, Deadline, Doubt, Rate
from tests.browsing import complaints, enter, extent, faults, needs_chromium, window
from tests.conftest import NOON, make_call, make_source
from tests.pages import known, ticket
from tests.places import Empty, visited
from workflow.collecting import reviewing, sameness

PATHS = [
    "/review", "/review?done=3-deadlines", "/review/2/deadlines", "/review/2/amounts",
    "/review/2/rates", "/review/2/text", "/review/2/applicant_kinds", "/review/2/same?q=utlysning",
    "/calls/2", "/calls/3", "/calls/4",
]  # fmt: skip
SMALLEST = 44

pytestmark = needs_chromium


class Desk(Empty):
    """A served site with a queue, and Cleo's way in."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        super().__init__(folder)
        with Session(self.engine) as session:
            fill(session)
        cleo = 3
        self.browser, self.ticket = browser, ticket(self.app, cleo)

    def enter(self, width: int = 1280, **said: Any) -> Page:
        page = window(self.browser, width, **said).new_page()
        return enter(page, self.url, self.ticket, "/review")


def fill(session: Session) -> None:
    """Let a doubtful call, one that was settled, one to be told apart and a twin be there."""
    people = known(session)
    session.add_all([people.ada, people.ben, people.cleo, people.lakes])
    source = make_source("second")
    unsure = Doubt(field="deadlines", words="Senast den 20 januari.", why="the year is not stated")
    money = Doubt(field="amounts", words="högst 400 000 kronor", why="no word says what it is")
    doubtful = make_call(
        source, 2, "Utlysning med ett mycket långt namn om glesbygdens mötesplatser",
        "Text", uncertain=(unsure, money), deadlines=(Deadline(day=date(2026, 1, 20)),),
        amounts=(Amount(currency="SEK", most=Decimal(400000)),),
        rates=(Rate(co_funding_rate=Decimal(40)),),
    )  # fmt: skip
    settled = make_call(source, 3, "Utlysning som någon har sett", uncertain=(unsure,))
    alike = make_call(source, 4, "Utlysning", uncertain=(Doubt(field="identifier", words="2"),))
    twin = make_call(people.source, 5, "Utlysning igen")
    session.add_all([doubtful, settled, alike, twin])
    session.commit()
    seen = reviewing.point(settled, "deadlines").seen
    reviewing.correct(
        session, settled, "deadlines", (Deadline(day=date(2026, 2, 2)),), seen=seen,
        by=people.cleo, now=NOON,
    )  # fmt: skip
    sameness.say(session, alike, twin, True, by=people.cleo, now=NOON)
    session.commit()


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    with visited(Desk(tmp_path, browser)) as desk:
        yield desk


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_queue_and_its_forms_are_open_to_everyone_and_quiet(
    desk: Desk, width: int, scheme: str
) -> None:
    page, found = desk.enter(width, color_scheme=scheme), {}
    heard = complaints(page)

    for path in PATHS:
        page.goto(desk.url + path)
        page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        found[path] = faults(page)

    assert {path: broken for path, broken in found.items() if broken} == {}
    assert heard == []


def test_nothing_is_wider_than_a_small_phone_or_too_small_to_touch(desk: Desk) -> None:
    page, wide, small = desk.enter(320), {}, []

    for path in PATHS:
        page.goto(desk.url + path)
        page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        wide[path] = extent(page)
        small += page.evaluate(
            """least => [...document.querySelectorAll(
                '.point button, .point summary, .point select, .point .check, .point .input')]
                .filter(each => each.getBoundingClientRect().height < least)
                .map(each => each.outerHTML)""",
            SMALLEST,
        )

    assert {path: width for path, width in wide.items() if width > 320} == {}
    assert small == []


def test_without_scripts_a_phone_confirms_corrects_and_takes_back(desk: Desk) -> None:
    page = desk.enter(390, java_script_enabled=False)

    page.locator("#review-2-deadlines button:has-text('Stämmer')").click()
    expect(page.get_by_role("status")).to_contain_text("Sparat: sista ansökningsdag")
    page.get_by_role("status").get_by_role("button").click()
    expect(page.locator("#review-2-deadlines")).to_be_visible()
    page.locator("#review-2-deadlines .fix > summary").click()
    page.locator("#c2-day-0").fill("2026-01-27")
    page.locator("#c2-time-0").fill("15:00")
    page.locator("#review-2-deadlines button:has-text('Spara rättelsen')").click()

    page.goto(f"{desk.url}/calls/2")
    words = page.locator("#review-2-deadlines").inner_text().replace("\u00a0", " ")
    assert "27 januari 2026 kl. 15.00" in words
    assert "Rättat av Cleo" in words
    assert "Källan säger: 20 januari 2026" in words


def test_the_keyboard_alone_corrects_a_sum(desk: Desk) -> None:
    page = desk.enter()
    page.locator("#review-2-amounts .fix > summary").focus()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("mycket")
    page.keyboard.press("Enter")
    wrong = page.locator("#c2-most-0").input_value()
    expect(page.get_by_role("alert")).to_contain_text("Skriv ett belopp")
    page.get_by_role("alert").get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("600 000 kr")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Sparat: belopp")
    assert wrong == "mycket"


def test_two_calls_become_one_and_two_again(desk: Desk) -> None:
    page = desk.enter()
    page.goto(f"{desk.url}/review/2/same")
    page.get_by_label("Ord ur utlysningen").fill("sett")
    page.get_by_role("button", name="Visa").click()

    page.locator("main").get_by_role("button", name="Samma utlysning").click()
    expect(page.locator("#kin")).to_contain_text("att den här är samma som")
    page.locator("#kin").get_by_role("button", name="Inte samma").click()

    expect(page.locator("#kin")).to_contain_text("att den här inte är samma som")
