"""All that was recorded is read or refused, beside what other programs read of it."""

import datetime as dt
import json
import os
import re
from pathlib import Path

import pytest

from scrapers import plain
from scrapers.preview import Nothing, preview
from tests.previewing import TODAY, days, read, titles

DATA = Path(os.environ.get("SAMSOK_DATA", "."))
needs_data = pytest.mark.skipif(
    not (DATA / "feeds").is_dir(), reason="SAMSOK_DATA does not name the recorded answers"
)


@needs_data
def test_everything_recorded_is_read_or_refused_without_a_crash() -> None:
    read_of, refused, crashed = 0, 0, []
    for folder in ("recordings", "feeds"):
        for path in sorted(each for each in (DATA / folder).rglob("*") if each.is_file()):
            try:
                preview(path.read_bytes(), f"https://unknown.invalid/{path.name}", TODAY)
                read_of += 1
            except Nothing:
                refused += 1
            except Exception as error:
                crashed.append(f"{path.name}: {error!r}")

    assert (crashed, read_of > 200, refused > 0) == ([], True, True)


@needs_data
def test_feeds_are_read_with_the_titles_and_links_that_another_reader_finds() -> None:
    feeds, others = 0, []
    for path in sorted((DATA / "feeds" / "gofeed").rglob("*.xml")):
        expected = path.with_suffix(".json")
        said = json.loads(expected.read_text()) if expected.exists() else {}
        items = [
            each for each in said.get("items") or said.get("entries") or [] if each.get("title")
        ]
        if not items:
            continue
        feeds += 1
        found = read(path.read_bytes())
        assert days(found) == [[] for _ in items], path.name
        # The other reader leaves markup in a title as it is.
        same = [re.sub(r"<[^>]+>", "", plain(each["title"])) for each in items]
        if [re.sub(r"<[^>]+>", "", each) for each in titles(found)] != same:
            others.append(path.name)
        for draft, each in zip(found.drafts, items, strict=True):
            if each.get("link") and draft.url != each["link"] and "uri_at" not in path.name:
                others.append(path.name)

    assert (feeds > 40, others) == (True, [])


@needs_data
def test_the_mistakes_of_another_collector_are_not_repeated() -> None:
    history = DATA / "recordings" / "swedish_calls" / "history"
    told = {}
    for path in sorted(history.glob("*.json")):
        try:
            told[path.name] = read(path.read_bytes()).drafts
        except Nothing:
            continue

    for name, drafts in told.items():
        assert "Utlysningar" not in [each.title for each in drafts], name
        for draft in drafts:
            said = re.search(r"Stänger (\d\d \w+ \d{4})", f"{draft.title} {draft.text}")
            closes = [each.day for each in draft.deadlines]
            assert not said or closes, (name, draft.title)
            if "energimyndigheten.se" in draft.url and closes == [dt.date(2026, 4, 24)]:
                assert said, (name, draft.title)
                assert said[1] == "24 april 2026"
            if "formas.se" in draft.url and "0900" in name:
                assert closes == [], (name, draft.title)
