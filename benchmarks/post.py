"""Measure how fast letters are sent: from the table to a mail server on this machine.

    python -m benchmarks.post [--letters 2000] [--database URL]

The floor beside it is smtplib alone, handing the same bytes to the same server over one connection.
The server takes everything and keeps nothing; it runs in a process of its own.
"""

import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from jobs.mailing import Mailer, Server
from jobs.post import post, sealing
from models import Letter, Person
from models.database import connect, upgrade
from papers.envelopes import Desk, Envelope
from papers.links import Tickets, answer_link

SINK = """
import socket, threading
def serve(line):
    with line, line.makefile('rb') as said:
        line.sendall(b'220 here\\r\\n')
        for each in said:
            word = each[:4].upper()
            if word == b'DATA':
                line.sendall(b'354 go on\\r\\n')
                while said.readline() != b'.\\r\\n':
                    pass
            line.sendall(b'221 bye\\r\\n' if word == b'QUIT' else b'250 OK\\r\\n')
            if word == b'QUIT':
                return
with socket.create_server(('127.0.0.1', 0)) as server:
    print(server.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
"""
SECRET = b"secret"
ROW = "<tr><td class='item'><h3>Cleaner lakes in the county</h3><p>Closes 1 March. {}</p></td></tr>"


class Kept(Mailer):
    """A carrier that also keeps what it carries, so that the floor can carry the same."""

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        self.letters: list[Envelope] = []

    def send(self, letter: Envelope) -> None:
        """Hand one letter in, and keep it."""
        super().send(letter)
        self.letters.append(letter)


def write(session: Session, count: int, now: datetime) -> None:
    """Write letters as long as a digest of twenty calls: 30 kB of HTML, 6 kB of text."""
    links = [answer_link(number, "join") for number in range(20)]
    text = "\n\n".join(f"Renare sjöar i länet {each} {'ord ' * 50}" for each in links)
    look = "".join(ROW.format(f"<a href='{each}'>Ja</a> {'ord å ' * 210}") for each in links)
    for number in range(count):
        person = Person(name=f"Åsa {number}", email=f"asa{number}@town.example")
        session.add(
            Letter(person=person, kind="digest", about="2026-01-12", subject="20 utlysningar",
                   text=text, html=look, written_at=now, not_before=now)
        )  # fmt: skip


@contextmanager
def ending(server: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the server, whatever happens."""
    try:
        yield
    finally:
        server.kill()


def floor(port: int, letters: list[Envelope]) -> float:
    """Hand the same bytes in by smtplib alone; return the seconds it took."""
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as line:
        for each in letters:
            line.sendmail(each.sender, [each.to], each.content)
    return time.perf_counter() - began


@click.command()
@click.option("--letters", "count", default=2000)
@click.option("--database", default="")
def main(count: int, database: str) -> None:
    """Print letters and kilobytes in a second, beside the floor."""
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen([sys.executable, "-c", SINK], stdout=subprocess.PIPE) as sink,
        ending(sink),
    ):
        assert sink.stdout
        port = int(sink.stdout.readline())
        engine = connect(database or f"sqlite:///{Path(folder)}/samsok.db")
        upgrade(engine)
        now = datetime.now(UTC)
        with Session(engine) as session, session.begin():
            write(session, count, now)
        carrier = Kept(Server(host="127.0.0.1", port=port))
        desk = Desk(
            name="Samsök", sender="samsok@hub.example", contact="operator@hub.example",
            url="https://hub.example", secret=SECRET, returns="bounces@hub.example",
        )  # fmt: skip
        seal = sealing("https://hub.example", Tickets(SECRET), SECRET)
        began, used = time.perf_counter(), time.process_time()
        sent = post(engine, carrier, desk=desk, seal=seal, name="a", clock=lambda: now)
        took, computed = time.perf_counter() - began, time.process_time() - used
        bare = floor(port, carrier.letters)
        engine.dispose()
    size = sum(len(each.content) for each in carrier.letters) / sent / 1000
    click.echo("| | letters/s | ms of computing for each | of the floor |\n|---|---|---|---|")
    click.echo(f"| post, {sent} letters of {size:.0f} kB | {sent / took:.0f} | "
               f"{computed / sent * 1000:.1f} | {bare / took:.2f} |")  # fmt: skip
    click.echo(f"| floor: smtplib alone | {sent / bare:.0f} | | 1 |")


if __name__ == "__main__":
    main()
