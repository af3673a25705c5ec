"""The gold file: what a careful reader takes from sentences of calls, and what we read."""

import gzip
import html
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.reading import LANGUAGES, Passage, gold, judged, scores

PASSAGES = list(gold())
OPEN = [each for each in PASSAGES if not each.sealed]


def test_the_gold_file_is_large_enough_to_say_something() -> None:
    by_language = Counter(each.language for each in PASSAGES)

    assert len(PASSAGES) >= 250
    assert set(by_language) == set(LANGUAGES)
    assert min(by_language.values()) >= 50
    assert sum(bool(each.file) for each in PASSAGES) >= 60
    assert len({each.id for each in PASSAGES}) == len(PASSAGES)


def test_a_quarter_of_it_is_sealed() -> None:
    sealed = [each for each in PASSAGES if each.sealed]

    assert len(sealed) >= len(PASSAGES) / 4
    assert [each.id for each in sealed if each.unread] == []  # nobody looked


@pytest.mark.parametrize("passage", OPEN, ids=lambda each: each.id)
def test_an_open_passage_is_read_as_a_person_reads_it(passage: Passage) -> None:
    read = judged(passage)

    assert read.wrong() == {}, passage.text
    assert sorted(read.missed()) == list(passage.unread), passage.text


def test_deadlines_of_the_open_part_are_right_and_found() -> None:
    deadlines = scores(judged(each) for each in OPEN)["deadlines"]

    assert (deadlines.precision() or 0) >= 0.99
    assert (deadlines.recall() or 0) >= 0.95


def test_quotations_stand_in_the_recordings() -> None:
    if not (data := os.environ.get("SAMSOK_DATA")):
        pytest.skip("SAMSOK_DATA does not say where the recordings are")
    quoted = [each for each in PASSAGES if each.file]
    folder = Path(data) / "recordings"

    told = {file: closed_up(folder / file) for file in {each.file for each in quoted}}

    for each in quoted:
        assert "".join(each.text.split()) in told[each.file], each.id


def closed_up(file: Path) -> str:
    """Return the words of a recording without tags and spaces."""
    raw = file.read_bytes()
    text = (gzip.decompress(raw) if file.suffix == ".gz" else raw).decode("utf-8")
    if file.suffix == ".json":
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return "".join(html.unescape(re.sub("<[^>]+>", "", text)).replace("\\n", "").split())
