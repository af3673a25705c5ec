"""Pasting an idea in a real browser, with scripts and without: hits, and open to everybody."""

import os
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browsing import complaints, extent, faults, needs_chromium, served, window
from tests.learning import IDEA, app, engine, people, ready

__all__ = ["app", "engine", "people", "ready"]  # fixtures
pytestmark = needs_chromium

PICTURES = os.environ.get("PICTURES")  # a folder, to look at what was looked at


def test_an_idea_finds_calls_on_the_same_page(browser: Browser, ready: Flask) -> None:
    with served(ready) as url, window(browser, 390, java_script_enabled=False) as visit:
        page = visit.new_page()
        page.goto(url)
        page.locator("summary:visible").first.click()
        page.get_by_role("link", name="Idé", exact=True).locator("visible=true").click()
        page.get_by_label("Din idé").fill("Is.")

        page.get_by_role("button", name="Visa utlysningar").click()
        expect(page.get_by_role("alert")).to_contain_text("minst två meningar")
        expect(page.get_by_label("Din idé")).to_have_value("Is.")
        page.get_by_label("Din idé").fill(IDEA)
        page.get_by_label("Vem är du?").select_option("association")
        page.get_by_role("button", name="Visa utlysningar").click()

        expect(page.locator(".match").first).to_contain_text("Better ice in part")
        expect(page.locator("mark").first).to_have_text("ice")
        expect(page.get_by_label("Din idé")).to_have_value(IDEA)
        page.get_by_label("Ord som inte ska räknas").fill("ice")
        page.get_by_role("button", name="Visa utlysningar").click()
        expect(page.locator("mark")).to_have_count(0)


def test_what_was_found_is_open_to_everybody(browser: Browser, ready: Flask) -> None:
    found, widths = {}, {}
    with served(ready) as url, window(browser) as visit:
        page = visit.new_page()
        said = complaints(page)
        page.goto(f"{url}/ideas/new")
        page.get_by_label("Din idé").fill(IDEA)
        page.get_by_role("button", name="Visa utlysningar").click()
        expect(page.locator(".match").first).to_be_visible()

        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            widths[width] = extent(page)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                found[width, scheme] = faults(page)
                if PICTURES:
                    page.screenshot(path=Path(PICTURES, f"{width}-{scheme}.png"), full_page=True)

    assert {how: broken for how, broken in found.items() if broken} == {}
    assert all(wide <= width for width, wide in widths.items())
    assert said == []


@pytest.mark.parametrize("path", ["/ideas/new", "/accessibility"])
def test_the_list_of_what_is_wrong_leads_to_the_field(
    browser: Browser, app: Flask, path: str
) -> None:
    with served(app) as url, window(browser) as visit:
        page = visit.new_page()
        page.goto(f"{url}{path}")
        page.locator("main textarea").fill("?")
        page.locator("main form").evaluate("it => it.noValidate = true")

        page.locator("main form button").click()
        page.get_by_role("alert").get_by_role("link").first.click()

        expect(page.locator("main textarea")).to_be_focused()
