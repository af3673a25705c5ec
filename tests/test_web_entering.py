"""Entering, changing and importing calls in pages: nothing that was typed is lost."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models import Call, CallDate, Upload
from tests.conftest import NOON, People
from tests.pages import known, post, visitor
from workflow.forms.tables import MOST_BYTES

FORM: dict[str, Any] = {
    "title": "Bidrag till sjöar", "funder": "Sparbanken", "when": "dates",
    "day": ["2026-03-01", "", "2026-09-01"], "time": ["16:00", "", ""], "kind": ["", "", ""],
    "url": "https://bank.example/1", "text": "Vi mäter vatten", "areas": "Örebro",
    "most": "400 000", "currency": "SEK", "of": "support", "co_funding": "50",
    "bound": "at_least", "language": "sv",
}  # fmt: skip
TABLE = "Titel;Finansiär;Sista dag\nEtt;Fonden;löpande\nTvå;Fonden;2026-03-01\n"


@pytest.fixture
def people(session: Session) -> People:
    people = known(session)
    people.cleo.language = "en"
    session.add(people.cleo)
    session.commit()
    session.close()
    return people


@pytest.fixture
def cleo(app: Flask, people: People) -> FlaskClient:
    return visitor(app, people.cleo)


def entered(client: FlaskClient, **said: Any) -> TestResponse:
    return post(client, "/calls/new", **{**FORM, **said})


def seen(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', client.get(path).text)
    assert found
    return found[1]


def sent(client: FlaskClient, body: str | bytes, name: str = "calls.csv") -> TestResponse:
    found = re.search(r'csrf_token" value="([^"]+)', client.get("/calls/import").text)
    assert found
    file = BytesIO(body.encode() if isinstance(body, str) else body), name
    return client.post(
        "/calls/import", data={"csrf_token": found[1], "file": file},
        content_type="multipart/form-data",
    )  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/calls/new", "/calls/import", "/calls/import/example.csv", "/calls/import/1"]
)
def test_only_those_who_review_come_in(app: Flask, people: People, path: str) -> None:
    assert app.test_client().get(path).status_code == 403
    assert visitor(app, people.ada).get(path).status_code == 403


def test_only_they_are_shown_the_way(app: Flask, people: People, cleo: FlaskClient) -> None:
    assert "Enter a call" in cleo.get("/calls").text
    assert "Enter a call" not in visitor(app, people.ada).get("/calls").text


def test_a_call_is_entered_and_shown(cleo: FlaskClient, session: Session) -> None:
    answer = entered(cleo)

    page = cleo.get(answer.headers["Location"]).text
    assert "Bidrag till sjöar" in page
    assert "Entered by hand" in page
    assert f"{answer.headers['Location']}/edit" in page
    assert len(session.scalars(select(CallDate).join(Call).where(Call.id == 2)).all()) == 2


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(cleo: FlaskClient) -> None:
    answer = entered(cleo, areas="Örebro, Sörmlnd", time=["25:00", "", ""], title="")

    assert answer.status_code == 422
    for field in ("title", "time-0", "areas"):
        assert f'href="#{field}"' in answer.text
        assert f'id="{field}-error"' in answer.text
    for kept in ("Vi mäter vatten", "Sörmlnd", "25:00", "2026-09-01", "400 000"):
        assert kept in answer.text


def test_a_call_that_is_known_is_pointed_at_before_a_double_is_made(
    cleo: FlaskClient, session: Session
) -> None:
    said: dict[str, Any] = {"title": "Cleaner lakes", "url": ""}

    asked = entered(cleo, **said)
    done = entered(cleo, **said, anyway="yes")

    assert (asked.status_code, done.status_code) == (409, 303)
    assert 'href="/calls/1"' in asked.text
    assert "Vi mäter vatten" in asked.text
    assert len(session.scalars(select(Call)).all()) == 2


def test_a_call_is_changed_and_the_change_is_shown(cleo: FlaskClient) -> None:
    entered(cleo)
    form = cleo.get("/calls/2/edit").text

    said = {**FORM, "title": "Bidrag till hav", "seen": seen(cleo, "/calls/2/edit")}
    answer = post(cleo, "/calls/2/edit", **said)

    assert 'value="Bidrag till sjöar"' in form
    assert answer.status_code == 303
    assert "Bidrag till hav" in cleo.get("/calls/2").text


def test_the_slower_of_two_sees_what_the_other_did_and_loses_nothing(
    cleo: FlaskClient, session: Session
) -> None:
    entered(cleo)
    before = seen(cleo, "/calls/2/edit")
    post(cleo, "/calls/2/edit", **{**FORM, "title": "Hav", "seen": before})

    late = post(cleo, "/calls/2/edit", **{**FORM, "title": "Åar", "seen": before})

    assert late.status_code == 409
    assert "Title: Hav" in late.text
    assert 'value="Åar"' in late.text
    assert session.get_one(Call, 2).title == "Hav"


def test_a_call_of_a_source_is_not_written_anew(cleo: FlaskClient) -> None:
    assert cleo.get("/calls/1/edit").status_code == 404
    assert "/calls/1/edit" not in cleo.get("/calls/1").text


def test_a_call_without_an_address_has_its_pages(cleo: FlaskClient) -> None:
    entered(cleo, url="")

    pages = [
        cleo.get(path) for path in ("/calls/2", "/calls/2/edit", "/calls/2/then?at=2026-01-12")
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]


def test_a_table_is_sent_looked_at_and_confirmed_once(cleo: FlaskClient, session: Session) -> None:
    preview = sent(cleo, TABLE).headers["Location"]
    shown = cleo.get(preview).text
    before = len(session.scalars(select(Call)).all())
    session.rollback()

    done = post(cleo, preview)

    assert ("New (2)" in shown, before) == (True, 1)
    assert "2 new, 0 changed" in cleo.get(done.headers["Location"]).text
    assert cleo.get(preview).status_code == 404
    assert "nothing to do" in cleo.get(sent(cleo, TABLE).headers["Location"]).text
    assert len(session.scalars(select(Call)).all()) == 3


def test_a_table_with_mistakes_is_answered_with_all_of_them_and_not_kept(
    cleo: FlaskClient, session: Session
) -> None:
    answer = sent(cleo, TABLE.replace("löpande", "snart").replace("Två", ""))

    assert answer.status_code == 422
    assert "2 things have to be put right" in answer.text
    assert session.scalars(select(Upload)).all() == []
    assert len(session.scalars(select(Call)).all()) == 1


def test_what_became_wrong_meanwhile_is_told_and_nothing_is_done(
    app: Flask, people: People, cleo: FlaskClient, session: Session
) -> None:
    table = "Titel;Finansiär;Sista dag;Adress\nEtt;Fonden;löpande;https://bank.example/1\n"
    preview = sent(cleo, table).headers["Location"]
    for _ in range(2):
        entered(cleo, anyway="yes")

    answer = post(cleo, preview, "/calls/new")

    assert answer.status_code == 409
    assert "Several calls have this address" in answer.text
    assert "Send it once more" in cleo.get(preview).text


def test_nobody_sees_the_table_of_another(
    app: Flask, people: People, cleo: FlaskClient, session: Session
) -> None:
    preview = sent(cleo, TABLE).headers["Location"]
    session.add(people.ben)
    people.ben.memberships[0].role = people.cleo.memberships[0].role
    session.commit()
    session.close()

    assert visitor(app, people.ben).get(preview).status_code == 404


def test_a_new_table_takes_the_place_of_ones_own_and_of_old_ones(
    people: People, cleo: FlaskClient, session: Session
) -> None:
    old = Upload(
        kind="calls", by_id=people.ada.id, at=NOON - timedelta(days=2), name="x", rows=[], unread=[]
    )
    session.add(old)
    session.commit()
    session.close()

    sent(cleo, TABLE)
    sent(cleo, TABLE, "other.csv")

    assert [each.name for each in session.scalars(select(Upload))] == ["other.csv"]


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"", "No row names the columns"), (b"\xd0\xcf\x11\xe0", "old Excel file")],
)
def test_a_file_that_is_no_table_is_told_so(cleo: FlaskClient, body: bytes, words: str) -> None:
    answer = sent(cleo, body)

    assert answer.status_code == 422
    assert words in answer.text


def test_a_file_that_is_too_large_is_not_even_read(cleo: FlaskClient) -> None:
    answer = cleo.post(
        "/calls/import", data=b"x" * (MOST_BYTES + 1),
        content_type="multipart/form-data; boundary=x",
    )  # fmt: skip

    assert answer.status_code == 413
    assert "at most 1 MB" in answer.text


def test_without_a_file_one_is_asked_for(cleo: FlaskClient) -> None:
    assert "Choose a file first" in post(cleo, "/calls/import").text


def test_the_example_leads_through(cleo: FlaskClient) -> None:
    example = cleo.get("/calls/import/example.csv")

    answer = sent(cleo, example.data)

    assert example.headers["Content-Disposition"] == "attachment; filename=calls.csv"
    assert "New (3)" in cleo.get(answer.headers["Location"]).text


@pytest.mark.parametrize(("missed", "told"), [(1, False), (2, False), (3, True)])
def test_a_call_is_no_longer_listed_after_three_readings(
    app: Flask, people: People, session: Session, missed: int, told: bool
) -> None:
    call = session.get_one(Call, people.lakes.id)
    call.missed, call.missing_since = missed, NOON
    session.commit()
    session.close()

    page = app.test_client().get("/calls/1", headers={"Accept-Language": "en"}).text

    assert ("No longer in the funder" in page) is told


def test_a_page_that_is_gone_is_said_on_the_calls_page(
    app: Flask, people: People, session: Session
) -> None:
    session.get_one(Call, people.lakes.id).page_gone_since = NOON
    session.commit()
    session.close()

    page = app.test_client().get("/calls/1", headers={"Accept-Language": "sv"}).text

    assert "Finansiärens sida finns inte längre sedan 12\u00a0januari\u00a02026." in page
    assert "Texten nedan är som vi läste den." in page
