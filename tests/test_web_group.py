"""The pages of a group: warned, asking to come in, let in; rules and gaps; offers and guests."""

import re

import pytest
from sqlalchemy import select

from jobs.group import group
from models import Application, Invitation, Latecomer, OutsideOffer, Partner, Stage
from papers.links import Tickets
from tests.applying import Site, Visitor
from tests.conftest import NOON
from workflow.applications import coming_in, opening

OFFER = {
    "name": "Diputació de Barcelona", "country": "ES", "kind": "region", "contact": "Núria",
    "email": "nuria@diba.example", "title": "Old towns", "text": "Come and join us in the North",
    "programme": "", "call": "", "answer_by": "2026-02-20",
}  # fmt: skip


def test_whoever_opens_beside_another_is_warned_and_may_ask_to_come_in_instead(site: Site) -> None:
    shown = site.finn.get(f"/applications/new?call={site.world.lakes.id}").text
    assert f'href="/applications/{site.bid.id}/come-in"' in shown
    assert "Blue lakes" in shown

    known = site.finn.get(f"/applications/{site.bid.id}/come-in").text
    assert "Town" in known
    assert "We clean the lakes together" not in known

    page = f"/applications/{site.bid.id}/come-in"
    asked = site.finn.post(page, page=page, partner=site.world.firm.id, words="We have boats")
    assert "Town bestämmer" in asked.text

    assert "Firm asks to come into Blue lakes" in site.ada.get("/").text
    late = site.session.scalars(select(Latecomer)).one()
    group_page = f"/applications/{site.bid.id}/group"
    let_in = site.ada.post(
        f"/applications/{site.bid.id}/latecomers/{late.id}", page=group_page, answer="yes"
    )
    assert "Firm asks to come in" not in let_in.text
    assert site.finn.get(f"/applications/{site.bid.id}").status_code == 200


def test_a_no_without_a_reason_comes_back_with_the_form_open(site: Site) -> None:
    late = coming_in.ask(site.session, site.bid, site.world.firm, "", by=site.world.finn, now=NOON)
    page = f"/applications/{site.bid.id}/group"

    refused = site.ada.post(
        f"/applications/{site.bid.id}/latecomers/{late.id}", page=page, answer="no", reason=" "
    )

    assert refused.status_code == 422
    assert "<details open>" in refused.text
    assert "Say in a few words why." in refused.text


def test_nobody_asks_for_others_or_answers_anothers(site: Site) -> None:
    page = f"/applications/{site.bid.id}/come-in"
    assert site.finn.post(page, page=page, partner=site.world.region.id).status_code == 403
    assert site.finn.post(page, page=page, partner=999).status_code == 403
    late = coming_in.ask(site.session, site.bid, site.world.firm, "", by=site.world.finn, now=NOON)

    path = f"/applications/{site.rival.id}/latecomers/{late.id}"
    assert site.dana.post(path, page="/applications", answer="yes").status_code == 404
    mine = f"/applications/{site.bid.id}/latecomers/{late.id}"
    assert site.ben.post(mine, page="/applications", answer="yes").status_code == 403


@pytest.mark.parametrize("places", ["lots", "0", "-1", "1", "9" * 3, "²"])
def test_places_that_cannot_be_come_back_as_they_were_typed(site: Site, places: str) -> None:
    page = f"/applications/{site.bid.id}/group"

    refused = site.ada.post(f"/applications/{site.bid.id}/room", page=page, places=places)

    assert refused.status_code == 422
    assert f'value="{places}"' in refused.text


def test_rules_stand_with_their_sentences_and_a_gap_is_filled_by_one_click(site: Site) -> None:
    site.world.lakes.funder = "Leader Lakeland"
    site.world.firm.sector = "business"
    site.world.firm.about = "Water quality in lakes"
    site.session.commit()
    group(site.session, NOON)
    page = f"/applications/{site.bid.id}/group"

    shown = site.ada.get(page).text

    assert "One party from business" in shown
    assert "A partnership of three: non-profit, private and public." in shown
    assert "mellansjolandet.se" in shown
    assert "Is in no other application under way." in shown
    asked = site.ada.post(
        f"/applications/{site.bid.id}/invite", page=page, partner=site.world.firm.id,
        **{"from": "group"},
    )  # fmt: skip
    assert asked.request.path == page
    assert "One party from business" not in asked.text
    assert 'class="unknown"' in asked.text or "Met" in asked.text


def test_the_list_has_ones_own_and_all_by_step(site: Site) -> None:
    opening.open(
        site.session, call=None, lead=site.world.firm, title="Firm's own", summary="Secret words",
        answer_by=None, by=site.world.finn, now=NOON, own=True,
    )  # fmt: skip
    site.bid.stage = Stage.APPROVAL

    ours = site.ada.get("/applications?show=ours").text
    everything = site.ada.get("/applications?show=all").text

    assert "Blue lakes" in ours
    assert "Clear lakes" not in ours
    assert "Secret words" not in everything
    assert f'href="/applications/{site.rival.id}/come-in"' in everything
    steps = [everything.index(f">{name} <") for name in ("Gather parties", "Approve")]
    assert steps == sorted(steps)
    assert steps[0] < everything.index("Clear lakes") < steps[1] < everything.index("Blue lakes")
    assert everything.count("On its own") == 1


def test_who_waits_for_me_comes_first_on_its_step(site: Site) -> None:
    site.world.agree(site.bid.commitments[1])
    later = site.world.bid(site.world.region, "Rivers", site.world.university,
                           call=site.world.call("Rivers"))  # fmt: skip

    shown = site.ben.get("/applications").text

    assert later.stage is Stage.GATHERING
    assert shown.index("Rivers") < shown.index("Blue lakes")


def test_an_idea_is_opened_without_a_call_and_finds_it(site: Site) -> None:
    opened = site.ada.post(
        "/applications/new?call=none", page="/applications/new?call=none", title="Night library",
        summary="Soup", lead=site.world.town.id, answer_by="2026-02-01", own="no", places="4",
    )  # fmt: skip
    assert "Night library" in opened.text
    bid = site.session.scalars(select(Application).filter_by(title="Night library")).one()
    assert (bid.call_id, bid.places) == (None, 4)
    page = f"/applications/{bid.id}/funder"

    noted = site.ada.post(
        f"/applications/{bid.id}/talks", page=page, day="2026-01-10", who="Ada", whom="The desk",
        words="Write a page",
    )  # fmt: skip
    assert "Ada talked with The desk" in noted.text
    other = site.world.call("Books")
    site.session.commit()
    found = site.ada.post(f"/applications/{bid.id}/call", page=page, call=other.id)

    assert "Books" in found.text
    lost = site.ada.post(f"/applications/{bid.id}/call", page=page, call=999)
    assert lost.status_code == 404


def test_a_talk_without_words_comes_back_with_what_was_typed(site: Site) -> None:
    page = f"/applications/{site.bid.id}/funder"

    refused = site.ada.post(
        f"/applications/{site.bid.id}/talks", page=page, day="soon", who="Ada", whom="The desk"
    )

    assert refused.status_code == 422
    assert 'value="The desk"' in refused.text


def offered(site: Site) -> OutsideOffer:
    """Record an offer by its form, and let the university want to be in."""
    site.eve.post("/offers/new", page="/offers/new", **OFFER)
    offer = site.session.scalars(select(OutsideOffer)).one()
    site.ben.post(
        f"/offers/{offer.id}/answer", page=f"/offers/{offer.id}", answer="join", seen=0,
        partner=site.world.university.id, words="With our boats",
    )  # fmt: skip
    return offer


def test_an_offer_is_recorded_answered_and_waits_for_the_others(site: Site) -> None:
    offer = offered(site)

    assert "Answer an offer: Old towns" in site.ada.get("/").text
    assert "Old towns" not in site.ben.get("/").text
    shown = site.ada.get(f"/offers/{offer.id}").text
    assert "Spain" in shown
    assert "With our boats" in shown
    assert "Old towns" in site.ada.get("/calendar?month=2026-02").text
    late = site.ben.post(
        f"/offers/{offer.id}/answer", page=f"/offers/{offer.id}", answer="no", seen=0,
        partner=site.world.university.id,
    )  # fmt: skip
    assert late.status_code == 409


def test_a_wrong_offer_comes_back_with_what_was_typed(site: Site) -> None:
    refused = site.eve.post("/offers/new", page="/offers/new", **{**OFFER, "answer_by": "x"})

    assert refused.status_code == 422
    assert "Diputació de Barcelona" in refused.text
    assert site.session.scalars(select(OutsideOffer)).all() == []


def test_who_leads_from_outside_sees_this_application_and_nothing_else(site: Site) -> None:
    offer = offered(site)
    opened = site.ben.post(
        f"/offers/{offer.id}/take-up", page=f"/offers/{offer.id}", contact="Núria",
        email="nuria@diba.example", language="en",
    )  # fmt: skip
    assert "Ingen från Diputació de Barcelona har kommit in än" in opened.text
    site.session.rollback()
    invitation = site.session.scalars(select(Invitation)).one()
    bid = site.session.scalars(select(Application).filter_by(title="Old towns")).one()

    number, others, call = bid.id, site.bid.id, site.world.lakes.id
    tickets: Tickets = site.app.config["TICKETS"]
    client = site.app.test_client()
    path = f"/in/{tickets.write(invitation.person_id)}/invitations/{invitation.id}"
    site.session.commit()
    page = client.get(path).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    form = {"csrf_token": token[1], "answer": "yes"}
    there = client.post(path, data=form, follow_redirects=True)

    assert there.request.path == "/applications"
    assert "Old towns" in there.text
    assert "Blue lakes" not in there.text
    assert client.get(f"/applications/{number}/group").status_code == 200
    assert client.get(f"/applications/{number}/join").status_code == 200
    assert client.get(f"/applications/{others}").status_code == 404
    assert client.get("/").headers["Location"] == "/applications"
    for closed in ("/offers", "/sources", "/meetings", "/groups", "/applications/new", "/letters"):
        assert client.get(closed).status_code == 403, closed
    calls = client.get(f"/calls/{call}")
    assert calls.status_code == 200
    assert "Blue lakes" not in calls.text
    assert "Diputació de Barcelona" not in site.finn.get("/partners").text
    lead = site.session.scalars(select(Partner).filter_by(outside=True)).one()
    assert site.finn.get(f"/partners/{lead.id}").status_code == 404


def test_a_guest_is_a_stranger_on_every_page_that_is_not_named(site: Site) -> None:
    vic = Partner(name="Vic", country="ES", outside=True)
    nuria = site.world.person("Núria", vic, site.world.ada.memberships[0].role)
    site.session.commit()
    guest = Visitor(site.app, site.session, nuria)

    for path in ("/calls", f"/calls/{site.world.lakes.id}", "/partners", "/calendar"):
        shown = guest.get(path).text
        assert "Your applications" in shown or "Dina ansökningar" in shown
        assert "Vem mer" not in shown


def test_the_lead_is_handed_over_on_the_page_and_what_was_typed_comes_back(site: Site) -> None:
    site.bid.call = None
    site.session.commit()
    page, lead = f"/applications/{site.bid.id}/group", f"/applications/{site.bid.id}/lead"
    assert "Hand the lead over" in site.ada.get(page).text
    assert f'action="{lead}"' not in site.ben.get(page).text

    refused = site.ada.post(lead, page=page, partner=site.world.town.id, reason="We have no time")
    assert refused.status_code == 422
    assert "Only a project partner" in refused.text
    assert "We have no time" in refused.text

    done = site.ada.post(lead, page=page, partner=site.world.university.id, reason="No time")

    assert "University leads the application." in done.text
    assert f'action="{lead}"' not in done.text
    assert f'action="{lead}"' in site.ben.get(page).text
    history = site.ada.get(f"/applications/{site.bid.id}/history").text
    assert "Town handed the lead over to University: No time" in history
