"""Answers carry words, and who told them by telephone; their history is there for all members."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Answer, Call, Event, Letter, Match, Partner, Person, Stance
from tests.conftest import NOON, People, make_call
from tests.fitting import fit
from tests.pages import known, open_site, post, visitor
from workflow import Refused
from workflow.answers import stances
from workflow.answers.answered import Given, given
from workflow.answers.stances import Why
from workflow.telling import UNDO

TODAY = NOON.date()


@pytest.fixture
def people(session: Session) -> People:
    people = known(session)
    session.add_all([people.ada, people.ben, people.cleo, people.lakes])
    return people


@pytest.fixture
def app(engine: Engine, tmp_path: Path, session: Session, people: People) -> Flask:
    session.commit()
    session.close()
    return open_site(engine, tmp_path)


def tell(session: Session, people: People, word: Answer, **said: Any) -> Stance:
    """Let Cleo note an answer of the town."""
    facts = {"by": people.cleo, "now": NOON, "teller": people.ada, **said}
    return stances.answer(session, people.town, people.lakes, word, **facts)


def lines(found: list[Given]) -> list[tuple[str, str | None, str]]:
    return [(each.partner.name, each.answer, each.words) for each in found]


def test_words_are_kept_with_an_answer_and_its_history(session: Session, people: People) -> None:
    said: dict[str, Any] = {"by": people.ada, "now": NOON}
    stances.answer(
        session, people.town, people.lakes, Answer.JOIN, words=" We  count\nfish ", **said
    )
    stances.answer(
        session, people.town, people.lakes, Answer.NO, seen=1, reason=Why.OTHER, words="No boat",
        **said,
    )  # fmt: skip

    found = given(session, people.lakes)

    assert lines(found) == [("Town", "no", "No boat"), ("Town", "join", "We count fish")]
    assert (found[0].reason, found[0].by) == ("other", people.ada)


def test_too_long_a_line_is_refused_kindly(session: Session, people: People) -> None:
    with pytest.raises(Refused, match="Shorten your line to 300"):
        tell(session, people, Answer.JOIN, words="x" * 301)


def test_what_was_told_by_telephone_says_by_whom_and_when(session: Session, people: People) -> None:
    yesterday = TODAY - timedelta(days=1)

    stance = tell(session, people, Answer.JOIN, told_on=yesterday)

    assert (stance.teller, stance.told_on) == (people.ada, yesterday)
    [found] = given(session, people.lakes)
    assert (found.by, found.teller, found.told_on) == (people.cleo, people.ada, yesterday)
    letter = session.scalars(select(Letter).filter_by(kind="answered")).one()
    assert "Noted by Cleo, as told by Ada by telephone on 11\u00a0January\u00a02026." in letter.text
    others = {word for word in Answer if f"/{word}?partner={people.town.id}" in letter.text}
    assert others == set(Answer) - {Answer.JOIN}


def test_no_name_stands_in_the_sealed_log(session: Session, people: People) -> None:
    tell(session, people, Answer.JOIN)

    facts = session.scalars(select(Event.facts).filter_by(verb="answered")).one()

    assert facts["told_by"] == people.ada.id
    assert "Ada" not in str(facts)


@pytest.mark.parametrize("when", [None, TODAY])
def test_it_need_not_be_known_who_told_it(
    session: Session, people: People, when: date | None
) -> None:
    stance = tell(session, people, Answer.WATCH, teller=None, told_on=when)

    assert (stance.teller, stance.told_on) == (None, TODAY)
    letter = session.scalars(select(Letter).filter_by(kind="answered")).one()
    assert "Noted by Cleo, as told by telephone on" in letter.text


def test_only_the_partners_own_people_told_it_and_not_tomorrow(
    session: Session, people: People
) -> None:
    with pytest.raises(Refused, match="Ben does not belong to Town"):
        tell(session, people, Answer.JOIN, teller=people.ben)
    with pytest.raises(Refused, match="cannot be in the future"):
        tell(session, people, Answer.JOIN, told_on=TODAY + timedelta(days=2))


def test_who_speaks_for_the_partner_was_told_by_nobody(session: Session, people: People) -> None:
    stance = tell(session, people, Answer.JOIN, by=people.ada, told_on=TODAY)

    assert (stance.told_by, stance.told_on) == (None, None)
    assert session.scalars(select(Letter)).all() == []


def test_the_correction_in_time_silences_the_letter(session: Session, people: People) -> None:
    tell(session, people, Answer.JOIN)

    tell(session, people, Answer.NO, by=people.ada, seen=1, now=NOON + UNDO / 2)

    assert session.scalars(select(Letter)).all() == []
    assert [each.answer for each in given(session, people.lakes)] == [Answer.NO, Answer.JOIN]


def test_what_was_taken_back_was_never_said(session: Session, people: People) -> None:
    tell(session, people, Answer.LEAD, words="We can")
    stance = tell(session, people, Answer.NO, seen=1, reason=Why.WRONG_AREA)

    stances.take_back(session, stance, by=people.cleo, now=NOON)

    assert lines(given(session, people.lakes)) == [("Town", "lead", "We can")]
    assert (stance.words, stance.reason, stance.told_by) == ("We can", None, people.ada.id)
    assert stances.undoable(session, stance, NOON) is None


def test_a_reason_told_just_after_a_no_is_taken_back_with_it(
    session: Session, people: People
) -> None:
    tell(session, people, Answer.LEAD, by=people.ada, now=NOON - 2 * UNDO)
    tell(session, people, Answer.NO, by=people.ada, seen=1)
    stance = tell(session, people, Answer.NO, by=people.ada, seen=2, reason=Why.WRONG_AREA)
    both = [each.answer for each in given(session, people.lakes)]

    stances.take_back(session, stance, by=people.ada, now=NOON)

    assert both == [Answer.NO, Answer.LEAD]
    assert [each.answer for each in given(session, people.lakes)] == [Answer.LEAD]
    assert (stance.answer, stance.reason) == (Answer.LEAD, None)


def test_what_was_answered_at_another_source_stands_in_the_history(
    session: Session, people: People
) -> None:
    twin = make_call(people.source, 2, "The same")
    twin.same_as = people.lakes
    session.add(twin)
    session.flush()

    stances.answer(session, people.town, twin, Answer.JOIN, by=people.ada, now=NOON)

    assert lines(given(session, people.lakes)) == [("Town", "join", "")]


def test_everybody_in_the_partnership_sees_who_is_in_and_why(app: Flask, people: People) -> None:
    ben, ada = visitor(app, people.ben), visitor(app, people.ada)
    post(ben, "/calls/1/stance", "/calls/1", partner=2, answer="lead", words="We have a boat")

    page = " ".join(ada.get("/calls/1").text.split())

    assert "University</a>: <q>We have a boat</q>" in page
    assert "<b>University:</b> we want to lead <q>We have a boat</q>. Ben." in page
    assert "boat" not in app.test_client().get("/calls/1").text


def test_the_telephone_is_not_answered_for_nobody(app: Flask, people: People) -> None:
    cleo = visitor(app, people.cleo)

    codes = [
        post(cleo, "/calls/1/stance", "/calls/1", told=told, answer="join").status_code
        for told in ("", "x-1", "99-1", "1-2", "1-1")
    ]

    assert codes == [400, 400, 404, 409, 303]


def test_a_reason_can_be_told_after_the_no(app: Flask, people: People, session: Session) -> None:
    ada = visitor(app, people.ada)
    thanks = post(ada, "/calls/1/stance", "/calls/1", partner=1, answer="no").location
    asked = ada.get(thanks).text

    post(
        ada, "/calls/1/stance", thanks, partner=1, seen=1, answer="no", reason="other", words="Full"
    )

    assert "Already in another bid" in asked
    assert (answer := session.scalars(select(Stance)).one()).reason == "other"
    assert answer.words == "Full"
    assert "Why not for us?" not in ada.get("/calls").text


@pytest.mark.parametrize(
    ("found", "shown"), [(timedelta(days=13), True), (timedelta(days=15), False)]
)
def test_new_is_what_came_in_the_last_fortnight(
    app: Flask, people: People, session: Session, found: timedelta, shown: bool
) -> None:
    match(session, people, NOON - found)

    page = visitor(app, people.ada).get("/calls?tab=new").text

    assert ('id="call-1"' in page) == shown
    assert ("New since 29\u00a0December\u00a02025" in page) == shown
    assert ("Nothing new since 29\u00a0December" in page) == (not shown)
    assert ("1 open call fits you already" in page) == (not shown)


def test_new_is_all_since_the_latest_letter_if_that_is_longer_ago(
    app: Flask, people: People, session: Session
) -> None:
    match(session, people, NOON - timedelta(days=40))
    old = NOON - timedelta(days=50)
    with Session(session.get_bind()) as other:
        other.add(Letter(
            person_id=people.ada.id, kind="digest", about="x", subject="", text="", html="",
            written_at=old, not_before=old,
        ))  # fmt: skip
        other.commit()

    page = visitor(app, people.ada).get("/calls?tab=new").text

    assert 'id="call-1"' in page


def match(session: Session, people: People, at: Any) -> None:
    """Let the lakes fit the town since a moment."""
    with Session(session.get_bind()) as other:
        town, lakes = other.get_one(Partner, people.town.id), other.get_one(Call, people.lakes.id)
        other.add(fit(town, lakes, found_at=at))
        other.commit()


@pytest.mark.parametrize("tab", ["new", "fits", "interested", "declined", "shut", "answered"])
def test_an_empty_tab_says_so_kindly(app: Flask, people: People, tab: str) -> None:
    page = visitor(app, people.ada).get(f"/calls?tab={tab}")

    assert page.status_code == 200
    assert 'class="panel stack empty"' in page.text


@pytest.mark.parametrize(
    ("old", "new"), [("all", "open"), ("upcoming", "coming"), ("hidden", "declined")]
)
def test_the_addresses_of_tabs_have_other_names(
    app: Flask, people: People, old: str, new: str
) -> None:
    ada = visitor(app, people.ada)

    assert f'tab={new}" aria-current="page"' in ada.get(f"/calls?tab={old}").text


def test_of_two_partners_only_the_one_that_said_no_is_not_shown_it(
    app: Flask, people: People, session: Session
) -> None:
    match(session, people, NOON)
    with Session(session.get_bind()) as other:
        ben, uni = (
            other.get_one(Person, people.ben.id),
            other.get_one(Partner, people.university.id),
        )
        lakes = other.get_one(Call, people.lakes.id)
        stances.answer(other, uni, lakes, Answer.NO, by=ben, now=NOON, reason=Why.WRONG_TOPIC)
        other.commit()

    assert 'id="call-1"' in visitor(app, people.ada).get("/calls?tab=fits").text
    assert session.scalars(select(Match)).one().lost_at is None
