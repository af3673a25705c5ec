"""Interests in a real browser: from the invitation to the first hits, typing, two at once."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Interest, Letter, Partner, Person, Role
from papers.links import sealed
from tests.browsing import complaints, enter, extent, faults, needs_chromium, served, window
from tests.conftest import NOON, People
from tests.learning import ICE, app, engine, people, ready
from tests.pages import letters_ticket, ticket
from workflow.partners import invitations

__all__ = ["app", "engine", "people", "ready"]  # fixtures
pytestmark = needs_chromium

MOST_CLICKS = 8
ALL_SENT = """performance.getEntriesByType("resource")
    .reduce((sum, each) => sum + each.decodedBodySize, 0)"""
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


class Hand:
    """Presses things, and counts how often."""

    def __init__(self) -> None:
        self.clicks = 0

    def press(self, thing: Locator) -> None:
        """Press it."""
        self.clicks += 1
        thing.click()


def invited(engine: Engine, app: Flask, people: People, url: str) -> str:
    """Ask Gil into the town; return where the letter's link leads."""
    with Session(engine) as session:
        town, ada = session.get_one(Partner, people.town.id), session.get_one(Person, people.ada.id)
        invitations.invite(
            session, town, name="Gil", email="gil@town.example", roles=[Role.REPRESENTATIVE],
            language="sv", by=ada, now=NOON,
        )  # fmt: skip
        session.flush()
        letter = session.scalars(select(Letter).order_by(Letter.id.desc())).first()
        assert letter
        assert letter.person_id
        said = sealed(letter.text, url, letters_ticket(app, letter.person_id))
        session.commit()
    return next(word for word in said.split() if "/invitations/" in word)


@pytest.mark.parametrize("view", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_invitation_to_the_first_hits_takes_few_clicks(
    browser: Browser, ready: Flask, people: People, engine: Engine, view: dict[str, int],
    scripts: bool,
) -> None:  # fmt: skip
    hand = Hand()
    with served(ready) as url, window(browser, **view, java_script_enabled=scripts) as visit:
        page = visit.new_page()
        said = complaints(page)
        hand.clicks += 1  # the link in the letter
        page.goto(invited(engine, ready, people, url))
        main = page.locator("main")

        hand.press(main.get_by_role("button", name="Kom in"))
        hand.press(main.get_by_role("link", name="Berätta vad ni vill göra"))
        hand.press(main.get_by_label("Vad vill ni göra?"))
        main.get_by_label("Vad vill ni göra?").fill(ICE)
        hand.press(main.get_by_role("button", name="Spara", exact=True))

        expect(page.get_by_role("status")).to_contain_text("Sparat")
        expect(page.locator("#hits li").first).to_contain_text("ice")
        assert hand.clicks <= MOST_CLICKS
        assert said == []
        if scripts:
            assert faults(page) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["typed", "by the button"])
def test_hits_come_while_one_types(
    browser: Browser, ready: Flask, people: People, scripts: bool
) -> None:
    with served(ready) as url, window(browser, java_script_enabled=scripts) as visit:
        page = visit.new_page()
        said = complaints(page)
        enter(page, url, ticket(ready, people.ada), f"/partners/{people.town.id}/interests/new")

        page.locator("#text").press_sequentially(ICE)
        if not scripts:
            page.get_by_role("button", name="See what fits").click()

        expect(page.locator("#hits li").first).to_contain_text("ice")
        assert page.locator("#text").input_value() == ICE
        if scripts:
            assert faults(page) == []
        assert said == []


def test_every_field_counts_for_the_hits_as_it_is_changed(
    browser: Browser, ready: Flask, people: People
) -> None:
    with served(ready) as url, window(browser) as visit:
        page = visit.new_page()
        enter(page, url, ticket(ready, people.ada), f"/partners/{people.town.id}/interests/new")
        page.locator("#text").fill(ICE)
        expect(page.locator("#hits li").first).to_contain_text("ice")

        page.get_by_text("More choices").click()
        page.locator("#excludes").press_sequentially("better")

        expect(page.locator("#hits li")).to_have_count(0)


def test_two_who_save_at_once_lose_nothing(
    browser: Browser, ready: Flask, people: People, engine: Engine
) -> None:
    with Session(engine) as session:
        interest = session.scalars(select(Interest).filter_by(title="Lakes")).one()
        address = f"/partners/{people.town.id}/interests/{interest.id}/edit"
    with served(ready) as url, window(browser) as one, window(browser) as other:
        first = enter(one.new_page(), url, ticket(ready, people.ada), address)
        second = enter(other.new_page(), url, ticket(ready, people.cleo), address)
        save(first, "#text", "The first text")

        second.locator("#requires").fill("vatten")
        save(second, "#text", "Den andra texten")

        expect(second.get_by_role("alert")).to_contain_text("Inget av ditt är borta")
        expect(second.locator("#text")).to_have_value("Den andra texten")
        expect(second.locator("#requires")).to_have_value("vatten")
        expect(second.locator("#text-theirs")).to_contain_text("The first text")
        assert faults(second) == []
        save(second, "#text", "The first text and den andra")
        expect(second.get_by_role("status")).to_contain_text("Sparat")


def save(page: Page, field: str, words: str) -> None:
    """Write into a field, and save."""
    page.locator(field).fill(words)
    page.locator("form#interest .btn-pri").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_interests_are_open_to_everyone_and_quiet(
    browser: Browser, ready: Flask, people: People, engine: Engine, width: int, scheme: str
) -> None:
    with Session(engine) as session:
        interest = session.scalars(select(Interest).filter_by(title="Lakes")).one()
        town, at = f"/partners/{people.town.id}/interests", interest.id
    paths = [town, f"{town}/new", f"{town}/begin", f"{town}/{at}", f"{town}/{at}/edit",
             f"{town}/{at}/remove"]  # fmt: skip
    found, sizes, widths = {}, {}, {}
    with served(ready) as url, window(browser, width, color_scheme=scheme) as visit:
        page = visit.new_page()
        said = complaints(page)
        enter(page, url, ticket(ready, people.cleo))
        for path in paths:
            answer = page.goto(url + path)
            assert answer
            assert answer.status == 200
            for each in page.locator("main details").all():
                each.evaluate("each => each.open = true")
            found[path], sizes[path] = faults(page), len(answer.body())
        page.goto(url + paths[1])
        sent = page.evaluate(ALL_SENT)
        page.set_viewport_size({"width": 320, "height": 700})
        for path in paths:
            page.goto(url + path)
            widths[path] = extent(page)

    assert {path: broken for path, broken in found.items() if broken} == {}
    assert {path: size for path, size in sizes.items() if size > 60_000} == {}
    assert sizes[paths[1]] + sent < 130_000
    assert {path: size for path, size in widths.items() if size > 320} == {}
    assert said == []
