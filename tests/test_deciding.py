"""One page for a meeting: what is before it, and what it decides about calls."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Answer, Base, Event, Letter, Meeting, Partner, Person, Stance
from models.database import connect
from tests.bids import Rivals, World
from tests.conftest import NOON
from tests.fitting import let_fit
from tests.pages import open_site, post, visitor
from workflow.answers import deciding, stances
from workflow.answers.answered import given
from workflow.answers.deciding import Said
from workflow.partners import meetings
from workflow.refusals import Refused

TODAY = NOON.date()
BODY = "Project group"


def meet(world: World, *days: date) -> Meeting:
    lines = "\n".join(str(each) for each in days or (TODAY,))
    return meetings.add(
        world.session, None, body=BODY, days=lines, papers="", by=world.cleo, now=NOON
    )[0]  # fmt: skip


@pytest.fixture
def world(session: Session) -> World:
    world = World(session)
    for partner in (world.town, world.university, world.firm):
        let_fit(session, partner, world.lakes)
    return world


def decide(
    world: World, meeting: Meeting, *said: Said, by: Person | None = None, today: date = TODAY
) -> tuple[int, dict[tuple[int, int], str]]:
    noted, troubles = deciding.decide(
        world.session, meeting, said, by=by or world.cleo, now=NOON, today=today
    )
    return noted, {key: message.id for key, message in troubles.items()}


def of(world: World, partner: Partner, word: str, words: str = "", seen: int = 0) -> Said:
    return Said(world.lakes.id, partner.id, word, words, seen)


def test_what_closes_before_the_next_meeting_is_on_the_table_with_whom_it_fits(
    session: Session, world: World
) -> None:
    meeting = meet(world, TODAY, date(2026, 4, 1))
    later = world.call("Closes later")
    for each in (*later.dates, *world.call("Fits nobody").dates):
        each.day, each.passes_at = date(2026, 5, 1), NOON.replace(month=5)
    for partner in (world.town, world.university, world.firm):
        let_fit(session, partner, later)
    stances.answer(session, world.association, world.lakes, Answer.JOIN, by=world.dana, now=NOON)

    table = deciding.table(session, meeting, world.cleo, NOON)

    assert table.until == date(2026, 4, 1)
    assert [each.call.title for each in table.closing] == ["Cleaner lakes"]
    rows = {each.partner.name: (each.fit is not None, each.stance and each.stance.answer)
            for each in table.closing[0].rows}  # fmt: skip
    assert rows == {
        "Association": (False, Answer.JOIN), "Firm": (True, None), "Town": (True, None),
        "University": (True, None),
    }  # fmt: skip
    assert {each.name for each in table.closing[0].others} == {"Region"}
    assert [each.call.title for each in table.unasked] == ["Closes later"]


def test_what_was_asked_about_is_not_among_what_nobody_has_asked_about(
    session: Session, world: World
) -> None:
    meeting = meet(world, TODAY, TODAY + timedelta(days=1))
    before = deciding.table(session, meeting, world.cleo, NOON)

    decide(world, meeting, of(world, world.town, "ask"))

    after = deciding.table(session, meeting, world.cleo, NOON)
    assert [each.call.title for each in before.unasked] == ["Cleaner lakes"]
    assert after.unasked == []


def test_overlaps_and_bids_are_shown_as_far_as_one_may_see_them(session: Session) -> None:
    rivals = Rivals(session)
    world = rivals.world
    meeting = meet(world)

    whole = deciding.table(session, meeting, world.cleo, NOON)
    own = deciding.table(session, meeting, world.eve, NOON)

    assert [each.id for each in whole.overlaps] == [rivals.overlap.id]
    assert [bid.title for bid, _ in whole.bids] == ["Blue lakes", "Clear lakes"]
    assert [bid.title for bid, _ in own.bids] == ["Blue lakes"]
    assert [each.id for each in whole.bids[0][1]] == [
        "No part has a budget yet.", "Not yet approved by {names}.",
    ]  # fmt: skip


def test_a_decision_becomes_an_answer_as_told_at_the_meeting_and_the_partner_is_told(
    session: Session, world: World
) -> None:
    meeting = meet(world)

    noted, troubles = decide(world, meeting, of(world, world.town, "lead", "We measure"))

    stance = stances.stance_of(session, world.town, world.lakes)
    assert stance
    assert (noted, troubles) == (1, {})
    assert (stance.answer, stance.words, stance.told_at, stance.told_on) == (
        Answer.LEAD, "We measure", BODY, TODAY,
    )  # fmt: skip
    letter = session.scalars(
        select(Letter).filter_by(kind="answered", person_id=world.ada.id)
    ).one()
    assert f"Noted by Cleo, as said at {BODY} on 12" in letter.text
    assert "telephone" not in letter.text + letter.html
    assert "/calls/1/no?partner=1" in letter.text
    assert given(session, world.lakes)[0].told_at == BODY


def test_noting_the_same_twice_is_noting_it_once(session: Session, world: World) -> None:
    meeting = meet(world)
    said = (of(world, world.town, "join"), of(world, world.university, "ask"))

    first, second = decide(world, meeting, *said), decide(world, meeting, *said)

    assert (first, second) == ((2, {}), (0, {}))
    verbs = list(session.scalars(select(Event.verb).where(Event.about.startswith("stance:"))))
    assert sorted(verbs) == ["answered", "asked about"]


def test_what_is_refused_keeps_nothing_else_from_being_noted(
    session: Session, world: World
) -> None:
    meeting = meet(world)
    stances.answer(session, world.town, world.lakes, Answer.NO, by=world.ada, now=NOON)

    noted, troubles = decide(
        world, meeting, of(world, world.town, "join"), of(world, world.university, "watch"),
        of(world, world.region, "ask"), Said(world.lakes.id, 0, "join", "", 0),
        of(world, world.firm, "no", "x" * 301),
    )  # fmt: skip

    lakes = world.lakes.id
    assert noted == 1
    assert {key: words[:8] for key, words in troubles.items()} == {
        (lakes, world.town.id): "Meanwhil", (lakes, world.region.id): "Nobody s",
        (lakes, 0): "Choose a", (lakes, world.firm.id): "Shorten ",
    }  # fmt: skip
    answers = {each.partner.name: each.answer for each in session.scalars(select(Stance))}
    assert answers == {"Town": Answer.NO, "University": Answer.WATCH}


def test_the_project_group_asks_anybody_but_answers_for_its_own_only(
    session: Session, world: World
) -> None:
    meeting = meet(world)

    noted, troubles = decide(
        world, meeting, of(world, world.town, "join"), of(world, world.university, "join"),
        of(world, world.university, "ask"), by=world.eve,
    )  # fmt: skip

    assert noted == 2
    assert troubles == {(1, world.university.id): "You may not do this for others."}
    stance = stances.stance_of(session, world.town, world.lakes)
    assert stance
    assert (stance.answered_by, stance.told_at) == (world.eve.id, "")


def test_nothing_is_noted_before_the_meeting_nor_by_others(session: Session, world: World) -> None:
    meeting = meet(world, TODAY + timedelta(days=1))

    with pytest.raises(Refused, match="yet to come"):
        decide(world, meeting, of(world, world.town, "join"))
    with pytest.raises(Refused, match="You may not"):
        decide(world, meeting, of(world, world.town, "join"), by=world.ada)


def test_what_was_noted_is_undone_with_where_it_was_told(session: Session, world: World) -> None:
    meeting = meet(world)
    decide(world, meeting, of(world, world.town, "join"))
    then = stances.stance_of(session, world.town, world.lakes)
    assert then
    stances.answer(session, world.town, world.lakes, Answer.NO, by=world.ada, now=NOON, seen=1)

    stances.take_back(session, then, by=world.ada, now=NOON)

    assert (then.answer, then.told_at) == (Answer.JOIN, BODY)


class Place:
    """A site with a meeting today."""

    def __init__(self, folder: Path) -> None:
        self.engine = connect(f"sqlite:///{folder}/site.db")
        Base.metadata.create_all(self.engine)
        with Session(self.engine, expire_on_commit=False) as session:
            world = World(session)
            for partner in (world.town, world.university):
                let_fit(session, partner, world.lakes)
            meet(world)
            meetings.add(session, world.town, body="Ours", days="2026-02-01", papers="",
                         by=world.ada, now=NOON)  # fmt: skip
            session.commit()
            self.cleo, self.ada, self.eve = world.cleo, world.ada, world.eve
        self.app = open_site(self.engine, folder)

    def answers(self) -> dict[str, Answer]:
        with Session(self.engine) as session:
            return {each.partner.name: each.answer for each in session.scalars(select(Stance))}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    yield place
    place.engine.dispose()


def send(place: Place, **form: Any) -> Any:
    client = visitor(place.app, place.cleo)
    return post(client, "/meetings/1/agenda", "/meetings/1/agenda", **form)


def test_one_form_notes_all_of_it(place: Place) -> None:
    answer = send(
        place,
        **{"say-1-1": "lead", "seen-1-1": 0, "say-1-2": "", "say-1-other": "support",
           "partner-1-other": 3},
    )  # fmt: skip

    assert answer.status_code == 303
    assert answer.location == "/meetings/1/agenda?noted=2"
    assert "2 beslut är antecknade" in visitor(place.app, place.cleo).get(answer.location).text
    assert place.answers() == {"Town": Answer.LEAD, "Association": Answer.SUPPORT}


def test_what_went_wrong_stands_at_its_row_with_all_that_was_typed(place: Place) -> None:
    long = "x" * 301

    answer = send(
        place,
        **{"say-1-1": "lead", "words-1-1": long, "say-1-2": "join",
           "say-1-other": "", "words-1-other": "Half said"},
    )  # fmt: skip

    assert answer.status_code == 422
    assert place.answers() == {"University": Answer.JOIN}
    assert long in answer.text
    assert "Half said" in answer.text
    assert 'id="trouble-1-1"' in answer.text
    assert re.search(r'name="say-1-1".*?<option value="lead" selected>', answer.text, re.DOTALL)


def test_a_word_that_is_no_decision_is_no_form_of_ours(place: Place) -> None:
    assert send(place, **{"say-1-1": "merge"}).status_code == 400


def test_partners_own_meetings_have_no_such_page(place: Place) -> None:
    assert visitor(place.app, place.cleo).get("/meetings/2/agenda").status_code == 404


def test_the_list_leads_to_it_for_those_who_may(place: Place) -> None:
    shown = {
        person.name: "/meetings/1/agenda" in visitor(place.app, person).get("/meetings").text
        for person in (place.cleo, place.eve, place.ada)
    }

    assert shown == {"Cleo": True, "Eve": True, "Ada": False}
