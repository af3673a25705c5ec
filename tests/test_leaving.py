"""Whoever has had enough leaves with one click, at once, from wherever they are."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from models import Pace, Person
from papers.envelopes import leave_pass, leave_url
from tests.conftest import People
from tests.pages import known, visitor
from workflow.letters.leaving import leave, pace_of, wants

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def people(session: Session) -> People:
    return known(session)


def way(app: Flask, person: Person) -> str:
    url = leave_url("https://samsok.example", leave_pass(app.config["SECRET_KEY"], person.id))
    return url.removeprefix("https://samsok.example")


def wanted(app: Flask, person: Person) -> Pace:
    with Session(app.config["ENGINE"]) as db:
        return pace_of(db, db.get_one(Person, person.id))


def test_one_click_of_a_mail_program_is_enough(app: Flask, people: People) -> None:
    client = app.test_client()

    answers = [
        client.post(way(app, people.ada), data=ONE_CLICK, headers={"Sec-Fetch-Site": "cross-site"})
        for _ in range(2)
    ]

    assert [each.status_code for each in answers] == [200, 200]  # no redirect, done twice as once
    assert all("Set-Cookie" not in each.headers for each in answers)
    assert wanted(app, people.ada) is Pace.NEVER


def test_a_mail_programs_form_may_have_parts(app: Flask, people: People) -> None:
    answer = app.test_client().post(
        way(app, people.ada), data=ONE_CLICK, content_type="multipart/form-data"
    )

    assert answer.status_code == 200
    assert wanted(app, people.ada) is Pace.NEVER


def test_looking_at_the_page_changes_nothing(app: Flask, people: People) -> None:
    page = app.test_client().get(way(app, people.ada))

    assert page.status_code == 200
    assert page.text.count('<button class="btn btn-pri') == 1
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert wanted(app, people.ada) is Pace.WEEKLY


def test_reminders_may_stay_and_all_of_it_can_be_undone(app: Flask, people: People) -> None:
    client, there = app.test_client(), way(app, people.ada)
    with Session(app.config["ENGINE"]) as db, db.begin():
        leave(db, db.get_one(Person, people.ada.id), Pace.DAILY)

    done = client.post(there, data={"wanted": "reminders"})
    left = wanted(app, people.ada)
    client.post(there, data={"wanted": "daily"})

    assert left is Pace.REMINDERS
    assert 'name="wanted" value="daily"' in done.text
    assert wanted(app, people.ada) is Pace.DAILY


@pytest.mark.parametrize("pass_", ["", "1", "1.x", "1." + "A" * 32, "99999999999999999999.x", "ö"])
def test_nobody_leaves_for_somebody_else(app: Flask, people: People, pass_: str) -> None:
    answer = app.test_client().post(f"/unsubscribe/{pass_}", data=ONE_CLICK)

    assert answer.status_code == 404
    assert wanted(app, people.ada) is Pace.WEEKLY


def test_whoever_is_signed_in_leaves_for_whom_the_letter_was_to(app: Flask, people: People) -> None:
    client = visitor(app, people.ben)

    client.post(way(app, people.ada), data=ONE_CLICK)

    assert (wanted(app, people.ada), wanted(app, people.ben)) == (Pace.NEVER, Pace.WEEKLY)


def test_every_other_form_still_asks_for_its_token_and_its_own_site(
    app: Flask, people: People
) -> None:
    client = visitor(app, people.ada)

    assert client.post("/account/links/feed").status_code == 400
    there = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/account/links/feed", headers=there).status_code == 403


@pytest.mark.parametrize("kind", ["sign_in", "signed", "inactive", "sources", "secured"])
def test_what_others_cause_and_what_signs_in_comes_to_all(
    session: Session, people: People, kind: str
) -> None:
    leave(session, people.ada, Pace.NEVER)

    assert wants(session, people.ada, kind)
