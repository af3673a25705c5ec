"""Calls in a real browser: wide and narrow, light and dark, with and without scripts."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from lexicon.terms import Deadline, DeadlineModel, Eligibility, Reason, Status, Verdict
from models import Band, Base, Letter, Match, Membership, Outcome, Role, SourceRun
from models.database import connect
from papers.links import answer_link
from tests.conftest import NOON, make_call
from tests.pages import known, open_site, ticket

CHROMIUM = Path("/usr/bin/chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = [
    "/calls", "/calls?tab=open", "/calls?q=nothing", "/calls/1", "/calls/1?thanks=1", "/partners",
    "/partners/1", "/sources", "/sources/1", "/outbox", "/outbox/1", "/nowhere",
]  # fmt: skip

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="There is no Chromium at /usr/bin/chromium."
)


class Visited:
    """A served site, and letters' tickets to it."""

    def __init__(self, url: str, ada: str) -> None:
        self.url = url
        self.ada = ada

    def enter(self, page: Page) -> None:
        """Sign in as Ada, as from a letter."""
        page.goto(f"{self.url}/in/{self.ada}")
        page.click("main form button")
        page.wait_for_url(lambda url: "/in/" not in url)


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
    server = make_server("127.0.0.1", 0, flask, threaded=True)
    url = f"http://127.0.0.1:{server.port}"
    config = flask.config["SITE"]
    here = msgspec.structs.replace(config.site, url=url)
    flask.config["SITE"] = msgspec.structs.replace(config, site=here)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Visited(url, ticket(flask, ada))
    server.shutdown()
    thread.join()
    server.server_close()
    engine.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    yield context
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_open_to_everyone_and_quiet(
    browser: Browser, site: Visited, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="sv-SE")  # type: ignore[arg-type]  # the literals
    page, heard, found = context.new_page(), [], {}
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    site.enter(page)

    for path in [*PATHS, f"/in/{site.ada}/calls/1/no"]:
        page.goto(site.url + path)
        broken = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        found[path] = [(each["id"], each["nodes"][0]["html"]) for each in broken]
    context.close()

    assert {path: broken for path, broken in found.items() if broken} == {}
    assert [each for each in heard if "404" not in each] == []


def test_no_page_is_wider_than_a_small_phone(browser: Browser, site: Visited) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, locale="sv-SE")
    page, widths = context.new_page(), {}
    site.enter(page)

    for path in [*PATHS, f"/in/{site.ada}/calls/1/no"]:
        page.goto(site.url + path)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert {path: width for path, width in widths.items() if width > 320} == {}


def test_without_scripts_a_phone_goes_from_the_letter_to_an_answer(
    browser: Browser, site: Visited
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=False, locale="sv-SE"
    )
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
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=False, locale="sv-SE"
    )
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
