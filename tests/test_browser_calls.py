"""Calls in a real browser: wide and narrow, light and dark, with and without scripts."""

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from lexicon.terms import Deadline, DeadlineModel, Eligibility, Reason, Status, Verdict
from models import Band, Base, Letter, Match, Membership, Outcome, Role, SourceRun
from models.database import connect
from papers.links import answer_link
from tests.browsing import enter, needs_chromium, served, window
from tests.conftest import NOON, make_call
from tests.pages import known, open_site, ticket

pytestmark = needs_chromium


class Visited:
    """A served site, and letters' tickets to it."""

    def __init__(self, url: str, ada: str) -> None:
        self.url = url
        self.ada = ada

    def enter(self, page: Page) -> None:
        """Sign in as Ada, as from a letter."""
        enter(page, self.url, self.ada)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    folder = tmp_path_factory.mktemp("site")
    engine = connect(f"sqlite:///{folder}/site.db")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        people = known(session)
        session.add_all([people.ada, people.lakes])
        people.ada.memberships.append(Membership(partner=people.town, role=Role.OPERATOR))
        people.ada.language = "sv"
        source = people.lakes.source
        calls = [
            people.lakes,
            make_call(source, 2, "Närmast", deadlines=(Deadline(day=date(2026, 1, 20)),)),
            make_call(source, 3, "Löpande", deadlines=(), deadline_model=DeadlineModel.ROLLING),
            make_call(source, 4, "Planerad", deadlines=(), status=Status.PLANNED, season="hösten"),
        ]
        for call, verdict in zip(calls, [*Verdict, Verdict.YES], strict=True):
            session.add(
                Match(
                    interest=people.town.interests[0], call=call, score=0.5, band=Band.GOOD,
                    reasons=(Reason(word="sjöar", met="sjö", weight=0.5),), found_at=NOON,
                    eligibility=(Eligibility(condition="area", verdict=verdict, words="Norr"),),
                )
            )  # fmt: skip
        failed = SourceRun(
            source=source, read_at=NOON, outcome=Outcome.DOWN, trouble="no answer", warnings=[]
        )
        letter = Letter(
            person=people.ada, kind="digest", about="week", subject="Utlysningar", text="Hej\n",
            html='<html lang="sv"><head><title>Brev</title></head><body style="color:#123">'
            f'<a href="{answer_link(1, "join")}">Ja</a></body></html>',
            written_at=NOON, not_before=NOON,
        )  # fmt: skip
        session.add_all([failed, letter])
        session.commit()
        ada = people.ada.id
    flask = open_site(engine, folder, name="Samsök, med ett långt namn")
    with served(flask) as url:
        config = flask.config["SITE"]
        here = msgspec.structs.replace(config.site, url=url)
        flask.config["SITE"] = msgspec.structs.replace(config, site=here)
        yield Visited(url, ticket(flask, ada))
    engine.dispose()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = window(browser)
    yield context
    context.close()


def test_without_scripts_a_phone_goes_from_the_letter_to_an_answer(
    browser: Browser, site: Visited
) -> None:
    context = window(browser, 390, 800, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/in/{site.ada}/calls/2/join")

    page.click("text=Bekräfta")
    thanked = page.inner_text("[role=status]")
    page.click("[role=status] >> text=Ångra svaret")

    assert "Svaret från Town är sparat" in thanked
    assert page.locator("[role=status]").count() == 0
    assert page.locator("button:has-text('Vi är intresserade')").count() == 1
    context.close()


def test_without_scripts_the_phone_menu_and_the_search_work(
    browser: Browser, site: Visited
) -> None:
    context = window(browser, 390, 800, java_script_enabled=False)
    page = context.new_page()
    site.enter(page)
    page.click("summary:has-text('Meny')")
    box = page.locator(".menu .menu-in").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.click(".menu-in >> text=Utlysningar")

    page.fill("#q", "löpande")
    page.click("form[role=search] button")

    assert "q=l%C3%B6pande" in page.url
    assert page.locator("article.match").count() == 1
    context.close()


def test_with_scripts_the_filter_changes_the_list_and_the_address(
    context: BrowserContext, site: Visited
) -> None:
    page = context.new_page()
    site.enter(page)
    page.goto(f"{site.url}/calls")
    page.evaluate("document.body.dataset.same = 'yes'")

    page.fill("#q", "löpande")
    page.press("#q", "Enter")
    page.wait_for_selector("#results >> text=1 utlysning hittades")

    assert page.locator("article.match").count() == 1
    assert "q=l%C3%B6pande" in page.url
    assert page.evaluate("document.body.dataset.same") == "yes"


def test_a_letters_link_leads_out_of_its_frame(context: BrowserContext, site: Visited) -> None:
    page = context.new_page()
    site.enter(page)
    page.goto(f"{site.url}/outbox/1")

    page.frame_locator("iframe").locator("a").click()
    page.wait_for_url("**/calls/1/join")

    assert "Du svarar som Ada" in page.inner_text("main")


def test_the_keyboard_comes_first_to_the_content(context: BrowserContext, site: Visited) -> None:
    page = context.new_page()
    page.goto(f"{site.url}/calls")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
