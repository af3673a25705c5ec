"""The second factor: codes of an app, codes on paper, and who is asked for it."""

import re
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Letter, RecoveryCode
from tests.conftest import People
from tests.pages import letters_ticket, post, visitor
from tests.signing_in import Watch, app, ask, letter, people, watch

__all__ = ["app", "people", "watch"]  # fixtures


def with_app(client: FlaskClient, watch: Watch) -> tuple[pyotp.TOTP, list[str]]:
    """Set an app up as its owner does; return it, and the codes for paper."""
    begun = post(client, "/account/app", "/account")
    shown = client.get(begun.location).text
    found = re.search(r'<code class="break">([A-Z2-7]+)</code>', shown)
    assert found
    totp = pyotp.TOTP(found[1])
    done = post(client, "/account/app/code", "/account/app", code=totp.at(watch()))
    assert done.status_code == 200, done.text
    return totp, re.findall(r"<li><code>([a-z0-9-]+)</code>", done.text)


def by_mail(app: Flask, session: Session, email: str, watch: Watch, onward: str) -> FlaskClient:
    """Sign in by a letter's code."""
    client = app.test_client()
    ask(client, email, onward)
    _, code = letter(app, session, watch())
    post(client, "/sign-in/code", code=code, next=onward)
    return client


def test_the_picture_has_no_style_and_no_script(app: Flask, people: People, watch: Watch) -> None:
    client = visitor(app, people.ada)
    begun = post(client, "/account/app", "/account")

    shown = client.get(begun.location).text

    assert "<svg" in shown
    assert not re.search(r"<style|<script(?! src=)|\sstyle=|\son[a-z]+=", shown)


def test_the_app_is_asked_for_when_its_owner_signs_in(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    totp, _ = with_app(visitor(app, people.ada), watch)
    watch.wait(minutes=2)
    client = by_mail(app, session, people.ada.email, watch, "/account")
    closed = client.get("/account")

    answer = post(client, "/sign-in/more", code=totp.at(watch()), next="/account")

    assert closed.location == "/sign-in/more?next=/account"
    assert answer.location == "/account"
    assert client.get("/account").status_code == 200


def test_a_code_is_not_taken_twice(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    totp, _ = with_app(visitor(app, people.ada), watch)
    watch.wait(minutes=2)
    first = by_mail(app, session, people.ada.email, watch, "/account")
    second = by_mail(app, session, people.ada.email, watch, "/account")
    code = totp.at(watch())

    answers = [post(each, "/sign-in/more", code=code).status_code for each in (first, second)]

    assert answers == [303, 422]


def test_the_code_that_set_the_app_up_is_not_taken_again(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    totp, _ = with_app(visitor(app, people.ada), watch)
    client = by_mail(app, session, people.ada.email, watch, "/account")

    assert post(client, "/sign-in/more", code=totp.at(watch())).status_code == 422


@pytest.mark.parametrize(("late", "taken"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_wrong(
    app: Flask, people: People, session: Session, watch: Watch, late: int, taken: bool
) -> None:
    totp, _ = with_app(visitor(app, people.ada), watch)
    watch.wait(minutes=5)
    client = by_mail(app, session, people.ada.email, watch, "/account")

    answer = post(client, "/sign-in/more", code=totp.at(watch() + timedelta(seconds=late)))

    assert (answer.status_code == 303) is taken


def test_five_wrong_codes_are_enough(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    totp, _ = with_app(visitor(app, people.ada), watch)
    watch.wait(minutes=2)
    client = by_mail(app, session, people.ada.email, watch, "/account")
    for _ in range(5):
        assert post(client, "/sign-in/more", code="000000").status_code == 422

    stopped = post(client, "/sign-in/more", code=totp.at(watch()))
    watch.wait(minutes=5)

    assert stopped.status_code == 429
    assert post(client, "/sign-in/more", code=totp.at(watch())).status_code == 303


def test_a_code_on_paper_is_good_once(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    _, papers = with_app(visitor(app, people.ada), watch)
    client = by_mail(app, session, people.ada.email, watch, "/account")
    again = by_mail(app, session, people.ada.email, watch, "/account")

    typed = papers[3].upper().replace("-", " ")
    answers = [post(each, "/sign-in/more", recovery=typed).status_code for each in (client, again)]

    assert len(papers) == 10
    assert answers == [303, 422]
    assert not set(papers) & set(session.scalars(select(RecoveryCode.hash)))


def test_new_codes_on_paper_replace_the_old(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    owner = visitor(app, people.ada)
    _, old = with_app(owner, watch)
    post(owner, "/account/codes", "/account")
    client = by_mail(app, session, people.ada.email, watch, "/account")

    assert post(client, "/sign-in/more", recovery=old[0]).status_code == 422


def test_the_owner_is_written_to_when_it_changes(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    owner = visitor(app, people.ada)
    with_app(owner, watch)
    watch.wait(minutes=1)
    post(owner, "/account/app/remove", "/account")

    letters = session.scalars(select(Letter.kind).where(Letter.person_id == people.ada.id)).all()

    assert letters == ["secured", "secured"]
    assert session.scalars(select(RecoveryCode)).all() == []


def test_whoever_has_a_letter_cannot_remove_the_second_factor(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    with_app(visitor(app, people.ada), watch)
    client = by_mail(app, session, people.ada.email, watch, "/account")

    answer = post(client, "/account/app/remove", "/sign-in/more")

    assert answer.status_code == 403


def test_within_the_grace_a_coordinator_is_reminded_and_may_go_on(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    client = by_mail(app, session, people.cleo.email, watch, "/overlaps")
    reminded = client.get("/sign-in/more?next=/overlaps").text

    assert "26 januari 2026" in reminded.replace("\xa0", " ")
    assert client.get("/overlaps").status_code == 200


def test_after_the_grace_a_coordinator_sets_it_up_first(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    by_mail(app, session, people.cleo.email, watch, "/overlaps")
    watch.wait(days=14)
    client = by_mail(app, session, people.cleo.email, watch, "/overlaps")

    led = client.get("/overlaps")
    with_app(client, watch)

    assert led.location == "/sign-in/more?next=/overlaps"
    assert client.get("/overlaps").status_code == 200


def test_after_the_grace_others_need_none(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    by_mail(app, session, people.ada.email, watch, "/account")
    watch.wait(days=400)

    client = by_mail(app, session, people.ada.email, watch, "/account")

    assert client.get("/account").status_code == 200


def test_a_letter_and_the_second_factor_together_open_all(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    totp, _ = with_app(visitor(app, people.cleo), watch)
    watch.wait(minutes=2)
    client = app.test_client()
    post(client, f"/in/{letters_ticket(app, people.cleo)}", next="/overlaps")
    assert client.get("/overlaps").status_code == 303

    post(client, "/sign-in/more", code=totp.at(watch()), next="/overlaps")

    assert client.get("/overlaps").status_code == 200


def test_showing_the_second_factor_gives_a_new_token(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    totp, _ = with_app(visitor(app, people.ada), watch)
    watch.wait(minutes=2)
    client = by_mail(app, session, people.ada.email, watch, "/account")
    before = client.get_cookie("samsok")
    assert before is not None

    post(client, "/sign-in/more", code=totp.at(watch()), next="/account")
    thief = app.test_client()
    thief.set_cookie("samsok", before.value)

    assert client.get("/account").status_code == 200
    assert thief.get("/account").status_code == 403


def test_a_letters_ticket_of_a_person_with_powers_leads_to_what_is_missing(
    app: Flask, people: People
) -> None:
    client = app.test_client()

    answer = post(client, f"/in/{letters_ticket(app, people.cleo)}", next="/calls")
    onward = client.get(answer.location).text

    assert 'href="/calls"' in onward
