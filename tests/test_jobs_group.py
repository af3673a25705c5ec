"""Who would suit a bid: found by the clock, shown to who may invite, asked by a person."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import Config, Data
from jobs.group import group
from models import Answer, Application, Grouping, Interest, Letter, Stage
from tests.applying import Visitor
from tests.bids import World
from tests.conftest import NOON
from web import create_app
from workflow.answers import stances
from workflow.applications import grouping, inviting

CLEAN = "Clean water in lakes and rivers"
LAKES = "Water quality in lakes, with sampling of mercury"


@pytest.fixture
def world(session: Session) -> World:
    world = World(session)
    world.lakes.text = LAKES
    world.lakes.areas = ("SE23",)
    for partner, text, area in (
        (world.university, "Sampling of mercury in fish", "SE331"),
        (world.association, CLEAN, "SE232"),
        (world.firm, "Parking garages", "NO08"),
    ):
        partner.area = area
        partner.interests.append(Interest(title="What we do", text=text, language="en"))
    session.commit()
    return world


@pytest.fixture
def bid(world: World) -> Application:
    return world.bid(world.town, "Blue lakes")


def names(found: grouping.Group) -> list[str]:
    return [each.partner.name for each in found.suggestions]


def test_those_who_have_to_do_with_the_call_are_suggested_with_why(
    session: Session, bid: Application
) -> None:
    assert group(session, NOON) == 2  # for the bid, and for the call

    found = grouping.for_bid(session, bid)

    assert {*names(found)[:2]} == {"University", "Association"}
    why = {each.partner.name: each for each in found.suggestions}
    assert "mercury" in {each.met for each in why["University"].reasons}
    assert "mercury" in why["University"].covers
    assert (why["Association"].in_area, why["University"].in_area) == (True, False)
    assert found.missing[0] == "quality"


def test_what_has_not_changed_is_not_found_anew(session: Session, bid: Application) -> None:
    group(session, NOON)
    assert group(session, NOON) == 0

    bid.call_id = None
    bid.summary = "We teach fish to swim"

    assert group(session, NOON) > 0
    assert len(session.scalars(select(Grouping)).all()) == 2


def test_whoever_is_in_or_has_said_no_is_not_suggested(
    session: Session, world: World, bid: Application
) -> None:
    stances.answer(
        session, world.association, world.lakes, Answer.NO, by=world.dana, now=NOON, seen=0
    )
    group(session, NOON)
    assert "Association" not in names(grouping.for_bid(session, bid))
    assert "University" in names(grouping.for_bid(session, bid))

    inviting.invite(session, bid, world.university, by=world.ada, now=NOON)

    assert "University" not in names(grouping.for_bid(session, bid))


def test_past_cooperation_is_told_by_name(session: Session, world: World) -> None:
    done = world.bid(world.town, "Roads", world.firm, call=world.call("Roads"))
    done.stage = Stage.REJECTED
    done.submitted_at = NOON
    bid = world.bid(world.town, "Blue lakes")

    group(session, NOON)

    together = {
        each.partner.name: each.together for each in grouping.for_bid(session, bid).suggestions
    }
    assert together["Firm"] == ("Town",)
    assert together["Association"] == ()


def test_a_call_for_two_countries_looks_for_the_other(
    session: Session, world: World, bid: Application
) -> None:
    world.town.area, world.lakes.least_countries = "SE232", 2

    group(session, NOON)

    found = grouping.for_bid(session, bid)
    assert [each.partner.name for each in found.suggestions if each.brings_country] == ["Firm"]
    assert not found.needs_country


def test_nothing_is_kept_of_what_is_no_longer_under_way(
    session: Session, world: World, bid: Application
) -> None:
    group(session, NOON)
    bid.stage = Stage.WITHDRAWN
    taken_back = stances.stance_of(session, world.town, world.lakes)
    session.delete(taken_back)

    group(session, NOON)

    assert session.scalars(select(Grouping)).all() == []


def test_without_bids_or_answers_nothing_is_looked_for(session: Session, world: World) -> None:
    assert group(session, NOON) == 0


def test_suggestions_are_shown_to_who_may_invite_and_nobody_is_asked_by_it(
    session: Session, world: World, bid: Application, tmp_path: Path
) -> None:
    group(session, NOON)
    session.commit()
    letters = len(session.scalars(select(Letter)).all())
    site = create_app(Config(data=Data(folder=str(tmp_path))), session.get_bind(), lambda: NOON)  # type: ignore[arg-type]  # an engine
    ada, ben = Visitor(site, session, world.ada), Visitor(site, session, world.ben)

    shown = ada.get(f"/applications/{bid.id}").text
    assert "Partners who would fit" in shown
    assert "Still missing: quality" in shown
    invite = f"/applications/{bid.id}/invite?partner={world.university.id}"
    assert invite in shown
    assert f'value="{world.university.id}" selected' in ada.get(invite).text
    assert len(session.scalars(select(Letter)).all()) == letters

    ada.post(f"/applications/{bid.id}/invite", partner=world.university.id)
    assert "Parter som skulle passa" not in ben.get(f"/applications/{bid.id}").text


def test_a_new_bid_shows_who_would_fit(session: Session, world: World, tmp_path: Path) -> None:
    stances.answer(session, world.town, world.lakes, Answer.LEAD, by=world.ada, now=NOON, seen=0)
    group(session, NOON)
    session.commit()
    site = create_app(Config(data=Data(folder=str(tmp_path))), session.get_bind(), lambda: NOON)  # type: ignore[arg-type]  # an engine

    shown = Visitor(site, session, world.ada).get(f"/applications/new?call={world.lakes.id}").text

    assert "Partners who would fit" in shown
    assert shown.index("University") > shown.index("Who will be asked")
