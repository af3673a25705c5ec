"""The HTML of every page and letter is as the standard has it, and mail programs know theirs."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Letter
from tests.every_page import every_page, world_in_swedish
from tests.furnishing import World

ROOT = Path(__file__).parents[1]
HTML = ROOT / "tests" / "html"
MODULES = ROOT / "node_modules"
NODE = shutil.which("node")
# What a letter can do without, where a program does not know it.
SPARED = {
    "<body> element",  # its ground is lost: it becomes an element of another kind
    "<style> element",  # each element carries its style; what is left is for dark mode
    "@media",  # dark mode
    "display:none",  # the first line of the list of letters, which then stands in the letter too
    "overflow",  # the same
    "role attribute",  # a table that is none is read as one
}

needs_node = pytest.mark.skipif(
    NODE is None or not (MODULES / "html-validate").exists(),
    reason="html-validate is not here: npm ci --ignore-scripts brings it, where there is Node.",
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = world_in_swedish(tmp_path_factory.mktemp("html"))
    yield world
    world.close()


@pytest.fixture(scope="module")
def letters(world: World, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write out one letter of each kind that there is."""
    folder, files = tmp_path_factory.mktemp("letters"), []
    with Session(world.engine) as session:
        for letter in {each.kind: each for each in session.scalars(select(Letter))}.values():
            files.append(folder / f"{letter.kind}.html")
            files[-1].write_text(letter.html, encoding="utf-8")
    return files


def run(*words: str | Path) -> str:
    done = subprocess.run(
        [str(NODE), *map(str, words)], capture_output=True, encoding="utf-8", check=False,
        cwd=ROOT, timeout=300,
    )  # fmt: skip
    assert not done.stderr, done.stderr
    return done.stdout


def wrong(rules: str, files: list[Path]) -> dict[str, list[str]]:
    """Return what html-validate finds, by file."""
    tool = MODULES / "html-validate" / "bin" / "html-validate.mjs"
    report = files[0].with_suffix(".json")  # what goes to a pipe is cut off where Node ends
    run(tool, "-f", f"json={report}", "-c", HTML / rules, *files)
    told = json.loads(report.read_text(encoding="utf-8"))
    return {
        Path(each["filePath"]).stem: [
            f"{it['line']}: {it['ruleId']}: {it['message']}" for it in each["messages"]
        ]
        for each in told
    }


@needs_node
def test_the_html_of_every_page_is_clean(world: World, tmp_path: Path) -> None:
    names = {}
    for number, shown in enumerate(every_page(world)):
        file = tmp_path / f"{number}.html"
        file.write_text(shown.html, encoding="utf-8")
        names[file] = str(shown)

    found = wrong("pages.cjs", [*names])

    assert {names[tmp_path / f"{file}.html"]: faults for file, faults in found.items()} == {}


@needs_node
def test_the_html_of_every_letter_is_clean(letters: list[Path]) -> None:
    assert wrong("letters.cjs", letters) == {}


@needs_node
def test_a_mail_program_lacks_nothing_that_a_letter_cannot_do_without(letters: list[Path]) -> None:
    lacking = json.loads(run(HTML / "programs.mjs", *letters))

    assert {name: programs for name, programs in lacking.items() if name not in SPARED} == {}


@needs_node
def test_what_is_wrong_would_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    file.write_text("<!doctype html><title>x</title><p><div>x</div></p>", encoding="utf-8")

    assert any("no-implicit-close" in each for each in wrong("pages.cjs", [file])["bad"])


def test_the_lock_has_hashes_exact_versions_and_no_addresses() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    lock = json.loads(text)["packages"]
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    others = {name: each for name, each in lock.items() if name}

    assert lock[""]["devDependencies"] == wanted
    assert all(version[0].isdigit() for version in wanted.values())
    assert [name for name, each in others.items() if "integrity" not in each] == []
    assert "://" not in text
