"""Looking at pages in a real browser: open to everybody, at every size, light, and quiet."""

import gzip
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsing import RULES, complaints, served, window
from tests.every_page import Shown, every_page, world_in_swedish

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
WEB = Path(__file__).parents[1] / "web"
MOST_HTML, MOST_VIEW, MOST_SENT, MOST_SCRIPT = 60_000, 130_000, 60_000, 20_000
DESK, PHONE, SMALL = (1280, 900), (390, 844), (320, 700)
COLOURS = ["color-contrast", "link-in-text-block"]  # all that light and dark can tell apart
OPEN_ALL = "document.querySelectorAll('main details').forEach(it => it.open = true)"
ASTRAY = Path(__file__).with_name("html").joinpath("astray.js").read_text(encoding="utf-8")


class Walker:
    """Looks at pages, one load for each, and notes what is wrong with them."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.heard = complaints(page)
        self.faults: dict[str, list[Any]] = {}

    def look(self, shown: Shown) -> None:
        self.heard.clear()
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.resize(DESK)
        self.page.goto(self.url + shown.path)
        self.weigh(shown)
        self.page.evaluate(
            "document.querySelectorAll('main details').forEach(it => it.open = true)"
        )
        self.page.evaluate(AXE)
        self.see(shown, "desk, light")
        self.turn("dark")
        self.see(shown, "desk, dark", COLOURS)
        self.resize(PHONE)
        self.see(shown, "phone, dark", COLOURS)
        self.turn("light")
        self.see(shown, "phone, light")
        self.resize(SMALL)
        self.fit(shown, "small phone")
        self.resize(DESK)
        self.page.evaluate("document.documentElement.style.fontSize = '200%'")
        self.fit(shown, "large text")
        wrong = [each for each in self.heard if "status of 4" not in each]
        self.note(shown, "complaints", wrong)

    def resize(self, size: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def turn(self, scheme: Literal["light", "dark"]) -> None:
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    def see(self, shown: Shown, how: str, rules: list[str] = RULES) -> None:
        """Ask axe."""
        chosen = {"type": "rule" if rules is COLOURS else "tag", "values": rules}
        options = {"runOnly": chosen, "resultTypes": ["violations"]}
        found = self.page.evaluate("options => axe.run(options)", options)["violations"]
        self.note(shown, how, [(each["id"], each["nodes"][0]["html"]) for each in found])

    def fit(self, shown: Shown, how: str) -> None:
        """See that nothing is wider than the window, cut, or over something else."""
        wide, room = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        self.note(shown, how, [f"{wide} of {room} pixels"] if wide > room else [])
        self.note(shown, f"{how}, astray", self.page.evaluate(ASTRAY))

    def weigh(self, shown: Shown) -> None:
        """Weigh the page with all that it loads at first."""
        loaded = self.page.evaluate("performance.getEntriesByType('resource').map(it => it.name)")
        paths = {each.removeprefix(self.url).partition("?")[0] for each in loaded}
        files = {each: (WEB / each[1:]).read_bytes() for each in paths if "/static/" in each}
        html = shown.html.encode()
        sent = {each: len(gzip.compress(held)) for each, held in files.items()}
        weights = {
            "HTML": (len(html), MOST_HTML),
            "first view": (len(html) + sum(map(len, files.values())), MOST_VIEW),
            "compressed": (len(gzip.compress(html)) + sum(sent.values()), MOST_SENT),
            "scripts": (sum(sent[each] for each in sent if each.endswith(".js")), MOST_SCRIPT),
        }
        heavy = [f"{name}: {it}" for name, (it, most) in weights.items() if it > most]
        self.note(shown, "weight", heavy)

    def note(self, shown: Shown, how: str, found: list[Any]) -> None:
        if found:
            self.faults[f"{shown}, {how}"] = found


def faults(browser: Browser, folder: Path, which: slice) -> dict[str, list[Any]]:
    """Return what is wrong with these of all pages, by page and circumstance."""
    world = world_in_swedish(folder)
    found: dict[str, list[Any]] = {}
    rooms: dict[str, tuple[BrowserContext, Walker]] = {}
    with served(world.app) as url:
        for shown in list(every_page(world))[which]:
            if shown.role not in rooms:
                room = window(browser)
                if cookie := world.cookies.get((shown.role, True)):
                    room.add_cookies([{"name": "samsok", "value": cookie, "url": url}])
                rooms[shown.role] = room, Walker(room.new_page(), url)
            rooms[shown.role][1].look(shown)
        for room, walker in rooms.values():
            found |= walker.faults
            room.close()
    world.close()
    return found
