import json

import pytest

from matcher.lines import (
    LineError,
    rank_lines,
    read_background,
    read_calls,
    read_profiles,
)

CALLS = [
    '{"id": "c1", "lang": "sv", "title": "Unga i arbete", "text": "Praktik", "region": "SE12"}\n',
    '{"id": "c2", "lang": "sv", "title": "Levande byar", "text": "Service och mat"}\n',
    '{"id": "c3", "lang": "sv", "title": "Mat", "text": "Kök och odling"}\n',
]
PROFILES = [
    '{"id": "p1", "lang": "sv", "text": "mat i byarna"}\n',
    '{"id": "p2", "lang": "sv", "text": "rymden"}\n',
]
BACKGROUND = ['{"id": "b1", "lang": "sv", "text": "byar och städer"}\n', "\n"]


def test_each_line_tells_profile_call_rank_and_score() -> None:
    calls, profiles = read_calls("calls", CALLS), read_profiles("profiles", PROFILES)

    lines = list(rank_lines(calls, profiles, read_background("past", BACKGROUND), top=10))

    rows = [line.split("\t") for line in lines]
    assert [row[0] for row in rows] == ["p1", "p1"]
    assert {row[1] for row in rows} == {"c2", "c3"}
    assert [row[2] for row in rows] == ["1", "2"]
    assert float(rows[0][3]) > float(rows[1][3]) > 0


def test_no_more_lines_than_asked_for() -> None:
    calls, profiles = read_calls("calls", CALLS), read_profiles("profiles", PROFILES)

    assert len(list(rank_lines(calls, profiles, top=1))) == 1


def test_the_same_files_give_the_same_lines() -> None:
    calls, profiles = read_calls("calls", CALLS), read_profiles("profiles", PROFILES)

    assert list(rank_lines(calls, profiles)) == list(rank_lines(calls, profiles))


@pytest.mark.parametrize("nothing", ["calls", "profiles"])
def test_nothing_to_rank_or_nobody_asking_gives_no_lines(nothing: str) -> None:
    calls = [] if nothing == "calls" else read_calls("calls", CALLS)
    profiles = [] if nothing == "profiles" else read_profiles("profiles", PROFILES)

    assert list(rank_lines(calls, profiles)) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "truncated"),
        ("[]", "object"),
        (json.dumps({"id": "c9", "lang": "sv", "text": "x"}), "`title`"),
        (json.dumps({"id": "c9", "title": "x", "text": "x"}), "`lang`"),
        (json.dumps({"id": 9, "lang": "sv", "title": "x", "text": "x"}), r"\$.id"),
        (json.dumps({"id": "c\t9", "lang": "sv", "title": "x", "text": "x"}), "unprintable"),
        (json.dumps({"id": "c1", "lang": "sv", "title": "x", "text": "x"}), "'c1' stands there"),
    ],
)
def test_a_bad_line_is_named_by_file_line_and_key(line: str, said: str) -> None:
    with pytest.raises(LineError, match=rf"calls\.jsonl, line 4: .*{said}"):
        read_calls("calls.jsonl", [*CALLS, line])


def test_profiles_and_past_texts_name_their_bad_lines_too() -> None:
    with pytest.raises(LineError, match=r"who\.jsonl, line 1: .*`text`"):
        read_profiles("who.jsonl", ['{"id": "p1", "lang": "sv"}'])
    with pytest.raises(LineError, match=r"past\.jsonl, line 2: .*`lang`"):
        read_background("past.jsonl", ["\n", '{"text": "x"}'])
