"""The sheets of money in a real browser: they add up while one types, as the server does."""

from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests.bids import World, part_of
from tests.browsing import is_wide, needs_chromium
from tests.places import DESK, PHONE, Place

pytestmark = needs_chromium


def test_a_sheet_adds_up_while_one_types_and_the_server_says_the_same(place: Place) -> None:
    with Session(place.engine) as session:
        world = World(session)
        bid = world.bid(world.town, "Blue lakes", world.university)
        bid.flat_rate = 15
        world.agree(part_of(bid, world.university), 345_000, 120_000)
        ben, path = world.ben.id, f"/applications/{bid.id}/money/{world.university.id}"
        session.commit()

    phone = place.enter(ben, path, **PHONE)
    phone.locator("#cost-staff-2026").fill("100 000")
    phone.locator("#cost-staff-2027").fill("200000 kr")
    phone.locator("#fund-1-hours").fill("200")
    phone.locator("#fund-1-hourly_rate").fill("450,50")

    sums = {
        "flat": "45 000", "costs": "345 000", "left": "0", "funds": "90 100", "owed": "29 900",
    }  # fmt: skip
    for name, said in sums.items():
        expect(phone.locator(f"[data-sum={name}]").last).to_have_text(said)
    expect(phone.get_by_role("button", name="Räkna ihop")).to_be_hidden()
    phone.locator("#cost-staff-2026").fill("lots")
    expect(phone.locator("[data-sum=costs]")).to_have_text("–")
    assert not is_wide(phone)
    phone.locator("#cost-staff-2026").fill("100 000")
    phone.get_by_role("button", name="Spara", exact=True).click()

    expect(phone.locator(".note.ok")).to_contain_text("Sparat")
    for name, said in sums.items():
        expect(phone.locator(f"[data-sum={name}]").last).to_have_text(said)
    assert place.complaints == []


def test_the_lead_sees_the_share_move_while_typing(place: Place) -> None:
    with Session(place.engine) as session:
        world = World(session)
        bid = world.bid(world.town, "Blue lakes", world.university)
        world.agree(part_of(bid, world.university), 400_000, 200_000)
        world.ada.language = "sv"
        ada, path = world.ada.id, f"/applications/{bid.id}/money"
        town = world.town.id
        session.commit()

    desk = place.enter(ada, path, **DESK)
    desk.locator(f"#total_cost-{town}").fill("600 000")
    desk.locator(f"#co_funding-{town}").fill("250 000")

    expect(desk.locator("[data-sum=SEKnet]")).to_have_text("550 000")
    expect(desk.locator("tfoot [data-share]")).to_have_text("45 %")
    desk.get_by_role("button", name="Spara beloppen").click()
    expect(desk.locator(".verdicts .no")).to_contain_text("50 000 kr saknas")
    assert place.complaints == []
