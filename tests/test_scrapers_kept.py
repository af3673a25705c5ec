"""Calls kept by hand: what is usual is no deadline, and a slip of the pen is named."""

from datetime import date
from pathlib import Path

import pytest

from lexicon.terms import DeadlineModel, Status
from scrapers import Unreachable, all_sources
from scrapers.child import read_apart
from scrapers.files import FileSite
from scrapers.sources.kept import PACKAGED

KEPT = all_sources()["kept"]
RECORD = """[[calls]]
identifier = "x"
funder = "Fund"
url = "https://x.example"
language = "sv"
title = "Stöd"
text = "Text"
checked = 2026-11-01
"""


def site(tmp_path: Path, text: str, today: date = date(2026, 11, 21)) -> FileSite:
    path = tmp_path / "kept.toml"
    path.write_text(text, encoding="utf-8")
    return FileSite(start=str(path), today=today)


def test_the_packaged_file_is_read() -> None:
    reading = read_apart(KEPT, FileSite(start=PACKAGED, today=date(2026, 11, 21)))

    assert reading.suspicion is None
    assert {draft.identifier for draft in reading.drafts} >= {"dam-utvikling", "kamprad"}
    assert not any(draft.deadlines for draft in reading.drafts)


def test_a_record_without_a_day_ahead_is_a_planned_call(tmp_path: Path) -> None:
    text = RECORD + 'usually = "brukar stänga i september"\ndates = [{ date = 2026-09-15 }]\n'

    [draft] = KEPT.read(site(tmp_path, text)).drafts

    assert (draft.status, draft.season, draft.deadlines) == (
        Status.PLANNED, "brukar stänga i september", (),
    )  # fmt: skip


def test_a_day_that_passes_changes_nothing_while_another_is_ahead(tmp_path: Path) -> None:
    text = RECORD + "dates = [{ date = 2026-12-01 }, { date = 2027-05-01 }]\n"

    [before] = KEPT.read(site(tmp_path, text)).drafts
    [after] = KEPT.read(site(tmp_path, text, date(2027, 1, 1))).drafts

    assert before == after
    assert len(after.deadlines) == 2


def test_a_rolling_record_is_open(tmp_path: Path) -> None:
    [draft] = KEPT.read(site(tmp_path, RECORD + "rolling = true\n")).drafts

    assert (draft.status, draft.deadline_model) == (Status.ANNOUNCED, DeadlineModel.ROLLING)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        (RECORD.replace("title", "titel"), "titel"),
        (RECORD + "dates = [{ date = 2026-13-01 }]\n", "line 9"),
        (RECORD.replace('url = "https://x.example"\n', ""), "url"),
        ("", "calls"),
        ("[[calls", "kept.toml"),
    ],
)
def test_a_slip_of_the_pen_is_named_with_its_file(tmp_path: Path, text: str, trouble: str) -> None:
    suspicion = KEPT.read(site(tmp_path, text)).suspicion or ""

    assert "kept.toml" in suspicion
    assert trouble in suspicion


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    missing = FileSite(start=str(tmp_path / "kept.toml"), today=date(2026, 11, 21))

    with pytest.raises(Unreachable, match=r"kept\.toml: No such file"):
        read_apart(KEPT, missing)


def test_no_other_file_is_given_out() -> None:
    here = FileSite(start=PACKAGED, today=date(2026, 11, 21))

    with pytest.raises(Unreachable, match="not the file"):
        here.get("config.toml")
    with pytest.raises(Unreachable, match="takes no questions"):
        here.post(PACKAGED, b"")
