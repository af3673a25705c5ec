"""Overlaps as pages: proposed upon, replied to, settled and undone."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from werkzeug.test import TestResponse

from lexicon.overlap_types import Common, Trait
from lexicon.terms import Reason
from models import Meeting, Overlap, OverlapKind, Stage
from tests.applying import Site
from tests.bids import part_of
from tests.conftest import NOON


def test_strangers_find_no_overlap(site: Site) -> None:
    assert site.finn.get("/overlaps/1").status_code == 404
    assert site.finn.get("/overlaps/1/reply").status_code == 404
    assert site.ben.get("/overlaps").status_code == 403


def propose(site: Site, **said: str | int) -> TestResponse:
    """Let the coordinator send a proposal, whole unless said otherwise."""
    usual: dict[str, str | int] = {"message": "The same lakes", "reply_by": "2026-01-19"}
    whole = {**usual, "seen": 0, **said}
    return site.cleo.post("/overlaps/1/propose", "/", **whole)


def test_an_overlap_is_proposed_upon_and_settled(site: Site) -> None:
    shown = propose(site, proposal="merge", **{"merge-into": site.bid.id})
    assert "inget svar" in shown.text

    asked = site.ada.get("/overlaps/1/reply")
    assert "The same lakes" in asked.text
    site.ada.post("/overlaps/1/reply", member=1, agrees="yes", seen=1)
    settled = site.dana.post("/overlaps/1/reply", member=2, agrees="yes", seen=1)

    assert "Alla är överens" in settled.text
    site.fresh(site.rival)
    assert site.rival.stage is Stage.MERGED
    assert "Blue lakes" in site.dana.get(f"/applications/{site.rival.id}").text
    assert "Klart" in site.cleo.get("/overlaps").text


def test_bids_are_compared_by_place_programme_and_copied_passages(site: Site) -> None:
    overlap = site.session.get(Overlap, 1) or Overlap()
    overlap.copied = True
    for bid in (site.bid, site.rival):
        bid.lead.area = "SE232"
    site.world.lakes.programme = "Regional development"
    site.session.commit()

    shown = site.cleo.get("/overlaps/1").text

    assert "Stycken står ord för ord i båda." in shown
    assert shown.count("Västra Götalands län") == 2
    assert shown.count("Regional development") == 2


def test_passages_and_costs_are_told_in_numbers(site: Site) -> None:
    overlap = site.session.get(Overlap, 1) or Overlap()
    overlap.common = tuple(
        Common(trait=Trait.PASSAGE, words=words, number=Decimal(share))
        for words, share in (("we clean the lakes", "0.25"), ("with the fishers", "0.15"))
    )
    site.session.commit()
    passages = site.cleo.get("/overlaps/1").text
    overlap.kind = OverlapKind.SAME_COST_TWO_FUNDS
    words = "Town, staff, 2027"
    overlap.common = (Common(trait=Trait.MONEY, words=words, number=Decimal(5000), unit="SEK"),)
    costs = site.cleo.get("/overlaps/1").text

    assert "<q>we clean the lakes</q>" in passages
    assert 'Tillsammans</td><td class="num">40\u00a0%' in passages
    assert "Town, personal, 2027" in costs
    assert "5\u00a0000" in costs


def test_what_is_submitted_is_left_as_it_is_and_its_lead_is_not_asked(site: Site) -> None:
    overlap = site.session.get(Overlap, 1) or Overlap()
    overlap.kind = OverlapKind.LEAD_LIMIT
    site.rival.stage, site.rival.submitted_at = Stage.SUBMITTED, NOON
    form = site.cleo.get("/overlaps/1").text
    shown = propose(site, proposal="withdraw", **{"withdraw-yields": overlap.members[0].id}).text

    assert "Clear lakes (inskickad)." in form
    assert 'value="merge"' not in form
    assert (shown.count("inget svar"), shown.count(">inskickad<")) == (1, 1)
    assert "Ja, vi håller med" not in site.dana.get("/overlaps/1/reply").text
    assert "Clear lakes (submitted)." in site.ada.get("/overlaps/1/reply").text


def test_why_says_whether_the_call_is_one(site: Site) -> None:
    overlap = site.session.get(Overlap, 1) or Overlap()
    overlap.kind = OverlapKind.REGIONAL_COMPETITION
    overlap.reasons = (Reason(word="sjöar", met="sjöar", weight=0.4),)

    assert "Samma utlysning. Gemensamma ord: sjöar." in site.cleo.get("/overlaps").text
    touched = site.ben.get(f"/applications/{site.bid.id}").text
    assert touched.count("Berör andra ansökningar") == 1
    assert "”Clear lakes” från Association: Samma utlysning. Gemensamma ord: sjöar." in touched


def test_a_proposal_that_lacks_something_comes_back_with_what_was_typed(site: Site) -> None:
    nothing = propose(site, message="A long text")
    wordless = propose(site, proposal="coexist", message=" ")
    undrawn = propose(site, proposal="differentiate", message="A long text")
    sums: dict[str, str | int] = {
        "join_as_partner-into": site.bid.id,
        "join_as_partner-part": "partner",
    }
    worth = propose(site, proposal="join_as_partner", **sums, **{"join_as_partner-total_cost": "x"})

    assert {each.status_code for each in (nothing, wordless, undrawn, worth)} == {422}
    assert all("A long text" in each.text for each in (nothing, undrawn))
    assert 'href="#differentiate-demarcation"' in undrawn.text
    assert 'href="#join_as_partner-total_cost"' in worth.text
    assert site.ada.post("/overlaps/1/propose", proposal="coexist").status_code == 403


@pytest.mark.parametrize("rubbish", ["", "x", "99999999999", "-1", "2"])
def test_rubbish_in_a_proposal_is_no_choice(site: Site, rubbish: str) -> None:
    for kind in ("merge", "wait", "redirect", "sequence", "join_as_partner", "withdraw"):
        names = ("into", "yields", "call", "until", "part")
        typed = {f"{kind}-{name}": "999" + rubbish for name in names}
        assert propose(site, proposal=kind, **typed).status_code == 422
    assert propose(site, proposal=rubbish).status_code == 422


def test_the_coordinator_sees_what_would_come_of_it(site: Site) -> None:
    site.world.agree(part_of(site.rival, site.world.association), 3_000_000, 900_000)
    site.session.commit()

    shown = site.cleo.get("/overlaps/1").text.replace("\u00a0", " ")

    assert "1 100 000 kr över taket" in shown
    assert "Får godkänna på nytt: Association" in shown


def test_the_coordinator_takes_a_reply_by_telephone(site: Site) -> None:
    propose(site, proposal="coexist")

    shown = site.cleo.post("/overlaps/1/reply", member=1, agrees="yes", seen=1)

    assert "Town säger ja till förslaget" in shown.text
    assert site.ben.post("/overlaps/1/reply", member=1, agrees="yes", seen=1).status_code == 409
    assert site.ada.post("/overlaps/1/reply", member=1, agrees="perhaps").status_code == 400


def test_a_no_without_words_and_a_change_without_words_come_back(site: Site) -> None:
    propose(site, proposal="coexist")

    for said in ("no", "change"):
        shown = site.ada.post("/overlaps/1/reply", member=1, agrees=said, words=" ", seen=1)
        assert shown.status_code == 422
        assert 'role="alert"' in shown.text


def test_a_change_is_read_by_the_others_who_reply_anew(site: Site) -> None:
    propose(site, proposal="coexist")
    site.ada.post("/overlaps/1/reply", member=1, agrees="change", words="Not in May", seen=1)

    assert "Not in May" in site.dana.get("/overlaps/1/reply").text
    assert site.dana.post("/overlaps/1/reply", member=2, agrees="yes", seen=1).status_code == 409
    settled = site.dana.post("/overlaps/1/reply", member=2, agrees="yes", seen=2)
    assert "Alla är överens" in settled.text


def test_a_merger_is_undone_on_the_page(site: Site) -> None:
    propose(site, proposal="merge", **{"merge-into": site.bid.id})
    site.ada.post("/overlaps/1/reply", member=1, agrees="yes", seen=1)
    assert "Ångra" in site.dana.post("/overlaps/1/reply", member=2, agrees="yes", seen=1).text

    site.dana.post("/overlaps/1/undo")

    site.fresh(site.rival)
    assert site.rival.stage is Stage.GATHERING
    assert site.dana.post("/overlaps/1/undo").status_code == 422
    assert site.ben.post("/overlaps/1/undo").status_code == 403


def test_a_coordinator_steps_aside_and_the_overview_says_so(site: Site) -> None:
    meeting = Meeting(body="Partnership", day=NOON.date() + timedelta(days=30))
    site.session.add(meeting)
    site.session.commit()
    site.cleo.post("/overlaps/1/meeting", meeting=meeting.id)
    site.cleo.post("/overlaps/1/aside")

    shown = site.cleo.get("/overlaps/overview").text
    assert "Klev åt sidan" in shown
    assert "Partnership" in shown
    assert "Skicka förslaget" not in site.cleo.get("/overlaps/1").text
    assert site.cleo.post("/overlaps/1/meeting", meeting=99).status_code == 422


def test_an_empty_board_says_when_it_is_filled(site: Site) -> None:
    overlap = site.session.get_one(Overlap, 1)
    for each in overlap.members:
        site.session.delete(each)
    site.session.delete(overlap)
    site.session.commit()

    assert "Inga liknande ansökningar just nu" in site.cleo.get("/overlaps").text
    assert "Inga liknande ansökningar just nu" in site.cleo.get("/overlaps/overview").text


def test_one_pair_stands_once_on_the_board_with_all_that_is_in_the_way(site: Site) -> None:
    said: dict[str, Any] = {"a": site.bid.id, "b": site.rival.id, "kind": "same_participants"}

    site.cleo.post("/overlaps", words="They meet the same young people", **said)

    shown = site.cleo.get("/overlaps").text
    assert shown.count("(1)") == 1
    assert 'href="/overlaps/1"' in shown
    assert 'href="/overlaps/2"' in shown
    assert "1 par liknande ansökningar" in site.cleo.get("/").text


def test_an_overlap_is_noted_by_hand_once(site: Site) -> None:
    said: dict[str, Any] = {
        "a": site.bid.id,
        "b": site.rival.id,
        "kind": "same_call_same_target",
        "words": "Heard",
    }

    shown = site.cleo.post("/overlaps", **said)
    again = site.cleo.post("/overlaps", **said)
    alone = site.cleo.post("/overlaps", **{**said, "b": site.bid.id})

    assert "Noterat av en samordnare: Heard" in shown.text
    assert (again.status_code, alone.status_code) == (422, 422)
