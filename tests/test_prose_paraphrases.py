"""The same said in many words: what closes applying is read, and what only sounds like it is not.

Beside the gold file, which says how well unseen pages are read, this is what is known.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.reading import READ, ZONES
from scrapers.draft import Draft
from scrapers.prose import draft_from_text
from scrapers.prose.days import mentions

FILE = Path(__file__).parent / "paraphrases.txt"
LONG = 40_000


def paraphrases() -> Iterator[tuple[str, str, str]]:
    language = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif line and not line.startswith("#"):
            words, _, days = line.rpartition(" => ")
            yield language, words.replace("\\n", "\n"), days


def read(words: str, language: str) -> Draft:
    return draft_from_text(
        identifier="x", url="https://example.org/", title="–", text=words, funder="",
        language=language, zone=ZONES[language], today=READ,
    )  # fmt: skip


def closing(draft: Draft, language: str) -> str:
    if any(doubt.field == "deadlines" for doubt in draft.uncertain):
        return "-"
    usual = ("final", ZONES[language])
    told = [
        [f"{each.day}", f"{each.time:%H:%M}" if each.time else "", each.kind, each.zone]
        for each in draft.deadlines
    ]
    return (
        "; ".join(" ".join(said for said in each if said not in ("", *usual)) for each in told)
        or "-"
    )


@pytest.mark.parametrize(("language", "words", "days"), list(paraphrases()))
def test_what_is_said_in_other_words_is_read_all_the_same(
    language: str, words: str, days: str
) -> None:
    assert closing(read(words, language), language) == days


@pytest.mark.parametrize(
    ("language", "words", "days"),
    [
        ("sv", "senast 15/3-27", ["2027-03-15"]),
        ("sv", "4/1–29/1 2027", ["2027-01-04", "2027-01-29"]),
        ("sv", "4.1.–29.1.2027", ["2027-01-04", "2027-01-29"]),
        ("sv", "15.12.–15.1.2027", ["2026-12-15", "2027-01-15"]),
        ("nb", "mar 02 2027", ["2027-03-02"]),
        ("nb", "01.03.19", ["2019-03-01"]),
        ("da", "d. 15. marts 2027", ["2027-03-15"]),
        ("en", "Monday, March 1, 2027", ["2027-03-01"]),
        ("en", "2027/03/01", ["2027-03-01"]),
        ("sv", "klockan 10.15-11.27", []),
    ],
)
def test_a_day_is_known_in_the_forms_that_it_is_written_in(
    language: str, words: str, days: list[str]
) -> None:
    assert [f"{each.day}" for each in mentions(words, language, READ)] == days


@pytest.mark.parametrize(
    ("language", "words", "time", "zone"),
    [
        ("en", "1 March 2027 (15:00 Finnish time)", dt.time(15), "Europe/Helsinki"),
        ("en", "by 15:59 Finnish time on 1 March 2027", dt.time(15, 59), "Europe/Helsinki"),
        ("en", "1 March 2027 at 17:00 (CET/CEST)", dt.time(17), "Europe/Brussels"),
        ("en", "1 March 2027, 12 noon", dt.time(12), ""),
        ("en", "by midnight on 1 March 2027", dt.time(23, 59), ""),
        ("fi", "1.3.2027 kello 15:een mennessä", dt.time(15), ""),
        ("fi", "1.3.2027 ennen virka-ajan päättymistä klo 16.15", dt.time(16, 15), ""),
        ("nb", "1. mars 2027 klokka 23:59", dt.time(23, 59), ""),
        ("sv", "1 mars 2027 (stänger kl. 15:00)", dt.time(15), ""),
        ("sv", "1 mars 2027 (telefonen är öppen till 15.00)", None, ""),
    ],
)
def test_the_hour_of_a_day_is_known_with_its_clock(
    language: str, words: str, time: dt.time | None, zone: str
) -> None:
    (day,) = mentions(words, language, READ)

    assert (day.time, day.zone) == (time, zone)


def test_an_hour_may_stand_in_another_sentence_than_the_day() -> None:
    draft = read("Sista ansökningsdag är 1 mars 2027. E-tjänsten stänger kl. 15.00.", "sv")

    assert [each.time for each in draft.deadlines] == [dt.time(15)]


def test_two_hours_in_other_sentences_are_none() -> None:
    draft = read(
        "Sista ansökningsdag är 1 mars 2027. E-tjänsten stänger kl. 15.00. "
        "Ansökan på papper lämnas in senast kl. 12.00.",
        "sv",
    )

    assert [each.time for each in draft.deadlines] == [None]


def test_the_day_before_is_meant_where_no_hour_is_named() -> None:
    draft = read("Apply before 1 June 2027.", "en")

    assert {doubt.why for doubt in draft.uncertain} == {"it may be the day before"}


def test_days_said_to_be_preliminary_elsewhere_are_doubted() -> None:
    draft = read("Utlysningen stänger 5 mars 2027. Datumen är preliminära.", "sv")

    assert {doubt.field for doubt in draft.uncertain} == {"deadlines"}


def test_the_year_of_a_label_is_that_of_its_list() -> None:
    draft = read("Søknadsfrister 2027: 1. februar, 1. mai og 1. oktober.", "nb")

    assert [f"{each.day}" for each in draft.deadlines] == ["2027-02-01", "2027-05-01", "2027-10-01"]
    assert not draft.uncertain


def test_two_columns_that_are_lines_are_told_apart() -> None:
    draft = read("Beslut\nSista ansökningsdag\n12 april 2027\n1 mars 2027", "sv")

    assert [f"{each.day}" for each in draft.deadlines] == ["2027-03-01"]


def test_labels_below_their_days_are_told_from_those_above() -> None:
    below = read("Datum\n1 februari 2027\nÖppnar\n1 mars 2027\nSista ansökningsdag", "sv")
    above = read("Öppnar\n1 februari 2027\nSista ansökningsdag\n1 mars 2027\nBeslut", "sv")

    assert (below.opens, below.deadlines) == (above.opens, above.deadlines)
    assert below.opens == dt.date(2027, 2, 1)


@pytest.mark.parametrize(
    "words",
    [
        "kl. 1 ",
        "senast ",
        "ansökan senast ",
        "1/2–",
        "den ",
        "a | ",
        "mar\n",
        "(",
        "1. ",
        "ny nya ",
    ],
)
def test_no_text_takes_long_to_look_through(words: str) -> None:
    draft = read((words * LONG)[:LONG], "sv")

    assert draft.deadlines == ()
