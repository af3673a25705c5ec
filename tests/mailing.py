"""A real mail server with moods, on this machine, for tests of what can go wrong with letters."""

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from jobs.mailing import Mailer, Server
from jobs.post import post, sealing
from models import Letter, Person
from papers.envelopes import Desk
from papers.links import Tickets
from tests.conftest import NOON

SECRET = b"secret"
TICKETS = Tickets(SECRET, lambda: NOON)
SEAL = sealing("https://hub.example", TICKETS, SECRET)
DESK = Desk(
    name="Samsök", sender="samsok@hub.example", contact="operator@hub.example",
    url="https://hub.example", secret=SECRET, returns="bounces@hub.example",
)  # fmt: skip


@dataclass
class Got:
    """A letter that came in: whom it said it was from and to, and its bytes on the wire."""

    sender: str
    to: str
    wire: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.wire, policy=default)


class MailServer:
    """Keeps what it is given; moods say what it answers before that, and what it does after."""

    def __init__(self) -> None:
        self.letters: list[Got] = []
        self.calls = 0
        self.tries: Counter[str] = Counter()
        self.on_mail: Callable[[str], str | None] = lambda sender: None
        self.on_rcpt: Callable[[str, str], str | None] = lambda sender, to: None
        self.on_data: Callable[[Got], str | None] = lambda got: None
        self.cuts: Callable[[Got], bool] = lambda got: False

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, name: str, answers: list[str]
    ) -> list[str]:
        self.calls += 1
        session.host_name = name
        return answers

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, sender: str, options: list[str]
    ) -> str:
        if said := self.on_mail(sender):
            return said
        envelope.mail_from = sender
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, to: str, options: list[str]
    ) -> str:
        self.tries[to] += 1
        if said := self.on_rcpt(envelope.mail_from, to):
            return said
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        got = Got(envelope.mail_from, envelope.rcpt_tos[0], envelope.original_content)
        if said := self.on_data(got):
            return said
        self.letters.append(got)
        if self.cuts(got):
            server.transport.abort()
        return "250 OK"


class Place:
    """A mail server at a port; it can go away and come back."""

    def __init__(self, **said: Any) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.said, self.box = said, MailServer()
        self.controller: Controller | None = None
        self.come_back()

    def come_back(self) -> None:
        said = {"hostname": "127.0.0.1", "port": self.port, "ready_timeout": 20, **self.said}
        self.controller = Controller(self.box, **said)
        self.controller.start()

    def go_away(self) -> None:
        if self.controller:
            self.controller.stop()
        self.controller = None

    @property
    def server(self) -> Server:
        return Server(host="127.0.0.1", port=self.port)


@contextmanager
def mail_server(**said: Any) -> Iterator[Place]:
    """Start one, and stop it in the end."""
    place = Place(**said)
    try:
        yield place
    finally:
        place.go_away()


def carry(engine: Engine, server: Server, now: Any = NOON, name: str = "a") -> int:
    """Post what waits, at a moment."""
    return post(
        engine, Mailer(server), desk=DESK, seal=SEAL, name=name, clock=lambda: now
    )  # fmt: skip


def write_letters(
    engine: Engine, count: int, text: str = "Sjöar", kind: str = "digest", **more: Any
) -> None:
    """Write letters to as many people."""
    facts = {"about": "2026-01-12", "subject": "Två utlysningar", "html": f"<p>{text}</p>"}
    with Session(engine) as session, session.begin():
        for number in range(count):
            email = f"{kind}{number}@town.example"
            person = Person(name=f"Åsa {number}", email=email)
            said = {**facts, "text": text, "written_at": NOON, "not_before": NOON, **more}
            session.add(Letter(person=person, kind=kind, **said))


@pytest.fixture
def place() -> Iterator[Place]:
    with mail_server() as place:
        yield place
