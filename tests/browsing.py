"""Visiting the site in a real browser: served on this machine, looked at by axe."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from werkzeug.serving import make_server

CHROMIUM = shutil.which("chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="There is no Chromium on this machine."
)


@contextmanager
def opened() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as play:
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = play.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@contextmanager
def served(app: Flask, port: int = 0) -> Iterator[str]:
    """Serve the site on a port, or on a free one; yield its address."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def window(browser: Browser, width: int = 1280, height: int = 900, **more: Any) -> BrowserContext:
    """Open a window of its own, with its own cookies, in Swedish."""
    size: ViewportSize = {"width": width, "height": height}
    return browser.new_context(viewport=size, locale="sv-SE", **more)


def enter(page: Page, url: str, ticket: str, onward: str = "") -> Page:
    """Open a letter's link and press its button."""
    page.goto(f"{url}/in/{ticket}" + (f"?next={onward}" if onward else ""))
    page.locator("main form button").first.click()
    page.wait_for_url(lambda there: "/in/" not in there)
    return page


def complaints(page: Page) -> list[str]:
    """Return a list that fills with what the page complains of, such as a broken policy."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def extent(page: Page) -> int:
    """Return how wide a page is, in pixels, once loaded."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth"))


def is_wide(page: Page) -> bool:
    """Say whether one has to scroll sideways."""
    return extent(page) > int(page.evaluate("innerWidth"))


def faults(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds on a page, once loaded: the rule, and the first that breaks it.

    A click waits until the next page has begun; axe falls over one that has no element yet.
    """
    page.wait_for_load_state()
    broken = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in broken]
