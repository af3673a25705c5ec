"""The main journeys in a real browser: from answers to submitted, and two rival bids settled."""

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from models import Answer, OverlapKind, Person
from tests.bids import World
from tests.browsing import is_wide, needs_chromium
from tests.conftest import NOON
from tests.places import DESK, PHONE, Place, follow, press
from workflow.answers import stances
from workflow.overlaps import finding

pytestmark = needs_chromium


def numbers(*people: Person) -> list[int]:
    return [each.id for each in people]


def test_from_answers_to_submitted(place: Place) -> None:
    with Session(place.engine) as session:
        world = World(session)
        for partner in (world.town, world.university):
            by, call = partner.people[0], world.lakes
            stances.answer(session, partner, call, Answer.JOIN, by=by, now=NOON)
        call_id = world.lakes.id
        ada, ben, cleo = numbers(world.ada, world.ben, world.cleo)
        world.ada.language = "sv"
        session.commit()

    desk = place.enter(cleo, f"/applications/new?call={call_id}", **DESK)
    desk.get_by_label("Town").check()
    desk.locator("#title").fill("Blue lakes")
    desk.locator("#summary").fill("We clean the lakes together")
    press(desk, "Öppna och fråga")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Blue lakes")
    path = desk.url.removeprefix(place.url)

    for person, total, own in ((ada, "600 000", "300 000 kr"), (ben, "400000", "200000")):
        phone = place.enter(person, f"{path}/join", **PHONE)
        phone.locator("#total_cost").fill(total)
        phone.locator("#co_funding").fill(own)
        phone.get_by_role("button", name="Granska svaret").click()
        press(phone, "Bekräfta")
        expect(phone.get_by_role("status")).to_contain_text("har godkänt sin del preliminärt")
        assert not is_wide(phone)

    lead = place.enter(ada, path, **DESK)
    press(lead, "Börja skriva")
    press(lead, "Be om godkännande")
    follow(lead, "Notera som inskickad")
    lead.locator("#reference").fill("F-17")
    lead.get_by_text("Finansiären tillåter det", exact=True).click()
    press(lead, "Notera som inskickad")

    expect(lead.locator("[aria-current=step]")).to_have_text("Inskickad")
    expect(lead.locator("main")).to_contain_text("Preliminära delar: Town, University.")
    assert place.complaints == []


@pytest.mark.parametrize("view", [PHONE, DESK], ids=["phone", "desk"])
def test_two_rival_bids_become_one(place: Place, view: dict[str, int]) -> None:
    with Session(place.engine) as session:
        world = World(session)
        blue = world.bid(world.town, "Blue lakes", world.university)
        clear = world.bid(world.association, "Clear lakes")
        world.agree(clear.commitments[0], 600_000, 300_000)
        finding.note(
            session, OverlapKind.ALIKE_TEXTS, [blue, clear], "Heard", by=world.cleo, now=NOON
        )
        world.ada.language = "sv"
        ada, cleo, dana = numbers(world.ada, world.cleo, world.dana)
        session.commit()

    board = place.enter(cleo, "/overlaps", **view)
    board.get_by_role("link", name="Blue lakes").click()
    expect(board.get_by_text("Vilken blir kvar?").first).to_be_hidden()
    board.get_by_role("radio", name="Slå ihop").check()
    merge = board.get_by_role("group", name="Slå ihop")
    expect(merge.get_by_text("Får godkänna på nytt: Association")).to_be_visible()
    merge.get_by_label("Blue lakes").check()
    board.get_by_label("Meddelande till parterna").fill("The same lakes")
    board.get_by_text("Mer", exact=True).click()
    assert not is_wide(board)
    press(board, "Skicka förslaget")
    expect(board.get_by_role("region", name="Förslaget")).to_contain_text("inget svar")

    first = place.enter(ada, "/overlaps/1/reply", **view)
    first.get_by_text("Ja, med en ändring").click()
    first.get_by_label("Vad ska vara annorlunda?").fill("We keep the name")
    assert not is_wide(first)
    press(first, "Skicka ja med ändringen")
    second = place.enter(dana, "/overlaps/1/reply", **view)
    expect(second.locator("main")).to_contain_text("We keep the name")
    press(second, "Ja, vi håller med")

    settled = second.get_by_role("region", name="Förslaget")
    expect(settled).to_contain_text("Alla är överens.")
    expect(settled.get_by_role("button", name="Ångra")).to_be_visible()
    settled.get_by_role("link", name="Blue lakes").click()
    expect(second.locator("main")).to_contain_text("Vill Association vara med?")
    follow(second, "Gå med")
    expect(second.locator("#total_cost")).to_have_value("600\u00a0000")
    second.get_by_role("button", name="Granska svaret").click()
    press(second, "Bekräfta")
    expect(second.get_by_role("status")).to_contain_text("har godkänt sin del")

    board.goto(place.url + "/overlaps/1")
    expect(board.get_by_role("button", name="Ångra")).to_have_count(0)
    board.get_by_role("link", name="Clear lakes").click()
    expect(board.locator("main")).to_contain_text("Blue lakes")
    assert place.complaints == []
