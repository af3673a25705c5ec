"""From the letter to an answer, its undo and its correction, in a real browser, wide and narrow."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from jobs.digest import digest
from lexicon.terms import Eligibility, Reason, Verdict
from models import (
    Answer,
    Band,
    Call,
    Feedback,
    Interest,
    Letter,
    Match,
    Membership,
    Partner,
    Role,
    Stance,
)
from papers.links import sealed
from tests.browsing import complaints, enter, extent, faults, needs_chromium, window
from tests.conftest import NOON, make_call
from tests.pages import known, letters_ticket, ticket
from tests.places import Empty, visited
from workflow.answers import stances
from workflow.answers.stances import Why

VIEWS = [pytest.param(1280, id="desk"), pytest.param(390, id="phone")]
TABS = ["new", "fits", "interested", "open", "coming", "declined", "shut", "several", "answered"]
PAGES = [*(f"/calls?tab={tab}" for tab in TABS), *(f"/calls/{id}" for id in range(1, 5)),
         "/calls/2?asked=1", "/calls/3?thanks=1", "/applications/new?call=3&beside=2"]  # fmt: skip

pytestmark = needs_chromium


class Place(Empty):
    """A served site: Ada's town and Ben's university, which wants to be in on the lakes."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        with Session(self.engine) as session:
            people = known(session)
            session.add_all([people.ada, people.ben, people.cleo])
            people.ada.language = "sv"
            people.university.interests = [Interest(title="Fiskar", text="Vi räknar fiskar")]
            calls = [people.lakes, *(
                make_call(people.source, n, title)
                for n, title in ((2, "Två vill"), (3, "Nej tills vidare"), (4, "Tillbaka"))
            )]  # fmt: skip
            session.add_all(calls)
            for call in calls:
                for partner in (people.town, people.university):
                    session.add(fit(partner, call))
            session.flush()
            said = {"by": people.ada, "now": NOON - timedelta(hours=1)}
            stances.answer(session, people.town, calls[2], Answer.NO, reason=Why.OTHER,
                           words="Vi har fullt upp", **said)  # type: ignore[arg-type]  # fmt: skip  # said twice
            stances.answer(session, people.town, calls[3], Answer.NO, reason=Why.TOO_LITTLE_TIME,
                           **said)  # type: ignore[arg-type]  # fmt: skip  # said twice
            moved = make_call(people.source, 9, "x").dates[0]
            calls[3].dates[0].day = moved.day.replace(month=5)
            calls[3].dates[0].passes_at = moved.passes_at.replace(month=5)
            digest(session, NOON, "Europe/Stockholm")
            session.commit()
            self.ada, self.cleo = people.ada.id, people.cleo.id

    def begin(self) -> None:
        """Have only the university's answer to the lakes, which Ben has just given."""
        with Session(self.engine) as session:
            for table in (Feedback, Stance):
                session.execute(delete(table).where(table.call_id == 1))
            ben = session.scalars(select(Partner).filter_by(name="University")).one()
            lakes = session.get_one(Call, 1)
            stances.answer(session, ben, lakes, Answer.JOIN, by=ben.people[0], now=NOON,
                           words="Vi räknar fiskarna")  # fmt: skip
            session.commit()

    def links(self, kind: str) -> list[str]:
        """Return the addresses in Ada's latest letter of a kind."""
        with Session(self.engine) as session:
            wanted = select(Letter).filter_by(kind=kind, person_id=self.ada)
            letter = session.scalars(wanted.order_by(Letter.id.desc())).first()
            assert letter
            text = sealed(letter.text, self.url, letters_ticket(self.app, self.ada))
        return [word for word in text.split() if word.startswith("http")]

    def link(self, kind: str, answer: str) -> str:
        """Return the one that answers the lakes so."""
        return next(each for each in self.links(kind) if f"/calls/1/{answer}" in each)

    def answers(self) -> list[tuple[str, str | None]]:
        """Return what the town answers the lakes."""
        with Session(self.engine) as session:
            wanted = select(Stance).filter_by(partner_id=1, call_id=1)
            return [(each.answer.value, each.reason) for each in session.scalars(wanted)]


def fit(partner: Partner, call: Call) -> Match:
    """Let a call fit a partner's first interest."""
    return Match(
        interest=partner.interests[0], call=call, score=0.5, band=Band.GOOD,
        found_at=NOON - timedelta(days=1),
        reasons=(Reason(word="sjöar", met="sjö", weight=0.5),),
        eligibility=(Eligibility(condition="area", verdict=Verdict.YES, words="Sverige"),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with visited(Place(tmp_path_factory.mktemp("place"))) as place:
        yield place


@pytest.fixture
def page(browser: Browser, place: Place, request: pytest.FixtureRequest) -> Iterator[Page]:
    place.begin()
    context = window(browser, getattr(request, "param", 390), 844, java_script_enabled=False)
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> int:
    """Press a button of the page; return that it was one click."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    return 1


@pytest.mark.parametrize("page", VIEWS, indirect=True)
def test_from_the_letter_to_interested_takes_two_clicks_and_the_undo_one(
    page: Page, place: Place
) -> None:
    clicks = 1
    page.goto(place.link("digest", "join"))
    said = page.inner_text("main")
    clicks += press(page, "Bekräfta")

    thanks = page.get_by_role("status")
    expect(thanks).to_contain_text("Svaret från Town är sparat")
    expect(thanks).to_contain_text("Andra som vill vara med: University. ")
    assert "Du svarar som Ada för Town." in said
    assert (clicks, place.answers()) == (2, [("join", None)])

    thanks.get_by_role("button", name="Ångra svaret").click()

    assert place.answers() == []
    expect(page.get_by_role("status")).to_have_count(0)


@pytest.mark.parametrize("page", VIEWS, indirect=True)
def test_from_the_letter_to_not_for_us_with_its_reason_takes_three_clicks(
    page: Page, place: Place
) -> None:
    clicks = 1
    page.goto(place.link("digest", "no"))
    page.get_by_label("För hög medfinansiering").check()
    clicks += 1
    clicks += press(page, "Bekräfta")

    expect(page.get_by_role("status")).to_contain_text("inte för oss (för hög medfinansiering)")
    assert (clicks, place.answers()) == (3, [("no", "co-funding too high")])
    page.goto(f"{place.url}/calls?tab=declined")
    card = page.locator("#call-1")
    expect(card).to_contain_text("För hög medfinansiering")
    expect(card.get_by_role("link", name="Ändra")).to_be_visible()


@pytest.mark.parametrize("page", VIEWS, indirect=True)
def test_an_answer_told_by_telephone_is_corrected_in_two_clicks_from_its_letter(
    page: Page, place: Place, browser: Browser
) -> None:
    coordinator = window(browser).new_page()
    enter(coordinator, place.url, ticket(place.app, place.cleo), "/calls/1")
    coordinator.locator("summary", has_text="telefonsamtal").click()
    coordinator.get_by_label("Vem lämnade svaret?").select_option("Ada, Town")
    coordinator.get_by_label("Svar", exact=True).select_option("join")
    press(coordinator, "Spara svaret")
    coordinator.context.close()
    assert place.answers() == [("join", None)]

    clicks = 1
    page.goto(place.link("answered", "support"))
    clicks += press(page, "Bekräfta")

    assert (clicks, place.answers()) == (2, [("support", None)])
    page.locator("summary", has_text="Vad som har svarats").click()
    told = page.locator(".log", has_text="Town: vi är intresserade")
    expect(told).to_contain_text("Cleo, enligt Ada på telefon 12\u00a0januari\u00a02026")
    expect(told).to_contain_text("Town: vi stödjer. Ada.")


def test_on_the_list_a_no_is_given_its_reason_and_taken_back(page: Page, place: Place) -> None:
    enter(page, place.url, letters_ticket(place.app, place.ada), "/calls?tab=fits")
    page.locator("#call-1").get_by_role("button", name="Inte för oss").click()
    page.get_by_role("button", name="Fel område").click()

    note = page.get_by_role("status")
    expect(note).to_contain_text("inte för oss (fel område)")
    expect(page.locator("#call-1")).to_have_count(0)
    assert place.answers() == [("no", "wrong area")]

    note.get_by_role("button", name="Ångra svaret").click()

    expect(page.locator("#call-1")).to_be_visible()
    assert place.answers() == []


def test_whom_a_letter_was_sent_on_to_finds_the_way_out(page: Page, place: Place) -> None:
    enter(page, place.url, letters_ticket(place.app, place.ada), "/calls/1")
    page.get_by_role("button", name="Inte du? Logga ut").click()

    page.goto(f"{place.url}/calls/1")

    expect(page.locator("main")).to_contain_text("Vill ni svara?")


def test_what_is_back_says_why_on_its_card_and_its_page(page: Page, place: Place) -> None:
    why = (
        "Ni tackade nej för att tiden var för kort; sista ansökningsdag är nu 1\u00a0maj\u00a02026"
    )
    enter(page, place.url, letters_ticket(place.app, place.ada), "/calls?tab=fits")

    expect(page.locator("#call-4")).to_contain_text(why)
    page.goto(f"{place.url}/calls/4")

    expect(page.locator("#answer")).to_contain_text(why)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_answers_are_open_to_everyone_and_quiet(
    browser: Browser, place: Place, width: int, scheme: str
) -> None:
    context = window(browser, width, color_scheme=scheme)
    page, found = context.new_page(), {}
    heard = complaints(page)
    place.begin()
    with Session(place.engine) as session:  # Ada is one of the project group, and coordinates
        for role in (Role.PROJECT_GROUP, Role.COORDINATOR):
            session.merge(Membership(person_id=place.ada, partner_id=1, role=role))
        session.commit()
    enter(page, place.url, ticket(place.app, place.ada))

    for path in [*PAGES, place.link("digest", "no").removeprefix(place.url)]:
        answer = page.goto(place.url + path)
        assert answer
        assert answer.status == 200, path
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        found[path] = faults(page)
        page.set_viewport_size({"width": 320, "height": 700})
        wide = extent(page)
        assert wide <= 320, path
        page.set_viewport_size({"width": width, "height": 900})
    context.close()

    assert {path: broken for path, broken in found.items() if broken} == {}
    assert heard == []
