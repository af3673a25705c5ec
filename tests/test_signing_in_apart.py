"""Several web processes at one SQLite file, and a real mail server: as it is in use."""

import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from config import Config, Data
from jobs.mailing import Mailer
from jobs.post import post, sealing
from models import Letter, SignIn, Throttle
from models.database import connect, upgrade
from models.throttle import count_try
from papers.links import Tickets
from tests.conftest import NOON, People
from tests.mailing import DESK, Place, place
from web import create_app
from workflow.people.signing_in import write_letters

__all__ = ["place"]  # fixtures

ROOT = Path(__file__).parents[1]
SERVE = """
import sys
from pathlib import Path
from config import Config, Data, Site
from werkzeug.serving import run_simple
from web import create_app
folder, port = sys.argv[1], int(sys.argv[2])
run_simple("127.0.0.1", port, create_app(Config(data=Data(folder=folder))), threaded=True)
"""
AT_NOON = "tests.test_signing_in_apart:at_noon"
WORKERS = 4
PATIENCE = 300  # seconds, for a machine that is busy with other tests


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path}/samsok.db")
    upgrade(engine)
    with Session(engine) as session:
        People(session)
    yield engine
    engine.dispose()


@pytest.fixture
def sites(engine: Engine, tmp_path: Path) -> Iterator[list[str]]:
    """Two web processes, without anything in common but the folder."""
    ports, running = [], []
    for _ in range(2):
        with socket.create_server(("127.0.0.1", 0)) as free:
            ports.append(free.getsockname()[1])
        command = [sys.executable, "-c", SERVE, str(tmp_path), str(ports[-1])]
        running.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL))
    for port in ports:
        wait_for(port)
    yield [f"http://127.0.0.1:{port}" for port in ports]
    for each in running:
        each.terminate()
        each.wait()


def browser() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()))


def send(visitor: OpenerDirector, url: str, **form: str) -> tuple[int, str]:
    """Send a form with its page's token; return the status and the page that follows."""
    page = visitor.open(url, timeout=PATIENCE).read().decode()
    found = re.search(r'csrf_token" value="([^"]+)', page)
    assert found
    body = urlencode({"csrf_token": found[1], **form}).encode()
    try:
        with visitor.open(url, body, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def at_noon(folder: str) -> Flask:
    """Build the site for gunicorn, at a time that stands still: no window of a limit ends."""
    return create_app(Config(data=Data(folder=folder)), clock=lambda: NOON)


@pytest.fixture
def workers(engine: Engine, tmp_path: Path) -> Iterator[str]:
    """Four processes of the web server that is in use, at one SQLite file."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", f"--workers={WORKERS}",
        "--threads=2", "--worker-class=gthread", "--no-control-socket", "--access-logfile=-",
        "--timeout=300", f"{AT_NOON}({str(tmp_path)!r})",
    ]  # fmt: skip
    log = (tmp_path / "log").open("wb")
    running = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait()
        log.close()


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The pages did not start.")


def test_exactly_the_limit_passes_however_many_processes_are_asked_at_once(
    engine: Engine, workers: str, tmp_path: Path
) -> None:
    def ask(number: int) -> int:
        return send(browser(), f"{workers}/sign-in?next=/calls", email="ada@town.example")[0]

    with ThreadPoolExecutor(8) as hands:
        answers = Counter(hands.map(ask, range(16)))

    assert answers == {200: 5, 429: 11}
    with Session(engine) as session:
        assert session.scalar(select(func.count(SignIn.id))) == 5
    logged = (tmp_path / "log").read_text()
    assert logged.count("Booting worker") == WORKERS
    assert logged.count("/sign-in?…") >= 16
    assert "ada@town.example" not in logged
    assert "next=" not in logged


def test_a_letter_by_a_real_mail_server_signs_in_at_every_process_until_one_signs_out(
    engine: Engine, sites: list[str], tmp_path: Path, place: Place
) -> None:
    ada = browser()
    send(ada, f"{sites[0]}/sign-in", email="ada@town.example")
    secret = (tmp_path / "secret").read_bytes()
    with Session(engine) as session, session.begin():
        write_letters(session, secret, datetime.now(UTC))
    post(
        engine, Mailer(place.server), desk=DESK, name="a",
        seal=sealing("https://samsok.example", Tickets(secret), secret),
        clock=lambda: datetime.now(UTC),
    )  # fmt: skip
    letter = place.box.letters[0].message
    text, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]  # there are both
    code = re.search(r"\b(\d{6})\b", text)
    link = re.search(r"https://samsok\.example(/s/\S+)", text)
    assert code
    assert link
    with Session(engine) as session:
        kept = session.scalars(select(Letter)).one()
        assert code[1] not in kept.text + kept.html + kept.subject
        assert link[1] not in kept.text + kept.html

    status, _ = send(ada, f"{sites[1]}/sign-in/code", code=code[1])
    phone = browser()
    by_link, page = send(phone, f"{sites[1]}{link[1]}")

    assert link[1] in html
    assert (letter["To"], letter["Auto-Submitted"]) == ("Ada <ada@town.example>", "auto-generated")
    assert (status, by_link) == (200, 200)
    assert "Ada" in page
    assert all("Ada" in ada.open(f"{site}/account").read().decode() for site in sites)
    account = ada.open(f"{sites[0]}/account").read().decode()
    token = re.search(r'csrf_token" value="([^"]+)', account)
    assert token
    ada.open(f"{sites[0]}/account/out", urlencode({"csrf_token": token[1]}).encode())
    for site in sites:
        with pytest.raises(HTTPError, match="403"):
            phone.open(f"{site}/account")


def test_postgresql_counts_every_try_once(postgresql: str) -> None:
    engine = connect(postgresql)
    Throttle.metadata.create_all(engine, tables=[Throttle.__table__])  # type: ignore[list-item]  # a Table

    def count(number: int) -> int:
        with Session(engine) as session, session.begin():
            return count_try(session, "x", NOON, timedelta(minutes=15))

    with ThreadPoolExecutor(4) as hands:
        counts = sorted(hands.map(count, range(40)))

    Throttle.__table__.drop(engine)  # type: ignore[attr-defined]  # a Table
    engine.dispose()
    assert counts == list(range(1, 41))
