"""Hooks are told of each thing once, sealed, and left alone when they do not answer."""

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.hooks import LIMITS, hooks
from lexicon.terms import Band, Status
from models import (
    Answer,
    Call,
    CallChange,
    Errand,
    Happening,
    Hook,
    Interest,
    Letter,
    Match,
    Membership,
    Person,
    Role,
    Stance,
)
from papers.hooks import WINDOW, genuine, secret_of, signature
from scrapers.limits import Limits
from tests.conftest import NOON, People
from tests.mailing import SECRET
from tests.pages import known, open_site, post, visitor
from workflow.outlets.happenings import Site
from workflow.outlets.hooks import WAITS, add

SITE = Site("Samsök", "https://samsok.example", "Europe/Stockholm")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Chat(ThreadingHTTPServer):
    """A chat's address on this machine; it keeps what it is told, and answers as it is told to."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Listener)
        self.told: list[tuple[dict[str, str], bytes]] = []
        self.status, self.place = 200, ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/room"

    @property
    def limits(self) -> Limits:
        return replace(LIMITS, trusted=frozenset({f"127.0.0.1:{self.server_port}"}))


class Listener(BaseHTTPRequestHandler):
    server: Chat

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.place:
            self.send_header("Location", self.server.place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.server.told.append(({}, b"asked for"))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *words: object) -> None:
        pass


@pytest.fixture
def chat() -> Iterator[Chat]:
    with Chat() as chat:
        threading.Thread(target=chat.serve_forever, daemon=True).start()
        yield chat
        chat.shutdown()


def tell(engine: Engine, chat: Chat, now: datetime = NOON, name: str = "a") -> int:
    return hooks(
        engine, SITE, SECRET, agent="samsok", name=name, clock=lambda: now, limits=chat.limits
    )  # fmt: skip


def hooked(engine: Engine, chat: Chat, *happenings: Happening) -> int:
    with Session(engine) as session, session.begin():
        return add(session, "Chat", chat.url, happenings or tuple(Happening)[:3], "en", NOON).id


def fitting(interest: Interest) -> Match:
    return Match(
        interest=interest, call_id=1, score=1, band=Band.GOOD, reasons=(), eligibility=(),
        found_at=NOON,
    )  # fmt: skip


@pytest.fixture
def people(engine: Engine, session: Session) -> People:
    """People of two partners whom one call fits."""
    people = known(session)
    with Session(engine) as db, db.begin():
        other = Interest(partner_id=people.university.id, title="Water", text="Water quality")
        for each in (db.scalars(select(Interest)).one(), other):
            db.add(fitting(each))
    return people


def test_a_new_call_that_fits_several_is_told_once_and_sealed(
    engine: Engine, people: People, chat: Chat
) -> None:
    number = hooked(engine, chat)

    assert tell(engine, chat) == 1
    assert tell(engine, chat, NOON + HOUR) == 0

    [(headers, body)] = chat.told
    said = json.loads(body)
    assert said["text"] == (
        "New, and fits Town, University: Cleaner lakes (The Fund). Closes 1 March 2026, 12:00."
        " https://samsok.example/calls/1"
    )
    assert next(iter(said)) == "text"
    assert said["type"] == "samsok.several"
    assert said["data"]["partners"] == ["Town", "University"]
    with Session(engine) as session:
        hook = session.get_one(Hook, number)
        secret = secret_of(SECRET, hook.id, hook.salt)
    assert genuine(secret, headers, body, NOON)
    assert not genuine(secret, headers, body + b" ", NOON)
    assert not genuine(secret_of(b"other", 1, "x"), headers, body, NOON)
    assert not genuine(secret, headers, body, NOON + WINDOW + MINUTE)  # said again by others
    assert not genuine(secret, {**headers, "Webhook-Id": "other"}, body, NOON)


def test_the_seal_is_that_of_the_standard() -> None:
    """The example of standardwebhooks.com, whose libraries receivers have."""
    found = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
        b'{"test": 2432232314}',
    )  # fmt: skip

    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_fits_one_alone_is_not_told(engine: Engine, people: People, chat: Chat) -> None:
    hooked(engine, chat)
    with Session(engine) as session, session.begin():
        session.get_one(Match, 2).lost_at = NOON

    assert tell(engine, chat) == 0


def test_what_was_known_before_the_hook_is_not_told(
    engine: Engine, people: People, chat: Chat
) -> None:
    number = hooked(engine, chat)
    with Session(engine) as session, session.begin():
        session.get_one(Hook, number).added_at = NOON + MINUTE

    assert tell(engine, chat, NOON + HOUR) == 0


def test_a_deadline_that_somebody_works_towards_is_told_twice(
    engine: Engine, people: People, chat: Chat
) -> None:
    hooked(engine, chat, Happening.DEADLINE)
    with Session(engine) as session, session.begin():
        session.add(
            Stance(call_id=1, partner_id=people.town.id, answer=Answer.JOIN, version=1,
                   answered_at=NOON, answered_by=people.ada.id)
        )  # fmt: skip

    days = [day for day in range(50) if tell(engine, chat, NOON + timedelta(days=day))]

    assert [48 - day for day in days] == [14, 3]
    assert json.loads(chat.told[0][1])["text"].startswith("Closes soon: Cleaner lakes")


def test_a_call_that_is_withdrawn_is_told(engine: Engine, people: People, chat: Chat) -> None:
    hooked(engine, chat, Happening.WITHDRAWN)
    with Session(engine) as session, session.begin():
        session.get_one(Call, 1).status = Status.WITHDRAWN
        said = {"field": "status", "old": '"announced"', "new": '"withdrawn"'}
        session.add(CallChange(call_id=1, noticed_at=NOON + MINUTE, **said))

    assert tell(engine, chat, NOON + HOUR) == 1
    assert "Withdrawn: Cleaner lakes" in json.loads(chat.told[0][1])["text"]


def test_a_title_calls_nobody_in_a_chat(engine: Engine, people: People, chat: Chat) -> None:
    with Session(engine) as session, session.begin():
        session.get_one(Call, 1).title = "<!channel> @everyone <a href='x'>"
    hooked(engine, chat)

    tell(engine, chat)

    assert not re.search("[<>@]", json.loads(chat.told[0][1])["text"])


def operator(engine: Engine, people: People) -> None:
    with Session(engine) as session, session.begin():
        ada = session.get_one(Person, people.ada.id)
        ada.memberships.append(Membership(partner_id=people.town.id, role=Role.OPERATOR))


def test_who_does_not_answer_is_asked_later_and_later_then_off_and_operators_hear_of_it(
    engine: Engine, people: People, chat: Chat
) -> None:
    operator(engine, people)
    number = hooked(engine, chat)
    chat.status = 500
    tried, now = [], NOON

    while now < NOON + 30 * HOUR:
        before = len(chat.told)
        tell(engine, chat, now)
        tried += [now] * (len(chat.told) - before)
        now += MINUTE

    assert tuple(b - a for a, b in pairwise(tried)) == WAITS
    assert len({headers["Webhook-Id"] for headers, _ in chat.told}) == 1
    with Session(engine) as session:
        hook = session.get_one(Hook, number)
        assert (hook.off_at, hook.why_off) == (tried[-1], "500")
        [letter] = session.scalars(select(Letter).filter_by(kind="hook_off"))
        assert "Chat" in letter.subject
        assert letter.person_id == people.ada.id


def test_who_answers_again_is_told_what_waited(engine: Engine, people: People, chat: Chat) -> None:
    number = hooked(engine, chat)
    chat.status = 503
    tell(engine, chat)
    chat.status = 204

    assert tell(engine, chat, NOON + MINUTE) == 1
    with Session(engine) as session:
        assert session.get_one(Hook, number).failures == 0


def test_an_address_that_is_gone_is_asked_no_more(
    engine: Engine, people: People, chat: Chat
) -> None:
    number = hooked(engine, chat)
    chat.status = 410

    tell(engine, chat)

    with Session(engine) as session:
        assert session.get_one(Hook, number).off_at == NOON


def test_nobody_is_led_elsewhere(engine: Engine, people: People, chat: Chat) -> None:
    hooked(engine, chat)
    chat.status, chat.place = 302, chat.url

    assert tell(engine, chat) == 0
    assert len(chat.told) == 1


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/x", "https://169.254.169.254/x", "https://localhost/x"]
)
def test_no_hook_leads_into_the_house(engine: Engine, people: People, chat: Chat, url: str) -> None:
    number = hooked(engine, chat)
    with Session(engine) as session, session.begin():
        session.get_one(Hook, number).url = url

    assert tell(engine, chat) == 0
    with Session(engine) as session:
        assert re.search("public|port", session.scalars(select(Errand.answer)).one() or "")


def test_a_teller_that_died_is_followed_by_another(
    engine: Engine, people: People, chat: Chat
) -> None:
    hooked(engine, chat)
    tell(engine, chat)
    with Session(engine) as session, session.begin():
        errand = session.scalars(select(Errand)).one()
        errand.told_at, errand.carrier, errand.lease_until = None, "dead", NOON + MINUTE

    assert tell(engine, chat, NOON, "b") == 0
    assert tell(engine, chat, NOON + MINUTE, "b") == 1
    assert len({headers["Webhook-Id"] for headers, _ in chat.told}) == 1


@pytest.fixture
def app(engine: Engine, people: People, tmp_path: Path, chat: Chat) -> Flask:
    operator(engine, people)
    (tmp_path / "secret").write_bytes(SECRET)
    app = open_site(engine, tmp_path)
    app.config["LIMITS"] = chat.limits
    return app


def test_an_operator_adds_tries_and_removes_a_hook(
    engine: Engine, people: People, app: Flask, chat: Chat
) -> None:
    client = visitor(app, people.ada)

    added = post(client, "/hooks", name="The chat", url=chat.url, happenings=["several"])
    at = added.headers["Location"]
    post(client, f"{at}/test", at)
    tell(engine, chat)
    shown = client.get(at).text
    secret = re.search("whsec_[A-Za-z0-9+/=]+", shown)
    post(client, f"{at}/secret", at)
    other = re.search("whsec_[A-Za-z0-9+/=]+", client.get(at).text)
    post(client, f"{at}/on", at, on="no")
    off = client.get(at).text
    post(client, f"{at}/on", at, on="yes")
    gone = post(client, f"{at}/remove", at)

    headers, body = next(each for each in chat.told if b"This is a test" in each[1])
    assert "This is a test" in shown
    assert secret
    assert genuine(secret[0], headers, body, NOON)
    assert other
    assert other[0] != secret[0]
    assert ">Off<" in off
    assert gone.status_code == 303
    assert client.get(at).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Give it a name"), ({"url": "http://chat.example/x"}, "https://"),
        ({"url": "file:///etc/passwd"}, "not an address"), ({"happenings": []}, "at least one"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    people: People, app: Flask, typed: dict[str, str], said: str
) -> None:
    client = visitor(app, people.ada)
    good = {"name": "Room", "url": "https://chat.example/x", "happenings": ["several"]}

    answer = post(client, "/hooks", **{**good, **typed})

    assert answer.status_code == 422
    assert said in answer.text
    assert typed.get("name", "Room") in answer.text
    assert typed.get("url", "https://chat.example/x") in answer.text
