"""What a letter's ticket opens, and what it does not."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import WebSession
from tests.conftest import NOON, People
from tests.pages import letters_ticket, post, visitor
from tests.signing_in import Watch, app, is_in, letter, people, watch

__all__ = ["app", "people", "watch"]  # fixtures


def test_a_letters_ticket_does_not_open_the_account(app: Flask, people: People) -> None:
    client = app.test_client()
    post(client, f"/in/{letters_ticket(app, people.ada)}", next="/calls")

    answer = client.get("/account")

    assert is_in(client)
    assert (answer.status_code, answer.location) == (303, "/sign-in/more?next=/account")
    assert "kod" in client.get(answer.location).text or "code" in client.get(answer.location).text


def test_a_letters_ticket_gives_no_power_over_others(
    app: Flask, people: People, session: Session
) -> None:
    client = app.test_client()
    entered = post(client, f"/in/{letters_ticket(app, people.cleo)}", next="/overlaps")

    led = client.get("/overlaps")

    assert entered.location == "/sign-in/more?next=/overlaps"
    assert (led.status_code, led.location) == (303, "/sign-in/more?next=/overlaps")
    assert client.get("/account").status_code == 303
    assert 'href="/overlaps"' not in client.get("/calls").text


def test_who_came_by_a_letter_gets_a_fresh_code_and_all_is_open(
    app: Flask, people: People, session: Session
) -> None:
    client = app.test_client()
    post(client, f"/in/{letters_ticket(app, people.ada)}", next="/calls")
    asked = post(client, "/sign-in/fresh", "/sign-in/more?next=/account", next="/account")
    _, code = letter(app, session, NOON)

    answer = post(client, asked.location, code=code, next="/account")

    assert answer.location == "/account"
    assert client.get("/account").status_code == 200
    assert len(session.scalars(select(WebSession)).all()) == 1


def test_an_older_letter_does_not_weaken_who_is_here_already(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)
    page = client.get(f"/in/{letters_ticket(app, people.ada)}?next=/calls")

    assert (page.status_code, page.location) == (303, "/calls")
    assert client.get("/account").status_code == 200


def test_signing_out_everywhere_ends_the_links_of_letters_too(
    app: Flask, people: People, watch: Watch
) -> None:
    old = letters_ticket(app, people.ada)
    watch.wait(seconds=1)
    post(visitor(app, people.ada), "/account/out", "/account")
    new = letters_ticket(app, people.ada)

    shown = app.test_client().get(f"/in/{old}?next=/calls")

    assert shown.status_code == 410
    assert "/sign-in" in shown.text
    assert app.test_client().get(f"/in/{new}").status_code == 200


@pytest.mark.parametrize("path", ["invite", "people/1"])
def test_a_letter_that_was_sent_on_gives_nobody_a_role(
    app: Flask, people: People, path: str
) -> None:
    client = app.test_client()
    post(client, f"/in/{letters_ticket(app, people.ada)}", next="/calls")
    place = f"/partners/{people.town.id}/{path}"

    led = client.get(place)
    sent = post(client, place, "/calls", name="E", email="e@evil.example", roles="representative")

    assert led.location.startswith("/sign-in/more")
    assert sent.status_code == 403
