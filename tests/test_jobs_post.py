"""Letters reach a real mail server: each once, whatever happens on the way."""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.post import LEASE, MOST_TRIES, Send, by_smtp, post, sealing
from models import Letter, Person
from models.database import connect, upgrade
from papers.links import Tickets, answer_link
from tests.conftest import NOON

SENDER = Address("Samsök", addr_spec="samsok@hub.example")
TICKETS = Tickets(b"secret", lambda: NOON)
SEAL = sealing("https://hub.example", TICKETS)


class LetterBox:
    """A mail server that keeps what it is given; it may do something at each letter first."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.pids: dict[int, int] = {}
        self.answers: dict[int, str] = {}

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        if pid := self.pids.get(len(self.letters)):
            os.kill(pid, signal.SIGKILL)
        return self.answers.get(len(self.letters), "250 OK")


@pytest.fixture
def box() -> Iterator[tuple[LetterBox, int]]:
    box = LetterBox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def carry(engine: Engine, send: Send, *, carrier: str = "a", now: datetime = NOON) -> int:
    return post(engine, send, sender=SENDER, seal=SEAL, carrier=carrier, clock=lambda: now)


def write_letters(engine: Engine, count: int, text: str = "Sjöar") -> None:
    with Session(engine) as session, session.begin():
        for number in range(count):
            person = Person(name=f"Åsa {number}", email=f"asa{number}@town.example")
            letter = Letter(
                person=person, kind="digest", about="2026-01-12", subject="Två utlysningar",
                text=text, html=f"<p>{text}</p>", written_at=NOON, not_before=NOON,
            )  # fmt: skip
            session.add(letter)


def test_a_letter_is_posted_once(engine: Engine, box: tuple[LetterBox, int]) -> None:
    letters, port = box
    write_letters(engine, 2)
    send = by_smtp("127.0.0.1", port, "none", "", "")

    assert carry(engine, send) == 2
    assert carry(engine, send, carrier="b", now=NOON + LEASE) == 0

    assert [each["Subject"] for each in letters.letters] == ["Två utlysningar"] * 2
    assert letters.letters[0]["To"] == "Åsa 0 <asa0@town.example>"


def test_a_letter_that_waits_is_left_alone(engine: Engine) -> None:
    write_letters(engine, 1)
    with Session(engine) as session, session.begin():
        session.scalars(select(Letter)).one().not_before = NOON + timedelta(minutes=10)
    posted: list[EmailMessage] = []

    assert carry(engine, posted.append) == 0
    assert carry(engine, posted.append, now=NOON + timedelta(minutes=10)) == 1


def test_a_refused_letter_is_tried_again_later(engine: Engine) -> None:
    write_letters(engine, 1)
    posted: list[EmailMessage] = []

    def refuse(message: EmailMessage) -> None:
        raise ConnectionRefusedError("nobody home")

    assert carry(engine, refuse) == 0
    assert carry(engine, posted.append) == 0
    with Session(engine) as session:
        assert session.scalars(select(Letter)).one().trouble == "nobody home"
    assert carry(engine, posted.append, now=NOON + LEASE) == 1


def test_a_letter_that_is_always_refused_is_given_up(engine: Engine) -> None:
    write_letters(engine, 1)
    tries: list[EmailMessage] = []

    def refuse(message: EmailMessage) -> None:
        tries.append(message)
        raise ConnectionRefusedError("nobody home")

    for day in range(3 * MOST_TRIES):
        carry(engine, refuse, now=NOON + timedelta(days=day))

    assert len(tries) == MOST_TRIES


def test_a_servers_no_is_kept_with_its_words(engine: Engine, box: tuple[LetterBox, int]) -> None:
    letters, port = box
    letters.answers[1] = "451 try later"
    write_letters(engine, 2)

    assert carry(engine, by_smtp("127.0.0.1", port, "none", "", "")) == 1

    with Session(engine) as session:
        troubles = session.scalars(select(Letter.trouble).order_by(Letter.id)).all()
    assert "try later" in (troubles[0] or "")
    assert troubles[1] is None


def test_only_the_letter_that_leaves_holds_a_ticket(engine: Engine) -> None:
    write_letters(engine, 1, answer_link(7, "join"))
    posted: list[EmailMessage] = []

    carry(engine, posted.append)

    body = posted[0].get_body(("plain",))
    assert body is not None
    address = body.get_content().strip()
    before, _, after = address.partition("/in/")
    ticket = after.removesuffix("/calls/7/join")
    assert before == "https://hub.example"
    assert TICKETS.holder(ticket) == 1
    with Session(engine) as session:
        assert ticket not in session.scalars(select(Letter)).one().text


def test_a_kill_in_the_midst_of_the_post_loses_nothing(
    tmp_path: Path, box: tuple[LetterBox, int]
) -> None:
    letters, port = box
    settings = f'[data]\nfolder = "{tmp_path}"\n[mail]\nhost = "127.0.0.1"\nport = {port}\n'
    (tmp_path / "config.toml").write_text(settings)
    engine = connect(f"sqlite:///{tmp_path}/samsok.db")
    upgrade(engine)
    write_letters(engine, 4)
    door = [sys.executable, "-m", "jobs.cli", "--config", str(tmp_path / "config.toml")]

    with subprocess.Popen([*door, "run", "post"], env={}) as killed:
        letters.pids[2] = killed.pid
        killed.wait(60)
    assert killed.returncode == -signal.SIGKILL

    later = datetime.now(UTC) + LEASE
    by_hand = Address("Samsök", addr_spec="samsok@localhost")
    post(
        engine, letters.letters.append, sender=by_hand, seal=SEAL, carrier="b", clock=lambda: later
    )
    copies = Counter(each["Message-ID"] for each in letters.letters)
    assert sorted(copies.values()) == [1, 1, 1, 2]
    engine.dispose()
