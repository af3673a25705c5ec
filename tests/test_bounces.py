"""Letters that come back: read from a real mailbox and from a hook, whatever else is in there."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from msgspec.structs import replace
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from config import Bounces as Settings
from jobs.bounces import bounces
from jobs.mailbox import opened
from jobs.mailing import Away, Server
from models import Bounce, Letter, Membership, Pace, Person, Role, Sort
from papers.envelopes import leave_pass, path
from papers.returned import NOTHING, Fate, read, read_json
from tests.conftest import NOON, make_person
from tests.mailing import DESK, SECRET
from tests.pages import known, open_site, post, visitor
from tests.returning import AWAY, COMPLAINT, HEADERS, LEAVES, POSTFIX, mail
from workflow.letters.bounces import lift, mark, stop_of, stops, take
from workflow.letters.leaving import pace_of
from workflow.refusals import Refused

HOOK = "a-secret-of-a-mail-service"


class Sent:
    """Letters to Ada that left, and what is said of each outside."""

    def __init__(self, session: Session, count: int = 3) -> None:
        self.ada = make_person("Ada", "town")
        self.letters = [
            Letter(person=self.ada, kind="digest", about=str(n), subject="s", text="t", html="h",
                   written_at=NOON, not_before=NOON, sent_at=NOON)
            for n in range(count)
        ]  # fmt: skip
        session.add_all(self.letters)
        session.commit()

    def said(self, number: int = 0) -> dict[str, str]:
        known_by = mark(SECRET, self.letters[number])
        return {"path": path(DESK, known_by), "message_id": f"<{known_by}@hub.example>"}


def returned(session: Session, raw: bytes) -> bool:
    return take(session, SECRET, read(raw), NOON)


@pytest.mark.parametrize("shape", [POSTFIX, HEADERS])
def test_two_letters_that_came_back_stop_an_address_and_one_does_not(
    session: Session, shape: str
) -> None:
    sent = Sent(session)

    assert returned(session, mail(shape, **sent.said(0)))
    assert returned(session, mail(shape, **sent.said(0)))  # told twice, it is one
    once = stop_of(session, sent.ada)
    returned(session, mail(shape, **sent.said(1)))

    assert once is None
    assert stop_of(session, sent.ada)
    assert [each.sort for each in session.scalars(select(Bounce))] == [Sort.HARD] * 2


@pytest.mark.parametrize(
    ("status", "action"),
    [("4.4.7", "failed"), ("5.2.2", "failed"), ("5.7.1", "failed"), ("5.3.4", "failed"),
     ("5.1.8", "failed"), ("4.0.0", "delayed"), ("5.1.1", "delivered"), ("x", "failed")],
)  # fmt: skip
def test_what_says_nothing_of_the_address_counts_for_nothing(
    session: Session, status: str, action: str
) -> None:
    sent = Sent(session)

    for number in range(3):
        returned(session, mail(POSTFIX, status=status, action=action, **sent.said(number)))

    assert session.scalars(select(Bounce)).all() == []


def test_a_complaint_stops_at_once_and_means_that_nothing_more_is_wanted(
    session: Session,
) -> None:
    sent = Sent(session)

    returned(session, mail(COMPLAINT, **sent.said()))

    stop = stop_of(session, sent.ada)
    assert stop
    assert stop.complained
    assert pace_of(session, sent.ada) is Pace.NEVER


def test_a_report_that_all_was_well_is_no_complaint(session: Session) -> None:
    sent = Sent(session)

    returned(session, mail(COMPLAINT, type="not-spam", **sent.said()))

    assert stop_of(session, sent.ada) is None


def test_somebody_who_is_away_is_not_gone(session: Session) -> None:
    sent = Sent(session)

    assert not returned(session, mail(AWAY, **sent.said()))


def test_a_mail_that_asks_for_it_ends_the_letters(session: Session) -> None:
    sent = Sent(session)
    pass_ = leave_pass(SECRET, sent.ada.id)

    assert returned(session, mail(LEAVES, pass_=pass_))
    assert pace_of(session, sent.ada) is Pace.NEVER


def test_nobody_is_stopped_by_who_does_not_have_the_letter(session: Session) -> None:
    sent = Sent(session)
    number = sent.letters[0].id
    forged = f"{number}.{'0' * 24}"

    for shape in (POSTFIX, COMPLAINT):
        said = {"path": f"bounces+{forged}@hub.example", "message_id": f"<{forged}@hub.example>"}
        assert not returned(session, mail(shape, **said))
    assert not returned(session, mail(LEAVES, pass_=f"{sent.ada.id}.{'A' * 32}"))

    assert session.scalars(select(Bounce)).all() == []
    assert pace_of(session, sent.ada) is Pace.WEEKLY


def test_a_new_address_begins_anew(session: Session) -> None:
    sent = Sent(session)
    for number in range(2):
        returned(session, mail(POSTFIX, **sent.said(number)))

    sent.ada.email = "ada@new.example"
    session.flush()

    assert stop_of(session, sent.ada) is None
    assert stops(session) == []


def test_who_owns_the_address_or_runs_the_place_may_have_letters_sent_again(
    session: Session,
) -> None:
    sent = Sent(session)
    ben = make_person("Ben", "uni")
    session.add(ben)
    for number in range(2):
        returned(session, mail(POSTFIX, **sent.said(number)))

    with pytest.raises(Refused):
        lift(session, sent.ada, by=ben, now=NOON)
    assert [each.person for each in stops(session)] == [sent.ada]
    lift(session, sent.ada, by=sent.ada, now=NOON)

    assert stop_of(session, sent.ada) is None
    returned(session, mail(POSTFIX, **sent.said(2)))
    assert stop_of(session, sent.ada) is None  # it is counted from the beginning


def deep(count: int) -> bytes:
    parts = (
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(count)
    )
    return "".join(parts).encode()


HOSTILE = {
    "empty": b"",
    "zeros": b"\0" * 300_000,
    "no head": b"\r\n\r\n5.1.1 failed",
    "deep": deep(3000),
    "nested": b"Content-Type: message/rfc822\r\n\r\n" * 8000,
    "a long head": b"To: " + b"7." * 200_000,
    "many heads": b"To: 7.000000000000000000000000@x\r\n" * 8000,
    "a broken charset": b"Content-Type: text/rfc822-headers; charset=\xff\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n\xff\xff",
    "a huge number": b"To: bounces+" + b"9" * 400 + b"." + b"0" * 24 + b"@hub.example\r\n"
    b"Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: x\r\nAction: failed\r\n"
    b"Status: 5.1.1\r\n",
    "a number beyond": mail(
        POSTFIX, path=f"b+{'9' * 17}.{'0' * 24}@x", message_id=f"<{'9' * 17}.{'0' * 24}@x>"
    ),
    "not ASCII": "Subject: unsubscribe åäö 1.ÅÄÖ\r\n\r\n".encode("latin-1"),
    "delivery without end": b"Content-Type: message/delivery-status\r\n\r\n"
    + b"Action: failed\r\n\r\n" * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_or_hostile_mail_harms_nothing_and_takes_no_time(
    session: Session, name: str
) -> None:
    Sent(session)
    began = time.process_time()

    assert not returned(session, HOSTILE[name])

    assert time.process_time() - began < 5
    assert session.scalars(select(Bounce)).all() == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 100_000, b"7", b'"x"', b"[null, []]", b'{"kind": "leaves"}',
             b'{"kind": ["hard"]}', b'{"kind": {}, "message_id": 7}'],
)  # fmt: skip
def test_what_is_posted_in_another_shape_says_nothing(body: bytes) -> None:
    assert {each.fate for each in read_json(body)} <= {Fate.NOTHING}
    assert read(body) == NOTHING


@pytest.fixture(scope="module")
def imap() -> Iterator[Server]:
    """A real IMAP server, in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("pymap")
    command = [str(program), "--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict"]
    with subprocess.Popen([*command, "--demo-user", "us", "--demo-password", "word"]) as running:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield Server(host="127.0.0.1", port=port, user="us", password="word")
        running.kill()


@pytest.fixture
def folder(imap: Server) -> str:
    """A folder of its own, with a name that needs care."""
    name = f'Came "back" {time.monotonic_ns()}'
    with opened(imap, "INBOX") as box:
        box.line.create(quoted(name))
    return name


def quoted(name: str) -> str:
    return '"' + name.replace('"', '\\"') + '"'


def lay(imap: Server, folder: str, *mails: bytes) -> None:
    with opened(imap, "INBOX") as box:
        for each in mails:
            assert (
                box.line.append(quoted(folder), "", imaplib.Time2Internaldate(time.time()), each)[0]
                == "OK"
            )


def test_a_real_mailbox_is_read_once_with_all_that_is_in_it(
    engine: Engine, session: Session, imap: Server, folder: str
) -> None:
    sent = Sent(session)
    said = [sent.said(number) for number in range(3)]
    session.close()
    odd = (deep(20), HOSTILE["not ASCII"], HOSTILE["a broken charset"])
    came = (mail(POSTFIX, **said[0]), *odd, mail(AWAY, **said[0]), mail(HEADERS, **said[1]))
    lay(imap, folder, *came)

    assert bounces(engine, imap, folder, SECRET, NOON) == 2
    assert bounces(engine, imap, folder, SECRET, NOON) == 0

    assert len(session.scalars(select(Bounce)).all()) == 2
    assert stops(session)


def test_a_mail_is_marked_only_when_it_is_dealt_with(
    engine: Engine, session: Session, imap: Server, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Sent(session).said()
    session.close()
    lay(imap, folder, mail(POSTFIX, **said))

    with monkeypatch.context() as broken:
        broken.setattr(Session, "commit", lambda self: 1 / 0)
        broken.setattr("sqlalchemy.orm.session.SessionTransaction.commit", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bounces(engine, imap, folder, SECRET, NOON)

    assert session.scalars(select(Bounce)).all() == []
    session.close()
    assert bounces(engine, imap, folder, SECRET, NOON) == 1


@pytest.mark.parametrize("wrong", [{"password": "no"}, {"port": 1}])
def test_a_mailbox_that_does_not_open_says_so(imap: Server, wrong: dict[str, object]) -> None:
    said = {"host": imap.host, "port": imap.port, "user": imap.user, "password": imap.password}

    with pytest.raises(Away, match="the mailbox"), opened(Server(**{**said, **wrong}), "INBOX"):  # type: ignore[arg-type]  # values of many kinds
        pass


def test_a_folder_that_is_not_there_says_so(imap: Server) -> None:
    with pytest.raises(Away, match="the mailbox"), opened(imap, "Nowhere"):
        pass


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> Flask:
    (tmp_path / "secret").write_bytes(SECRET)
    app = open_site(engine, tmp_path)
    app.config["SITE"] = replace(app.config["SITE"], bounces=Settings(hook=HOOK))
    return app


def test_a_mail_service_posts_what_came_back(engine: Engine, session: Session, app: Flask) -> None:
    sent = Sent(session)
    said = [sent.said(number) for number in range(3)]
    session.close()
    client = app.test_client()
    told = {"kind": "hard", "message_id": said[1]["message_id"], "words": "no such user"}

    as_it_is = client.post(f"/hooks/bounces/{HOOK}", data=mail(POSTFIX, **said[0]))
    json = client.post(f"/hooks/bounces/{HOOK}", json=[told, {"kind": "hard"}, 7])

    assert (as_it_is.status_code, json.status_code) == (204, 204)
    assert "Set-Cookie" not in as_it_is.headers
    assert [each.words for each in stops(session)] == ["no such user"]


def test_who_does_not_know_the_secret_finds_nothing_and_soon_may_not_ask(app: Flask) -> None:
    client = app.test_client()

    codes = [client.post(f"/hooks/bounces/guess-{n}", data=b"x").status_code for n in range(32)]

    assert codes == [404] * 30 + [429] * 2
    assert client.post(f"/hooks/bounces/{HOOK}", data=b"x").status_code == 204


def test_without_a_secret_there_is_no_hook(engine: Engine, tmp_path: Path) -> None:
    client = open_site(engine, tmp_path).test_client()

    assert client.post("/hooks/bounces/", data=b"x").status_code in (404, 405)
    assert client.post("/hooks/bounces/x", data=b"x").status_code == 404


def test_an_operator_sees_who_is_not_written_to_and_the_person_too(
    session: Session, app: Flask
) -> None:
    people = known(session)
    with Session(app.config["ENGINE"]) as db, db.begin():
        ada = db.get_one(Person, people.ada.id)
        ben = db.get_one(Person, people.ben.id)
        db.add(Membership(person=ben, partner=ben.partners[0], role=Role.OPERATOR))
        for about in "12":
            db.add(
                Bounce(
                    person=ada,
                    email=ada.email,
                    sort=Sort.HARD,
                    about=about,
                    words="550 gone",
                    at=NOON,
                )
            )

    her, him = visitor(app, people.ada), visitor(app, people.ben)
    at_hers, at_his = her.get("/account").text, him.get("/outbox").text
    answer = post(him, f"/outbox/stopped/{people.ada.id}/lift", "/outbox")

    assert "550 gone" in at_hers
    assert "550 gone" in at_his
    assert answer.status_code == 303
    assert "550 gone" not in him.get("/outbox").text
    assert "550 gone" not in her.get("/account").text


def lifted(client: FlaskClient) -> int:
    return post(client, "/account/letters", "/account").status_code


def test_the_person_may_say_that_the_address_works(session: Session, app: Flask) -> None:
    people = known(session)
    with Session(app.config["ENGINE"]) as db, db.begin():
        ada = db.get_one(Person, people.ada.id)
        db.add(
            Bounce(
                person=ada, email=ada.email, sort=Sort.COMPLAINT, about="1", words="spam", at=NOON
            )
        )

    assert lifted(visitor(app, people.ada)) == 303

    with Session(app.config["ENGINE"]) as db:
        assert stops(db) == []
