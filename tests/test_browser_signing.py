"""Signing on in a real browser, each tap counted, from the letter to done; on phone and desk."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Answer, Application, Letter, Person, Role, SignIn, Stage
from papers.keys import code_of
from tests.bids import World
from tests.browsing import complaints, faults, is_wide, needs_chromium, window
from tests.conftest import NOON
from tests.pages import letters_ticket
from tests.places import Empty, visited
from workflow.answers import stances
from workflow.applications import opening
from workflow.applications.terms import signed
from workflow.people import signing_in

SIZES = {"phone": (390, 844), "desk": (1280, 900)}

pytestmark = needs_chromium


@dataclass
class Taps:
    """Taps and fillings in of one person, counted from the letter's link on."""

    page: Page
    count: int = 0
    filled: int = 0
    said: list[str] = field(default_factory=list)

    def tap(self, thing: Locator) -> None:
        """Press something."""
        self.count += 1
        thing.click()

    def button(self, name: str) -> None:
        """Press a button by its name."""
        self.tap(self.page.locator("main").get_by_role("button", name=name, exact=True))

    def write(self, place: str, words: str) -> None:
        """Go into a field, which is a tap, and write."""
        self.count += 1
        self.filled += 1
        self.page.locator(place).fill(words)

    def is_narrow_enough(self) -> None:
        """Demand that nobody has to scroll sideways."""
        assert not is_wide(self.page)


class Place(Empty):
    """A served site with a bid that five partners are asked into."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.browser, self.now = browser, NOON
        super().__init__(folder, self.clock)
        self.secret = self.app.config["SITE"].secret()
        self.said: list[str] = []
        with Session(self.engine) as session:
            self.world = World(session)
            self.lead_ada = self.world.ada.id
            self.fill(session)
            session.commit()

    def clock(self) -> datetime:
        return self.now

    def fill(self, session: Session) -> None:
        """Let five partners answer, and open a bid with a proposal for one of them."""
        world = self.world
        world.ada.language = "sv"
        village = world.town.__class__(name="Village")
        world.person("Hanna", village, Role.SIGNATORY)
        session.flush()
        partners = [world.town, world.university, world.association, world.firm, village]
        for partner in partners:
            for each in partner.memberships:
                each.known_by = "Delegation § 4.2" if each.role is Role.SIGNATORY else ""
            by = next(each for each in partner.people if each is not world.eve)
            word = Answer.LEAD if partner is world.town else Answer.JOIN
            stances.answer(session, partner, world.lakes, word, by=by, now=NOON)
        self.bid = opening.open(
            session, call=world.lakes, lead=world.town, title="Blue lakes",
            summary="We clean the lakes together", answer_by=NOON.date(), by=world.cleo, now=NOON,
        ).id  # fmt: skip

    def letter(self, name: str, size: str) -> Taps:
        """Follow the letter's link; the taps are counted from its page on."""
        with Session(self.engine) as session:
            person = session.scalars(select(Person).filter_by(name=name)).one()
            letter = session.scalars(select(Letter).filter_by(kind="opened", person=person)).one()
            found = re.search(r"~site~/in/~ticket~(\S+)", letter.text)
            assert found
            ticket = letters_ticket(self.app, person.id)
        width, height = SIZES[size]
        page = window(self.browser, width, height).new_page()
        self.said = complaints(page)
        page.goto(f"{self.url}/in/{ticket}{found[1]}")
        return Taps(page)

    def code(self) -> str:
        """Let the clock write the letter with the code, and read it."""
        with Session(self.engine) as session, session.begin():
            signing_in.write_letters(session, self.secret, self.now)
            row = session.scalars(select(SignIn).order_by(SignIn.id.desc())).first()
            assert row
            return code_of(self.secret, row.id, row.salt)


@pytest.fixture
def place(tmp_path: Path, browser: Browser) -> Iterator[Place]:
    with visited(Place(tmp_path, browser)) as place:
        yield place


@pytest.mark.parametrize("size", SIZES)
def test_a_proposal_is_accepted_in_three_taps(place: Place, size: str) -> None:
    with Session(place.engine) as session:
        bid = session.get_one(Application, place.bid)
        part = next(each for each in bid.commitments if each.partner.name == "University")
        part.total_cost, part.co_funding = Decimal(400_000), Decimal(200_000)
        session.commit()

    ben = place.letter("Ben", size)
    ben.tap(ben.page.locator("main form button").first)
    ben.is_narrow_enough()
    assert faults(ben.page) == []
    ben.button("Granska svaret")
    ben.is_narrow_enough()
    ben.button("Bekräfta")

    expect(ben.page.get_by_role("status")).to_contain_text("har godkänt sin del preliminärt")
    assert (ben.count, place.said) == (3, [])


@pytest.mark.parametrize("size", SIZES)
def test_a_binding_approval_asks_for_a_code_and_loses_nothing(place: Place, size: str) -> None:
    hanna = place.letter("Hanna", size)
    hanna.tap(hanna.page.locator("main form button").first)
    hanna.write("#total_cost", "300 000")
    hanna.write("#co_funding", "150 000")
    hanna.tap(hanna.page.get_by_text("Ja, jag får lova detta"))
    hanna.button("Granska svaret")
    expect(hanna.page.locator("main")).to_contain_text("kräver en ny kod")
    hanna.button("Bekräfta")
    hanna.is_narrow_enough()
    hanna.button("Skicka mig en kod")
    place.now += timedelta(minutes=1)
    hanna.page.locator("#code").fill(place.code())
    hanna.button("Logga in")
    expect(hanna.page.locator("main")).to_contain_text("300\u00a0000\u00a0kr")
    hanna.button("Bekräfta")

    expect(hanna.page.get_by_role("status")).to_contain_text("har godkänt sin del.")
    hanna.is_narrow_enough()
    assert hanna.count - hanna.filled <= 9
    with Session(place.engine) as session:
        bid = session.get_one(Application, place.bid)
        held = next(signed(each) for each in bid.commitments if each.partner.name == "Village")
        assert held
        assert (held.binding, held.how, held.authority) == (True, "mail", "Delegation § 4.2")
    assert place.said == []


@pytest.mark.parametrize("size", SIZES)
def test_five_partners_from_stance_to_all_signed_and_on_to_the_submitted_bundle(
    place: Place, size: str, tmp_path: Path
) -> None:
    for name in ("Ada", "Ben", "Dana", "Finn", "Hanna"):
        one = place.letter(name, size)
        one.tap(one.page.locator("main form button").first)
        one.write("#total_cost", "200 000")
        one.write("#co_funding", "100 000")
        one.button("Granska svaret")
        one.button("Bekräfta")
        expect(one.page.get_by_role("status")).to_contain_text("har godkänt sin del preliminärt")
        assert one.count <= 9
        assert place.said == []
        one.page.context.close()

    with Session(place.engine) as session:
        bid = session.get_one(Application, place.bid)
        assert all(signed(each) for each in bid.commitments)
        assert len(bid.commitments) == 5
        assert bid.stage is Stage.GATHERING
        receipts = select(Letter).where(Letter.kind == "receipt", Letter.not_before <= NOON)
        assert len(session.scalars(receipts).all()) == 5
    lead = place.letter("Ada", size)
    lead.tap(lead.page.locator("main form button").first)
    lead.page.goto(f"{place.url}/applications/{place.bid}")
    lead.button("Börja skriva")
    lead.button("Be om godkännande")
    lead.page.goto(f"{place.url}/applications/{place.bid}/papers")
    lead.button("Budget som arbetsbok")
    lead.button("Partnerskapsavtal")
    lead.is_narrow_enough()
    with lead.page.expect_download() as caught:
        lead.page.get_by_role("link", name="ZIP på svenska").click()
    caught.value.save_as(tmp_path / "all.zip")
    lead.page.goto(f"{place.url}/applications/{place.bid}/submit")
    lead.page.fill("#reference", "2026/00123")
    lead.page.get_by_text("Finansiären tillåter det", exact=True).click()
    lead.button("Notera som inskickad")

    expect(lead.page.locator("main")).to_contain_text("2026/00123")
    lead.is_narrow_enough()
    endings = Counter(Path(each).suffix for each in ZipFile(tmp_path / "all.zip").namelist())
    assert endings[".xlsx"] == 1
    assert endings[".docx"] + endings[".pdf"] >= 1
    with Session(place.engine) as session:
        assert session.get_one(Application, place.bid).stage is Stage.SUBMITTED
    assert place.said == []


@pytest.mark.parametrize("size", SIZES)
def test_the_history_tells_everything_and_hands_the_evidence_out(place: Place, size: str) -> None:
    ada = place.letter("Ada", size)
    ada.tap(ada.page.locator("main form button").first)
    ada.write("#total_cost", "200 000")
    ada.write("#co_funding", "100 000")
    ada.button("Granska svaret")
    ada.button("Bekräfta")

    ada.page.goto(f"{place.url}/applications/{place.bid}/history")

    expect(ada.page.locator("main")).to_contain_text("är som när de förseglades")
    expect(ada.page.locator("main")).to_contain_text("Town godkände sin del preliminärt.")
    ada.is_narrow_enough()
    assert faults(ada.page) == []
    with ada.page.expect_download() as caught:
        ada.page.get_by_role("link", name="Hämta underlaget (ZIP)").click()
    assert caught.value.suggested_filename == f"evidence-{place.bid}-2026-01-12.zip"
