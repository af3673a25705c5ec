"""Danish pools: a table with its deadlines, and rows that are out of place."""

import datetime as dt

import pytest

from lexicon.terms import Deadline, DeadlineModel
from scrapers import Reading
from tests.neighbouring import doubts, only, read

HEADER = (
    "IsActive;IsApplicantModule;Created;Keywords;IsEUFunded;PoolViewLink;"
    "AuthorityPoolApplicationLink; Modified;AuthorityName;Title;NextDeadline;AllDeadlines;"
)
CREATED = "04-02-2020 09:15:00"
POOL = "https://pool.example/1"


def danish(*rows: str, header: str = HEADER) -> Reading:
    lines = "\r\n".join([header, *rows, ""])
    return read("statens_tilskudspuljer", b"\xef\xbb\xbf" + lines.encode())


def pool(rest: str, title: str = "Søpuljen", created: str = CREATED) -> str:
    return f"True;False;{created};sø,;False;{POOL};;{CREATED};Styrelsen;{title};{rest}"


def test_the_next_deadline_and_all_of_them_are_told_once() -> None:
    draft = only(danish(pool("15-01-2027 12:00:00;15-01-2027 12:00:00,15-09-2027 12:00:00,;")))

    assert [(each.day, each.time) for each in draft.deadlines] == [
        (dt.date(2027, 1, 15), dt.time(12)), (dt.date(2027, 9, 15), dt.time(12)),
    ]  # fmt: skip
    assert draft.deadline_model is DeadlineModel.MULTIPLE_CUTOFF
    assert draft.text == "Nøgleord: sø"


def test_a_danish_midnight_is_a_day_without_an_hour() -> None:
    draft = only(danish(pool("15-01-2027 00:00:00;;")))

    assert draft.deadlines == (Deadline(day=dt.date(2027, 1, 15), zone="Europe/Copenhagen"),)


def test_of_two_moments_of_one_day_the_one_with_an_hour_is_kept() -> None:
    draft = only(danish(pool("15-01-2027 12:00:00;15-01-2027 00:00:00;")))

    assert [each.time for each in draft.deadlines] == [dt.time(12)]
    assert draft.deadline_model is DeadlineModel.SINGLE


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        (";;", "no closing date is given"),
        ("01-01-0001 00:00:00;;", "no closing date is given"),
        ("løbende;;", "more is said than could be read as dates"),
        ("31-02-2027 12:00:00;;", "more is said than could be read as dates"),
        ("15-01-2027 12:00:00;;ekstra;", "more is said than could be read as dates"),
        ("15-01-2027;;", "more is said than could be read as dates"),
    ],
)
def test_what_is_no_date_where_dates_stand_is_a_doubt(rest: str, why: str) -> None:
    assert doubts(only(danish(pool(rest)))) == [("deadlines", why)]


def test_a_row_that_ends_early_has_no_deadline() -> None:
    row = f"True;False;{CREATED};;False;;;;Styrelsen;Søpuljen"

    draft = only(danish(row))

    assert doubts(draft) == [("deadlines", "no closing date is given")]
    assert draft.url == "https://www.statens-tilskudspuljer.dk/"


def test_pools_of_one_title_and_link_are_told_apart_by_when_they_were_created() -> None:
    rows = [pool(";;"), pool(";;", created="05-02-2020 09:15:00"), pool(";;", title="Skovpuljen")]

    reading, again = danish(*rows), danish(*reversed(rows))

    names = {draft.identifier for draft in reading.drafts}
    assert len(names) == 3
    assert names == {draft.identifier for draft in again.drafts}


@pytest.mark.parametrize(
    "row",
    [
        f"True;False;{CREATED};sø;fjord,;False;{POOL};;{CREATED};Styrelsen;Søpuljen;;;",
        f"True;False;{CREATED};sø,;False;;{CREATED};Styrelsen;Søpuljen;;;",
        f"Ja;False;{CREATED};sø,;False;;;{CREATED};Styrelsen;Søpuljen;;;",
        f"True;False;{CREATED};sø,;False;;;{CREATED};Styrelsen;;;;",
    ],
)
def test_a_row_with_its_cells_out_of_place_is_left_out_and_told(row: str) -> None:
    reading = danish(row, pool(";;", title="Skovpuljen"))

    assert [draft.title for draft in reading.drafts] == ["Skovpuljen"]
    assert "cells out of place" in reading.warnings[0]


def test_a_quotation_mark_that_swallows_rows_is_suspect() -> None:
    reading = danish(pool(";;", title='"Søpuljen'), pool(";;", title="Skovpuljen"))

    assert "a quotation mark without end" in (reading.suspicion or "")


def test_a_file_without_a_known_column_is_suspect() -> None:
    reading = danish(pool(";;"), header=HEADER.replace("AllDeadlines", "Deadlines"))

    assert reading.suspicion == "no column 'AllDeadlines'"
