"""How long somebody stays signed in, where, and how all of it ends."""

import re

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Membership, Person, Role, WebSession
from papers.keys import hashed
from tests.conftest import NOON, People
from tests.pages import post, visitor
from tests.signing_in import Watch, app, ask, is_in, letter, people, watch

__all__ = ["app", "people", "watch"]  # fixtures


def test_a_session_of_the_cookie_alone_opens_nothing_after_signing_out(
    app: Flask, people: People
) -> None:
    client = visitor(app, people.ada)
    cookie = client.get_cookie("samsok")
    assert cookie is not None
    post(client, "/out", "/calls")

    thief = app.test_client()
    thief.set_cookie("samsok", cookie.value)

    assert not is_in(thief)


def test_signing_in_gives_a_new_token_and_ends_the_old(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)
    cookie = client.get_cookie("samsok")
    assert cookie is not None

    again = visitor(app, people.ada)
    with again.session_transaction() as other:
        assert other["token"] not in cookie.value
    post(client, "/out", "/calls")
    assert is_in(again)


def test_coordinators_are_out_after_an_hour_without_doing_anything(
    app: Flask, people: People, watch: Watch
) -> None:
    client = visitor(app, people.cleo)
    watch.wait(minutes=59)
    still = is_in(client)
    watch.wait(minutes=59)
    seen = is_in(client)
    watch.wait(minutes=60)

    assert (still, seen, is_in(client)) == (True, True, False)


def test_coordinators_are_out_after_twelve_hours_whatever_they_do(
    app: Flask, people: People, watch: Watch
) -> None:
    client = visitor(app, people.cleo)
    for _ in range(13):
        watch.wait(minutes=55)
        assert is_in(client)
    watch.wait(minutes=6)

    assert not is_in(client)


def test_others_stay_for_days(app: Flask, people: People, watch: Watch) -> None:
    client = visitor(app, people.ada)
    watch.wait(days=13)
    still = is_in(client)
    watch.wait(days=14)

    assert (still, is_in(client)) == (True, False)


def test_who_becomes_something_gets_a_new_token(
    app: Flask, people: People, session: Session
) -> None:
    client = visitor(app, people.ada)
    before = session.scalars(select(WebSession.hash)).one()
    session.add(Membership(person_id=people.ada.id, partner_id=people.hub.id, role=Role.OPERATOR))
    session.commit()
    session.close()

    assert is_in(client)
    assert is_in(client)

    assert session.scalars(select(WebSession.hash)).one() != before


def test_all_sessions_are_listed_and_one_elsewhere_can_be_ended(
    app: Flask, people: People, session: Session
) -> None:
    here, there = visitor(app, people.ada), visitor(app, people.ada)
    shown = here.get("/account").text
    numbers = re.findall(r"/account/sessions/(\d+)/end", shown)
    with there.session_transaction() as cookie:
        other = session.scalars(select(WebSession.id).filter_by(hash=hashed(cookie["token"]))).one()
    session.close()

    post(here, f"/account/sessions/{other}/end", "/account")

    assert len(numbers) == 2
    assert (is_in(here), is_in(there)) == (True, False)


def test_nobody_ends_sessions_of_others(app: Flask, people: People, session: Session) -> None:
    ada, ben = visitor(app, people.ada), visitor(app, people.ben)
    with ben.session_transaction() as cookie:
        other = session.scalars(select(WebSession.id).filter_by(hash=hashed(cookie["token"]))).one()
    session.close()

    post(ada, f"/account/sessions/{other}/end", "/account")

    assert is_in(ben)


def test_signing_out_everywhere_ends_all_and_the_letters_that_were_asked_for(
    app: Flask, people: People, session: Session
) -> None:
    here, there = visitor(app, people.ada), visitor(app, people.ada)
    ask(app.test_client(), people.ada.email)
    link, _ = letter(app, session, NOON)

    post(here, "/account/out", "/account")

    assert (is_in(here), is_in(there)) == (False, False)
    assert app.test_client().get(f"/s/{link}").status_code == 410


def test_who_was_erased_comes_in_no_more(app: Flask, people: People, session: Session) -> None:
    client = visitor(app, people.ada)
    session.get_one(Person, people.ada.id).erased_at = NOON
    session.commit()
    session.close()

    assert not is_in(client)
