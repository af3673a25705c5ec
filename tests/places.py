"""A served site in a real browser, and people who come to it by a letter's link."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from config import Config, Data
from models import Base
from models.database import connect
from tests.browsing import complaints, enter, served, window
from tests.conftest import NOON
from tests.pages import ticket
from web import create_app

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


class Place:
    """A served site with an empty database, and browsers of the people who come."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.browser = browser
        self.engine = connect(f"sqlite:///{folder}/samsok.db")
        Base.metadata.create_all(self.engine)
        self.app = create_app(Config(data=Data(folder=str(folder))), self.engine, lambda: NOON)
        self.url = ""
        self.heard: list[list[str]] = []

    def enter(self, person: int, onward: str, **view: int) -> Page:
        """Open a letter's link, and press its button."""
        page = window(self.browser, **view).new_page()
        self.heard.append(complaints(page))
        return enter(page, self.url, ticket(self.app, person), onward)

    @property
    def complaints(self) -> list[str]:
        """What any of the pages has complained of."""
        return [each for heard in self.heard for each in heard]


@contextmanager
def opened_place(folder: Path, browser: Browser) -> Iterator[Place]:
    """Serve a place as long as it is needed."""
    place = Place(folder, browser)
    with served(place.app) as place.url:
        yield place
    place.engine.dispose()


def press(page: Page, name: str) -> None:
    """Press a button of the page itself."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow a link of the page itself."""
    page.locator("main").get_by_role("link", name=name, exact=True).click()


def is_wide(page: Page) -> bool:
    """Say whether one has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
