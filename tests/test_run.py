"""The one script: what it says where it cannot go on is one plain sentence and the way out."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SYSTEM = "/usr/bin:/bin"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clone with nothing installed."""
    shutil.copy(ROOT / "run", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def run(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [folder / "run", *words], env={"PATH": SYSTEM, **environ}, cwd=folder,
        capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


def test_alone_it_lists_what_it_can_do(folder: Path) -> None:
    done = run(folder)

    assert done.returncode == 0
    for word in ("demo", "up", "test", "lint", "record", "samsok"):
        assert f"./run {word}" in done.stdout


def test_a_word_that_it_does_not_know_is_answered_with_the_list(folder: Path) -> None:
    done = run(folder, "dmeo")

    assert done.returncode == 2
    assert "./run demo" in done.stderr


def test_an_extra_that_it_does_not_know_is_named(folder: Path) -> None:
    (folder / ".tools" / "bin").mkdir(parents=True)
    (folder / ".tools" / "bin" / "uv").write_text("#!/bin/sh\n")
    (folder / ".tools" / "bin" / "uv").chmod(0o755)

    done = run(folder, "install", "faster", PYTHON=sys.executable)

    assert done.returncode == 1
    assert done.stderr == "There is nothing called faster to install: fast, cluster, oidc or pdf.\n"


def test_without_python_it_says_so(folder: Path) -> None:
    done = run(folder, "demo", PYTHON="/nowhere/python")

    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or later is needed.")
    assert len(done.stderr.splitlines()) == 1


def test_an_old_python_is_refused(folder: Path) -> None:
    old = folder / "old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)

    done = run(folder, "demo", PYTHON=str(old))

    assert done.stderr.startswith("Python 3.11 or later is needed.")


def test_without_a_network_the_first_run_says_so(folder: Path) -> None:
    # Offline by settings of uv and pip, so that nothing is asked for.
    done = run(
        folder, "demo", PYTHON=sys.executable, UV_OFFLINE="1", PIP_NO_INDEX="1",
        UV_CACHE_DIR=str(folder / "cache"), HOME=str(folder), PIP_CONFIG_FILE="/dev/null",
    )  # fmt: skip

    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.endswith("the first run needs the network. Try again when there is one.")


def test_the_locks_name_hashes_and_no_addresses() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        pinned = [line for line in text.splitlines() if "==" in line]
        assert "://" not in text
        assert "index" not in text
        assert len(pinned) <= text.count("--hash=sha256:")
