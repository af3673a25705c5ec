"""Applications as pages: plain forms, no scripts, nothing lost."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Answer, Event, Stage
from tests.applying import Site
from tests.conftest import NOON
from workflow.answers import stances
from workflow.applications import stages


@pytest.mark.parametrize("path", ["", "/join", "/decline", "/submit", "/describe", "/invite"])
def test_strangers_find_no_application(site: Site, path: str) -> None:
    assert site.finn.get(f"/applications/{site.bid.id}{path}").status_code == 404
    assert "Blue lakes" not in site.finn.get("/applications").text


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
