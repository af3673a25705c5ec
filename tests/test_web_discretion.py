"""What signing in tells nobody: by its pages, its letters, their addresses and its answers."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from config import Config, Data, Mail, Site, Web
from models import Letter, Membership, Role, SignIn, Use
from tests.conftest import NOON, People
from tests.pages import letters_ticket, post, visitor
from tests.signing_in import app, ask, is_in, letter, people, watch
from web import create_app
from workflow.outlets import links
from workflow.people.signing_in import write_letters

__all__ = ["app", "people", "watch"]  # fixtures


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
        "///evil.example",
        "/\x0b/evil.example",
    ],
)
def test_signing_in_leads_to_no_other_site(
    app: Flask, people: People, session: Session, path: str
) -> None:
    client = app.test_client()
    ask(client, people.ada.email, path)
    _, code = letter(app, session, NOON)

    assert post(client, "/sign-in/code", code=code, next=path).location == "/"


def test_addresses_in_letters_come_from_the_settings_not_from_the_request(
    engine: Engine, tmp_path: Path, people: People, session: Session
) -> None:
    config = Config(data=Data(folder=str(tmp_path)), site=Site(url="http://samsok.example"))
    app = create_app(config, engine, lambda: NOON)
    client = app.test_client()

    strange = client.get("/sign-in", headers={"Host": "evil.example"})
    page = client.get(
        "/sign-in", headers={"X-Forwarded-Host": "evil.example"}, base_url="http://samsok.example"
    )

    assert strange.status_code == 400
    assert page.status_code == 200
    assert "evil" not in page.text


def test_pages_of_signing_in_are_kept_by_nobody_and_tell_no_address(
    app: Flask, people: People
) -> None:
    shown = app.test_client().get("/sign-in")

    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Referrer-Policy"] == "no-referrer"


def test_asking_does_not_even_look_whose_the_address_is(
    app: Flask, people: People, session: Session
) -> None:
    ask(app.test_client(), people.ada.email)
    ask(app.test_client(), "nobody@town.example")

    rows = session.scalars(select(SignIn)).all()

    assert [row.person_id for row in rows] == [None, None]
    assert not [row for row in rows if "ada" in row.mark]


def test_the_outbox_hides_what_signs_in_unless_it_is_the_only_way_to_read_letters(
    engine: Engine, tmp_path: Path, people: People, session: Session
) -> None:
    session.add(Membership(person_id=people.cleo.id, partner_id=people.hub.id, role=Role.OPERATOR))
    session.commit()
    shown = []
    for mail in (Mail(), Mail(host="mail.example")):
        config = Config(
            data=Data(folder=str(tmp_path)), site=Site(url="http://localhost"), mail=mail
        )
        app = create_app(config, engine, lambda: NOON)
        ask(app.test_client(), people.ada.email)
        link, code = letter(app, session, NOON)
        number = session.scalars(select(func.max(Letter.id))).one()
        session.close()
        page = visitor(app, people.cleo).get(f"/outbox/{number}").text
        shown.append((code in page, link in page))

    assert shown == [(True, True), (False, False)]


def test_a_calendars_address_is_the_persons_own_and_can_be_taken_back(
    app: Flask, people: People, session: Session
) -> None:
    client, secret = visitor(app, people.ada), app.config["SECRET_KEY"]

    tokens = []
    for path in ("/account/links/calendar", "/account/links/calendar"):
        post(client, path, "/account")
        found = re.search(r"http://localhost/calendar/([^\"]+)\.ics", client.get("/account").text)
        assert found
        tokens.append(found[1])
    readers = [links.opened_by(session, secret, token, Use.CALENDAR) for token in tokens]
    session.close()
    post(client, "/account/links/calendar/end", "/account")

    assert [reader and reader.person_id for reader in readers] == [None, people.ada.id]
    gone = links.opened_by(session, secret, tokens[1], Use.CALENDAR)
    session.close()
    assert gone is None
    assert app.test_client().get(f"/s/{tokens[1]}").status_code == 410
    assert app.test_client().get(f"/in/{tokens[1]}").status_code == 404


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "Så behandlar vi personuppgifter"), ("en", "How we treat personal data")],
)
def test_the_privacy_page_tells_the_times_of_the_settings(
    app: Flask, language: str, said: str
) -> None:
    shown = app.test_client().get("/privacy", headers={"Accept-Language": language}).text

    assert said in shown
    assert "24" in shown
    assert "operator@localhost" in shown


@pytest.mark.parametrize(("proxies", "passed"), [(0, 20), (1, 30)])
def test_only_a_proxy_of_ours_says_where_somebody_is(
    engine: Engine, tmp_path: Path, people: People, proxies: int, passed: int
) -> None:
    config = Config(
        data=Data(folder=str(tmp_path)), site=Site(url="http://localhost"),
        web=Web(proxies=proxies),
    )  # fmt: skip
    client = create_app(config, engine, lambda: NOON).test_client()
    found = re.search(r'csrf_token" value="([^"]+)', client.get("/sign-in").text)
    assert found

    answers = [
        client.post(
            "/sign-in",
            data={"csrf_token": found[1], "email": f"nobody{number}@town.example"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code
        for number in range(30)
    ]

    assert answers.count(303) == passed


def test_who_belongs_to_no_partner_is_a_stranger(
    app: Flask, people: People, session: Session
) -> None:
    ask(app.test_client(), people.ada.email)
    link, _ = letter(app, session, NOON)
    session.execute(delete(Membership).where(Membership.person_id == people.ada.id))
    session.commit()
    client = app.test_client()
    ask(client, people.ada.email)
    write_letters(session, app.config["SECRET_KEY"], NOON)
    session.commit()
    letters = session.scalars(select(Letter.id)).all()
    session.close()
    post(client, f"/in/{letters_ticket(app, people.ada)}", next="/calls")

    assert len(letters) == 1
    assert app.test_client().get(f"/s/{link}").status_code == 410
    assert not is_in(client)
