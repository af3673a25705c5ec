"""Adding a source in a real browser: how many clicks and fields it takes, and how long.

A person's own time is not in the figures: only what the pages and the site take.
"""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Membership, Role, Source
from models.database import connect, upgrade
from tests.browsing import complaints, enter, faults, is_wide, needs_chromium, served, window
from tests.funders import Served, funder
from tests.pages import known, open_site, ticket

FEED_SECONDS, PAGE_SECONDS = 120, 360

pytestmark = needs_chromium


class Hand:
    """What a person does on a page: clicks and fills, counted, and what the page complains of."""

    def __init__(self, context: BrowserContext, url: str, pass_: str) -> None:
        self.page: Page = context.new_page()
        self.complaints = complaints(self.page)
        self.url, self.clicks, self.fields = url, 0, 0
        enter(self.page, url, pass_)

    def click(self, name: str, role: str = "button") -> None:
        self.clicks += 1
        self.page.locator("main").get_by_role(role, name=name).first.click()  # type: ignore[arg-type]  # a role

    def fill(self, field: str, words: str) -> None:
        self.fields += 1
        self.page.fill(f"#{field}", words)


class Place:
    """The served site, its database, its operator's ticket, and a funder's site."""

    def __init__(self, folder: Path, town: Served) -> None:
        self.engine, self.town = connect(f"sqlite:///{folder}/site.db"), town
        upgrade(self.engine)
        with Session(self.engine) as session:
            people = known(session)
            session.add(people.ada)
            people.ada.memberships.append(Membership(partner=people.town, role=Role.OPERATOR))
            people.ada.language = "sv"
            session.commit()
        app = open_site(self.engine, folder)
        app.config["LIMITS"] = town.limits
        self.app, self.ticket, self.url = app, ticket(app, people.ada), ""

    def added(self) -> Source:
        with Session(self.engine, expire_on_commit=False) as session:
            return session.scalars(select(Source).where(Source.added_at.is_not(None))).one()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with funder() as town:
        place = Place(tmp_path, town)
        with served(place.app) as place.url:
            yield place
        place.engine.dispose()


def hand(browser: Browser, place: Place, width: int = 1280, **more: Any) -> Hand:
    context = window(browser, width, **more)
    context.set_default_timeout(20_000)
    return Hand(context, place.url, place.ticket)


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("path", ["/feed", "/linking"])
def test_a_feed_takes_four_clicks_and_one_field(
    browser: Browser, place: Place, path: str, scripts: bool
) -> None:
    one = hand(browser, place, java_script_enabled=scripts)
    one.page.goto(f"{place.url}/sources")
    began = monotonic()

    one.click("Lägg till en källa", "link")
    one.fill("url", place.town.url + path)
    one.click("Titta på den")
    one.click("Spara källan")
    expect(one.page.get_by_role("status")).to_contain_text("Källan är sparad.")

    source = place.added()
    assert (source.reader, source.start) == ("feed", f"{place.town.url}/feed")
    assert one.clicks <= 4
    assert one.fields <= 1
    assert monotonic() - began < FEED_SECONDS
    assert one.complaints == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_page_takes_ten_clicks_and_four_fields(
    browser: Browser, place: Place, scripts: bool
) -> None:
    one = hand(browser, place, java_script_enabled=scripts)
    one.page.goto(f"{place.url}/sources")
    began = monotonic()

    one.click("Lägg till en källa", "link")
    one.fill("url", f"{place.town.url}/list")
    one.click("Titta på den")
    one.clicks += 1
    one.page.get_by_text("Avancerat: väljarna").click()
    one.fill("title", "h3 a")
    one.click("Prova väljarna")
    expect(one.page.locator("#found")).to_contain_text("Rubrik: 4 träffar")
    one.fill("funder", "Byfonden i Hyttvalla")
    one.fill("area", "Örebro län")
    one.clicks += 1
    one.page.check("#terms")
    one.click("Spara källan")
    expect(one.page.get_by_role("status")).to_contain_text("Källan är sparad.")

    source = place.added()
    assert source.options == {"item": "li.card", "title": "h3 a"}
    assert (source.funder, source.area) == ("Byfonden i Hyttvalla", "SE124")
    assert one.clicks <= 10
    assert one.fields <= 4
    assert monotonic() - began < PAGE_SECONDS
    assert one.complaints == []


def test_with_scripts_the_preview_follows_the_selectors_and_the_choice(
    browser: Browser, place: Place
) -> None:
    one = hand(browser, place)
    one.page.goto(f"{place.url}/sources/new")
    one.fill("url", f"{place.town.url}/list")
    one.click("Titta på den")
    one.fill("funder", "My own words")
    one.page.evaluate("document.body.dataset.same = 'yes'")

    one.page.get_by_label("Nytt från kansliet nummer 0").check()
    expect(one.page.locator("#found")).to_contain_text("4 utlysningar, 0 med sista dag")
    expect(one.page.locator("#item")).to_have_value("div.teaser")
    one.page.get_by_text("Avancerat: väljarna").click()
    one.page.locator("#item").press("End")
    one.page.locator("#item").press_sequentially(":first-child")

    expect(one.page.locator("#found")).to_contain_text("Lista: 1 träff")
    expect(one.page.locator("#item")).to_be_focused()
    expect(one.page.locator("#funder")).to_have_value("My own words")
    assert one.page.evaluate("document.body.dataset.same") == "yes"
    assert one.complaints == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_open_to_everyone(
    browser: Browser, place: Place, width: int, scheme: str
) -> None:
    one = hand(browser, place, width, color_scheme=scheme)
    found, wide = {}, []

    def look(name: str) -> None:
        found[name] = faults(one.page)
        if is_wide(one.page):
            wide.append(name)

    one.page.goto(f"{place.url}/sources/new")
    look("new")
    one.fill("url", f"{place.town.url}/about")
    one.click("Titta på den")
    expect(one.page.get_by_role("alert")).to_be_visible()
    look("trouble")
    one.fill("url", f"{place.town.url}/list")
    one.click("Titta på den")
    one.page.get_by_text("Avancerat: väljarna").click()
    look("look")
    one.click("Spara källan")
    expect(one.page.get_by_role("alert")).to_be_visible()
    look("terms")
    one.page.check("#terms")
    one.click("Spara källan")
    look("saved")
    one.click("Ändra källan", "link")
    look("edit")
    for path in ("/one", "/nowhere"):
        one.page.goto(f"{place.url}/tips/new")
        look("tip")
        one.fill("url", place.town.url + path)
        one.click("Skicka tipset")
        expect(one.page.get_by_role("status")).to_contain_text("Tack för tipset.")
        look(f"tip {path}")
    one.page.goto(f"{place.url}/tips")
    look("tips")

    assert {name: broken for name, broken in found.items() if broken} == {}
    assert wide == []


def test_a_member_tips_and_a_reviewer_takes_it_in_a_few_clicks(
    browser: Browser, place: Place
) -> None:
    one = hand(browser, place, 390)
    one.page.goto(f"{place.url}/calls?tab=open")

    one.click("Tipsa om en utlysning", "link")
    one.fill("url", f"{place.town.url}/one")
    one.click("Skicka tipset")
    one.click("Gör det till en utlysning")

    expect(one.page.get_by_role("heading", level=1)).to_have_text("Utlysning: isbanor")
    assert (one.clicks, one.fields) == (3, 1)
    assert one.complaints == []
