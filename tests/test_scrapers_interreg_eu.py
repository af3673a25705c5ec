"""The index of Interreg calls: regions named twice, days at midnight, noise left out."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from lexicon.terms import Status
from scrapers import Draft, Reading, all_sources, strip
from scrapers.saved import read_saved

SOURCE = all_sources()["interreg_eu"]
SAVED = Path(os.environ.get("SAMSOK_DATA", ""), "recordings")
NAME = "transcribed/fundhunt_interreg_algolia_hit1_trimmed.json"


def hit(**cells: Any) -> dict[str, Any]:
    return {
        "objectID": "callForProjectsPage_1", "contentType": "callForProjectsPage",
        "contentUrl": "/calls-for-projects/lakes/", "title": "Lakes", "callStatus": "Open",
        "callOpenDate": "2026-11-02T00:00:00Z", "callDeadlineDate": "2027-02-26T00:00:00Z", **cells,
    }  # fmt: skip


def read(*hits: dict[str, Any]) -> Reading:
    return SOURCE.read_answer(json.dumps({"hits": hits}).encode(), SOURCE.start)


def one(**cells: Any) -> Draft:
    (draft,) = read(hit(**cells)).drafts
    return draft


def test_a_midnight_is_a_day_and_no_hour() -> None:
    (deadline,) = one().deadlines

    assert (f"{deadline.day}", deadline.time, deadline.zone) == (
        "2027-02-26", None, "Europe/Brussels",
    )  # fmt: skip


def test_regions_are_told_once_and_the_smallest_areas_say_where() -> None:
    draft = one(
        callEligibleCountryNuts=["SE", "ES"],
        callEligibleCountryNames=["Sweden", "Spain "],
        callEligibleRegionNuts=["SE12", "SE124", "SE124", "ES13"],
        callEligibleRegionNames=["Örebro län ", "Cantabria", "Cantabria"],
    )

    assert draft.areas == ("ES", "SE124")
    assert draft.area_text == "Sweden, Spain, Örebro län, Cantabria"


def test_a_call_to_come_without_a_day_is_planned_and_one_with_a_day_is_not() -> None:
    planned = one(callStatus="Forthcoming", callOpenDate=None, callDeadlineDate=None)

    assert (planned.status, planned.deadlines) == (Status.PLANNED, ())
    assert [each.field for each in planned.uncertain] == ["deadlines"]
    assert one(callStatus="Forthcoming").status is Status.ANNOUNCED


def test_a_call_without_an_address_of_its_own_is_shown_at_the_index() -> None:
    assert one().url == "https://interreg.eu/calls-for-projects/lakes/"
    assert one(callExternalUrl="https://x.example/call").url == "https://x.example/call"


@pytest.mark.parametrize(
    ("cells", "warning"),
    [({"callStatus": "Dormant"}, "unknown word 'Dormant'"), ({"moon": "full"}, "unknown 'moon'")],
)
def test_what_is_unknown_warns(cells: dict[str, Any], warning: str) -> None:
    assert read(hit(**cells)).warnings == [warning]


@pytest.mark.parametrize("cell", ["objectID", "title", "contentUrl", "contentType"])
def test_what_is_missing_is_suspect(cell: str) -> None:
    assert read(hit(**{cell: None})).suspicion == f"no {cell!r}"


def test_regions_that_are_no_list_are_suspect() -> None:
    suspicion = read(hit(callEligibleRegionNames="Cantabria")).suspicion

    assert suspicion == "'callEligibleRegionNames' is no list of names"


def test_a_page_that_is_no_call_is_left_out() -> None:
    assert len(read(hit(), hit(contentType="newsPage", objectID="newsPage_7")).drafts) == 1


def test_marks_for_highlighting_are_not_kept() -> None:
    body = json.dumps({"hits": [hit(_highlightResult={"title": {"value": "Lakes"}})]}).encode()

    assert b"_highlightResult" not in strip(body, SOURCE.private)


@pytest.mark.skipif(not SAVED.is_dir(), reason="SAMSOK_DATA does not name a folder of recordings")
def test_what_the_index_really_said_is_read() -> None:
    reading = read_saved(SOURCE, [(NAME, (SAVED / NAME).read_bytes())])

    (draft,) = reading.drafts
    assert reading.warnings == []
    assert (draft.identifier, draft.programme) == (
        "callForProjectsPage_3129", "Interreg South West Europe (SUDOE)",
    )  # fmt: skip
    assert [f"{each.day}" for each in draft.deadlines] == ["2026-09-30"]
    assert draft.areas == ("AD", "ES", "FR", "PT")
