"""More or less of such calls: said on pages and by letters' links, shown, and taken back."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.digest import digest
from lexicon.terms import Eligibility, Learnt, Likeness, Reason, Verdict
from models import Answer, Band, Feedback, Interest, Letter, Match, Origin, Wish
from papers.links import sealed
from tests.conftest import NOON, People, make_call
from tests.pages import known, post, ticket, visitor

ZONE = "Europe/Stockholm"
YES = Eligibility(condition="area", verdict=Verdict.YES, words="all Sweden")
NO = Eligibility(condition="amount", verdict=Verdict.NO, words="At most 100,000 kr.")


@pytest.fixture
def people(session: Session) -> People:
    people = known(session)
    keep(session, people)
    return people


def keep(session: Session, people: People, **said: Any) -> None:
    facts: dict[str, Any] = {
        "score": 0.4, "z": 7.0, "band": Band.GOOD, "matcher": 1, "eligibility": (YES,),
        "reasons": (Reason(word="lakes", met="Lake", weight=0.2),), "call_id": people.lakes.id,
    }  # fmt: skip
    session.add(Match(interest_id=1, found_at=NOON, **{**facts, **said}))
    session.commit()
    session.close()


def logged(session: Session) -> list[tuple[Origin, Wish]]:
    rows = session.scalars(select(Feedback).order_by(Feedback.id)).all()
    found = [(each.origin, each.wish) for each in rows]
    session.close()
    return found


def learn(session: Session, *learnt: Learnt) -> None:
    interest = session.get(Interest, 1)
    assert interest
    interest.learnt = learnt
    session.commit()
    session.close()


def test_a_thumb_is_logged_shown_and_undone(app: Flask, people: People, session: Session) -> None:
    client = visitor(app, people.ada)
    assert "Less like this" in client.get("/calls/1").text

    answer = post(client, "/calls/1/wish", "/calls/1", interest=1, wish="less", next="/calls/1")

    assert (answer.status_code, answer.location) == (303, "/calls/1")
    shown = client.get("/calls/1").text
    assert "You want less like this. It counts from the next matching on." in shown
    post(client, "/calls/1/wish/undo", "/calls/1", interest=1)
    assert "Less like this" in client.get("/calls/1").text
    assert logged(session) == [(Origin.THUMB, Wish.LESS), (Origin.UNDO, Wish.NOTHING)]


def test_what_was_learnt_is_told_in_words_and_undone_where_the_partner_is(
    app: Flask, people: People, session: Session
) -> None:
    client = visitor(app, people.ada)
    post(client, "/calls/1/wish", "/calls/1", interest=1, wish="less")
    learn(session, Learnt(call_id=1, more=False, words=("water", "schools")))

    page = client.get("/partners/1").text
    assert "You turned down “Cleaner lakes”: less of <i>water</i>, <i>schools</i>." in page
    assert "less of <i>water</i>" in client.get("/calls/1").text

    form = {"interest": 1, "next": "/partners/1"}
    answer = post(client, "/calls/1/wish/undo", "/partners/1", **form)

    assert answer.location == "/partners/1"
    assert "You turned down" not in client.get("/partners/1").text


def test_an_answer_is_told_as_a_wish_too(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)

    post(client, "/calls/1/stance", "/calls/1", partner=1, answer=Answer.JOIN.value)

    shown = client.get("/partners/1").text
    assert "You answered yes to “Cleaner lakes”: more of what is like it." in shown


def test_what_no_longer_fits_can_still_be_undone(
    app: Flask, people: People, session: Session
) -> None:
    client = visitor(app, people.ada)
    post(client, "/calls/1/wish", "/calls/1", interest=1, wish="less")
    session.scalars(select(Match)).one().lost_at = NOON
    session.commit()
    session.close()

    assert ">Undo<" in client.get("/calls/1").text


def test_others_see_what_was_learnt_but_cannot_undo_it(
    app: Flask, people: People, session: Session
) -> None:
    post(visitor(app, people.ada), "/calls/1/wish", "/calls/1", interest=1, wish="less")
    client = visitor(app, people.ben)
    post(client, "/language", "/partners/1", language="en")

    page = client.get("/partners/1").text
    refused = post(client, "/calls/1/wish", "/calls/1", interest=1, wish="more")

    assert "You turned down" in page
    assert ">Undo<" not in page
    assert refused.status_code == 409
    assert len(logged(session)) == 1


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"interest": 99, "wish": "less"}, 404),
        ({"wish": "less"}, 404),
        ({"interest": 1, "wish": "all"}, 400),
        ({"interest": 1}, 400),
    ],
)
def test_what_nobody_could_mean_is_refused(
    app: Flask, people: People, form: dict[str, Any], status: int
) -> None:
    answer = post(visitor(app, people.ada), "/calls/1/wish", "/calls/1", **form)

    assert answer.status_code == status


def test_a_stranger_has_no_thumbs(app: Flask, people: People) -> None:
    client = app.test_client()

    assert "Less like this" not in client.get("/calls/1").text
    assert client.post("/calls/1/wish").status_code == 403


def test_a_letter_has_two_links_that_change_nothing_when_they_are_opened(
    app: Flask, people: People, session: Session
) -> None:
    session.scalars(select(Match)).one().found_at = NOON.replace(day=11)
    digest(session, NOON, ZONE)
    session.commit()
    letter = session.scalars(select(Letter).filter_by(person_id=people.ada.id)).one()
    text = sealed(letter.text, "http://localhost", ticket(app, people.ada))
    session.close()
    more, less = (
        next(word for word in text.split() if word.endswith(f"/wish/1/{said}"))
        for said in ("more", "less")
    )
    client, path = app.test_client(), less.removeprefix("http://localhost")

    shown = [client.get(each.removeprefix("http://localhost")).text for each in (more, less)]
    assert "Show us more calls like this for “Lakes”." in shown[0]
    assert "Show us fewer calls like this for “Lakes”." in shown[1]
    assert logged(session) == []

    answer = post(client, path)

    assert (answer.status_code, answer.location) == (303, "/calls/1")
    assert logged(session) == [(Origin.THUMB, Wish.LESS)]
    assert "You want less like this" in client.get("/calls/1").text


def test_a_letter_sent_on_to_others_takes_no_wish_of_theirs(
    app: Flask, people: People, session: Session
) -> None:
    client, path = app.test_client(), f"/in/{ticket(app, people.ben)}/calls/1/wish/1/less"

    assert '<form method="post" class="stack">' not in client.get(path).text
    assert post(client, path, f"/in/{ticket(app, people.ben)}").status_code == 409
    assert client.get(f"/in/{ticket(app, people.ada)}/calls/1/wish/1/both").status_code == 404
    assert logged(session) == []


def test_words_of_calls_that_were_liked_stand_apart_from_ones_own(
    app: Flask, people: People, session: Session
) -> None:
    reasons = (
        Reason(word="lakes", met="Lake", weight=0.2),
        Reason(word="crayfish", met="crayfish", weight=0.1, likeness=Likeness.ANSWER),
    )
    session.scalars(select(Match)).one().reasons = reasons
    session.commit()
    session.close()

    page = visitor(app, people.ada).get("/calls/1").text

    assert "Also in calls that you want more of: <i" in page
    assert "<b>crayfish</b>" not in page


def test_what_may_not_be_applied_for_is_not_shown_but_can_be_looked_at(
    app: Flask, people: People, session: Session
) -> None:
    session.scalars(select(Match)).one().eligibility = (YES, NO)
    session.commit()
    session.close()
    client = visitor(app, people.ada)

    assert "Cleaner lakes" not in client.get("/calls?tab=fits").text
    shown = client.get("/calls?tab=shut").text
    assert "Not shown (1)" in shown
    assert "Cleaner lakes" in shown
    assert "Not shown, because of: amount: At most 100,000 kr." in shown
    call = client.get("/calls/1").text
    assert "It is not among the calls that fit you" in call
    assert call.index("At most 100,000 kr.") < call.index("all Sweden")


def test_where_nothing_is_left_out_there_is_no_tab_for_it(app: Flask, people: People) -> None:
    assert "Not shown" not in visitor(app, people.ada).get("/calls").text


def test_whoever_looks_at_any_call_sees_whether_they_may_apply(
    app: Flask, people: People, session: Session
) -> None:
    session.add(make_call(people.source, 2, "Fjords", areas=("NO",), area_text="Norge"))
    session.commit()
    session.close()

    page = visitor(app, people.ada).get("/calls/2").text

    assert "Area: no" in page
    assert ">Norge</q>" in page
