"""The operator's door: each command from outside, as a process of its own."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Application, Call, Deputy, Letter, Overlap, Partner, Person, Stage
from models.database import connect, reading
from tests.commanding import MOST, ROOT, samsok

DATA = os.environ.get("SAMSOK_DATA", "")
needs_data = pytest.mark.skipif(not DATA, reason="SAMSOK_DATA does not name the recorded answers")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a demo once for all tests that look at it."""
    folder = tmp_path_factory.mktemp("demo")
    done = samsok("demo", "--no-serve", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def session(filled: Path) -> Iterator[Session]:
    engine = connect(f"sqlite:///{filled}/demo/samsok.db")
    with Session(reading(engine)) as session:
        yield session
    engine.dispose()


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_demo_is_filled_by_the_real_path(session: Session) -> None:
    assert count(session, Partner) == 18
    assert count(session, Call) == 12 + 2  # two of earlier years are remembered with their bids
    stages = Counter(session.scalars(select(Application.stage)))
    assert stages == {Stage.REJECTED: 1, Stage.CLOSED: 1, Stage.GATHERING: 3, Stage.WRITING: 1}
    assert {"more_than_places", "same_person"} <= set(session.scalars(select(Overlap.kind)))
    kinds = set(session.scalars(select(Letter.kind)))
    assert {"digest", "opened", "signed", "moved", "changed", "revoked"} <= kinds
    assert count(session, Deputy) == 1


def test_every_partner_of_the_demo_has_people_to_write_to(session: Session) -> None:
    lonely = [each.name for each in session.scalars(select(Partner)) if not each.people]

    assert lonely == []
    assert all(each.email.endswith("@example.org") for each in session.scalars(select(Person)))


def test_a_demo_filled_twice_is_filled_once(filled: Path, session: Session) -> None:
    letters = count(session, Letter)

    again = samsok("demo", "--no-serve", folder=filled)

    assert again.returncode == 0
    assert count(session, Letter) == letters


def test_the_demo_opens_with_its_printed_link(filled: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jobs.cli", "demo", "--port", str(port)]
    environ = {"SAMSOK_DATA__FOLDER": str(filled), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as running:  # fmt: skip
        try:
            assert running.stdout is not None
            link = next(
                found[0]
                for line in running.stdout
                if (found := re.search(r"http://localhost:\d+/in/\S+", line))
            )
            with urllib.request.urlopen(link, timeout=MOST) as shown:
                page = shown.read().decode()
        finally:
            running.terminate()
            running.wait(MOST)
    assert "Ines Varglid" in page
    assert running.returncode == 0
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            break
    else:
        raise AssertionError("the pages outlived the clock")


@pytest.mark.parametrize("command", ["demo", "up"])
def test_a_busy_port_is_one_plain_sentence(tmp_path: Path, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]

        done = samsok(command, "--port", str(port), folder=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: Port {port} at 127.0.0.1 is not free")
    assert f"--port {port + 1}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_settings_that_cannot_be_followed_are_one_plain_sentence(tmp_path: Path) -> None:
    done = samsok("migrate", folder=tmp_path, SAMSOK_MAIL__PRT="1")

    assert done.returncode == 1
    assert done.stderr == (
        "Error: $SAMSOK_MAIL__PRT: no setting is called 'mail.prt'; did you mean 'port'?\n"
    )


def test_a_cluster_that_does_not_answer_is_named_with_the_way_out(tmp_path: Path) -> None:
    done = samsok("run", "match", folder=tmp_path, SAMSOK_MATCHING__DASK="tcp://127.0.0.1:9")

    assert done.returncode == 1
    assert "[matching] dask: no scheduler answers at tcp://127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_job_that_nobody_knows_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    done = samsok("run", "digset", folder=tmp_path)

    assert done.returncode == 2
    assert (
        "collect, match, link_calls, follow_deadlines, find_overlaps, group, end_periods,"
        " note_head, remember, retain, look_after, watch,"
    ) in done.stderr


@pytest.mark.parametrize(
    "job",
    [
        "match",
        "link_calls",
        "follow_deadlines",
        "find_overlaps",
        "group",
        "end_periods",
        "note_head",
        "remember",
        "look_after",
        "watch",
        "digest",
        "post",
    ],
)
def test_every_job_runs_on_an_empty_database(tmp_path: Path, job: str) -> None:
    done = samsok("run", job, folder=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_misread_partnership_names_file_and_key(tmp_path: Path) -> None:
    path = tmp_path / "partners.json"
    path.write_text('{"partners": [{"name": "Town", "peeple": []}]}')

    done = samsok("load", str(path), folder=tmp_path)

    assert done.returncode == 1
    assert str(path) in done.stderr
    assert "peeple" in done.stderr


def test_a_partnership_is_loaded_and_its_people_can_sign_in(tmp_path: Path) -> None:
    assert "18 partners" in samsok("load", "demo/partnership.json", folder=tmp_path).stdout
    assert "0 partners" in samsok("load", "demo/partnership.json", folder=tmp_path).stdout

    known = samsok("sign-in", "agnes.hyttler@example.org", folder=tmp_path)
    unknown = samsok("sign-in", "nobody@example.org", folder=tmp_path)

    assert known.stdout.startswith("http://localhost:8000/in/")
    assert unknown.stderr == "Error: Nobody here has the address nobody@example.org.\n"


@needs_data
@pytest.mark.parametrize(
    ("file", "drafts"),
    [("api_response.json", 1), ("eu-api-topic-response.json", 10), ("api_test.json", None)],
)
def test_recorded_answers_are_read(tmp_path: Path, file: str, drafts: int | None) -> None:
    path = f"{DATA}/recordings/eu_ft_portal/{file}"

    done = samsok("read", "eu_portal", path, folder=tmp_path)

    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert drafts is None or len(read) == drafts
    assert len({each["identifier"] for each in read}) == len(read) > 0
    for each in read:
        assert {"title", "url", "funder", "language", "opens", "deadlines", "amounts", "rates",
                "text", "uncertain"} <= each.keys()  # fmt: skip


@needs_data
def test_the_portals_empty_shell_fails_loudly(tmp_path: Path) -> None:
    path = f"{DATA}/recordings/eu_ft_portal/eu-page-sample.html"

    done = samsok("read", "eu_portal", path, folder=tmp_path)

    assert (done.returncode, done.stdout) == (1, "")
    assert "eu-page-sample.html" in done.stderr


def write_lines(path: Path, *rows: dict[str, str]) -> str:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return str(path)


def test_rank_prints_profile_call_rank_and_score(tmp_path: Path) -> None:
    calls = write_lines(
        tmp_path / "calls.jsonl",
        {"id": "c1", "lang": "en", "title": "Cleaner lakes", "text": "Water quality"},
        {"id": "c2", "lang": "en", "title": "Faster trains", "text": "Rail signals"},
    )
    profiles = write_lines(
        tmp_path / "profiles.jsonl", {"id": "p1", "lang": "en", "text": "We measure lakes"}
    )

    done = samsok("rank", "--calls", calls, "--profiles", profiles, "--top", "1", folder=tmp_path)

    profile, call, place, score = done.stdout.strip().split("\t")
    assert (profile, call, place) == ("p1", "c1", "1")
    assert float(score) > 0


def test_rank_learns_from_parallel_texts_a_thesaurus_and_the_past(tmp_path: Path) -> None:
    calls = write_lines(
        tmp_path / "calls.jsonl",
        {"id": "c1", "lang": "en", "title": "Old windmills", "text": "Sails and gears"},
        {"id": "c2", "lang": "en", "title": "Choirs", "text": "Singing together"},
    )
    profiles = write_lines(
        tmp_path / "profiles.jsonl",
        {"id": "p1", "lang": "sv", "text": "Vi lagar väderkvarnar"},
        {"id": "p2", "lang": "sv", "text": "Vår sångkör"},
    )
    parallel = write_lines(
        tmp_path / "parallel.jsonl",
        {"sv": "Två väderkvarnar.", "en": "Two windmills."},
        {"sv": "Fem väderkvarnar.", "en": "Five windmills."},
    )
    past = write_lines(tmp_path / "past.jsonl", {"lang": "en", "text": "Old and new"})
    thesaurus = tmp_path / "thesaurus.csv"
    thesaurus.write_text("sv,en\nsångkör,choir\n", encoding="utf-8")

    done = samsok(
        "rank", "--calls", calls, "--profiles", profiles, "--top", "1", "--background", past,
        "--parallel", parallel, "--thesaurus", str(thesaurus), folder=tmp_path,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert [line.split("\t")[:2] for line in done.stdout.splitlines()] == [
        ["p1", "c1"],
        ["p2", "c2"],
    ]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--background", "line 1"),
        ("--parallel", "line 1"),
        ("--thesaurus", "line 1: the heading must name"),
    ],
)
def test_rank_names_what_it_cannot_learn_from(tmp_path: Path, option: str, said: str) -> None:
    row = {"id": "c1", "lang": "en", "title": "Lakes", "text": "Water"}
    lines = write_lines(tmp_path / "lines.jsonl", row)
    broken = write_lines(tmp_path / "broken", {"id": "x"})

    done = samsok("rank", "--calls", lines, "--profiles", lines, option, broken, folder=tmp_path)

    assert done.returncode == 1
    assert f"{broken}, {said}" in done.stderr


def test_rank_names_the_line_that_it_cannot_read(tmp_path: Path) -> None:
    calls = write_lines(tmp_path / "calls.jsonl", {"id": "c1", "lang": "en", "title": "Lakes"})

    done = samsok("rank", "--calls", calls, "--profiles", calls, folder=tmp_path)

    assert done.returncode == 1
    assert "calls.jsonl" in done.stderr
    assert "text" in done.stderr
