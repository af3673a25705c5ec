"""Signing in, passkeys and the account in a real browser: wide and narrow, light and dark."""

import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy.orm import Session

from config import Config, Data, Site
from models import Letter
from models.database import connect, upgrade
from tests.browsing import complaints, extent, faults, needs_chromium, served, window
from tests.pages import known, letters_ticket, ticket
from web import create_app
from workflow.people.signing_in import secrets_of, write_letters

pytestmark = needs_chromium
PICTURES = os.environ.get("SAMSOK_PICTURES", "")


class House:
    """The site as it is in use, by its name (a passkey is bound to a name), and its people."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.browser, self.engine = browser, connect(f"sqlite:///{folder}/samsok.db")
        upgrade(self.engine)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        config = Config(data=Data(folder=str(folder)), site=Site(url=self.url))
        self.app = create_app(config, self.engine)
        with Session(self.engine) as session:
            people = known(session)
            self.ada, self.cleo = people.ada.id, people.cleo.id

    def code(self) -> str:
        """Let the clock write the letter that was asked for, and read its code."""
        with Session(self.engine) as session, session.begin():
            write_letters(session, self.app.config["SECRET_KEY"], datetime.now(UTC))
            letter = session.query(Letter).order_by(Letter.id.desc()).first()
            assert letter is not None
            return secrets_of(self.app.config["SECRET_KEY"], letter.about)[1]

    def by_mail(self, page: Page, email: str, onward: str) -> None:
        page.goto(f"{self.url}/sign-in?next={onward}")
        page.fill("#email", email)
        page.click("main form button")
        page.fill("#code", self.code())
        page.click("main form button")


@pytest.fixture
def house(tmp_path: Path, browser: Browser) -> Iterator[House]:
    house = House(tmp_path, browser)
    with served(house.app, house.port):
        yield house
    house.engine.dispose()


def with_authenticator(context: BrowserContext, page: Page) -> None:
    """Give the browser a key of its own, as a telephone has."""
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_added_and_shown_when_its_owner_comes_again(house: House) -> None:
    context = window(house.browser)
    page = context.new_page()
    said = complaints(page)
    with_authenticator(context, page)
    house.by_mail(page, "cleo@hub.example", "/overlaps")
    page.click("text=Välj nu")
    expect(page.locator("[data-passkey-trouble]")).to_be_hidden()
    page.fill("#name", "Min telefon")
    page.click("text=Lägg till en lösennyckel")
    expect(page.locator("h1")).to_have_text("Reservkoder")
    page.click("text=Jag har dem")
    expect(page.locator("main")).to_contain_text("Lösennyckel: Min telefon")
    page.click("main >> text=Logga ut överallt")

    house.by_mail(page, "cleo@hub.example", "/overlaps")
    asked = page.locator("h1").inner_text()
    page.click("text=Använd min lösennyckel")
    page.wait_for_url(f"{house.url}/overlaps")

    assert asked == "Är det verkligen du?"
    assert said == []


def test_another_browsers_passkey_is_not_taken(house: House) -> None:
    with house.app.test_client():
        first = window(house.browser)
        page = first.new_page()
        with_authenticator(first, page)
        house.by_mail(page, "ada@town.example", "/account")
        page.click("text=Add a passkey")
        page.wait_for_url(f"{house.url}/account/passkeys")

        other = window(house.browser)
        strange = other.new_page()
        with_authenticator(other, strange)
        house.by_mail(strange, "ada@town.example", "/account")
        strange.click("text=Use my passkey")

        expect(strange.locator("[data-passkey-trouble]")).to_be_visible(timeout=90_000)


def test_a_letter_and_a_passkey_are_enough(house: House) -> None:
    context = window(house.browser, 390, 844)
    page = context.new_page()
    with_authenticator(context, page)
    page.goto(f"{house.url}/in/{ticket(house.app, house.cleo)}?next=/account")
    page.click("main form button")
    page.click("text=Lägg till en lösennyckel")
    page.click("text=Jag har dem")
    page.click("main >> text=Logga ut överallt")

    page.goto(f"{house.url}/in/{letters_ticket(house.app, house.cleo)}?next=/overlaps")
    page.click("main form button")
    page.click("text=Använd min lösennyckel")

    page.wait_for_url(f"{house.url}/overlaps")


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_open_to_everyone(house: House, width: int, scheme: str) -> None:
    page = window(house.browser, width).new_page()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # the literals
    said = complaints(page)
    found, widths = {}, {}

    def look(name: str) -> None:
        found[name] = faults(page)
        widths[name] = extent(page)
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}-{scheme}.png", full_page=True)

    page.goto(f"{house.url}/sign-in?next=/account")
    look("the address")
    page.fill("#email", "cleo@hub.example")
    page.click("main form button")
    look("the code")
    page.fill("#code", "1")
    page.click("main form button")
    look("a wrong code")
    page.fill("#code", house.code())
    page.click("main form button")
    look("the reminder")
    page.goto(f"{house.url}/account")
    look("the account")
    page.click("text=Lägg till en kodapp")
    look("the app")
    page.fill("#code", pyotp.TOTP(page.locator("main code").inner_text()).now())
    page.click("main form button")
    look("the recovery codes")
    page.goto(f"{house.url}/account")
    look("the account with an app")
    page.goto(f"{house.url}/privacy")
    look("privacy")
    page.goto(f"{house.url}/s/1.x")
    look("an old link")
    page.context.clear_cookies()
    house.by_mail(page, "cleo@hub.example", "/account")
    page.wait_for_url("**/sign-in/more**")
    look("the second factor")
    page.context.clear_cookies()
    page.goto(f"{house.url}/in/{letters_ticket(house.app, house.ada)}?next=/account")
    page.click("main form button")
    look("a fresh code")

    assert {name: broken for name, broken in found.items() if broken} == {}
    assert {name: each for name, each in widths.items() if each > width} == {}
    assert [each for each in said if "422" not in each and "410" not in each] == []


def test_without_javascript_one_signs_in_and_uses_an_app(house: House) -> None:
    page = window(house.browser, java_script_enabled=False).new_page()

    house.by_mail(page, "cleo@hub.example", "/account")
    page.click("text=Välj nu")

    expect(page.locator("main")).to_contain_text("En lösennyckel kräver JavaScript")
    page.click("text=Lägg till en kodapp")
    expect(page.locator("main svg")).to_be_visible()
