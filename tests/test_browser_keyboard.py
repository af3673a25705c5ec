"""The main ways with the keyboard alone: every stop is seen, in an order that makes sense."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Commitment, Stance
from tests.browsing import needs_chromium, served, window
from tests.every_page import world_in_swedish
from tests.furnishing import World

pytestmark = needs_chromium

MOST = 80  # stops on a page
# Where the focus is: where in the page, whether it is outlined, and whether something is over it.
STOP = """() => {
  const each = document.activeElement, box = each.getBoundingClientRect();
  const framed = each.matches(".choice input") ? each.parentElement : each;
  const style = getComputedStyle(framed);
  const [x, y] = [Math.min(box.right, innerWidth) - 2, (box.top + box.bottom) / 2];
  const at = document.elementFromPoint(Math.max(x - box.width / 2, 0), y);
  return {
    where: each.closest("header, main, footer")?.localName ?? "",
    name: each.outerHTML.slice(0, 120),
    words: (each.innerText || each.value || "").trim(),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    covered: !(at && (framed.contains(at) || at.contains(framed))),
    number: [...document.querySelectorAll("*")].indexOf(each),
  };
}"""


class Keys:
    """Somebody at a page who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops: list[dict[str, object]] = []

    def tab(self) -> dict[str, object]:
        self.page.keyboard.press("Tab")
        self.stops.append(self.page.evaluate(STOP))
        return self.stops[-1]

    def to(self, wanted: str | Callable[[dict[str, object]], bool]) -> None:
        """Go on until what has these words."""
        for _ in range(MOST):
            stop = self.tab()
            if wanted(stop) if callable(wanted) else str(stop["words"]).startswith(wanted):
                return
        raise AssertionError(f"{wanted} is not reached: {[each['words'] for each in self.stops]}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def demand_good(self) -> None:
        """See that every stop so far was seen, and none was under something else."""
        assert [each["name"] for each in self.stops if not each["seen"]] == []
        assert [each["name"] for each in self.stops if each["covered"]] == []


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = world_in_swedish(tmp_path_factory.mktemp("keys"))
    yield world
    world.close()


@pytest.fixture(scope="module")
def url(world: World) -> Iterator[str]:
    with served(world.app) as url:
        yield url


@pytest.fixture
def keys(browser: Browser, world: World, url: str) -> Iterator[Callable[..., Keys]]:
    """Open a page as somebody; a letter of the walker's says who."""
    rooms = []

    def visit(role: str, path: str, width: int = 1280) -> Keys:
        rooms.append(window(browser, width))
        if cookie := world.cookies.get((role, True)):
            rooms[-1].add_cookies([{"name": "samsok", "value": cookie, "url": url}])
        page = rooms[-1].new_page()
        page.goto(url + path)
        return Keys(page)

    yield visit
    for room in rooms:
        room.close()
    world.put_back()


@pytest.mark.parametrize("path", ["/calls", "/calls/1", "/partners/1", "/ideas/new", "/account"])
def test_stops_come_in_the_pages_order_and_are_seen(keys: Callable[..., Keys], path: str) -> None:
    one = keys("r", path)

    for _ in range(MOST):
        if not one.tab()["where"] and len(one.stops) > 1:
            one.stops.pop()  # out of the page
            break
    stops = one.stops[1:]  # after the link that skips the menu

    one.demand_good()
    assert [each["number"] for each in stops] == sorted(each["number"] for each in stops)  # type: ignore[type-var]  # numbers
    places = [str(each["where"]) for each in stops]
    assert places == sorted(places, key=["header", "main", "footer"].index)
    assert set(places) == {"header", "main", "footer"}


def test_the_menu_can_be_skipped(keys: Callable[..., Keys]) -> None:
    one = keys("r", "/calls")

    assert one.tab()["words"] == "Hoppa till innehållet"
    one.press("Enter")

    assert one.tab()["where"] == "main"
    one.demand_good()


@pytest.mark.parametrize(("width", "words"), [(1280, "r-Town"), (390, "Meny")])
def test_a_menu_opens_and_closes_and_is_never_in_the_way(
    keys: Callable[..., Keys], width: int, words: str
) -> None:
    one = keys("r", "/calls", width)
    menu = one.page.locator("header details.drop:visible")

    one.to(words)
    one.press("Enter")
    expect(menu).to_have_attribute("open", "")
    one.tab()
    one.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    assert one.page.evaluate(STOP)["words"] == words  # one is where one was

    one.press("Enter")
    one.to(lambda stop: stop["where"] == "main")
    expect(menu).not_to_have_attribute("open", "")
    one.demand_good()


def test_signing_in_needs_no_mouse(keys: Callable[..., Keys]) -> None:
    one = keys("-", "/sign-in")

    one.to(lambda stop: 'name="email"' in str(stop["name"]))
    one.page.keyboard.type("ada@example.org")
    one.press("Enter")
    one.page.wait_for_url("**/sign-in/code**")
    one.to(lambda stop: 'name="code"' in str(stop["name"]))
    one.page.keyboard.type("000000")
    one.press("Enter")

    expect(one.page.locator(".error").first).to_be_visible()
    one.demand_good()


def test_a_call_is_answered_without_a_mouse(keys: Callable[..., Keys], world: World) -> None:
    one = keys("r", "/calls?tab=open")

    one.to("By hand")
    one.press("Enter")
    one.page.wait_for_url("**/calls/2")
    one.to("Vi är intresserade")
    one.press("Enter")

    one.page.wait_for_url("**/calls/2?thanks=1")
    expect(one.page.get_by_role("status").first).to_contain_text("Tack")
    one.demand_good()
    with Session(world.engine) as session:
        assert session.scalars(select(Stance).filter_by(call_id=2)).one().answer == "join"


def test_a_part_is_signed_without_a_mouse(keys: Callable[..., Keys], world: World) -> None:
    one = keys("r", "/applications/1/join")

    one.to(lambda stop: 'name="total_cost"' in str(stop["name"]))
    one.press("Control+a")
    one.page.keyboard.type("500 000")
    one.to(lambda stop: 'name="binding"' in str(stop["name"]))
    one.press("ArrowUp")
    one.press("ArrowDown")
    if not one.page.locator("input[name=binding][value=no]").is_checked():
        one.press("ArrowDown")
    one.to("Granska svaret")
    one.press("Enter")
    expect(one.page.get_by_role("heading", level=1)).to_contain_text("Stämmer det")
    one.to(lambda stop: stop["where"] == "main" and "<button" in str(stop["name"]))
    one.press("Enter")

    one.page.wait_for_url("**/join/done**")
    one.demand_good()
    with Session(world.engine) as session:
        part = session.scalars(select(Commitment).filter_by(application_id=1)).first()
        assert part
        assert part.total_cost == 500_000
