"""The sheets of money as pages: plain forms that add up without scripts, and lose nothing."""

import re
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from lexicon.budget import CostKind, FundKind
from models import Aid, Commitment, Meeting, Part
from tests.applying import Site
from tests.bids import part_of
from tests.conftest import NOON
from workflow.applications import commitments
from workflow.applications.terms import seal_of, signed


@pytest.fixture
def site(session: Session, app: Flask) -> Site:
    site = Site(session, app)
    world = site.world
    world.agree(part_of(site.bid, world.university))
    session.add(Meeting(partner=world.university, body="The senate", day=date(2026, 3, 3)))
    session.commit()
    return site


def sheet_of(site: Site, part: Commitment) -> str:
    return f"/applications/{part.application_id}/money/{part.partner_id}"


def filled(site: Site, part: Commitment) -> dict[str, str]:
    """Return a sheet that adds up to what the part has agreed to: 400 000, of which 200 000."""
    meeting = site.session.scalars(select(Meeting).filter_by(body="The senate")).one().id
    return {
        "seen": seal_of(part), "currency": "SEK", "undertaking": "no",
        "cost-staff-2026": "300 000", "cost-travel-2027": "100 000 kr",
        "fund-0-kind": "cash", "fund-0-amount": "80000", "fund-0-when": "decided",
        "fund-1-kind": "staff_time", "fund-1-hours": "200", "fund-1-hourly_rate": "600",
        "fund-1-when": f"meeting-{meeting}", "fund-1-board": "ignored",
        "fund-2-kind": "premises", "fund-2-when": "other",
    }  # fmt: skip


def outputs(shown: TestResponse) -> dict[str, str]:
    found = re.findall(r'data-sum="([\w-]+)"[^>]*>([^<]*)<', shown.text)
    return {name: said.replace("\xa0", "") for name, said in found}


def mine(site: Site) -> Commitment:
    return part_of(site.bid, site.world.university)


def test_a_partner_divides_its_sums_on_years_and_kinds(site: Site) -> None:
    part = mine(site)
    path = sheet_of(site, part)

    shown = site.ben.post(path, page=path, **filled(site, part))

    assert "Sparat" in shown.text
    assert "Godkänn er del" in shown.text  # these are other terms than were signed
    site.fresh(part)
    assert [(each.kind, each.year, int(each.amount)) for each in part.costs] == [
        (CostKind.STAFF, 2026, 300_000), (CostKind.TRAVEL, 2027, 100_000),
    ]  # fmt: skip
    cash, time = part.funds
    assert (cash.kind, cash.decided) == (FundKind.CASH, True)
    assert time.amount == 120_000
    assert (time.board, time.day) == ("The senate", date(2026, 3, 3))
    assert signed(part) is None


def test_what_differs_from_the_answer_is_told_and_kept(site: Site) -> None:
    part = mine(site)
    path = sheet_of(site, part)

    shown = site.ben.post(path, page=path, **{**filled(site, part), "cost-travel-2027": "60000"})

    assert outputs(shown)["left"] == "40000"
    assert outputs(shown)["owed"] == "0"
    assert (
        "har inte fördelat 40\xa0000\xa0kr"
        in site.ben.get(f"/applications/{site.bid.id}/money").text
    )
    site.fresh(part)
    assert part.total_cost == 400_000


def test_the_sums_become_the_budget_if_one_says_so(site: Site) -> None:
    part = mine(site)
    path = sheet_of(site, part)

    said = {**filled(site, part), "cost-travel-2027": "60000", "settle": "1"}
    shown = site.ben.post(path, page=path, **said)

    assert outputs(shown)["left"] == "0"
    site.fresh(part)
    assert (part.total_cost, part.co_funding) == (Decimal(360_000), Decimal(200_000))


def test_without_scripts_the_server_adds_up_and_keeps_nothing(site: Site) -> None:
    part = mine(site)
    path = sheet_of(site, part)

    shown = site.ben.post(path, page=path, **{**filled(site, part), "count": "1"})

    sums = outputs(shown)
    assert (sums["y2026"], sums["k-travel"], sums["costs"]) == ("300000", "100000", "400000")
    assert (sums["funds"], sums["left"]) == ("200000", "0")
    assert 'value="300 000"' in shown.text
    site.fresh(part)
    assert part.costs == ()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("cost-staff-2026", "many"), ("cost-staff-2026", "-1"), ("cost-staff-2026", "4 NOK"),
        ("cost-staff-2026", "1" * 13), ("fund-0-amount", "<b>"), ("fund-1-hours", "ten"),
        ("fund-1-hourly_rate", ""), ("fund-0-kind", "gold"),
    ],
)  # fmt: skip
def test_rubbish_stands_at_its_field_and_nothing_is_lost(
    site: Site, field: str, typed: str
) -> None:
    part = mine(site)
    path = sheet_of(site, part)

    shown = site.ben.post(path, page=path, **{**filled(site, part), field: typed})

    assert shown.status_code == 422
    assert f'href="#{field}"' in shown.text
    assert 'value="100 000 kr"' in shown.text
    site.fresh(part)
    assert signed(part)


def test_a_stale_sheet_meets_the_newer_terms_and_keeps_what_was_typed(site: Site) -> None:
    part = mine(site)
    path, said = sheet_of(site, part), filled(site, part)
    commitments.change(
        site.session, part, total_cost=Decimal(500_000), co_funding=Decimal(250_000),
        seen=seal_of(part), by=site.world.cleo, now=NOON,
    )  # fmt: skip

    shown = site.ben.post(path, page=path, **said)

    assert shown.status_code == 409
    assert "500\xa0000" in shown.text
    assert 'value="300 000"' in shown.text


def test_a_meeting_of_somebody_else_decides_nothing(site: Site) -> None:
    part = mine(site)
    path = sheet_of(site, part)
    other = Meeting(partner=site.world.firm, body="Secret board", day=date(2026, 3, 3))
    site.session.add(other)
    site.session.commit()

    said = {**filled(site, part), "fund-1-when": f"meeting-{other.id}"}
    site.ben.post(path, page=path, **said)

    site.fresh(part)
    assert {each.board for each in part.funds} == {"", "ignored"}


def test_a_sheet_of_another_is_not_there(site: Site) -> None:
    path = sheet_of(site, part_of(site.bid, site.world.town))

    assert site.ben.get(path).status_code == 404
    assert site.finn.get(path).status_code == 404
    assert site.ada.get(f"/applications/{site.bid.id}/money/99").status_code == 404


def sums(part: Commitment, total_cost: str, own: str) -> dict[str, str]:
    at = part.partner_id
    return {f"total_cost-{at}": total_cost, f"co_funding-{at}": own, f"seen-{at}": seal_of(part)}


def test_the_lead_types_sums_for_all_and_who_is_not_touched_stays_approved(site: Site) -> None:
    lead, part = part_of(site.bid, site.world.town), mine(site)
    path = f"/applications/{site.bid.id}/money"

    shown = site.ada.post(
        path, page=path, **sums(lead, "600,000", "300,000"), **sums(part, "400,000", "200,000")
    )

    assert "Saved" in shown.text
    assert "50&nbsp;%" in shown.text or "50\xa0%" in shown.text
    site.fresh(lead)
    assert lead.total_cost == 600_000
    assert signed(part)


def test_the_money_page_adds_up_what_is_typed(site: Site) -> None:
    lead = part_of(site.bid, site.world.town)
    path = f"/applications/{site.bid.id}/money"

    shown = site.ada.post(path, page=path, **sums(lead, "600000", "300000"), count="1")

    assert outputs(shown)["SEKtotal"] == "1,000,000"
    site.fresh(lead)
    assert lead.total_cost == 0


@pytest.mark.parametrize("typed", ["x", "-1", "1 EUR"])
def test_a_sum_that_is_none_stands_at_its_field(site: Site, typed: str) -> None:
    lead = part_of(site.bid, site.world.town)
    path = f"/applications/{site.bid.id}/money"

    shown = site.ada.post(path, page=path, **sums(lead, typed, "0"))

    assert shown.status_code == 422
    assert f'href="#total_cost-{lead.partner_id}"' in shown.text


def test_a_stale_sum_is_refused_by_name(site: Site) -> None:
    lead = part_of(site.bid, site.world.town)
    path, said = f"/applications/{site.bid.id}/money", sums(lead, "600000", "1")
    site.world.agree(lead)

    shown = site.ada.post(path, page=path, **said)

    assert shown.status_code == 409
    assert "Town: Meanwhile" in shown.text


def test_too_much_own_money_is_refused_by_name(site: Site) -> None:
    lead = part_of(site.bid, site.world.town)
    path = f"/applications/{site.bid.id}/money"

    shown = site.ada.post(path, page=path, **sums(lead, "1", "2"))

    assert shown.status_code == 422
    assert "Town: The co-funding is more than the whole cost" in shown.text


def test_the_lead_chooses_a_flat_rate_and_tells_what_a_euro_costs(site: Site) -> None:
    path = f"/applications/{site.bid.id}/money"
    part_of(site.bid, site.world.town).undertaking = True

    site.ada.post(f"{path}/choices", page=path, flat_rate="15", seen="")
    shown = site.ada.post(f"{path}/choices", page=path, per_euro="11.25")

    assert "Saved" in shown.text
    site.fresh(site.bid)
    assert (site.bid.flat_rate, site.bid.per_euro) == (15, Decimal("11.25"))
    for wrong in ({"flat_rate": "20", "seen": "15"}, {"flat_rate": "40", "seen": ""},
                  {"per_euro": "cheap"}):  # fmt: skip
        assert site.ada.post(f"{path}/choices", page=path, **wrong).status_code == 422


def test_what_a_promise_rests_on_is_recorded_by_its_own(site: Site) -> None:
    part = mine(site)
    path = sheet_of(site, part)
    shown = site.ben.get(path).text
    seen = re.search(r'name="seen" value="(\w+)"', shown[shown.index("/decision") :])
    assert seen

    said = {"protocol": "Senate § 4", "diary_number": "U 26/1", "delegation": "", "seen": seen[1]}
    site.ben.post(f"{path}/decision", page=path, **said)
    late = site.ben.post(f"{path}/decision", page=path, **{**said, "protocol": "§ 5"})

    site.fresh(part)
    assert part.protocol == "Senate § 4"
    assert signed(part)
    assert late.status_code == 409
    assert 'value="§ 5"' in late.text


def promise_twice(site: Site) -> None:
    """Let the university promise something in the rival bid as well."""
    other = part_of(site.rival, site.world.university)
    site.world.agree(other, 100_000, 50_000)
    site.world.university.promises_most = Decimal(240_000)
    site.session.commit()


def test_what_is_promised_twice_is_told_to_those_who_may_see_both(site: Site) -> None:
    promise_twice(site)
    path = f"/applications/{site.bid.id}/money"

    told = site.ben.get(path).text

    assert "Clear lakes" in told
    assert "10\xa0000\xa0kr mer än de 240\xa0000\xa0kr" in told
    assert "Clear lakes" in site.cleo.get(path).text
    assert "Clear lakes" not in site.ada.get(path).text  # she leads the one, and knows no other


def test_a_partner_declares_aid_and_its_ceiling(site: Site) -> None:
    path = f"/partners/{site.world.university.id}/money"
    said = {"day": "2025-05-05", "giver": "The region", "amount": "900 000", "currency": "SEK"}

    shown = site.ben.post(path, page=path, **said, per_euro="")
    site.ben.post(f"/partners/{site.world.university.id}/ceiling", page=path,
                  most="1 000 000", most_in="SEK")  # fmt: skip

    assert "Växelkurs saknas" in shown.text
    assert "Kvar: 300\xa0000\xa0euro" in shown.text
    site.fresh(site.bid)
    aid = site.session.scalars(select(Aid)).one()
    assert site.world.university.promises_most == 1_000_000
    assert site.ben.post(path, page=path, **{**said, "amount": "x"}).status_code == 422
    assert site.finn.post(f"/aids/{aid.id}/remove", page="/").status_code == 404
    site.ben.post(f"/aids/{aid.id}/remove", page=path)
    assert "Växelkurs saknas" not in site.ben.get(path).text


def test_nobody_looks_into_the_means_of_others(site: Site) -> None:
    path = f"/partners/{site.world.university.id}/money"

    assert site.ada.get(path).status_code == 404
    assert site.finn.get(f"/applications/{site.bid.id}/money").status_code == 404


def test_a_participating_actor_is_in_with_three_answers_and_no_money(site: Site) -> None:
    part = mine(site)
    path = f"/applications/{site.bid.id}/join"
    said = {"part": "participating", "total_cost": "", "co_funding": "", "work": "",
            "binding": "no", "seen": seal_of(part)}  # fmt: skip

    site.ben.post(path, page=path, **said)
    shown = site.ben.post(f"{path}/done", page=path, **said)

    assert "godkänt sin del preliminärt" in shown.text
    site.fresh(part)
    assert part.part is Part.PARTICIPATING
    assert part.total_cost == part.co_funding == 0
    assert "finns inget att fördela" in site.ben.get(sheet_of(site, part)).text


def test_sums_in_two_currencies_are_not_added_to_each_other(site: Site) -> None:
    part, lead = mine(site), part_of(site.bid, site.world.town)
    site.world.agree(lead, 600_000, 300_000)
    path = sheet_of(site, part)
    in_euro = {**filled(site, part), "currency": "EUR", "cost-travel-2027": "100 000 €"}
    site.ben.post(path, page=path, **in_euro)

    overview = site.ada.get(f"/applications/{site.bid.id}").text
    money = site.ada.get(f"/applications/{site.bid.id}/money").text

    assert "Sum in EUR" in overview
    assert "400,000\xa0euro" in overview
    assert "The sums are in several currencies" in money
    assert "Total cost, EUR" in money


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "600,000"), ("nb", "600.000 kr"), ("sv", "600 000 kr")]
)
def test_sums_are_typed_as_one_writes_them(site: Site, language: str, typed: str) -> None:
    part = mine(site)
    site.world.ben.language = language
    part.currency = "NOK"
    site.session.commit()
    path = f"/applications/{site.bid.id}/join"
    said = {"part": "partner", "total_cost": typed, "co_funding": "0", "work": "",
            "binding": "no", "seen": seal_of(part)}  # fmt: skip

    site.ben.post(f"{path}/done", page=path, **said)

    site.fresh(part)
    assert part.total_cost == 600_000


def test_the_short_way_is_three_taps_with_what_is_proposed(site: Site) -> None:
    """The form as it stands, sent twice: nothing has to be typed, divided or not."""
    part = mine(site)
    path = f"/applications/{site.bid.id}/join"
    site.ben.post(sheet_of(site, part), page=sheet_of(site, part), **filled(site, part))
    form = site.ben.get(path).text
    said = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', form) for name in
            ("total_cost", "co_funding", "seen")}  # fmt: skip

    answers = {name: found[1] for name, found in said.items() if found}
    answers |= {"part": "partner", "work": "", "binding": "no"}
    checked = site.ben.post(path, page=path, **answers).text
    site.ben.post(f"{path}/done", page=path, **answers)

    site.fresh(part)
    assert signed(part)
    assert part.costs
    # All that is signed is shown, line by line.
    assert "Kostnader, 2026, personal</th><td>300\xa0000\xa0kr" in checked
    assert "Medfinansiering, arbetstid, Timmar</th><td>200" in checked
