"""Signing in by an organisation of one's own, against a real OpenID provider in a process."""

import json
import os
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator, MutableMapping
from hashlib import sha256
from pathlib import Path
from socket import create_connection, create_server
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from config import Config, Data, Oidc, SignIn, Site
from models import How, WebSession
from tests.conftest import NOON, People
from tests.pages import known
from web import create_app, right_now

USERS: dict[str, dict[str, object]] = {
    "a": {"email": "ada@town.example", "email_verified": True},
    "b": {"email": "ben@uni.example", "email_verified": False},
    "c": {"email": "cleo@hub.example", "email_verified": True},
    "d": {"email": "nobody@town.example", "email_verified": True},
    "e": {"email": "ben@uni.example"},
}


class Stay(HTTPRedirectHandler):
    """Go nowhere by itself: the test looks at where it would go."""

    def redirect_request(self, *said: object) -> None:
        return None


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    users = [f"--user-claims={json.dumps({'sub': sub, **said})}" for sub, said in USERS.items()]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", f"--port={port}", *users]
    with subprocess.Popen(
        [*command, "--require-nonce"], stderr=subprocess.DEVNULL, env=dict(os.environ)
    ) as process:
        for _ in range(300):
            try:
                create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://localhost:{port}"
        process.terminate()


DOMAINS = ("town.example", "uni.example", "hub.example")


def site(
    engine: Engine, folder: Path, issuer: str, *, second: bool = False,
    domains: tuple[str, ...] = DOMAINS,
) -> Flask:  # fmt: skip
    oidc = Oidc(
        issuer=issuer, client_id="samsok", client_secret="x", name="Staden", domains=domains,
        second_factor=second,
    )  # fmt: skip
    config = Config(
        data=Data(folder=str(folder)), site=Site(url="http://localhost"), sign_in=SignIn(oidc=oidc)
    )
    return create_app(config, engine, right_now)


@pytest.fixture
def app(engine: Engine, tmp_path: Path, provider: str) -> Flask:
    return site(engine, tmp_path, provider)


@pytest.fixture
def people(session: Session) -> People:
    return known(session)


def agreed(there: str, sub: str) -> str:
    """Say at the provider who one is; return the address that it sends the browser back to."""
    form = urlencode({"sub": sub}).encode()
    try:
        build_opener(Stay).open(Request(there, form, method="POST"))
    except Exception as answer:
        return str(answer.headers["Location"])  # type: ignore[attr-defined]  # an HTTPError
    raise AssertionError("the provider does not send back")


def through(client: FlaskClient, sub: str, onward: str = "/calls") -> str:
    """Leave for the organisation, and return the path that the browser comes back by."""
    there = client.get("/sign-in/organisation", query_string={"next": onward}).location
    back = urlsplit(agreed(there, sub))
    return f"{back.path}?{back.query}"


def test_who_the_organisation_and_the_partnership_know_is_signed_in(
    app: Flask, people: People, session: Session
) -> None:
    client = app.test_client()

    answer = client.get(through(client, "a", "/account"))

    assert (answer.status_code, answer.location) == (303, "/account")
    assert "Ada" in client.get("/account").text
    assert session.scalars(select(WebSession.how)).one() is How.ORGANISATION


def test_the_browser_is_sent_with_state_nonce_and_a_challenge_and_comes_back_to_our_address(
    app: Flask, people: People
) -> None:
    sent = urlsplit(app.test_client().get("/sign-in/organisation").location)

    asked = parse_qs(sent.query)
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert asked["redirect_uri"] == ["http://localhost/sign-in/organisation/back"]
    assert asked["code_challenge_method"] == ["S256"]


@pytest.mark.parametrize("sub", ["b", "d", "e"])
def test_an_address_that_is_not_verified_or_not_known_opens_nothing(
    app: Flask, people: People, session: Session, sub: str
) -> None:
    client = app.test_client()

    answer = client.get(through(client, sub))

    assert answer.status_code == 403
    assert session.scalars(select(WebSession)).all() == []


def test_the_way_back_is_good_in_the_browser_that_left_only(
    app: Flask, people: People, session: Session
) -> None:
    path = through(app.test_client(), "a")

    answer = app.test_client().get(path)

    assert answer.status_code == 502
    assert session.scalars(select(WebSession)).all() == []


def test_the_way_back_is_good_once(app: Flask, people: People, session: Session) -> None:
    client = app.test_client()
    path = through(client, "a")
    client.get(path)

    assert client.get(path).status_code == 502


def test_another_state_is_refused(app: Flask, people: People) -> None:
    client = app.test_client()
    path = through(client, "a")

    assert client.get(path.replace("state=", "state=x")).status_code == 502


def test_an_organisation_is_not_believed_of_addresses_elsewhere(
    engine: Engine, tmp_path: Path, provider: str, people: People, session: Session
) -> None:
    app = site(engine, tmp_path, provider, domains=("Uni.example", "wn.example"))
    client = app.test_client()

    answer = client.get(through(client, "a"))

    assert answer.status_code == 403
    assert session.scalars(select(WebSession)).all() == []


def test_an_answer_to_another_question_is_refused(
    app: Flask, people: People, session: Session
) -> None:
    client = app.test_client()
    path = through(client, "a")
    with client.session_transaction() as cookie:
        kept(cookie)["nonce"] = "x" * 20
        cookie.modified = True

    answer = client.get(path)

    assert answer.status_code == 502
    assert session.scalars(select(WebSession)).all() == []


def test_the_challenge_is_that_of_a_verifier_that_only_this_browsers_cookie_has(
    app: Flask, people: People
) -> None:
    client = app.test_client()
    sent = client.get("/sign-in/organisation").location

    with client.session_transaction() as cookie:
        verifier = kept(cookie)["code_verifier"]

    digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    assert parse_qs(urlsplit(sent).query)["code_challenge"] == [digest]
    assert verifier not in sent


def kept(cookie: MutableMapping[str, Any]) -> dict[str, Any]:
    """Return what the browser's session keeps of the question that it left with."""
    [question] = [cookie[each] for each in cookie if each.startswith("_state_organisation")]
    found: dict[str, Any] = question["data"]
    return found


def test_the_organisation_leads_to_no_other_site(app: Flask, people: People) -> None:
    client = app.test_client()

    assert client.get(through(client, "a", "//evil.example")).location == "/"


def test_a_coordinators_second_factor_is_asked_for_unless_the_organisation_asks_for_one(
    engine: Engine, tmp_path: Path, provider: str, people: People
) -> None:
    one, other = site(engine, tmp_path, provider), site(engine, tmp_path, provider, second=True)
    first, second = one.test_client(), other.test_client()

    asked = first.get(through(first, "c", "/overlaps")).location
    trusted = second.get(through(second, "c", "/overlaps")).location

    assert asked == "/sign-in/more?next=/overlaps"
    assert trusted == "/overlaps"
    assert second.get("/overlaps").status_code == 200


def test_an_organisation_that_does_not_answer_is_said_kindly(
    engine: Engine, tmp_path: Path, people: People
) -> None:
    with create_server(("127.0.0.1", 0)) as free:
        gone = f"http://localhost:{free.getsockname()[1]}"
    app = site(engine, tmp_path, gone)

    shown = app.test_client().get("/sign-in/organisation", headers={"Accept-Language": "sv"})

    assert shown.status_code == 502
    assert "Din organisation svarade inte" in shown.text


def test_the_button_stands_where_the_settings_name_an_organisation(
    app: Flask, engine: Engine, tmp_path: Path, people: People
) -> None:
    plain = create_app(Config(data=Data(folder=str(tmp_path))), engine, lambda: NOON)

    assert "Staden" in app.test_client().get("/sign-in").text
    assert "Staden" not in plain.test_client().get("/sign-in").text
    assert plain.test_client().get("/sign-in/organisation").status_code == 404


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ({"issuer": "https://login.example"}, "client_id"),
        ({"issuer": "https://login.example", "client_id": "x"}, "domains"),
        ({"issuer": "http://login.example", "client_id": "x", "domains": ("*",)}, "https://"),
    ],
)
def test_an_organisation_that_cannot_be_asked_safely_is_refused(
    said: dict[str, str], trouble: str
) -> None:
    with pytest.raises(ValueError, match=trouble):
        Oidc(**said)  # type: ignore[arg-type]  # words only
