"""The main journeys in a real browser: from answers to submitted, and two rival bids settled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from config import Config, Data
from models import Answer, Base, OverlapKind, Person
from models.database import connect
from tests.bids import World
from tests.browsing import enter, needs_chromium, served, window
from tests.conftest import NOON
from tests.pages import ticket
from web import create_app
from workflow.answers import stances
from workflow.overlaps import finding

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

pytestmark = needs_chromium


class Place:
    """A served site with a partnership in it, and browsers of the people who come."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.browser = browser
        self.engine = connect(f"sqlite:///{folder}/samsok.db")
        Base.metadata.create_all(self.engine)
        app = create_app(Config(data=Data(folder=str(folder))), self.engine, lambda: NOON)
        self.app, self.url = app, ""
        self.complaints: list[str] = []

    def enter(self, person: int, onward: str, **view: int) -> Page:
        """Open a letter's link, and press its button."""
        page = window(self.browser, **view).new_page()
        page.on("console", lambda said: self.complaints.append(said.text))
        return enter(page, self.url, ticket(self.app, person), onward)


@pytest.fixture
def place(tmp_path: Path, browser: Browser) -> Iterator[Place]:
    place = Place(tmp_path, browser)
    with served(place.app) as place.url:
        yield place
    place.engine.dispose()


def numbers(*people: Person) -> list[int]:
    return [each.id for each in people]


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).click()


def test_from_answers_to_submitted(place: Place) -> None:
    with Session(place.engine) as session:
        world = World(session)
        for partner in (world.town, world.university):
            by, call = partner.people[0], world.lakes
            stances.answer(session, partner, call, Answer.JOIN, by=by, now=NOON)
        call_id = world.lakes.id
        ada, ben, cleo = numbers(world.ada, world.ben, world.cleo)
        world.ada.language = "sv"
        session.commit()

    desk = place.enter(cleo, f"/applications/new?call={call_id}", **DESK)
    desk.get_by_label("Town").check()
    desk.locator("#title").fill("Blue lakes")
    desk.locator("#summary").fill("We clean the lakes together")
    press(desk, "Öppna och fråga")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Blue lakes")
    path = desk.url.removeprefix(place.url)

    for person, total, own in ((ada, "600 000", "300 000 kr"), (ben, "400000", "200000")):
        phone = place.enter(person, f"{path}/join", **PHONE)
        phone.locator("#total_cost").fill(total)
        phone.locator("#co_funding").fill(own)
        phone.get_by_role("button", name="Granska svaret").click()
        press(phone, "Bekräfta")
        expect(phone.get_by_role("status")).to_contain_text("har godkänt sin del preliminärt")
        wide = phone.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide

    lead = place.enter(ada, path, **DESK)
    press(lead, "Börja skriva")
    press(lead, "Be om godkännande")
    follow(lead, "Notera som inskickad")
    lead.locator("#reference").fill("F-17")
    lead.get_by_text("Finansiären tillåter det", exact=True).click()
    press(lead, "Notera som inskickad")

    expect(lead.locator("[aria-current=step]")).to_have_text("Inskickad")
    expect(lead.locator("main")).to_contain_text("Preliminära delar: Town, University.")
    assert place.complaints == []


@pytest.mark.parametrize("view", [PHONE, DESK], ids=["phone", "desk"])
def test_two_rival_bids_become_one(place: Place, view: dict[str, int]) -> None:
    with Session(place.engine) as session:
        world = World(session)
        blue = world.bid(world.town, "Blue lakes", world.university)
        clear = world.bid(world.association, "Clear lakes")
        world.agree(clear.commitments[0], 600_000, 300_000)
        finding.note(
            session, OverlapKind.ALIKE_TEXTS, [blue, clear], "Heard", by=world.cleo, now=NOON
        )
        world.ada.language = "sv"
        ada, cleo, dana = numbers(world.ada, world.cleo, world.dana)
        session.commit()

    board = place.enter(cleo, "/overlaps", **view)
    board.get_by_role("link", name="Blue lakes").click()
    expect(board.get_by_text("Vilken blir kvar?").first).to_be_hidden()
    board.get_by_role("radio", name="Slå ihop").check()
    merge = board.get_by_role("group", name="Slå ihop")
    expect(merge.get_by_text("Får godkänna på nytt: Association")).to_be_visible()
    merge.get_by_label("Blue lakes").check()
    board.get_by_label("Meddelande till parterna").fill("The same lakes")
    board.get_by_text("Mer", exact=True).click()
    assert not is_wide(board)
    press(board, "Skicka förslaget")
    expect(board.get_by_role("region", name="Förslaget")).to_contain_text("inget svar")

    first = place.enter(ada, "/overlaps/1/reply", **view)
    first.get_by_text("Ja, med en ändring").click()
    first.get_by_label("Vad ska vara annorlunda?").fill("We keep the name")
    assert not is_wide(first)
    press(first, "Skicka ja med ändringen")
    second = place.enter(dana, "/overlaps/1/reply", **view)
    expect(second.locator("main")).to_contain_text("We keep the name")
    press(second, "Ja, vi håller med")

    settled = second.get_by_role("region", name="Förslaget")
    expect(settled).to_contain_text("Alla är överens.")
    expect(settled.get_by_role("button", name="Ångra")).to_be_visible()
    settled.get_by_role("link", name="Blue lakes").click()
    expect(second.locator("main")).to_contain_text("Vill Association vara med?")
    follow(second, "Gå med")
    expect(second.locator("#total_cost")).to_have_value("600\u00a0000")
    second.get_by_role("button", name="Granska svaret").click()
    press(second, "Bekräfta")
    expect(second.get_by_role("status")).to_contain_text("har godkänt sin del")

    board.goto(place.url + "/overlaps/1")
    expect(board.get_by_role("button", name="Ångra")).to_have_count(0)
    board.get_by_role("link", name="Clear lakes").click()
    expect(board.locator("main")).to_contain_text("Blue lakes")
    assert place.complaints == []


def is_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
