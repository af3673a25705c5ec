"""The main journeys in a real browser: from answers to submitted, and two rival bids settled."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from config import Config, Data
from models import Answer, Base, OverlapKind, Person
from models.database import connect
from tests.bids import World
from tests.conftest import NOON
from web import create_app
from workflow import overlaps, stances

CHROMIUM = shutil.which("chromium")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


class Place:
    """A served site with a partnership in it, and browsers of the people who come."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.browser = browser
        self.engine = connect(f"sqlite:///{folder}/samsok.db")
        Base.metadata.create_all(self.engine)
        app = create_app(Config(data=Data(folder=str(folder))), self.engine, lambda: NOON)
        self.tickets = app.config["TICKETS"]
        self.server = make_server("127.0.0.1", 0, app, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.complaints: list[str] = []

    def enter(self, person: int, onward: str, **view: int) -> Page:
        """Open a letter's link, and press its button."""
        context = self.browser.new_context(viewport=view, locale="sv-SE")  # type: ignore[arg-type]  # width and height
        page = context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text))
        page.goto(f"{self.url}/in/{self.tickets.write(person)}?next={onward}")
        page.locator("main form button").first.click()
        return page

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.engine.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture
def place(tmp_path: Path, browser: Browser) -> Iterator[Place]:
    place = Place(tmp_path, browser)
    yield place
    place.close()


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
    lead.get_by_text("Finansiären tillåter det").click()
    press(lead, "Notera som inskickad")

    expect(lead.locator("[aria-current=step]")).to_have_text("Inskickad")
    expect(lead.locator("main")).to_contain_text("Preliminära delar: Town, University.")
    assert place.complaints == []


def test_two_rival_bids_become_one(place: Place) -> None:
    with Session(place.engine) as session:
        world = World(session)
        blue = world.bid(world.town, "Blue lakes", world.university)
        clear = world.bid(world.association, "Clear lakes")
        world.agree(clear.commitments[0], 600_000, 300_000)
        overlaps.note(
            session, OverlapKind.ALIKE_TEXTS, [blue, clear], "Heard", by=world.cleo, now=NOON
        )
        world.ada.language = "sv"
        ada, cleo, dana = numbers(world.ada, world.cleo, world.dana)
        session.commit()

    desk = place.enter(cleo, "/overlaps", **DESK)
    desk.get_by_role("link", name="Blue lakes").click()
    desk.get_by_label("Slå ihop till ”Blue lakes”").check()
    desk.get_by_label("Meddelande till båda parterna").fill("The same lakes")
    press(desk, "Skicka förslaget")
    expect(desk.locator("main")).to_contain_text("inget svar")

    for person in (ada, dana):
        phone = place.enter(person, "/overlaps/1/reply", **PHONE)
        press(phone, "Ja, vi håller med")

    expect(phone.locator("main")).to_contain_text("Alla är överens.")
    phone.get_by_role("region", name="Förslaget").get_by_role("link", name="Blue lakes").click()
    expect(phone.locator("main")).to_contain_text("Vill Association vara med?")
    follow(phone, "Gå med")
    expect(phone.locator("#total_cost")).to_have_value("600\u00a0000")
    assert place.complaints == []
