"""Applications, sign-on and overlaps as pages: plain forms, no scripts, nothing lost."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Config, Data
from models import Answer, Application, Commitment, Event, Overlap, OverlapKind, Person, Stage
from tests.bids import World
from tests.conftest import NOON
from web import create_app
from web.fields import day_of, sum_of
from workflow import overlaps, stages, stances
from workflow.terms import signed


class Visitor:
    """Someone with a browser that runs no scripts."""

    def __init__(self, app: Flask, session: Session, person: Person) -> None:
        self.client: FlaskClient = app.test_client()
        self.session = session
        ticket = app.config["TICKETS"].write(person.id)
        self.post(f"/in/{ticket}", page=f"/in/{ticket}")

    def get(self, path: str) -> TestResponse:
        self.session.commit()  # the test and the site take turns at the one connection
        return self.client.get(path, follow_redirects=True)

    def post(self, path: str, page: str = "/", **said: str | int) -> TestResponse:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
        assert token
        form = {"csrf_token": token[1], **said}
        return self.client.post(path, data=form, follow_redirects=True)


class Site:
    """The partnership's site: two bids to one call, and people who visit it."""

    def __init__(self, session: Session, app: Flask) -> None:
        self.app, self.session = app, session
        self.world = World(session)
        self.bid = self.world.bid(self.world.town, "Blue lakes", self.world.university)
        self.rival = self.world.bid(self.world.association, "Clear lakes")
        overlaps.note(
            session,
            OverlapKind.ALIKE_TEXTS,
            [self.bid, self.rival],
            "Someone rang",
            by=self.world.cleo,
            now=NOON,
        )
        session.commit()
        self.ada, self.ben, self.cleo, self.dana, self.eve, self.finn = (
            Visitor(app, session, getattr(self.world, name))
            for name in ("ada", "ben", "cleo", "dana", "eve", "finn")
        )
        session.commit()

    def fresh(self, thing: Application | Commitment | Overlap) -> None:
        self.session.rollback()
        self.session.refresh(thing)


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> Flask:
    return create_app(Config(data=Data(folder=str(tmp_path))), engine, lambda: NOON)


@pytest.fixture
def site(session: Session, app: Flask) -> Site:
    return Site(session, app)


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


def test_what_waits_for_me_stands_first(site: Site) -> None:
    shown = site.ben.get("/applications").text

    assert shown.index("Väntar på dig") < shown.index("Blue lakes") < len(shown)


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


def test_an_overlap_is_proposed_upon_and_settled(site: Site) -> None:
    shown = site.cleo.post(
        "/overlaps/1/propose", choice=site.bid.id, message="The same lakes", seen=0
    )
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


def test_a_proposal_without_words_comes_back(site: Site) -> None:
    nothing = site.cleo.post("/overlaps/1/propose", message="A long text", seen=0)
    wordless = site.cleo.post("/overlaps/1/propose", choice="coexist", message=" ", seen=0)

    assert (nothing.status_code, "A long text" in nothing.text) == (422, True)
    assert wordless.status_code == 422
    assert site.ada.post("/overlaps/1/propose", choice="coexist").status_code == 403


def test_the_coordinator_takes_a_reply_by_telephone(site: Site) -> None:
    site.cleo.post("/overlaps/1/propose", choice="coexist", message="Both are good", seen=0)

    shown = site.cleo.post("/overlaps/1/reply", member=1, agrees="yes", seen=1)

    assert "Town säger ja till förslaget" in shown.text
    assert site.ben.post("/overlaps/1/reply", member=1, agrees="yes", seen=1).status_code == 409
    assert site.ada.post("/overlaps/1/reply", member=1, agrees="perhaps").status_code == 400


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


@pytest.mark.parametrize("stage", [each for each in Stage if each is not Stage.MERGED])
def test_the_buttons_are_those_of_the_table(site: Site, stage: Stage) -> None:
    site.bid.stage, site.bid.submitted_at = stage, NOON if stage in AFTER else None
    site.session.commit()

    shown = site.ada.get(f"/applications/{site.bid.id}").text

    offered = set(re.findall(r'name="verb" value="([a-z ]+)"', shown))
    offered |= {"submit"} if "Record as submitted" in shown else set()
    moves = stages.MOVES.values()
    assert offered == {each.verb for each in moves if stage in each.starts and each.who == "lead"}


AFTER = {Stage.SUBMITTED, Stage.GRANTED, Stage.REJECTED, Stage.RUNNING, Stage.CLOSED}
