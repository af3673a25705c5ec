"""What was tampered with is found: in the chain, in what was signed, in evidence taken away."""

import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs import note_head
from models import Application, Event, Signature
from models.database import connect
from tests.bids import World
from tests.commanding import samsok
from tests.conftest import NOON
from tests.forging import forge
from workflow import Refused, audit
from workflow.applications import declining, evidence
from workflow.audit import Head, Trouble
from workflow.people.erasing import erase, forget_signers


@pytest.fixture
def engine(either_database: Engine) -> Engine:
    return either_database


@pytest.fixture
def bid(engine: Engine) -> int:
    """A bid that both have signed, one of them anew."""
    with Session(engine) as session:
        world = World(session)
        bid = world.bid(world.town, "Blue lakes", world.university)
        for part in bid.commitments:
            world.agree(part)
        world.agree(bid.commitments[1], 500_000, 300_000)
        session.commit()
        return bid.id


def troubles(engine: Engine, *heads: Head) -> list[Trouble]:
    with Session(engine) as session:
        return list(audit.troubles(session, [("a file", each) for each in heads]))


def numbers(engine: Engine, verb: str | None = None) -> list[int]:
    with Session(engine) as session:
        wanted = select(Event.id).order_by(Event.id)
        return list(session.scalars(wanted.filter_by(verb=verb) if verb else wanted))


def head(engine: Engine) -> Head:
    with Session(engine) as session:
        return audit.head(session)


def test_nothing_is_wrong_with_what_nobody_touched(engine: Engine, bid: int) -> None:
    assert troubles(engine, head(engine)) == []


@pytest.mark.parametrize(
    "change",
    ["by_id = 2", "verb = 'declined'", "about = 'application:9'", "facts = '{\"a\": 1}'",
     "at = '2026-01-12 12:00:01'", "seal = 'x'"],
)  # fmt: skip
def test_a_changed_event_is_named(engine: Engine, bid: int, change: str) -> None:
    number = numbers(engine)[3]

    forge(engine, f"UPDATE event SET {change} WHERE id = {number}")

    assert troubles(engine)[0].number == number


def test_an_event_that_is_gone_is_noticed_at_the_next(engine: Engine, bid: int) -> None:
    _, gone, after, *_ = numbers(engine)

    forge(engine, f"DELETE FROM event WHERE id = {gone}")

    assert troubles(engine)[0] == Trouble(
        after, "does not follow the event before it: one is gone or moved"
    )


def test_events_in_another_order_are_noticed(engine: Engine, bid: int) -> None:
    first, second, *_ = numbers(engine)

    forge(
        engine,
        f"UPDATE event SET id = -1 WHERE id = {first}",
        f"UPDATE event SET id = {first} WHERE id = {second}",
        f"UPDATE event SET id = {second} WHERE id = -1",
    )

    assert troubles(engine)[0].number == first


def test_a_chain_that_is_cut_is_noticed_by_a_head_that_was_kept(engine: Engine, bid: int) -> None:
    kept = head(engine)

    forge(
        engine,
        f"DELETE FROM signature WHERE event_id = {kept.number}",
        f"DELETE FROM event WHERE id = {kept.number}",
    )

    cut = Trouble(kept.number, "was the last by a file, and is gone: the chain was cut")
    assert cut in troubles(engine, kept)
    receipt = Trouble(kept.number, "was the last by a receipt, and is gone: the chain was cut")
    assert troubles(engine) == [receipt]


def test_a_chain_that_was_written_anew_is_noticed(engine: Engine, bid: int) -> None:
    kept = head(engine)
    with Session(engine) as session:
        last = session.get_one(Event, kept.number)
        session.expunge(last)
        last.facts = {**last.facts, "binding": False}
        facts, seal = str(last.facts).replace("'", '"').replace("False", "false"), last.sealed()

    forge(
        engine,
        f"UPDATE event SET facts = '{facts}', seal = '{seal}' WHERE id = {kept.number}",
    )

    assert any("written anew" in each.sentence for each in troubles(engine, kept))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("name = 'Mallory'", "signed by somebody else, or otherwise"),
        ("person_id = 1", "signed by somebody else, or otherwise"),
        ("authority = 'King § 1'", "signed by somebody else, or otherwise"),
        ("binding = false", "signed by somebody else, or otherwise"),
        ("how = 'organisation'", "signed by somebody else, or otherwise"),
        ("salt = ''", "signed by somebody else, or otherwise"),
        ("terms = replace(terms, '300000', '3')", "other terms"),
        ("seal = 'x'", "other terms"),
        ("commitment_id = 3 - commitment_id", "another part"),
        ("void_at = '2026-01-12 12:00:00'", "ended by nobody"),
        ("event_id = 1", "is not one of signing"),
    ],
)
def test_a_forged_signature_is_named(engine: Engine, bid: int, change: str, told: str) -> None:
    last = max(numbers(engine, "signed"))
    if change.startswith("commitment_id"):
        forge(engine, f"UPDATE signature SET void_at = signed_at WHERE event_id <> {last}")

    forge(engine, f"UPDATE signature SET {change} WHERE event_id = {last}")

    assert any(told in each.sentence for each in troubles(engine))


def test_a_signature_that_was_ended_does_not_come_back(engine: Engine, bid: int) -> None:
    _, ended, last = numbers(engine, "signed")

    forge(
        engine,
        f"DELETE FROM signature WHERE event_id = {last}",
        f"UPDATE signature SET void_at = NULL WHERE event_id = {ended}",
    )

    assert {each.number: each.sentence for each in troubles(engine)} == {
        ended: "holds, though it was ended (signature 2)",
        last: "tells of a signature that is gone",
    }


def test_names_that_are_no_evidence_any_longer_break_nothing(engine: Engine, bid: int) -> None:
    with Session(engine) as session:
        for signature in session.scalars(select(Signature)).all():
            erase(session, signature.person, NOON)
        assert forget_signers(session, NOON.replace(year=2040), 10) == 3
        session.commit()

    assert troubles(engine) == []


# The daily file


def test_the_head_of_the_day_is_noted_once(engine: Engine, bid: int, tmp_path: Path) -> None:
    with Session(engine) as session:
        for _ in range(2):
            note_head.note_head(session, tmp_path, NOON)

    last = head(engine)
    written = (tmp_path / "audit/2026-01-12.txt").read_text()
    assert written == f"{last.number} {last.seal} 2026-01-12T12:00:00+00:00\n"
    assert list(note_head.noted(tmp_path)) == [("2026-01-12.txt", last)]


def test_a_daily_file_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "audit").mkdir()
    (tmp_path / "audit/2026-01-12.txt").write_text("nothing to see\n")

    with pytest.raises(ValueError, match="nobody here wrote"):
        list(note_head.noted(tmp_path))


def test_the_command_finds_a_cut_chain_and_writes_evidence(tmp_path: Path) -> None:
    data = tmp_path
    assert samsok("run", "note_head", folder=tmp_path).returncode == 0
    engine = connect(f"sqlite:///{data}/samsok.db")
    with Session(engine) as session:
        world = World(session)
        world.agree(world.bid(world.town, "Blue lakes").commitments[0])
        session.commit()
    good = samsok("audit", "verify", folder=tmp_path)
    taken = samsok("audit", "evidence", "1", "--to", str(tmp_path / "e.zip"), folder=tmp_path)
    kept = head(engine)
    with Session(engine) as session:
        note_head.note_head(session, data, NOON)
    forge(
        engine, "DELETE FROM letter", "DELETE FROM signature",
        f"DELETE FROM event WHERE id = {kept.number}",
    )  # fmt: skip
    engine.dispose()

    bad = samsok("audit", "verify", "--receipt", f"{kept.number}:{kept.seal}", folder=tmp_path)
    odd = samsok("audit", "verify", "--receipt", "7", folder=tmp_path)

    assert (good.returncode, f"up to event {kept.number}: {kept.seal}" in good.stdout) == (0, True)
    assert (taken.returncode, (tmp_path / "e.zip").exists()) == (0, True)
    assert samsok("audit", "evidence", "9", folder=tmp_path).returncode == 1
    assert bad.returncode == 1
    assert f"Event {kept.number} was the last by 2026-01-12.txt, and is gone" in bad.stdout
    assert f"Event {kept.number} was the last by the receipt, and is gone" in bad.stdout
    assert "64 figures" in odd.stderr


# Evidence


@pytest.fixture
def folder(engine: Engine, bid: int, tmp_path: Path) -> Path:
    """The evidence of the bid, unpacked; another bid has events between."""
    with Session(engine) as session:
        found = session.get_one(Application, bid)
        packed = evidence.packed(session, found, NOON)
        assert packed == evidence.packed(session, found, NOON)
    ZipFile(BytesIO(packed)).extractall(tmp_path / "evidence")
    return tmp_path / "evidence"


def check(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Check it in a process of its own that knows nothing of the project."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *more]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60,
        check=False,
    )  # fmt: skip


def test_evidence_is_checked_elsewhere_and_says_it_in_two_languages(
    engine: Engine, folder: Path
) -> None:
    receipt = head(engine).seal

    done = check(folder, "--head", receipt)

    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing is wrong" in done.stdout
    assert "inget är fel" in done.stdout
    assert check(folder, "--head", "0" * 64).returncode == 1
    swedish = (folder / "summary-sv.txt").read_text("utf-8")
    for words in (
        "University: bindande, gäller", "University: bindande, gäller inte längre", "Board, § 7",
        "Budget: 500\u00a0000\u00a0kr", "Ben, ben@example.org",
    ):  # fmt: skip
        assert words in swedish


def test_evidence_has_no_words_of_other_applications(engine: Engine, bid: int) -> None:
    with Session(engine) as session:
        packed = evidence.packed(session, session.get_one(Application, bid), NOON)

    events = ZipFile(BytesIO(packed)).read("events.json").decode()
    assert "Blue lakes" in events
    assert "answered" not in events  # who answered the call was nobody's business but theirs


def test_one_byte_of_any_file_shows(folder: Path) -> None:
    for path in [each for each in folder.rglob("*") if each.is_file()]:
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])

        done = check(folder)

        assert done.returncode != 0, path.name
        path.write_bytes(content)
    assert check(folder).returncode == 0


@pytest.mark.parametrize("old", ["300000", "Ben", "Board", '"verb": "signed"', '"voids": [\n'])
def test_evidence_whose_list_was_written_anew_still_shows(folder: Path, old: str) -> None:
    for path in folder.rglob("*.json"):
        new = {"300000": "100000", "Ben": "Eve"}.get(old, "x" + old)
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    rewrite_list(folder)

    done = check(folder)

    assert done.returncode == 1
    assert "WRONG" in done.stdout


def rewrite_list(folder: Path) -> None:
    """Make the list of files fit again, as whoever forges would."""
    names = [each for each in folder.rglob("*") if each.is_file() and each.name != "SHA256SUMS"]
    lines = [
        f"{sha256(each.read_bytes()).hexdigest()}  {each.relative_to(folder).as_posix()}\n"
        for each in names
    ]
    (folder / "SHA256SUMS").write_text("".join(lines))


def test_evidence_is_for_the_lead_and_coordinators(engine: Engine, bid: int) -> None:
    with Session(engine) as session:
        found = session.get_one(Application, bid)
        people = {each.name: each for part in found.commitments for each in part.partner.people}

        assert evidence.hand_out(session, found, by=people["Ada"], now=NOON)
        with pytest.raises(Refused, match="for others"):
            evidence.hand_out(session, found, by=people["Ben"], now=NOON)


def test_an_approval_that_was_taken_back_is_no_trouble(engine: Engine, bid: int) -> None:
    with Session(engine) as session:
        part = session.get_one(Application, bid).commitments[1]
        by = part.partner.people[0]
        declining.revoke(session, part, reason="The board met", by=by, now=NOON)
        session.commit()

    assert troubles(engine) == []
