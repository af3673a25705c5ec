"""Letters' links: looking changes nothing, one button signs in, and leads where it said."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask import session as cookie
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Answer, Membership, Role, Stance
from papers.links import Expired, Forged, Tickets, answer_link, link, sealed, vetted
from tests.conftest import NOON, People
from tests.pages import known, open_site, post, ticket, visitor


@pytest.fixture
def people(session: Session) -> People:
    return known(session)


def test_looking_at_a_link_any_number_of_times_does_not_sign_in(app: Flask, people: People) -> None:
    path = f"/in/{ticket(app, people.ada)}"

    with app.test_client() as client:
        for _ in range(3):
            client.head(path)
            shown = client.get(path)
            assert "token" not in cookie

    assert shown.status_code == 200
    assert "Ada" in shown.text
    assert "Town" in shown.text


def test_the_button_signs_in_and_goes_on(app: Flask, people: People) -> None:
    client = app.test_client()

    answer = post(client, f"/in/{ticket(app, people.ada)}", next="/calls/1")

    assert (answer.status_code, answer.location) == (303, "/calls/1")
    assert "Ada" in client.get("/calls").text


def test_the_page_of_the_button_knows_where_to_go_on(app: Flask, people: People) -> None:
    client = app.test_client()

    shown = client.get(f"/in/{ticket(app, people.ada)}?next=/calls/1%3Ftab%3Dopen")

    assert 'name="next" value="/calls/1?tab=open"' in shown.text
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert shown.headers["Cache-Control"] == "no-store"


def test_who_is_signed_in_already_goes_straight_on(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)

    answer = client.get(f"/in/{ticket(app, people.ada)}?next=/calls/1")

    assert (answer.status_code, answer.location) == (303, "/calls/1")


def test_another_persons_link_asks_again(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)

    assert "Du fortsätter som Ben" in client.get(f"/in/{ticket(app, people.ben)}").text


def test_signing_in_forgets_what_was_before(app: Flask, people: People) -> None:
    with visitor(app, people.ada) as client:
        with client.session_transaction() as before:
            before["left"] = "behind"

        post(client, f"/in/{ticket(app, people.ben)}", next="/calls")

        assert "left" not in cookie
        assert "Ben" in client.get("/calls").text


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "", "calls"],
)
def test_no_link_leads_to_another_site(app: Flask, people: People, path: str) -> None:
    answer = post(app.test_client(), f"/in/{ticket(app, people.ada)}", next=path)

    assert answer.location == "/"
    assert vetted(path) == "/"


def test_an_old_link_says_what_to_do(engine: Engine, tmp_path: Path, people: People) -> None:
    app = open_site(engine, tmp_path)
    old = Tickets(app.secret_key, lambda: NOON - timedelta(days=31))  # type: ignore[arg-type]  # bytes

    shown = app.test_client().get(f"/in/{old.write(people.ada.id)}")

    assert shown.status_code == 410
    assert "Länken har gått ut" in shown.text
    assert 'href="/sign-in' in shown.text


@pytest.mark.parametrize("made_up", ["made-up", "MQ.a.b", "MQ"])
def test_a_made_up_link_opens_nothing(app: Flask, people: People, made_up: str) -> None:
    client = app.test_client()

    assert client.get(f"/in/{made_up}").status_code == 404
    assert client.get(f"/in/{made_up}/calls/1/join").status_code == 404


def test_a_link_of_someone_who_has_left_opens_nothing(app: Flask) -> None:
    assert app.test_client().get(f"/in/{ticket(app, 99)}").status_code == 404


def test_a_letters_button_asks_before_it_answers(
    app: Flask, people: People, session: Session
) -> None:
    path = f"/in/{ticket(app, people.ada)}/calls/1/no"

    with app.test_client() as client:
        for _ in range(3):
            client.head(path)
            shown = client.get(path)
            assert "token" not in cookie

    assert 'value="no" checked' in shown.text
    assert "Cleaner lakes" in shown.text
    assert session.scalars(select(Stance)).all() == []


def test_confirming_records_the_answer_and_signs_in(
    app: Flask, people: People, session: Session
) -> None:
    client, path = app.test_client(), f"/in/{ticket(app, people.ada)}/calls/1/join"

    answer = post(client, path, partner=people.town.id, answer="join", **{"seen-1": 0})

    assert answer.location == f"/calls/1?thanks={people.town.id}"
    thanks = client.get(answer.location).text
    assert "The answer of Town is saved" in thanks
    assert "You are the first" in thanks
    assert "Take it back" in thanks
    stance = session.scalars(select(Stance)).one()
    assert (stance.answer, stance.answered_by) == (Answer.JOIN, people.ada.id)


def test_a_no_brings_its_reason(app: Flask, people: People, session: Session) -> None:
    client, path = app.test_client(), f"/in/{ticket(app, people.ada)}/calls/1/no"

    post(client, path, partner=people.town.id, answer="no", reason="wrong area")

    assert session.scalars(select(Stance.reason)).one() == "wrong area"


def test_a_reason_is_kept_for_a_no_only(app: Flask, people: People, session: Session) -> None:
    client, path = app.test_client(), f"/in/{ticket(app, people.ada)}/calls/1/no"

    post(client, path, partner=people.town.id, answer="watch", reason="wrong area")

    assert session.scalars(select(Stance.reason)).one() is None


def test_who_belongs_to_two_partners_says_for_whom(
    app: Flask, people: People, session: Session
) -> None:
    session.add(people.ada)
    people.ada.memberships.append(
        Membership(partner=people.university, role=Role.REPRESENTATIVE)
    )  # fmt: skip
    session.commit()
    session.close()
    client, path = app.test_client(), f"/in/{ticket(app, people.ada)}/calls/1/join"

    shown = client.get(path).text
    post(client, path, partner=people.university.id, answer="join")

    assert "For whom?" in shown
    assert session.scalars(select(Stance.partner_id)).one() == people.university.id


def test_nobody_answers_for_a_partner_of_others(
    app: Flask, people: People, session: Session
) -> None:
    client, path = app.test_client(), f"/in/{ticket(app, people.ada)}/calls/1/join"

    answer = post(client, path, partner=people.university.id, answer="join")

    assert answer.status_code == 409
    assert session.scalars(select(Stance)).all() == []
    assert "Ada" not in client.get("/calls").text


@pytest.mark.parametrize("word", ["perhaps", "JOIN", "1"])
def test_an_answer_that_does_not_exist_is_not_asked(app: Flask, people: People, word: str) -> None:
    assert app.test_client().get(f"/in/{ticket(app, people.ada)}/calls/1/{word}").status_code == 404


def test_a_kept_letter_holds_no_ticket_and_a_sent_one_does() -> None:
    kept = f'<a href="{link("/calls/1?a=b")}">x</a>\n{answer_link(1, "join")}'

    sent = sealed(kept, "https://samsok.example/", "TICKET")

    assert "TICKET" not in kept
    assert 'href="https://samsok.example/in/TICKET?next=%2Fcalls%2F1%3Fa%3Db"' in sent
    assert "\nhttps://samsok.example/in/TICKET/calls/1/join" in sent


def test_a_placeholder_in_others_words_gets_no_ticket() -> None:
    kept = "https://evil.example/?x=~site~/in/~ticket~?y ~ticket~"

    assert "TICKET" not in sealed(kept, "https://samsok.example", "TICKET")


def test_a_ticket_is_good_for_thirty_days_and_with_one_secret() -> None:
    written = Tickets(b"a", lambda: NOON).write(7)

    assert Tickets(b"a", lambda: NOON + timedelta(days=30)).holder(written)[::2] == (7, False)
    with pytest.raises(Expired):
        Tickets(b"a", lambda: NOON + timedelta(days=30, seconds=1)).holder(written)
    with pytest.raises(Forged):
        Tickets(b"b", lambda: NOON).holder(written)
