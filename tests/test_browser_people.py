"""Partners and people in a real browser: invited and in on a phone; every page wide and narrow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Good, Letter, Membership, Newcomer, Offer, Partner, Person, Role
from papers.links import sealed
from tests.browsing import enter, faults, needs_chromium, window
from tests.conftest import NOON
from tests.pages import known, ticket
from tests.places import Empty, visited
from workflow.partners import invitations, meetings, newcomers
from workflow.people import groups

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

pytestmark = needs_chromium


class Place(Empty):
    """A served site with a partnership in it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        with Session(self.engine) as session:
            people = known(session)
            session.add_all([people.ada, people.cleo])
            people.ada.language = "sv"
            people.cleo.memberships.append(Membership(partner=people.hub, role=Role.OPERATOR))
            fill(session, people.town, people.ada, people.cleo)
            session.commit()
            self.ada, self.cleo = people.ada.id, people.cleo.id

    def ticket(self, person: int) -> str:
        return ticket(self.app, person)

    def letter(self, address: str) -> str:
        """Return the address that the invitation's letter to somebody links to."""
        with Session(self.engine) as session:
            wanted = select(Letter).join(Letter.person).filter(Person.email == address)
            letter = session.scalars(wanted.order_by(Letter.id.desc())).first()
            assert letter
            assert letter.person_id
            said = sealed(letter.text, self.url, self.ticket(letter.person_id))
        return next(word for word in said.split() if "/invitations/" in word)


def fill(session: Session, town: Partner, ada: Person, cleo: Person) -> None:
    """Give the town a whole profile, and the partnership some of everything."""
    town.about, town.municipality, town.kind = "Vi är en stad vid sjön", "Laxå", "municipality"
    town.offers = (Offer(Good.PREMISES, "En hall"), Offer(Good.CO_FUNDING, "300 000 kr per år"))
    town.began, town.can_wait, town.number = 1971, True, "202100-5489"
    said = {"by": cleo, "now": NOON}
    for name in ("Gil", "Hal"):
        invitations.invite(
            session, town, name=name, email=f"{name.lower()}@town.example",
            roles=[Role.REPRESENTATIVE], **said,  # type: ignore[arg-type]  # said twice
        )  # fmt: skip
    groups.save(session, None, name="Omvärlden", purpose="Läser på", people=[ada], **said)  # type: ignore[arg-type]  # said twice
    meetings.add(session, town, body="Styrelsen", days="2026-03-10", papers="14", **said)  # type: ignore[arg-type]  # said twice
    wants = {
        "organisation": "Fabriken", "municipality": "Laxå", "name": "Ida",
        "email": "ida@fabriken.example", "wants": "Vi vill ge unga i staden en väg till arbete",
    }  # fmt: skip
    newcomers.ask(session, wants, language="sv", now=NOON)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with visited(Place(tmp_path_factory.mktemp("place"))) as place:
        yield place


@pytest.mark.parametrize(("view", "name"), [(PHONE, "Gil"), (DESK, "Jon")], ids=["phone", "desk"])
def test_from_the_letter_in_and_signed_in_takes_two_clicks(
    browser: Browser, place: Place, view: dict[str, int], name: str
) -> None:
    address = f"{name.lower()}@town.example"
    if name == "Jon":
        invite(browser, place, name, address)
    page = window(browser, **view, java_script_enabled=False).new_page()

    clicks = 1
    page.goto(place.letter(address))
    clicks += press(page, "Kom in")

    expect(page.get_by_role("status")).to_contain_text(f"Välkommen, {name}. Du är med.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Town")
    assert clicks == 2
    page.context.close()


def press(page: Page, name: str) -> int:
    """Press a button of the page; return that it was one click."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    return 1


def invite(browser: Browser, place: Place, name: str, address: str) -> None:
    """Invite somebody, as the representative of the town."""
    page = enter(window(browser).new_page(), place.url, place.ticket(place.ada), "/partners/1")
    page.get_by_role("link", name="Bjud in någon").click()
    page.get_by_label("Namn", exact=True).fill(name)
    page.get_by_label("E-postadress").fill(address)
    press(page, "Skicka inbjudan")
    expect(page.get_by_role("status")).to_contain_text("Brevet är på väg")
    page.context.close()


def test_two_who_save_a_profile_at_once_lose_nothing(browser: Browser, place: Place) -> None:
    pages = [
        enter(window(browser).new_page(), place.url, place.ticket(each), "/partners/1/edit")
        for each in (place.ada, place.cleo)
    ]
    first, second = pages
    first.get_by_label("Om oss").fill("Det första")
    press(first, "Spara")
    second.get_by_label("Om oss").fill("Det andra")

    press(second, "Spara")

    expect(second.get_by_role("alert")).to_contain_text("Inget av ditt är borta")
    expect(second.get_by_label("Om oss")).to_have_value("Det andra")
    expect(second.locator("#about-theirs")).to_contain_text("Det första")
    assert faults(second) == []
    press(second, "Spara")
    expect(second.locator("main")).to_contain_text("Det andra")
    for page in pages:
        page.context.close()


def test_a_stranger_asks_to_join_on_a_phone(browser: Browser, place: Place) -> None:
    page = window(browser, **PHONE).new_page()
    page.goto(f"{place.url}/partners")

    page.get_by_role("link", name="Vi vill vara med").click()
    page.get_by_label("Er organisation").fill("Bygdegården")
    page.get_by_label("Kommun").fill("Laxå")
    page.get_by_label("Vad gör ni").fill("Vi vill öppna bygdegården för unga på kvällarna")
    page.get_by_label("Ditt namn").fill("Moa")
    page.get_by_label("Din e-postadress").fill("moa@bygd.example")
    press(page, "Fråga om vi får vara med")

    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, vi har fått den")
    with Session(place.engine) as session:
        asked = session.scalars(select(Newcomer).filter_by(organisation="Bygdegården")).one()
        assert asked.email == "moa@bygd.example"
    page.context.close()
