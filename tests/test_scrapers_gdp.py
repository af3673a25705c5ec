"""GDP: one reader for four agencies, each with a key of its own that only its own site is told."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from scrapers import Draft, Reading, all_sources
from scrapers.gdp import LIMIT
from scrapers.source import Assignment
from tests.saying import Saying

SOURCE = all_sources()["gdp_formas"]
GDP = ["gdp_vinnova", "gdp_formas", "gdp_forte", "gdp_vr"]
CALL = {"diarienummer": "2026-90001", "titel": "Renare sjöar", "stangningsdatum": "2027-02-16"}


def read(*calls: dict[str, Any]) -> Reading:
    return SOURCE.read(Saying(SOURCE.start, json.dumps(calls).encode()))


def one(**more: Any) -> Draft:
    (draft,) = read({**CALL, **more}).drafts
    return draft


class Paged:
    """An agency with more calls than one page holds."""

    start = SOURCE.start
    today = dt.date(2026, 11, 21)

    def __init__(self, count: int, *, deaf: bool = False) -> None:
        self.count = count
        self.deaf = deaf
        self.asked: list[str] = []

    def get(self, url: str) -> bytes:
        self.asked.append(url)
        offset = 0 if self.deaf else int(url.partition("offset=")[2].partition("&")[0])
        numbers = range(self.count)[offset : offset + LIMIT]
        found = [{**CALL, "diarienummer": f"2026-{number:05}"} for number in numbers]
        return json.dumps(found[0] if len(found) == 1 else found).encode()

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        raise AssertionError("GDP is not posted to")


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (99, 1), (100, 2), (101, 2), (250, 3)])
def test_every_page_is_read_once(count: int, pages: int) -> None:
    site = Paged(count)

    reading = SOURCE.read(site)

    assert (len(reading.drafts), len(site.asked), reading.suspicion) == (count, pages, None)


def test_a_server_that_does_not_turn_the_page_is_suspect() -> None:
    reading = SOURCE.read(Paged(250, deaf=True))

    assert "no calls that are new" in (reading.suspicion or "")


@pytest.mark.parametrize(
    ("words", "day", "time"),
    [
        ("2027-02-16", dt.date(2027, 2, 16), None),
        ("2027-02-16T00:00:00", dt.date(2027, 2, 16), None),
        ("2027-02-15T23:00:00Z", dt.date(2027, 2, 16), None),
        ("2027-06-30T22:00:00Z", dt.date(2027, 7, 1), None),
        ("2027-02-16T14:00:00", dt.date(2027, 2, 16), dt.time(14)),
        ("2027-02-16T13:00:00Z", dt.date(2027, 2, 16), dt.time(14)),
    ],
)
def test_a_closing_is_a_day_and_an_hour_in_sweden(
    words: str, day: dt.date, time: dt.time | None
) -> None:
    (deadline,) = one(stangningsdatum=words).deadlines

    assert (deadline.day, deadline.time, deadline.zone) == (day, time, "Europe/Stockholm")


def test_a_call_without_a_closing_date_is_doubtful() -> None:
    draft = one(stangningsdatum=None)

    assert [(each.field, each.why) for each in draft.uncertain] == [
        ("deadlines", "the data gives no closing date")
    ]


@pytest.mark.parametrize("status", ["Inställd", "ATERKALLAD", "Pausad", "Withdrawn"])
def test_a_word_that_sounds_like_an_end_is_a_doubt_about_the_dates(status: str) -> None:
    assert {each.field for each in one(status=status).uncertain} == {"status", "deadlines"}


def test_an_unknown_word_for_where_a_call_stands_says_nothing() -> None:
    assert one(status="Publicerad").uncertain == ()


def test_the_whole_budget_stands_beside_what_one_project_may_get() -> None:
    text = "Ett projekt kan få högst 4 miljoner kronor."

    (amount,) = one(beskrivning=text, budgetBelopp=45_000_000, budgetValuta="SEK").amounts

    assert (amount.most, amount.total) == (Decimal("4e6"), Decimal("4.5e7"))


def test_a_sum_without_a_currency_is_a_doubt() -> None:
    draft = one(budgetBelopp=45_000_000, budgetValuta="")

    assert (draft.amounts, [each.field for each in draft.uncertain]) == ((), ["amounts"])


def test_a_sum_that_is_none_makes_the_reading_suspect() -> None:
    assert "no sum" in (read({**CALL, "budgetBelopp": "mycket"}).suspicion or "")


def test_a_page_for_people_is_chosen_before_the_address_of_the_data() -> None:
    api, page = "https://api.formas.se/gdp_formas/utlysningar?x", "https://formas.example/call"

    assert one(lank=[{"href": api}, {"href": page}]).url == page
    assert (
        one(lank=[{"href": api}]).url == "https://api.formas.se/gdp_formas/utlysningar/2026-90001"
    )


def test_a_field_that_nobody_knows_is_told() -> None:
    assert read({**CALL, "nyckelord": ["sjö"]}).warnings == ["unknown 'nyckelord'"]


def test_the_file_of_gdp_lite_is_read_too() -> None:
    reading = SOURCE.read_answer(json.dumps({"utlysningar": [CALL]}).encode(), SOURCE.start)

    assert [draft.identifier for draft in reading.drafts] == ["2026-90001"]


@pytest.mark.parametrize("slug", GDP)
def test_the_key_is_named_and_never_told_to_the_child(slug: str) -> None:
    source = all_sources()[slug]

    said = Assignment.to(source, Saying(source.start, b""))

    assert (source.key, source.open_data) == ("Authorization", True)
    assert source.start.startswith("https://")
    assert source.start.endswith("/")
    assert not hasattr(said, "key")
