"""A newsletter from the draft to the reader, and a meeting from paper to answers, in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.post import sealing
from models import Letter, Stance, Subscriber
from papers.links import Tickets
from tests.bids import Rivals
from tests.browsing import complaints, enter, extent, faults, needs_chromium, window
from tests.conftest import NOON
from tests.fitting import let_fit
from tests.pages import ticket
from tests.places import Empty, press, visited
from workflow.partners import meetings, registering

VIEWS = [pytest.param(1280, id="desk"), pytest.param(390, id="phone")]

pytestmark = needs_chromium


class Place(Empty):
    """A served site: two bids, a call that fits three, a new partner, and a meeting today."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        with Session(self.engine) as session:
            rivals = Rivals(session)
            world = rivals.world
            second = world.call("Kulturarv för unga i glesbygd")
            for partner in (world.town, world.university, world.firm):
                for call in (world.lakes, second):
                    let_fit(session, partner, call)
            registering.register(
                session, {"name": "Stiftelsen Ån", "municipality": "Laxå"}, by=None, now=NOON
            )
            for day in ("2026-01-12", "2026-05-04"):
                meetings.add(session, None, body="Projektgruppens möte", days=day, papers="",
                             by=world.cleo, now=NOON)  # fmt: skip
            session.commit()
            self.cleo = world.cleo.id

    def sealed(self, kind: str) -> str:
        """Return the HTML of the latest letter of a kind as it leaves."""
        secret = self.app.config["SECRET_KEY"]
        seal = sealing(self.url, Tickets(secret), secret)
        with Session(self.engine) as session:
            wanted = select(Letter).filter_by(kind=kind).order_by(Letter.id.desc())
            letter = session.scalars(wanted).first()
            assert letter
            return seal(letter, letter.html)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with visited(Place(tmp_path)) as place:
        yield place


@pytest.fixture
def page(browser: Browser, place: Place, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = window(browser, getattr(request, "param", 390), java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page", VIEWS, indirect=True)
def test_a_newsletter_goes_from_the_draft_to_a_reader_outside(page: Page, place: Place) -> None:
    page.goto(f"{place.url}/newsletters/subscribe")
    page.get_by_label("E-postadress").fill("kim@outside.example")
    press(page, "Få nyhetsbrevet")
    expect(page.get_by_role("status")).to_contain_text("Vi har skrivit till adressen")
    page.goto(place.sealed("subscribing").split('class="btn" href="')[1].split('"')[0])
    press(page, "Ja, skicka det till mig")
    expect(page.get_by_role("status")).to_contain_text("kim@outside.example")

    enter(page, place.url, ticket(place.app, place.cleo), "/newsletters/new")
    press(page, "Samla ihop det")
    page.locator("#title").fill("Nytt i januari")
    page.get_by_label("Egna ord först").fill("Gott nytt år.")
    page.get_by_label("Ta med (Stiftelsen Ån)").uncheck()
    page.get_by_role("button", name="Flytta ner (Cleaner lakes)").click()
    expect(page.locator("main")).to_contain_text("Sparat.")
    press(page, "Spara och titta på det")
    press(page, "Skicka till 7 läsare")

    article = page.locator("article")
    expect(article.locator("h3").first).to_have_text("Kulturarv för unga i glesbygd")
    expect(article).not_to_contain_text("Stiftelsen Ån")
    expect(article).not_to_contain_text("Blue lakes")
    with Session(place.engine) as session:
        assert len(session.scalars(select(Letter).filter_by(kind="newsletter")).all()) == 7

    page.goto(place.sealed("newsletter").split("Läs det som en sida</a>")[1].split('href="')[1]
              .split('"')[0])  # fmt: skip
    press(page, "Avsluta")

    expect(page.get_by_role("status")).to_contain_text("kommer inte längre")
    with Session(place.engine) as session:
        assert not session.scalars(select(Subscriber)).one().reads


@pytest.mark.parametrize("page", VIEWS, indirect=True)
def test_what_a_meeting_decides_is_noted_from_its_page(page: Page, place: Place) -> None:
    enter(page, place.url, ticket(place.app, place.cleo), "/meetings")
    page.get_by_role("link", name="Underlag till mötet").first.click()
    row = page.locator("tr", has=page.locator('[name="say-2-1"]'))
    row.locator("select").select_option(label="Vi vill leda")
    row.locator("input:visible").fill("Vi har museet")
    page.locator('[name="say-2-2"]').select_option("ask")
    press(page, "Anteckna besluten")

    expect(page.get_by_role("status")).to_contain_text("2 beslut är antecknade")
    with Session(place.engine) as session:
        told = session.scalars(select(Stance).filter_by(call_id=2)).one()
        assert (told.answer.value, told.words, told.told_at) == (
            "lead", "Vi har museet", "Projektgruppens möte",
        )  # fmt: skip
    page.goto(f"{place.url}/calls/2")
    page.locator("summary", has_text="Vad som har svarats").click()
    expect(page.locator(".log")).to_contain_text("på mötet Projektgruppens möte den 12")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_are_open_to_everyone_and_quiet(
    browser: Browser, place: Place, width: int, scheme: str
) -> None:
    context = window(browser, width, color_scheme=scheme)
    page, found = context.new_page(), {}
    heard = complaints(page)
    enter(page, place.url, ticket(place.app, place.cleo), "/newsletters/new")
    press(page, "Samla ihop det")

    for path in ("/newsletters", "/newsletters/new", "/newsletters/1/edit",
                 "/newsletters/1/preview", "/newsletters/subscribe", "/newsletters/subscribed",
                 "/meetings/1/agenda", "/meetings", "/account"):  # fmt: skip
        answer = page.goto(place.url + path)
        assert answer
        assert answer.status == 200, path
        page.evaluate(
            "for (const each of document.querySelectorAll('main details')) each.open = true"
        )
        found[path] = faults(page)
        page.set_viewport_size({"width": 320, "height": 700})
        wide = extent(page)
        assert wide <= 320, path
        page.set_viewport_size({"width": width, "height": 900})
    context.close()

    assert {path: broken for path, broken in found.items() if broken} == {}
    assert heard == []


def test_on_paper_there_is_room_to_write_and_nothing_to_press(
    browser: Browser, place: Place
) -> None:
    context = window(browser)
    page = context.new_page()
    enter(page, place.url, ticket(place.app, place.cleo), "/meetings/1/agenda")

    page.emulate_media(media="print")

    expect(page.locator(".decide").first).to_be_hidden()
    expect(page.get_by_role("button", name="Anteckna besluten")).to_be_hidden()
    expect(page.locator("td.by-hand").first).to_be_visible()
    context.close()
