"""A thesaurus is read from CSV or SKOS; what cannot be read is named."""

from pathlib import Path

import pytest

from matcher.lines import LineError, read_parallel
from matcher.thesaurus import read_thesaurus

TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:1> skos:prefLabel "kvarn"@sv, "mill"@en, "moulin"@fr ; skos:altLabel "windmill"@en .
<urn:2> skos:prefLabel "tåg"@sv, "train (vehicle)"@en .
"""


def test_csv_has_a_column_for_each_language(tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    file.write_text("uri,sv,en,fr\nu1,kvarn,mill|windmill,moulin\nu2,bank (pengar),bank,\n")

    assert read_thesaurus(file) == [
        {"sv": ("kvarn",), "en": ("mill", "windmill")},
        {"sv": ("bank",), "en": ("bank",)},
    ]


def test_skos_is_read_by_the_ending_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "words.ttl"
    file.write_text(TURTLE, encoding="utf-8")

    assert read_thesaurus(file) == [
        {"sv": ("kvarn",), "en": ("mill", "windmill")},
        {"sv": ("tåg",), "en": ("train",)},
    ]


@pytest.mark.parametrize(
    ("name", "said", "complaint"),
    [
        ("a.csv", b"uri,sv\nu1,kvarn\n", "line 1: .*two or more of the columns sv"),
        ("a.csv", b"", "line 1: .*two or more"),
        ("a.csv", b"sv,en\nkvarn,mill\nkvarn\n", "line 3: as many columns"),
        ("a.csv", b"sv,en\nkvarn,mill,x\n", "line 2: as many columns"),
        ("a.csv", b'sv,en\n"kvarn,mill\n', "line [23]: unexpected end"),
        ("a.csv", b"sv,en\nkvarn,mill\nt\xe5g,train\n", "line 3: not UTF-8"),
        ("a.ttl", b"<urn:1> no turtle", "a.ttl: "),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, name: str, said: bytes, complaint: str
) -> None:
    (tmp_path / name).write_bytes(said)

    with pytest.raises(LineError, match=complaint):
        read_thesaurus(tmp_path / name)


def test_parallel_texts_are_read_by_language() -> None:
    lines = ['{"id": 1, "sv": "kvarn", "en": "mill", "fr": "moulin"}\n', "\n"]

    assert read_parallel("both", lines) == [{"sv": "kvarn", "en": "mill"}]


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "truncated"), ("[]", "object"), ('{"sv": "kvarn", "en": 1}', "two of sv, nb")],
)
def test_a_bad_line_of_parallel_texts_is_named(line: str, said: str) -> None:
    with pytest.raises(LineError, match=rf"both\.jsonl, line 2: .*{said}"):
        read_parallel("both.jsonl", ["\n", line])
