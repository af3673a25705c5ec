"""Applications, sign-on and overlaps as pages: plain forms, no scripts, nothing lost."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from lexicon.overlap_types import Common, Trait
from lexicon.terms import Reason
from models import Answer, Event, Meeting, Overlap, OverlapKind, Stage
from tests.applying import Site
from tests.bids import part_of
from tests.conftest import NOON
from web.fields import day_of, sum_of
from workflow.answers import stances
from workflow.applications import stages
from workflow.applications.terms import signed
from workflow.overlaps import selecting

TERMS = {"part": "partner", "total_cost": "400 000 kr", "co_funding": "200000", "work": ""}


def seen_in(shown: TestResponse) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', shown.text)
    assert found
    return found[1]


@pytest.mark.parametrize(
    "text", ["400 000", "400000", "400 000 kr", "400\u00a0000 SEK", "400000,00"]
)
def test_a_sum_is_read_however_it_is_written(text: str) -> None:
    assert sum_of(text) == 400_000


@pytest.mark.parametrize("text", ["400.000", "1,200,000", "-5", "4e5", "", "lots", "1" * 13])
def test_a_sum_is_never_guessed(text: str) -> None:
    assert sum_of(text) is None


def test_a_day_is_a_day() -> None:
    assert day_of("2026-02-30") is None


@pytest.mark.parametrize("path", ["", "/join", "/decline", "/submit", "/describe", "/invite"])
def test_strangers_find_no_application(site: Site, path: str) -> None:
    assert site.finn.get(f"/applications/{site.bid.id}{path}").status_code == 404
    assert "Blue lakes" not in site.finn.get("/applications").text


def test_strangers_find_no_overlap(site: Site) -> None:
    assert site.finn.get("/overlaps/1").status_code == 404
    assert site.finn.get("/overlaps/1/reply").status_code == 404
    assert site.ben.get("/overlaps").status_code == 403


def test_what_waits_for_me_says_so_on_its_step(site: Site) -> None:
    shown = site.ben.get("/applications").text

    heap = shown[shown.index("Samla parter") :]
    assert heap.index("Blue lakes") < heap.index("Väntar på dig")


def test_the_page_says_what_waits_for_whom(site: Site) -> None:
    shown = site.ada.get(f"/applications/{site.bid.id}").text

    assert "Town: approve its part, or decline" in shown
    assert "University: approve its part, or decline" in shown
    assert "Clear lakes" in shown


def test_a_coordinator_opens_an_application_from_the_answers(site: Site) -> None:
    call = site.world.call("Rivers")
    site.session.flush()
    for partner in (site.world.town, site.world.university):
        stances.answer(site.session, partner, call, Answer.JOIN, by=site.world.cleo, now=NOON)
    site.session.commit()
    path = f"/applications/new?call={call.id}"
    assert "University" in site.cleo.get(path).text

    shown = site.cleo.post(
        path,
        title="River people",
        summary="We clean rivers",
        lead=site.world.town.id,
        answer_by="2026-02-02",
    )

    assert (shown.status_code, "River people" in shown.text) == (200, True)
    assert "Ansökan öppnades med Town som huvudsökande" in shown.text


def test_a_wrong_form_comes_back_with_what_was_typed(site: Site) -> None:
    call = site.world.call("Rivers")
    site.session.flush()
    stances.answer(site.session, site.world.town, call, Answer.LEAD, by=site.world.ada, now=NOON)
    site.session.commit()

    shown = site.ada.post(
        f"/applications/new?call={call.id}",
        title="",
        summary="Typed by hand",
        lead=site.world.town.id,
        answer_by="2020-01-01",
    )

    assert shown.status_code == 422
    assert "Typed by hand" in shown.text
    assert 'href="#title"' in shown.text
    assert 'href="#answer_by"' in shown.text


def test_a_partner_signs_on_in_three_screens(site: Site) -> None:
    path = f"/applications/{site.bid.id}/join"
    seen = seen_in(site.ben.get(path))

    checked = site.ben.post(path, **TERMS, binding="no", seen=seen)
    university = site.bid.commitments[1]
    site.fresh(university)
    assert "Stämmer det här?" in checked.text
    assert university.total_cost == 0

    done = site.ben.post(f"{path}/done", **TERMS, binding="no", seen=seen)
    site.fresh(university)
    assert "har godkänt sin del preliminärt" in done.text
    assert university.total_cost == 400_000
    assert signed(university)


def test_going_back_from_the_check_keeps_what_was_typed(site: Site) -> None:
    path = f"/applications/{site.bid.id}/join"

    shown = site.ben.post(path, **{**TERMS, "work": "We measure"}, binding="no", seen="x", back=1)

    assert (shown.status_code, "We measure" in shown.text) == (200, True)


def test_a_wrong_sum_is_told_at_its_field_and_nothing_is_lost(site: Site) -> None:
    path = f"/applications/{site.bid.id}/join"
    said = {**TERMS, "total_cost": "400.000", "work": "We measure"}

    shown = site.ben.post(path, **said, binding="no", seen="x")

    assert shown.status_code == 422
    assert 'href="#total_cost"' in shown.text
    assert 'value="400.000"' in shown.text
    assert "We measure" in shown.text


def test_who_was_slower_sees_the_new_terms_and_keeps_the_own_ones(site: Site) -> None:
    path = f"/applications/{site.bid.id}/join"
    seen = seen_in(site.ben.get(path))
    site.world.agree(site.bid.commitments[1], 900_000, 450_000)
    site.session.commit()

    shown = site.ben.post(f"{path}/done", **TERMS, binding="no", seen=seen)

    assert shown.status_code == 409
    assert "900\u00a0000\u00a0kr" in shown.text
    assert 'value="400 000 kr"' in shown.text
    assert seen_in(shown) != seen


def test_who_may_not_sign_leaves_a_proposal(site: Site) -> None:
    path = f"/applications/{site.bid.id}/join?partner={site.world.university.id}"
    seen = seen_in(site.eve.get(path))

    shown = site.eve.post(
        f"/applications/{site.bid.id}/join/done",
        **TERMS,
        binding="yes",
        seen=seen,
        partner=site.world.university.id,
    )

    university = site.bid.commitments[1]
    site.fresh(university)
    assert "Förslaget är sparat" in shown.text
    assert university.total_cost == 400_000
    assert signed(university) is None


def test_a_partner_declines_with_a_reason(site: Site) -> None:
    path = f"/applications/{site.bid.id}/decline"

    empty = site.ben.post(path, reason=" ")
    shown = site.ben.post(path, reason="No time")

    assert empty.status_code == 422
    assert "Ni har tackat nej" in shown.text
    assert "University tackade nej: No time" in shown.text


def test_nobody_declines_for_another(site: Site) -> None:
    path = f"/applications/{site.bid.id}/decline?partner={site.world.university.id}"

    assert site.cleo.get(path).status_code == 403


def test_the_slower_writer_keeps_the_text(site: Site) -> None:
    path = f"/applications/{site.bid.id}/describe"
    site.ada.post(path, title="Blue lakes", summary="Hers", seen=1)

    shown = site.cleo.post(path, title="Blue lakes", summary="Mine", seen=1)

    assert shown.status_code == 409
    assert "Hers" in shown.text
    assert "Mine" in shown.text


def test_one_more_is_invited(site: Site) -> None:
    path = f"/applications/{site.bid.id}/invite"
    assert "Association" in site.ada.get(path).text

    shown = site.ada.post(path, partner=site.world.association.id)

    assert "Association was invited" in shown.text


def test_the_lead_carries_it_to_submitted(site: Site) -> None:
    for part in site.bid.commitments:
        site.world.agree(part, binding=part is site.bid.commitments[0])
    site.session.commit()
    path = f"/applications/{site.bid.id}"
    assert site.ben.post(f"{path}/move", verb="write").status_code == 409
    for verb in ("write", "ask for approval"):
        site.ada.post(f"{path}/move", verb=verb)

    asked = site.ada.get(f"{path}/submit")
    refused = site.ada.post(f"{path}/submit", reference="F-17")
    shown = site.ada.post(f"{path}/submit", reference="F-17", accepted="yes")

    assert "University" in asked.text
    assert (refused.status_code, "F-17" in refused.text) == (422, True)
    assert "Preliminary parts: University." in shown.text
    site.fresh(site.bid)
    assert site.bid.stage is Stage.SUBMITTED


def test_a_step_says_why_it_is_not_possible(site: Site) -> None:
    path = f"/applications/{site.bid.id}"
    site.ada.post(f"{path}/move", verb="write")

    shown = site.ada.get(path)

    assert "No part has a budget yet." in shown.text
    assert re.search(r'value="ask for approval" disabled', shown.text)
    assert site.ada.post(f"{path}/move", verb="nonsense").status_code == 400
    assert site.ada.get(f"{path}/submit").status_code == 404


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


def test_what_others_wrote_is_never_markup(site: Site) -> None:
    site.ada.post(
        f"/applications/{site.bid.id}/describe",
        title="<b>Blue</b>",
        summary="<script>alert(1)</script> lakes",
        seen=1,
    )

    for path in (f"/applications/{site.bid.id}", "/overlaps/1"):
        shown = site.cleo.get(path).text
        assert "<script>alert" not in shown
        assert "<b>Blue" not in shown


def test_looking_changes_nothing(site: Site, session: Session) -> None:
    before = len(session.scalars(select(Event)).all())
    for path in ("", "/join", "/decline", "/describe", "/invite"):
        site.ada.get(f"/applications/{site.bid.id}{path}")
    for path in ("/overlaps", "/overlaps/1", "/applications/new"):
        assert site.cleo.get(path).status_code == 200

    assert len(session.scalars(select(Event)).all()) == before


GIVEN = (Stage.SUBMITTED,)  # from here the decision itself moves it on


@pytest.mark.parametrize("stage", [each for each in Stage if each is not Stage.MERGED])
def test_the_buttons_are_those_of_the_table(site: Site, stage: Stage) -> None:
    site.bid.stage, site.bid.submitted_at = stage, NOON if stage in AFTER else None
    site.session.commit()

    shown = site.ada.get(f"/applications/{site.bid.id}").text

    offered = set(re.findall(r'name="verb" value="([a-z ]+)"', shown))
    offered |= {"submit"} if "Record as submitted" in shown else set()
    offered |= {"grant", "reject"} if "Record the funder" in shown and stage in GIVEN else set()
    moves = stages.MOVES.values()
    assert offered == {each.verb for each in moves if stage in each.starts and each.who == "lead"}


AFTER = {Stage.SUBMITTED, Stage.GRANTED, Stage.REJECTED, Stage.RUNNING, Stage.CLOSED}


def test_an_interest_period_is_gone_through_on_its_page(site: Site) -> None:
    path = f"/calls/{site.world.lakes.id}/intents"
    town, association = site.world.town.id, site.world.association.id
    assert "Börja intresseperioden" in site.cleo.get(path).text
    nothing = site.cleo.post(f"{path}/begin", until="x", places="x", criteria="")
    assert (nothing.status_code, nothing.text.count('class="error"')) == (422, 3)
    site.cleo.post(f"{path}/begin", until="2026-01-12", places=1, criteria="Need\nAbility")
    for visitor, partner, title in ((site.ada, town, "Seas"), (site.dana, association, "Rivers")):
        empty = visitor.post(path, partner=partner, title=title, statement=" ", seen=0)
        assert (empty.status_code, title in empty.text) == (422, True)
        visitor.post(path, partner=partner, title=title, statement=f"Clean {title}", seen=0)

    shown = site.ada.get(path).text
    assert ("Rivers" in shown, "Clean Rivers" in shown, "Clean Seas" in shown) == (
        True,
        False,
        True,
    )
    assert site.ben.post(path, partner=town, title="Mine", statement="x", seen=1).status_code == 404

    selecting.end_all(site.session, NOON, NOON.date() + timedelta(days=1))
    site.session.commit()
    finn = site.world.finn.id
    assert site.cleo.post(f"{path}/ask", person=site.world.ada.id).status_code == 422
    site.cleo.post(f"{path}/ask", person=finn)
    assert "Clean Seas" in site.finn.get(path).text
    for number in (1, 2):
        assert site.finn.post(f"{path}/score", intent=number).status_code == 422
        given: dict[str, str | int] = {f"points-{number}-{at}": 3 for at in (0, 1)}
        given |= {f"reason-{number}-{at}": "Needed" for at in (0, 1)}
        site.finn.post(f"{path}/score", "/", intent=number, **given)
    assert site.ada.post(f"{path}/score", intent=1).status_code == 422
    assert site.cleo.post(f"{path}/choose", words="Why").status_code == 422
    site.cleo.post(f"{path}/choose", words="The greater need", going=1)

    told = site.dana.get(path).text
    assert "The greater need" in told
    assert "inte den här gången" in told
    assert "Intresseperiod" in site.dana.get(f"/calls/{site.world.lakes.id}").text
