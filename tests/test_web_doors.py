"""Doors: closed unless they say otherwise, and nothing passes that was not asked for."""

import re
import subprocess
import sys
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models import Event, Membership, Partner, Person, Role, Stance
from models.database import reading
from tests.conftest import People
from tests.pages import known, open_site, post, ticket, visitor
from web.doors import policy_of

STATIC = Path(__file__).parents[1] / "web" / "static"


@pytest.fixture
def people(session: Session) -> People:
    return known(session)


def test_every_page_says_who_may_come(app: Flask) -> None:
    silent = [rule.rule for rule in app.url_map.iter_rules() if not policy_of(app, rule.endpoint)]

    assert silent == []


def test_a_page_that_does_not_say_is_closed(app: Flask) -> None:
    app.add_url_rule("/forgotten", view_func=lambda: "secret")

    shown = app.test_client().get("/forgotten")

    assert shown.status_code == 403
    assert "secret" not in shown.text


def test_the_pages_start_without_what_only_matching_needs() -> None:
    listed = "import sys, web; print(*sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", listed],
        cwd=STATIC.parents[1], capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip

    assert "web" in done.stdout.split()
    assert {"sklearn", "scipy", "numpy", "rdflib"} & set(done.stdout.split()) == set()


def test_a_get_cannot_write(engine: Engine) -> None:
    with Session(reading(engine)) as session:
        session.add(Partner(name="Town"))

        with pytest.raises(OperationalError, match="readonly"):
            session.flush()


def test_no_page_changes_anything_when_it_is_looked_at(
    app: Flask, people: People, session: Session
) -> None:
    client = visitor(app, people.ada)
    before = session.scalars(select(Event.id)).all()
    session.rollback()

    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            with app.test_request_context():
                values = {
                    "id": 1,
                    "ticket": ticket(app, people.ada),
                    "answer": "join",
                    "form": "rss",
                }
                path = app.url_map.bind("localhost").build(
                    rule.endpoint, {name: values.get(name, 1) for name in rule.arguments}
                )
            assert client.get(path).status_code < 500, path
            assert client.head(path).status_code < 500, path

    assert session.scalars(select(Event.id)).all() == before
    assert session.scalars(select(Stance)).all() == []


@pytest.mark.parametrize("form", [{}, {"csrf_token": "made-up"}])
def test_a_form_without_our_token_is_refused(
    app: Flask, people: People, session: Session, form: dict[str, str]
) -> None:
    client = visitor(app, people.ada)

    answer = client.post("/calls/1/stance", data={"partner": 1, "answer": "join", **form})

    assert answer.status_code == 400
    assert "open too long" in answer.text
    assert session.scalars(select(Stance)).all() == []


def test_another_persons_token_is_refused(app: Flask, people: People) -> None:
    ada, ben = visitor(app, people.ada), visitor(app, people.ben)
    found = re.search(r'csrf_token" value="([^"]+)', ben.get("/calls").text)
    assert found

    answer = ada.post("/calls/1/stance", data={"csrf_token": found[1], "partner": 1})

    assert answer.status_code == 400


def test_another_site_cannot_answer_for_us(app: Flask, people: People, session: Session) -> None:
    client = visitor(app, people.ada)
    found = re.search(r'csrf_token" value="([^"]+)', client.get("/calls/1").text)
    assert found

    answer = client.post(
        "/calls/1/stance",
        data={"csrf_token": found[1], "partner": 1, "answer": "join"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
    assert session.scalars(select(Stance)).all() == []


def test_no_answer_lets_anything_inline_run(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)

    for path in ("/calls", "/calls/1", "/static/app.css", "/nowhere"):
        with client.get(path) as shown:
            policy = shown.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert shown.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_have_no_inline_style_or_script(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)

    for path in ("/calls", "/calls/1", "/partners", "/sources"):
        page = client.get(path).text
        assert not re.search(r"<style|<script(?! src=)|\sstyle=|\son[a-z]+=", page), path


def test_pages_of_a_person_are_kept_by_nobody(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)

    assert client.get("/calls").headers["Cache-Control"] == "no-store"
    assert app.test_client().get("/calls").headers["Cache-Control"] == "private, no-cache"


def test_a_file_may_be_kept_for_ever_by_the_address_of_its_content(app: Flask) -> None:
    client = app.test_client()
    found = re.search(r'href="(/static/app\.css\?v=[0-9a-f]+)"', client.get("/calls").text)
    assert found

    with client.get(found[1]) as hashed, client.get("/static/app.css") as bare:
        assert "immutable" in hashed.headers["Cache-Control"]
        assert bare.headers["Cache-Control"] == "no-cache"


def test_a_host_that_is_not_ours_gets_nothing(app: Flask) -> None:
    answer = app.test_client().get("/calls", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_behind_https_the_cookie_stays_on_its_host(
    engine: Engine, tmp_path: Path, people: People
) -> None:
    app = open_site(engine, tmp_path, "https://samsok.example")
    client = app.test_client()

    shown = client.get(f"/in/{ticket(app, people.ada)}", base_url="https://samsok.example")

    assert shown.headers["Set-Cookie"].startswith("__Host-samsok=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(
        shown.headers["Set-Cookie"].split("; ")
    )
    assert "max-age=31536000" in shown.headers["Strict-Transport-Security"]


def test_what_is_too_big_is_refused_with_a_sentence(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)

    answer = client.post("/calls/1/stance", data={"reason": "x" * (2 << 20)})

    assert answer.status_code == 413
    assert "at most 1 MB" in answer.text


def test_a_page_that_breaks_says_so_in_the_shell_and_saves_nothing(
    app: Flask, people: People, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visitor(app, people.ada)
    monkeypatch.setitem(app.view_functions, "calls.every", broken)

    shown = client.get("/calls")

    assert shown.status_code == 500
    assert "Something went wrong with us" in shown.text
    assert "Skip to the content" in shown.text


def broken() -> str:
    raise RuntimeError("a fault of ours")


broken.policy = lambda person: True  # type: ignore[attr-defined]  # as @policy does


def test_a_missing_page_leads_back(app: Flask) -> None:
    shown = app.test_client().get("/nowhere", headers={"Accept-Language": "sv"})

    assert shown.status_code == 404
    assert "Sidan finns inte" in shown.text
    assert 'href="/"' in shown.text


def test_the_browser_chooses_the_language_until_the_visitor_does(app: Flask) -> None:
    client = app.test_client()
    assert '<html lang="en">' in client.get("/calls", headers={"Accept-Language": "en"}).text

    answer = post(client, "/language", "/calls", language="sv", next="/calls?tab=open")

    assert answer.location == "/calls?tab=open"
    assert '<html lang="sv">' in client.get("/calls", headers={"Accept-Language": "en"}).text


def test_a_persons_language_is_remembered(app: Flask, people: People, session: Session) -> None:
    client = visitor(app, people.ada)

    post(client, "/language", "/calls", language="sv", next="/calls")

    assert '<html lang="sv">' in client.get("/calls").text
    assert session.scalars(select(Person.language).where(Person.name == "Ada")).one() == "sv"


def test_an_unknown_language_is_refused(app: Flask) -> None:
    answer = post(app.test_client(), "/language", "/calls", language="xx")

    assert answer.status_code == 400


def test_the_menu_holds_what_is_open_to_the_visitor(
    app: Flask, people: People, session: Session
) -> None:
    session.add(people.cleo)
    people.cleo.memberships.append(Membership(partner=people.hub, role=Role.OPERATOR))
    session.commit()
    session.close()

    assert 'href="/settings"' not in visitor(app, people.ada).get("/calls").text
    assert 'href="/settings"' in visitor(app, people.cleo).get("/calls").text


def test_who_signs_out_is_nobody(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)

    post(client, "/out", "/calls")

    assert "Ada" not in client.get("/calls").text


def test_what_others_made_is_unchanged_and_has_its_licence() -> None:
    vendor = STATIC / "vendor"
    listed = tomllib.loads((vendor / "VENDOR.toml").read_text(encoding="utf-8"))["file"]

    for each in listed:
        assert sha256((vendor / each["file"]).read_bytes()).hexdigest() == each["sha256"]
        assert (vendor / each["file"]).with_name("LICENSE").stat().st_size > 100
    kept = {str(path.relative_to(vendor)) for path in vendor.glob("*/*") if path.name != "LICENSE"}
    assert kept == {each["file"] for each in listed}
