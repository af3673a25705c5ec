"""People in pages: asked in by letter, in by one button, made this or that, letting go."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Invitation, Letter, Newcomer, Partner, Person, Role
from papers.links import sealed
from tests.conftest import NOON, People
from tests.pages import known, post, ticket, visitor
from workflow.partners.members import roles_in
from workflow.partners.newcomers import MOST_OF_ONE

INVITED = {
    "name": "Gil Gren", "email": "gil@town.example", "roles": "representative", "language": "sv",
}  # fmt: skip
ASKED = {
    "organisation": "Fabriken", "municipality": "Laxå", "name": "Gil Gren",
    "email": "gil@fabriken.example", "wants": "We want funding for young people in the town",
}  # fmt: skip


@pytest.fixture
def people(session: Session) -> People:
    return known(session)


def link_in(app: Flask, session: Session, kind: str = "asked_in") -> str:
    """Return the path of a letter's link, as its reader gets it."""
    letter = session.scalars(select(Letter).filter_by(kind=kind).order_by(Letter.id.desc())).first()
    assert letter
    assert letter.person_id
    said = sealed(letter.text, "", ticket(app, letter.person_id))
    session.rollback()
    found = re.search(r"/in/\S+", said)
    assert found
    return found[0]


def invited(app: Flask, people: People, session: Session, **said: str) -> str:
    answer = post(visitor(app, people.ada), "/partners/1/invite", **{**INVITED, **said})
    assert answer.location == "/partners/1?asked=1", answer.text
    return link_in(app, session)


def test_asked_in_by_letter_and_in_by_one_button(
    app: Flask, people: People, session: Session
) -> None:
    path, client = invited(app, people, session), app.test_client()
    for _ in range(3):
        client.head(path)
        shown = client.get(path)
        assert "Du är inbjuden, Gil Gren" in shown.text
    assert client.get("/tips").status_code == 403

    answer = post(client, path, answer="yes")

    assert answer.location == "/partners/1?welcome=1"
    assert "Välkommen, Gil Gren" in client.get(answer.location).text
    assert client.get("/tips").status_code == 200
    gil = session.scalars(select(Person).filter_by(email="gil@town.example")).one()
    assert roles_in(gil, session.get_one(Partner, 1)) == {Role.REPRESENTATIVE}


def test_the_letters_link_still_leads_in_afterwards(
    app: Flask, people: People, session: Session
) -> None:
    path = invited(app, people, session)
    post(app.test_client(), path, answer="yes")
    client = app.test_client()

    again = client.get(path)

    assert again.status_code == 303
    assert "Du fortsätter som Gil Gren" in client.get(again.location).text


def test_no_thank_you_is_kept_and_nobody_comes_in(
    app: Flask, people: People, session: Session
) -> None:
    path, client = invited(app, people, session), app.test_client()

    shown = post(client, path, answer="no")

    assert "Tack för svaret" in shown.text
    assert client.get("/tips").status_code == 403
    assert client.get(path).status_code == 410


def test_another_persons_ticket_does_not_open_an_invitation(
    app: Flask, people: People, session: Session
) -> None:
    number = invited(app, people, session).rsplit("/", 1)[1]

    shown = app.test_client().get(f"/in/{ticket(app, people.ben)}/invitations/{number}")

    assert shown.status_code == 404


def test_an_invitation_that_ran_out_says_whom_to_ask(
    app: Flask, people: People, session: Session
) -> None:
    path = invited(app, people, session)
    session.scalars(select(Invitation)).one().sent_at = NOON - timedelta(days=31)
    session.commit()
    session.close()

    shown = app.test_client().get(path)

    assert shown.status_code == 410
    assert "Be Ada om en ny" in shown.text


def test_who_was_asked_is_a_stranger_with_any_ticket(
    app: Flask, people: People, session: Session
) -> None:
    invited(app, people, session)
    gil = session.scalars(select(Person.id).filter_by(email="gil@town.example")).one()
    session.rollback()
    client = app.test_client()

    shown = post(client, f"/in/{ticket(app, gil)}", next="/tips")

    assert shown.status_code == 403
    assert "Du hör inte till någon part" in shown.text
    assert client.get("/tips").status_code == 403
    assert "ada@town.example" not in client.get("/partners/1").text


def test_letters_are_sent_again_and_taken_back(
    app: Flask, people: People, session: Session
) -> None:
    invited(app, people, session)
    ada = visitor(app, people.ada)

    assert post(ada, "/invitations/1/resend", "/partners/1").status_code == 303
    assert post(visitor(app, people.ben), "/invitations/1/end", "/calls").status_code == 404
    assert post(ada, "/invitations/1/end", "/partners/1").status_code == 303

    assert "Gil Gren" not in ada.get("/partners/1").text
    assert post(ada, "/invitations/1/end", "/partners/1").status_code == 409


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": "gil"}, "Write an address"),
        ({"roles": "signatory"}, "Say how it is known"),
        ({"roles": "coordinator"}, "may not do this"),
        ({"roles": "king"}, "Choose at least one role"),
        ({"email": "ada@town.example"}, "Ada is in Town already"),
    ],
)
def test_a_wrong_invitation_says_so_and_loses_nothing(
    app: Flask, people: People, session: Session, said: dict[str, str], words: str
) -> None:
    shown = post(
        visitor(app, people.ada), "/partners/1/invite", **{**INVITED, **said, "words": "Hi"}
    )

    assert shown.status_code == 422
    assert words in shown.text
    assert ">Hi</textarea>" in shown.text
    assert session.scalars(select(Letter)).all() == []


def test_roles_are_changed_as_far_as_one_may(app: Flask, people: People, session: Session) -> None:
    cleo = visitor(app, people.cleo)

    answer = post(
        cleo, "/partners/1/people/1", roles=["representative", "project_group"], known_by=""
    )

    assert answer.status_code == 303
    ada = session.get_one(Person, people.ada.id)
    assert roles_in(ada, people.town) == {Role.REPRESENTATIVE, Role.PROJECT_GROUP}
    session.rollback()
    shown = visitor(app, people.ada).get("/partners/1/people/1").text
    assert 'value="coordinator"' not in shown
    assert "Also project group" in shown
    refused = post(cleo, "/partners/1/people/1")
    assert refused.status_code == 422


def test_people_are_reached_through_their_own_partner_only(app: Flask, people: People) -> None:
    assert visitor(app, people.cleo).get("/partners/1/people/2").status_code == 404


def test_a_person_leaves_and_is_out_at_once(app: Flask, people: People) -> None:
    ada = visitor(app, people.ada)

    post(ada, "/partners/1/people/1/leave", "/partners/1/people/1")

    assert ada.get("/tips").status_code == 403


def test_the_register_lists_people_by_words_and_role(app: Flask, people: People) -> None:
    client = visitor(app, people.cleo)

    assert "ben@uni.example" in client.get("/persons?q=univer").text
    assert "ben@uni.example" not in client.get("/persons?role=coordinator").text
    assert "Ingen är sådan." in client.get("/persons?q=xyzzy").text


def ask(client: FlaskClient, **said: str) -> str:
    answer = post(client, "/join", **{**ASKED, **said})
    return f"{answer.status_code} {answer.location or answer.text}"


def test_anybody_asks_to_join_and_a_coordinator_lets_them_in(
    app: Flask, people: People, session: Session
) -> None:
    stranger = app.test_client()
    assert ask(stranger) == "303 /join/thanks"
    assert stranger.get("/join/thanks").status_code == 200
    path, cleo = link_in(app, session, "asked"), visitor(app, people.cleo)
    assert "%2Fnewcomers%2F1" in path
    assert "Fabriken" in cleo.get("/newcomers").text

    answer = post(cleo, "/newcomers/1/accept", "/newcomers/1", words="Välkomna")

    assert answer.location == "/partners/4?asked=1"
    post(stranger, link_in(app, session), answer="yes")
    assert "young people in the town" in stranger.get("/partners/4").text


def test_a_no_is_a_letter_that_the_outbox_shows(
    app: Flask, people: People, session: Session
) -> None:
    ask(app.test_client())
    session.add(people.cleo)
    people.cleo.memberships[0].role = Role.OPERATOR
    session.commit()
    session.close()
    cleo = visitor(app, people.cleo)
    assert post(cleo, "/newcomers/1/decline", "/newcomers/1").status_code == 422

    post(cleo, "/newcomers/1/decline", "/newcomers/1", words="Not in our county")

    letter = session.scalars(select(Letter.id).filter_by(kind="not_now")).one()
    session.rollback()
    assert "gil@fabriken.example" in cleo.get(f"/outbox/{letter}").text
    assert "Not in our county" in cleo.get(f"/outbox/{letter}/look").text
    assert (
        "gil@fabriken.example" in cleo.get("/outbox").text or "Gil Gren" in cleo.get("/outbox").text
    )
    again = post(cleo, "/newcomers/1/accept", "/partners/1/invite")
    assert again.status_code == 422


def test_asking_without_what_is_needed_loses_nothing(app: Flask, people: People) -> None:
    shown = ask(app.test_client(), email="gil", wants="x" * 30)

    assert shown.startswith("422")
    assert f">{'x' * 30}</textarea>" in shown
    assert 'id="email-error"' in shown


def test_asking_too_often_is_told_kindly(app: Flask, people: People, session: Session) -> None:
    client = app.test_client()
    for number in range(MOST_OF_ONE):
        ask(client, organisation=f"Firm {number}")

    shown = ask(client, organisation="One more")

    assert shown.startswith("429")
    assert "One more" in shown
    assert len(session.scalars(select(Newcomer)).all()) == MOST_OF_ONE


TABLE = "Organisation;Kommun;Person;E-postadress;Roller;Får skriva under enligt;Söker pengar till\n"
ROWS = (
    "Åsens kommun;Laxå;Gil Gren;gil@asen.example;;;Unga utan arbete\n"
    "ÅSENS KOMMUN;Laxå;Bo Ek;bo@asen.example;behörig företrädare;§ 4;\n"
    "Town;Laxå;Ada;ada@town.example;representant;;\n"
)


def send(client: FlaskClient, body: str | bytes) -> str:
    shown = client.get("/partners/import").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', shown)
    assert token
    file = (BytesIO(body.encode() if isinstance(body, str) else body), "parter.csv")
    answer = client.post("/partners/import", data={"csrf_token": token[1], "file": file})
    return answer.location or answer.text


def test_a_table_is_seen_before_it_is_done_and_people_are_asked_in(
    app: Flask, people: People, session: Session
) -> None:
    client = visitor(app, people.cleo)

    there = send(client, TABLE + ROWS)

    shown = client.get(there).text
    assert "2 nya personer" in shown
    assert "Åsens kommun" in shown
    assert session.scalars(select(Partner).filter_by(name="Åsens kommun")).all() == []
    session.rollback()
    answer = post(client, there, letters="yes")
    assert answer.location == "/partners/import?new=1&changed=1&people=2"
    new = session.scalars(select(Partner).filter_by(name="Åsens kommun")).one()
    assert (new.area, new.people, len(new.interests)) == ("SE124", [], 1)
    asked = session.scalars(select(Letter).filter_by(kind="asked_in")).all()
    assert sorted(each.reader.name for each in asked) == ["Bo Ek", "Gil Gren"]


def test_who_knows_already_is_let_in_without_letters_and_twice_is_once(
    app: Flask, people: People, session: Session
) -> None:
    client = visitor(app, people.cleo)
    post(client, send(client, TABLE + ROWS), letters="no")

    again = client.get(send(client, TABLE + ROWS)).text

    new = session.scalars(select(Partner).filter_by(name="Åsens kommun")).one()
    assert [each.known_by for each in new.memberships if each.role is Role.SIGNATORY] == ["§ 4"]
    assert session.scalars(select(Letter)).all() == []
    assert "inget att göra" in again


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (";;;;;;", ""),
        (";Laxå;;;;;", "Skriv organisationens namn"),
        ("A;;Gil;;;;", "Skriv en adress"),
        ("A;;;a@b.se;;;", "Skriv personens namn"),
        ("A;;Gil;a@b.se;kung;;", "Vi känner inte till ”kung”"),
        ("A;;Gil;a@b.se;behörig företrädare;;", "Säg hur vi vet"),
        ("A;;Gil;a@b.se;driftansvarig;;", "Du får inte göra någon till det"),
        ("A;Laxå;Gil;a@b.se;;;\nA;Kumla;Bo;b@b.se;;;", "En annan rad säger ”Laxå”"),
        ("A;;Gil;a@b.se;;;\na;;Gil;A@b.se;;;", "Rad 2 har samma person"),
    ],
)
def test_what_is_wrong_in_a_table_stands_by_row_and_nothing_is_done(
    app: Flask, people: People, session: Session, row: str, words: str
) -> None:
    shown = send(visitor(app, people.cleo), f"{TABLE}{row}\n")

    assert "note bad" in shown
    assert words in shown
    assert len(session.scalars(select(Partner)).all()) == 3


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_example_can_be_imported_as_it_is(
    app: Flask, people: People, session: Session, language: str
) -> None:
    session.add(people.cleo)
    people.cleo.language = language
    session.commit()
    session.close()
    client = visitor(app, people.cleo)

    answer = post(client, send(client, client.get("/partners/import/example.csv").data))

    assert answer.location == "/partners/import?new=2&changed=0&people=3"


def test_tables_of_calls_and_of_partners_are_not_mixed_up(
    app: Flask, people: People, session: Session
) -> None:
    client = visitor(app, people.cleo)
    number = send(client, TABLE + ROWS).rsplit("/", 1)[1]

    assert client.get(f"/calls/import/{number}").status_code == 404


def test_one_place_asks_to_join_a_few_times_an_hour(
    app: Flask, people: People, session: Session
) -> None:
    client = app.test_client()
    for number in range(5):
        assert ask(client, email=f"a{number}@b.example").startswith("303")

    shown = ask(client, email="a5@b.example", organisation="One more")

    assert shown.startswith("429")
    assert "One more" in shown
    assert len(session.scalars(select(Newcomer)).all()) == 5
