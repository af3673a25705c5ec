"""The demo's funders are read by the real readers: each call as it is meant, on any day."""

import datetime as dt
import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from demo.funders import FUNDERS, WRITTEN, DemoSite, Funder
from demo.telling import Telling
from scrapers import Draft, Reading, Unreachable, source_of
from scrapers.site import Site

# What the invented calls mean, field by field; where their own words do not say, nothing.
EXPECTED = json.loads(
    (Path(__file__).parent / "recordings" / "demo" / "calls.json").read_text(encoding="utf-8")
)
DAYS = [WRITTEN, dt.date(2027, 3, 5), dt.date(2027, 12, 30), dt.date(2028, 2, 29)]
MOVED = "Unga in i arbete och studier i Östra Mellansverige"
TAKEN_BACK = "Utvecklingsmedel för social innovation 2027"


@cache
def read(funder: Funder, day: dt.date, *, earlier: bool = False) -> Reading:
    source = source_of(funder.reader, **{
        name: getattr(funder, name) for name in ("slug", "funder", "start", "language", "zone")
    })  # fmt: skip
    site: Site = DemoSite(day, funder.start, earlier)
    return source.read(site)


@cache
def drafts(day: dt.date, *, earlier: bool = False) -> dict[str, Draft]:
    """Return the calls by their title in the packaged language, with 2027 for any year."""
    found = [each for funder in FUNDERS for each in read(funder, day, earlier=earlier).drafts]
    return {
        re.sub(r"20\d\d$", "2027", title): draft
        for draft in found
        for title in (draft.title, *(wording.title for wording in draft.wordings))
    }


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("earlier", [False, True])
@pytest.mark.parametrize("funder", FUNDERS, ids=lambda funder: funder.slug)
def test_every_funder_is_read_without_suspicion(
    funder: Funder, earlier: bool, day: dt.date
) -> None:
    reading = read(funder, day, earlier=earlier)

    assert reading.suspicion is None
    assert reading.warnings == []
    assert reading.drafts


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("call", EXPECTED, ids=lambda call: call["title"])
def test_a_call_is_read_as_it_is_meant(call: dict[str, Any], day: dt.date) -> None:
    moved = dt.timedelta(weeks=(day - WRITTEN).days // 7)

    draft = drafts(day)[call["title"]]

    told = msgspec.to_builtins(draft, enc_hook=str)
    assert draft.uncertain == ()
    assert (draft.status, draft.deadline_model) == (call["status"], call["deadline_model"])
    assert [
        (each.day, each.time and f"{each.time:%H:%M}", each.zone, each.kind)
        for each in draft.deadlines
    ] == [
        (dt.date.fromisoformat(each["date"]) + moved, each["time"], each["tz"], each["kind"])
        for each in call["deadlines"]
    ]
    season = Telling("sv", moved).season(call["season"]) if "season" in call else ""
    assert draft.season == season
    assert [whole(each) for each in told["amounts"]] == [whole(each) for each in call["amounts"]]
    assert [whole(each) for each in told["rates"]] == [whole(each) for each in call["rates"]]
    assert sorted(draft.areas) == call["areas"]


def whole(cells: dict[str, Any]) -> dict[str, Any]:
    """Compare numbers as numbers: 5 is 5.0."""
    numbers = {"least", "most", "total", "funding_rate", "co_funding_rate"}
    return {
        name: Decimal(each) if name in numbers and each is not None else each
        for name, each in cells.items()
    }


def test_the_twelve_calls_are_all_there_are() -> None:
    found = [each for funder in FUNDERS for each in read(funder, WRITTEN).drafts]

    assert len(found) == len(EXPECTED) == 12
    assert {each.funder for each in found} == {each["funder"] for each in EXPECTED} - {
        "European Commission, DG EMPL"
    } | {"European Commission"}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_some_days_earlier_the_deadline_was_another_one(day: dt.date) -> None:
    before, now = (drafts(day, earlier=earlier)[MOVED] for earlier in (True, False))

    assert before.identifier == now.identifier
    assert now.deadlines[0].day - before.deadlines[0].day == dt.timedelta(days=14)
    assert before.uncertain == now.uncertain == ()


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_some_days_earlier_the_withdrawn_call_was_open(day: dt.date) -> None:
    before, now = (drafts(day, earlier=earlier)[TAKEN_BACK] for earlier in (True, False))

    assert before.identifier == now.identifier
    assert (before.status, now.status) == ("announced", "withdrawn")
    assert len(before.deadlines) == 1
    assert now.deadlines == ()


def test_nothing_else_changed_in_those_days() -> None:
    before, now = drafts(WRITTEN, earlier=True), drafts(WRITTEN)

    assert before.keys() == now.keys()
    assert {title for title in now if before[title] != now[title]} == {MOVED, TAKEN_BACK}


def test_a_contact_person_is_not_told() -> None:
    for draft in drafts(WRITTEN).values():
        assert "Exempelstam" not in str(draft)


def test_an_address_outside_the_demo_is_unreachable() -> None:
    site = DemoSite(WRITTEN, "https://example.org/", earlier=False)

    with pytest.raises(Unreachable, match="not packaged"):
        site.get("https://example.org/other")
