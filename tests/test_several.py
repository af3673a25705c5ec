"""A call that fits several partners: who is shown it, who is asked, once, and what comes of it."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lexicon.terms import Status
from models import (
    Answer,
    Application,
    Band,
    Event,
    Grouping,
    Interest,
    Letter,
    Match,
    Membership,
    Partner,
    Role,
    Suggestion,
)
from tests.conftest import NOON, People, make_call, make_person
from tests.fitting import fit
from tests.pages import known, open_site, post, visitor
from workflow import Refused
from workflow.answers import several, stances
from workflow.answers.several import Party, parties
from workflow.applications.grouping import fitting_several

HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


@pytest.fixture
def people(session: Session) -> People:
    people = known(session)
    session.add_all([people.ada, people.ben, people.cleo, people.lakes])
    people.university.interests = [Interest(title="Fish", text="We count fish in lakes")]
    session.add_all([fit(people.town, people.lakes), fit(people.university, people.lakes, "fish")])
    session.commit()
    return people


@pytest.fixture
def app(engine: Engine, tmp_path: Path, session: Session, people: People) -> Flask:
    session.close()
    return open_site(engine, tmp_path)


def party(session: Session, people: People, partner: Partner) -> Party:
    found = {each.partner.id: each for each in parties(session, people.lakes, NOON)}
    return found[partner.id]


def letters(session: Session) -> list[Letter]:
    wanted = select(Letter).filter_by(kind="asked_about").order_by(Letter.id)
    return list(session.scalars(wanted))


def test_a_call_that_fits_two_is_told_with_whom_and_why(session: Session, people: People) -> None:
    [found] = fitting_several(session, NOON)

    assert found.call is people.lakes
    assert [(each.partner.name, each.interest.title, each.words) for each in found.fits] == [
        ("Town", "Lakes", ("lakes",)), ("University", "Fish", ("fish",)),
    ]  # fmt: skip


def test_the_newest_comes_first_and_is_as_new_as_its_second_fit(
    session: Session, people: People
) -> None:
    old = make_call(people.source, 2, "An older one")
    session.add_all([
        fit(people.town, old, found_at=NOON - 3 * WEEK),
        fit(people.university, old, found_at=NOON - WEEK),
    ])  # fmt: skip

    found = fitting_several(session, NOON)

    assert [(each.call.title, each.since) for each in found] == [
        ("Cleaner lakes", NOON - HOUR), ("An older one", NOON - WEEK),
    ]  # fmt: skip
    lately = fitting_several(session, NOON, since=NOON - WEEK + HOUR)
    assert [each.call.title for each in lately] == ["Cleaner lakes"]


@pytest.mark.parametrize(
    "how", ["weak", "lost", "may not", "left", "no", "no elsewhere", "closed", "one partner twice"]
)
def test_what_fits_only_one_well_is_not_among_them(
    session: Session, people: People, how: str
) -> None:
    match = session.scalars(select(Match).join(Match.interest).filter_by(title="Fish")).one()
    if how == "weak":
        match.band = Band.POSSIBLE
    elif how == "lost":
        match.lost_at = NOON
    elif how == "may not":
        match.may_apply = "no"  # type: ignore[assignment]  # as it is stored
    elif how == "left":
        people.university.left_at = NOON
    elif how == "closed":
        people.lakes.status = Status.CLOSED
    elif how == "one partner twice":
        people.town.interests.append(Interest(title="Fish", text="Fish"))
        match.interest = people.town.interests[1]
    else:
        twin = make_call(people.source, 2, "The same")
        twin.same_as = people.lakes
        call = people.lakes if how == "no" else twin
        session.add(twin)
        session.flush()
        stances.answer(session, people.university, call, Answer.NO, by=people.ben, now=NOON)
    session.flush()

    assert fitting_several(session, NOON) == []


def test_each_is_asked_once_by_a_letter_with_the_way_to_an_answer(
    session: Session, people: People
) -> None:
    both = [people.town, people.university]

    first = several.ask(session, people.lakes, both, by=people.cleo, now=NOON)
    again = several.ask(session, people.lakes, both, by=people.cleo, now=NOON + HOUR)

    assert (first, again) == (both, [])
    to_ada, to_ben = letters(session)
    assert (to_ada.reader.name, to_ben.reader.name) == ("Ada", "Ben")
    assert to_ada.subject == "Does Town want to be in: Cleaner lakes"
    assert "Cleo asks whether Town wants to be in" in to_ada.text
    assert "It fits your interest “Lakes”: lakes." in to_ada.text
    assert "Fits also University." in to_ada.text
    assert f"/calls/{people.lakes.id}/join?partner={people.town.id}" in to_ada.text
    assert f"/calls/{people.lakes.id}/no?partner={people.town.id}" in to_ada.html
    assert "Vill University vara med" in to_ben.subject
    events = session.scalars(select(Event.about).filter_by(verb="asked about")).all()
    assert events == [f"stance:{each.id}:{people.lakes.id}" for each in both]


def test_whoever_has_answered_or_has_nobody_to_ask_is_not_asked(
    session: Session, people: People
) -> None:
    stances.answer(session, people.town, people.lakes, Answer.WATCH, by=people.ada, now=NOON)
    mute = Partner(name="Mute")
    session.add(mute)
    session.flush()

    asked = several.ask(session, people.lakes, [people.town, mute], by=people.cleo, now=NOON)

    assert asked == []
    assert letters(session) == []


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.SIGNATORY, Role.ADVISER, Role.OPERATOR])
def test_only_the_project_group_and_coordinators_ask(
    session: Session, people: People, role: Role
) -> None:
    eve = make_person("Eve", "town")
    eve.memberships.append(Membership(partner=people.town, role=role))
    session.add(eve)
    session.flush()

    with pytest.raises(Refused, match="for others"):
        several.ask(session, people.lakes, [people.university], by=eve, now=NOON)


def test_nobody_is_asked_about_what_is_over(session: Session, people: People) -> None:
    people.lakes.status = Status.CLOSED

    with pytest.raises(Refused, match="no longer be applied for"):
        several.ask(session, people.lakes, [people.university], by=people.cleo, now=NOON)


def test_the_proposed_group_is_the_willing_and_those_whom_it_fits(
    session: Session, people: People
) -> None:
    stances.answer(session, people.town, people.lakes, Answer.LEAD, by=people.ada, now=NOON)

    town, university = (
        party(session, people, each) for each in (people.town, people.university)
    )  # fmt: skip

    assert (town.chosen, town.may_ask) == (True, False)
    assert (university.chosen, university.may_ask) == (True, True)


def test_what_the_clock_advises_is_proposed_instead_of_all_whom_it_fits(
    session: Session, people: People
) -> None:
    advice = Suggestion(
        partner=people.hub, place=0, reasons=(), together=(), in_area=True, brings_country=False,
        covers=(),
    )  # fmt: skip
    session.add(Grouping(
        call_id=people.lakes.id, about="x", missing=(), needs_country=False, suggestions=[advice],
    ))  # fmt: skip
    session.flush()

    assert party(session, people, people.hub).chosen
    assert not party(session, people, people.university).chosen


def test_the_list_and_the_page_show_it_to_those_who_bring_together(
    app: Flask, people: People
) -> None:
    cleo, ada = visitor(app, people.cleo), visitor(app, people.ada)

    listed = cleo.get("/calls?tab=several").text
    page = cleo.get("/calls/1").text

    assert "Passar <b>Town</b>, <b>University</b>" in " ".join(listed.split())
    assert "Passar flera (1)" in listed
    assert "Fråga dem" in page
    assert page.count('name="beside"') == 2
    assert "tab=several" not in ada.get("/calls").text
    assert 'id="several"' not in ada.get("/calls/1").text


def test_one_button_asks_and_the_page_then_shows_when(
    app: Flask, people: People, session: Session
) -> None:
    cleo = visitor(app, people.cleo)

    answer = post(cleo, "/calls/1/ask", "/calls/1", beside=[1, 2])
    after = cleo.get(answer.location).text
    again = cleo.get(post(cleo, "/calls/1/ask", "/calls/1", beside=[1, 2]).location).text

    assert answer.location == "/calls/1?asked=2#several"
    assert "2 parter är tillfrågade" in after
    assert after.count("inget svar än") == 2
    assert "Ingen blev tillfrågad" in again
    assert len(letters(session)) == 2


def test_others_can_neither_ask_nor_open_for_a_group(app: Flask, people: People) -> None:
    ada = visitor(app, people.ada)

    answers = [post(ada, f"/calls/1/{way}", "/calls/1", beside=2) for way in ("ask", "group")]

    assert [each.status_code for each in answers] == [403, 403]


def test_a_bid_is_opened_with_the_group_that_was_chosen(
    app: Flask, people: People, session: Session
) -> None:
    session.add_all([people.ada, people.lakes])
    stances.answer(session, people.town, people.lakes, Answer.LEAD, by=people.ada, now=NOON)
    session.commit()
    session.close()
    cleo = visitor(app, people.cleo)

    onward = post(cleo, "/calls/1/group", "/calls/1", beside=[1, 2]).location
    form = cleo.get(onward).text
    wrong = post(cleo, "/applications/new?call=1", onward, title="", lead=1, beside=2)
    post(
        cleo, "/applications/new?call=1", onward, title="Clean", summary="", lead=1,
        answer_by="2026-02-01", beside=2,
    )  # fmt: skip

    assert onward == "/applications/new?call=1&beside=1&beside=2"
    checked = 'name="beside" value="2" checked'
    assert checked in form
    assert 'name="beside" value="1"' not in form  # it leads, or is asked anyway
    assert checked in wrong.text
    bid = session.scalars(select(Application)).one()
    assert {each.partner.name for each in bid.commitments} == {"Town", "University"}
