"""The first page, the calendar and the operators' pages in a real browser, wide and narrow."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from lexicon.terms import Doubt
from models import Letter, Match, Membership, Role, Stance, Use
from models.stance import Answer
from tests.browsing import complaints, enter, extent, faults, needs_chromium, window
from tests.conftest import NOON, make_call
from tests.pages import known, ticket
from tests.places import Empty, visited
from workflow.outlets import links
from workflow.partners import meetings

OPEN_TO_ALL = ["/", "/calendar?month=2026-03", "/calendar?month=2026-07"]
MEMBERS = [
    "/", "/calendar", "/calendar?month=2026-03&calls=all", "/calendar?month=2026-07",
    "/calendar?day=2026-03-01&calls=all", "/calendar?day=2026-07-01", "/account",
]  # fmt: skip
OPERATORS = [*MEMBERS, "/settings", "/mail", "/outbox"]
WEIGHT = 130_000  # of a first view with all its files

pytestmark = needs_chromium


class Place(Empty):
    """A served site with something in every corner of these pages."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        with Session(self.engine) as session:
            people = known(session)
            session.add_all([people.ada, people.cleo, people.lakes])
            people.ada.language = "sv"
            people.cleo.memberships.append(Membership(partner=people.hub, role=Role.OPERATOR))
            people.cleo.second_due = NOON + timedelta(days=3)
            calls = [
                make_call(people.source, n, f"Ett mycket långt namn på utlysning nummer {n}")
                for n in range(2, 12)
            ]
            calls[0].uncertain = (Doubt(field="deadlines", words="i mars"),)
            calls[1].dates[0].day = NOON.date() + timedelta(days=9)
            calls[1].dates[0].passes_at = NOON + timedelta(days=9)
            interest = people.town.interests[0]
            session.add_all(
                [
                    *calls,
                    *(
                        Match(
                            interest=interest, call=each, score=1.0, band="strong", reasons=(),
                            eligibility=(), found_at=NOON,
                        )
                        for each in calls
                    ),
                    Stance(
                        partner=people.town, call=calls[1], answer=Answer.JOIN, version=1,
                        person=people.ada, answered_at=NOON,
                    ),
                    Letter(
                        person=people.ada, kind="digest", about="1", subject="Ett brev", text="",
                        html="", written_at=NOON, not_before=NOON, trouble="550 no such user",
                    ),
                ]
            )  # fmt: skip
            meetings.add(
                session, people.town, body="Kommunstyrelsens arbetsutskott", days="2026-03-10",
                papers="14", by=people.ada, now=NOON,
            )  # fmt: skip
            for each in (people.ada, people.cleo):
                links.new_link(session, each, Use.CALENDAR, NOON)
            session.commit()
            self.ada, self.cleo = people.ada.id, people.cleo.id

    def ticket(self, person: int) -> str:
        return ticket(self.app, person)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with visited(Place(tmp_path_factory.mktemp("place"))) as place:
        yield place


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_these_pages_are_open_to_everyone_and_quiet(
    browser: Browser, place: Place, width: int, scheme: str
) -> None:
    found: dict[str, list[tuple[str, str]]] = {}
    for person, paths in ((None, OPEN_TO_ALL), (place.ada, MEMBERS), (place.cleo, OPERATORS)):
        context = window(browser, width, color_scheme=scheme)
        page = context.new_page()
        heard = complaints(page)
        if person:
            enter(page, place.url, place.ticket(person))
        for path in paths:
            answer = page.goto(place.url + path)
            assert answer
            assert answer.status == 200, path
            found[f"{person} {path}"] = faults(page)
        assert heard == []
        context.close()

    assert {path: broken for path, broken in found.items() if broken} == {}


def test_none_of_these_pages_is_wider_than_a_small_phone(browser: Browser, place: Place) -> None:
    context = window(browser, 320, 700)
    page, widths = context.new_page(), {}
    enter(page, place.url, place.ticket(place.cleo))
    for path in OPERATORS:
        page.goto(place.url + path)
        widths[path] = extent(page)
    context.close()

    assert {path: wide for path, wide in widths.items() if wide > 320} == {}


@pytest.mark.parametrize("path", ["/", "/calendar?month=2026-03&calls=all", "/settings"])
def test_a_first_view_of_each_is_light(browser: Browser, place: Place, path: str) -> None:
    context = window(browser)
    enter(context.new_page(), place.url, place.ticket(place.cleo))
    page, bodies = context.new_page(), []
    page.on("response", lambda answer: bodies.append(answer))

    page.goto(place.url + path, wait_until="networkidle")
    weight = sum(len(each.body()) for each in bodies)
    context.close()

    assert weight < WEIGHT


def test_the_calendar_is_a_grid_on_a_desk_and_a_list_of_days_on_a_phone(
    browser: Browser, place: Place
) -> None:
    tops = {}
    for width in (1280, 390):
        context = window(browser, width)
        page = context.new_page()
        enter(page, place.url, place.ticket(place.ada))
        page.goto(f"{place.url}/calendar?month=2026-03&calls=all")
        days = page.locator(".cal td:not(.out)")
        tops[width] = days.evaluate_all(
            "all => all.filter(each => each.offsetHeight).map(each => each.innerText.split('\\n')[0])"  # noqa: E501 (a line of JavaScript)
        )
        context.close()

    assert len(tops[1280]) == 31
    assert tops[1280][0] == "1"
    assert [each.strip().lower() for each in tops[390]] == ["söndag 1 mars", "tisdag 10 mars"]


def test_the_months_are_turned_by_the_keyboard(browser: Browser, place: Place) -> None:
    context = window(browser)
    page = context.new_page()
    enter(page, place.url, place.ticket(place.ada))
    page.goto(f"{place.url}/calendar")

    page.locator("a[rel=next]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text("februari 2026", ignore_case=True)
    page.get_by_role("link", name="Den här månaden").focus()
    page.keyboard.press("Enter")

    expect(page.locator("[aria-current=date]")).to_be_visible()
    context.close()


def test_on_paper_the_calendar_is_there_and_the_buttons_are_not(
    browser: Browser, place: Place
) -> None:
    context = window(browser)
    page = context.new_page()
    page.goto(f"{place.url}/calendar?month=2026-03")
    page.emulate_media(media="print")

    expect(page.locator(".cal")).to_be_visible()
    expect(page.locator(".btn:visible")).to_have_count(0)
    context.close()


def test_from_the_first_page_it_is_one_click_to_what_waits(browser: Browser, place: Place) -> None:
    context = window(browser, 390, 844)
    page = context.new_page()
    enter(page, place.url, place.ticket(place.cleo), "/")

    page.get_by_role("link", name="1 utlysning väntar på granskning").click()

    page.wait_for_url("**/review")
    context.close()


def test_an_operator_sends_a_test_letter_and_finds_it(browser: Browser, place: Place) -> None:
    context = window(browser)
    page = context.new_page()
    enter(page, place.url, place.ticket(place.cleo), "/mail")

    page.get_by_role("button", name="Skicka ett provbrev till mig").click()
    page.get_by_role("status").get_by_role("link").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Ett provbrev som du bad om")
    context.close()
