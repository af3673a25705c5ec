"""Logs hold no addresses, no links that open something, and nothing that was typed."""

import logging
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Person
from papers.masking import masked
from tests.conftest import People
from tests.pages import known, open_site, ticket


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("to ada.sjoberg+x@town.example now", "to …@… now"),
        ("GET /in/MQ.abc.def?next=%2Fcalls HTTP", "GET /in/…?… HTTP"),
        ("GET /in/MQ.abc/calls/1/join", "GET /in/…/calls/1/join"),
        ("POST /s/1.abc-_=", "POST /s/…"),
        ("/calendar/1.abc.ics'", "/calendar/…'"),
        ("https://x.example/a?q=ada&b=1", "https://x.example/a?…"),
        ("Cookie: samsok=eyJ; language=sv", "Cookie: …; language=sv"),
        ("{'csrf_token': 'abc', 'a': 1}", "{'csrf_token': '…', 'a': 1}"),
        ("job broke job=post tries=3", "job broke job=post tries=3"),
    ],
)
def test_a_line_keeps_what_happened_and_not_to_whom(said: str, kept: str) -> None:
    assert masked(said) == kept


def test_a_page_that_breaks_logs_no_ticket_and_no_address(
    engine: Engine, tmp_path: Path, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    people = known(session)
    app: Flask = open_site(engine, tmp_path)
    secret = ticket(app, people.ada)

    def broken(**said: str) -> str:
        raise RuntimeError(f"{people.ada.email} cannot be read at /in/{secret}")

    broken.policy = lambda person: True  # type: ignore[attr-defined]  # as @policy does
    app.view_functions["people.door"] = broken

    app.test_client().get(f"/in/{secret}?next=/calls/7")

    logged = caplog.text
    assert "RuntimeError" in logged
    assert secret not in logged
    assert "@town" not in logged
    assert "/calls/7" not in logged


def test_an_error_of_the_database_tells_no_values(session: Session, people: People) -> None:
    email = people.ada.email
    session.add(Person(name="Twin", email=email))

    with pytest.raises(IntegrityError) as error:
        session.flush()

    assert email not in str(error.value)


@pytest.mark.parametrize("name", ["gunicorn.error", "gunicorn.access"])
def test_the_servers_own_log_is_masked_too(
    engine: Engine, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    handler = logging.StreamHandler()
    server = logging.getLogger(name)
    server.addHandler(handler)
    try:
        open_site(engine, tmp_path)
        server.error("Error handling request /in/abc?next=/")
    finally:
        server.removeHandler(handler)

    assert "/in/…" in capfd.readouterr().err
