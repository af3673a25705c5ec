"""A served site in a real browser, and people who come to it by a letter's link."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Page

from models import Base
from models.database import connect
from tests.browsing import complaints, enter, served, window
from tests.pages import at_noon, open_site, ticket

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


class Empty:
    """A site with nothing in it; those with more in them are made of it."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = at_noon) -> None:
        self.engine = connect(f"sqlite:///{folder}/site.db")
        Base.metadata.create_all(self.engine)
        self.app, self.url = open_site(self.engine, folder, clock=clock), ""


Visited = TypeVar("Visited", bound=Empty)


@contextmanager
def visited(place: Visited) -> Iterator[Visited]:
    """Serve a place while it is visited, and let go of its database afterwards."""
    with served(place.app) as place.url:
        yield place
    place.engine.dispose()


class Place(Empty):
    """An empty site, and browsers of the people who come."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        super().__init__(folder)
        self.browser = browser
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
    with visited(Place(folder, browser)) as place:
        yield place


def press(page: Page, name: str) -> None:
    """Press a button of the page itself."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow a link of the page itself."""
    page.locator("main").get_by_role("link", name=name, exact=True).click()


@pytest.fixture
def place(tmp_path: Path, browser: Browser) -> Iterator[Place]:
    with opened_place(tmp_path, browser) as place:
        yield place
