"""An interest period in a real browser: begun, filed, and waved through, or reviewed and chosen."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy.orm import Session

from tests.bids import TODAY, World
from tests.browsing import faults, is_wide, needs_chromium
from tests.conftest import NOON
from tests.places import DESK, PHONE, Place, opened_place, press
from workflow.overlaps import selecting

UNTIL = TODAY + timedelta(days=10)
PLANS = {"Ada": "Blue lakes", "Dana": "Clear rivers", "Finn": "Green ponds"}

pytestmark = needs_chromium


class Gathering:
    """A call, a coordinator, three who mean to apply, and Ben who has no part in it."""

    def __init__(self, place: Place, view: dict[str, int]) -> None:
        self.place, self.view = place, view
        with Session(place.engine) as session:
            world = World(session)
            world.ada.language = "sv"
            everybody = (world.ada, world.ben, world.cleo, world.dana, world.finn)
            self.people = {each.name: each.id for each in everybody}
            self.call = f"/calls/{world.lakes.id}"
            session.commit()

    def visit(self, name: str, path: str = "/intents") -> Page:
        """Let somebody come to the page, which anybody can use on any screen."""
        page = self.place.enter(self.people[name], f"{self.call}{path}", **self.view)
        assert (faults(page), is_wide(page)) == ([], False)
        return page

    def begin(self, places: int) -> None:
        page = self.visit("Cleo", "")
        page.get_by_role("link", name="Börja en intresseperiod").click()
        page.get_by_label("Till när?").fill(UNTIL.isoformat())
        page.get_by_label("Plats för hur många ansökningar?").fill(str(places))
        page.get_by_label("Kriterier, ett per rad").fill("Behov\nFörmåga")
        press(page, "Börja intresseperioden")
        expect(page.locator("main")).to_contain_text("visas bara titel, parter och huvudsökande")

    def file(self, name: str, *team: str) -> Page:
        page = self.visit(name)
        page.get_by_label("Rubrik").fill(PLANS[name])
        for each in team:
            page.get_by_label(each).check()
        page.get_by_label("Vad ni vill göra").fill(f"{name} vill rena vattnet")
        press(page, "Spara")
        expect(page.get_by_role("heading", level=3, name=PLANS[name])).to_be_visible()
        return page

    def let_the_day_pass(self) -> None:
        with Session(self.place.engine) as session:
            selecting.end_all(session, NOON + timedelta(days=11), UNTIL + timedelta(days=1))
            session.commit()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def gathering(
    tmp_path: Path, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Gathering]:
    with opened_place(tmp_path, browser) as place:
        yield Gathering(place, request.param)


def test_where_there_is_room_all_go_on(gathering: Gathering) -> None:
    gathering.begin(places=3)
    for name in PLANS:
        gathering.file(name)

    gathering.let_the_day_pass()

    page = gathering.visit("Dana")
    expect(page.locator("main")).to_contain_text("Alla ryms. Alla får gå vidare.")
    expect(page.get_by_role("heading", level=3)).to_have_text([*PLANS.values()])
    expect(page.get_by_role("button", name="Spara")).to_have_count(0)
    expect(gathering.visit("Cleo", "").locator("#h-intents + p")).to_contain_text("Alla ryms.")
    assert gathering.place.complaints == []


def test_more_than_there_is_room_for_are_reviewed_and_chosen(gathering: Gathering) -> None:
    gathering.begin(places=1)
    gathering.file("Ada")
    gathering.file("Dana", "Town")
    filed = gathering.file("Finn").locator("main")
    expect(filed).to_contain_text("Association med Town")
    expect(filed).not_to_contain_text("Ada vill rena vattnet")
    gathering.let_the_day_pass()

    board = gathering.visit("Cleo")
    asked = board.get_by_label("Be någon som inte har del i det")
    expect(asked.locator("option")).to_have_text(["Ben", "Cleo"])
    asked.select_option("Ben")
    press(board, "Be om granskning")
    expect(board.get_by_role("region", name="Granskare")).to_contain_text("Ben")

    review = gathering.visit("Ben")
    for points, title in enumerate(PLANS.values(), start=2):
        score(review, title, points, "")
        expect(review.get_by_role("alert")).to_contain_text("Skriv med några ord varför.")
        score(review, title, points, "Många bor vid sjön")
        expect(of(review, title)).to_contain_text(f"Medel: {points}")
    assert faults(review) == []
    expect(of(review, "Clear rivers").get_by_label("Behov")).to_have_value("3")

    board = gathering.visit("Cleo")
    board.get_by_role("checkbox", name="Green ponds").check()
    board.get_by_label("Varför").fill("Störst behov")
    assert (faults(board), is_wide(board)) == ([], False)
    press(board, "Spara förslaget")

    told = gathering.visit("Dana")
    expect(told.get_by_role("region", name="Förslaget")).to_contain_text("Störst behov")
    expect(of(told, "Green ponds")).to_contain_text("föreslås gå vidare")
    expect(of(told, "Clear rivers")).to_contain_text("inte den här gången")
    expect(of(told, "Clear rivers")).to_contain_text("Många bor vid sjön")
    expect(of(told, "Green ponds")).not_to_contain_text("Många bor vid sjön")
    assert [each for each in gathering.place.complaints if "422" not in each] == []


def of(page: Page, title: str) -> Locator:
    """Return what stands of one intent."""
    return page.locator(".intent").filter(has=page.get_by_role("heading", level=3, name=title))


def score(page: Page, title: str, points: int, reason: str) -> None:
    """Give an intent so many points by each criterion, for a reason."""
    form = of(page, title)
    for criterion in ("Behov", "Förmåga"):
        form.get_by_label(criterion).select_option(str(points))
    for field in form.get_by_label("Varför").all():
        field.fill(reason)
    form.get_by_role("button", name="Spara poängen").click()
