"""How often one is written to is chosen by who has the letter; what others get, operators see."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models import Letter, Membership, Notice, Pace, Person, Rhythm, Role, Watermark
from models.database import connect, upgrade
from tests.commanding import samsok
from tests.conftest import People
from tests.fitting import make_match
from tests.pages import known, letters_ticket, post, visitor

SAID = {"pace": "daily", "weekday": "2", "at": "07:00", "zone": "Europe/Helsinki",
        "days_before": "30, 7", "away_from": "", "away_to": ""}  # fmt: skip


@pytest.fixture
def people(session: Session) -> People:
    return known(session)


def kept(engine: Engine, person: Person) -> Rhythm | None:
    with Session(engine) as session:
        return session.get(Rhythm, person.id)


def test_the_ticket_of_a_letter_is_enough(app: Flask, engine: Engine, people: People) -> None:
    client = app.test_client()
    entered = post(client, f"/in/{letters_ticket(app, people.ada)}?next=/letters", next="/letters")
    assert entered.location == "/letters"

    answer = post(client, "/letters", **SAID)

    assert answer.status_code == 303
    rhythm = kept(engine, people.ada)
    assert rhythm is not None
    assert (rhythm.pace, rhythm.zone, rhythm.days_before) == (
        Pace.DAILY, "Europe/Helsinki", (30, 7),
    )  # fmt: skip
    assert "Saved." in client.get(answer.location).text


def test_looking_changes_nothing(app: Flask, engine: Engine, people: People) -> None:
    client = visitor(app, people.ada)

    shown = client.get("/letters").text

    assert 'value="weekly" checked' in shown
    assert 'value="06:30"' in shown
    assert kept(engine, people.ada) is None


@pytest.mark.parametrize(("field", "typed"), [("at", "half past"), ("days_before", "soon")])
def test_what_was_typed_wrongly_is_kept_and_explained(
    app: Flask, engine: Engine, people: People, field: str, typed: str
) -> None:
    client = visitor(app, people.ada)

    answer = post(client, "/letters", "/letters", **{**SAID, field: typed})

    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert f'href="#{field}"' in answer.text
    assert kept(engine, people.ada) is None


def operator(app: Flask, engine: Engine, people: People) -> Any:
    with Session(engine) as session, session.begin():
        session.add(
            Membership(person_id=people.cleo.id, partner_id=people.hub.id, role=Role.OPERATOR)
        )
        ada = session.get_one(Person, people.ada.id)
        interest = ada.partners[0].interests[0]
        make_match(session, interest, session.merge(people.lakes))
    return visitor(app, people.cleo)


def test_an_operator_sees_what_somebody_would_get_and_nothing_is_written(
    app: Flask, engine: Engine, people: People
) -> None:
    client = operator(app, engine, people)

    page = client.get(f"/letters/preview?person={people.ada.id}")
    look = client.get(f"/letters/preview/look?person={people.ada.id}&day=2026-01-20")

    assert "1 new call for Town" in page.text
    assert 'value="2026-01-13"' in page.text  # her next Tuesday
    assert "Cleaner lakes" in look.text
    assert "~ticket~" not in look.text
    with Session(engine) as session:
        for table in (Letter, Notice, Watermark):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_the_operator_gets_it_with_links_of_their_own(
    app: Flask, engine: Engine, people: People
) -> None:
    client = operator(app, engine, people)
    path = f"/letters/preview?person={people.ada.id}"

    answer = post(client, "/letters/preview", path, person=people.ada.id, day="2026-01-20")

    assert answer.status_code == 303
    with Session(engine) as session:
        letter = session.scalars(select(Letter)).one()
        assert (letter.person_id, letter.kind) == (people.cleo.id, "preview")
        assert "~ticket~" in letter.text
        assert session.scalars(select(Notice)).all() == []


def test_of_somebody_with_nothing_new_that_is_said(
    app: Flask, engine: Engine, people: People
) -> None:
    client = operator(app, engine, people)

    page = client.get(f"/letters/preview?person={people.ben.id}&day=2026-01-20")
    look = client.get(f"/letters/preview/look?person={people.ben.id}&day=2026-01-20")

    assert "Nothing would be new by then" in page.text or "Inget är nytt då" in page.text
    assert look.status_code == 404


def test_nobody_else_sees_what_others_get(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)

    assert client.get(f"/letters/preview?person={people.ben.id}").status_code == 403


def test_the_command_line_shows_it_too(tmp_path: Path) -> None:
    here = connect(f"sqlite:///{tmp_path}/samsok.db")
    upgrade(here)
    with Session(here) as session:
        people = People(session)
        make_match(session, people.town.interests[0], people.lakes)
        session.commit()
    here.dispose()

    told = samsok("digest", "preview", "ada@town.example", "--at", "2026-01-20", folder=tmp_path)
    none = samsok("digest", "preview", "ben@uni.example", "--at", "2026-01-20", folder=tmp_path)
    nobody = samsok("digest", "preview", "nobody@town.example", folder=tmp_path)

    assert told.stdout.startswith("1 new call for Town"), told.stderr
    assert "Nothing would be new by then" in none.stderr
    assert "Nobody here has the address" in nobody.stderr
