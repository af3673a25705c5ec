"""What people type is read kindly; what could mean two things is asked about, never guessed."""

from datetime import date, time
from decimal import Decimal

import pytest

from lexicon.terms import (
    Amount,
    Bound,
    DateKind,
    Deadline,
    DeadlineModel,
    MoneyKind,
    Rate,
    Status,
)
from models import Call
from papers.wording import say
from scrapers import Draft
from tests.conftest import NOON
from workflow.calls.drafts import take_over
from workflow.forms.typed import Typed, TypedDate, typed_of
from workflow.forms.understood import read

ZONE = "Europe/Stockholm"
LEAST = {"title": "Renare sjöar", "funder": "Fonden", "when": "unknown"}
MARCH = TypedDate("2027-03-01", "16:00")


def typed(*dates: TypedDate, **words: str) -> Typed:
    when = {"when": "dates"} if dates else {}
    return Typed({**LEAST, **when, **words}, dates)


def understood(*dates: TypedDate, **words: str) -> Draft:
    draft, errors = read(typed(*dates, **words), ZONE)
    assert (draft is not None, errors) == (True, [])
    assert draft is not None
    return draft


def wrong(*dates: TypedDate, **words: str) -> list[tuple[str, str]]:
    draft, errors = read(typed(*dates, **words), ZONE)
    assert draft is None
    return [(field, say(message, "en")) for field, message in errors]


def test_title_funder_and_when_are_enough() -> None:
    draft = understood()

    assert (draft.title, draft.funder, draft.url) == ("Renare sjöar", "Fonden", "")
    assert draft.identifier == "fonden-renare-sjöar"


@pytest.mark.parametrize(
    ("words", "status", "model"),
    [
        ({"when": "unknown"}, Status.PLANNED, DeadlineModel.UNKNOWN),
        ({"when": "unknown", "opens": "2027-01-15"}, Status.ANNOUNCED, DeadlineModel.UNKNOWN),
        ({"when": "rolling"}, Status.ANNOUNCED, DeadlineModel.ROLLING),
        ({"when": "season", "season": "hösten 2027"}, Status.PLANNED, DeadlineModel.SEASON),
        ({"when": "Löpande"}, Status.ANNOUNCED, DeadlineModel.ROLLING),
        ({"when": "rolling", "status": "withdrawn"}, Status.WITHDRAWN, DeadlineModel.ROLLING),
    ],
)
def test_when_says_where_the_call_stands(
    words: dict[str, str], status: Status, model: DeadlineModel
) -> None:
    draft = understood(**words)

    assert (draft.status, draft.deadline_model) == (status, model)


@pytest.mark.parametrize(
    "words",
    ["2027-03-01 16:00", "1 mars 2027 kl. 16.00", "1 March 2027, 16:00", "1.3.2027 kl. 16.00"],
)
def test_a_day_is_read_in_the_ways_people_write_it(words: str) -> None:
    draft = understood(TypedDate(words))

    assert draft.deadlines == (Deadline(day=date(2027, 3, 1), time=time(16), zone=ZONE),)
    assert draft.deadline_model is DeadlineModel.SINGLE


@pytest.mark.parametrize("words", ["05/12/2027", "1 mars", "2027-02-30", "snart", "9999-12-31"])
def test_a_day_that_could_be_another_is_asked_about(words: str) -> None:
    assert wrong(TypedDate(words)) == [("day-0", "Write the day as 2027-03-01.")]


def test_several_days_are_cut_offs_in_their_order() -> None:
    draft = understood(TypedDate("2027-09-01"), TypedDate(), MARCH)

    assert [(each.day.month, each.kind) for each in draft.deadlines] == [
        (3, DateKind.CUT_OFF), (9, DateKind.CUT_OFF),
    ]  # fmt: skip
    assert draft.deadline_model is DeadlineModel.MULTIPLE_CUTOFF


def test_stages_make_a_call_of_two_stages() -> None:
    first, second = TypedDate("2027-03-01", kind="stage_1"), TypedDate("2027-09-01", kind="steg 2")

    assert understood(first, second).deadline_model is DeadlineModel.TWO_STAGE


@pytest.mark.parametrize(
    ("dates", "words", "field"),
    [
        ((), {"title": " "}, "title"),
        ((), {"title": "x" * 301}, "title"),
        ((), {"funder": ""}, "funder"),
        ((), {"when": ""}, "when"),
        ((), {"when": "ibland"}, "when"),
        ((), {"when": "dates"}, "day-0"),
        ((), {"when": "season"}, "season"),
        ((), {"when": "rolling", "season": "hösten 2027"}, "season"),
        ((MARCH,), {"when": "rolling"}, "when"),
        ((TypedDate("", "16:00"),), {}, "day-0"),
        ((TypedDate("2027-03-01", "25:00"),), {}, "time-0"),
        ((TypedDate("2027-03-01", "fyra"),), {}, "time-0"),
        ((TypedDate("2027-03-01 12:00", "16:00"),), {}, "time-0"),
        ((TypedDate("2027-03-01", kind="kanske"),), {}, "kind-0"),
        ((MARCH, MARCH), {}, "day-1"),
        ((TypedDate("2027-03-01", kind="final"), TypedDate("2027-04-01", kind="final")), {},
         "kind-1"),
        ((MARCH,), {"opens": "2027-03-02"}, "opens"),
        ((), {"url": "www.funder.example"}, "url"),
        ((), {"url": "javascript:alert(1)"}, "url"),
        ((), {"url": "https://me:secret@funder.example"}, "url"),
        ((), {"url": "https://[::1"}, "url"),
        ((), {"most": "mycket", "currency": "SEK"}, "most"),
        ((), {"most": "400 000 kr"}, "currency"),
        ((), {"most": "400 000 euro", "currency": "SEK"}, "currency"),
        ((), {"least": "2", "most": "1", "currency": "SEK"}, "least"),
        ((), {"co_funding": "0.5"}, "co_funding"),
        ((), {"co_funding": "120"}, "co_funding"),
        ((), {"co_funding": "hälften"}, "co_funding"),
        ((), {"areas": "Sörmlnd"}, "areas"),
        ((), {"areas": "qqqqqqq"}, "areas"),
        ((), {"language": "latin"}, "language"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field(
    dates: tuple[TypedDate, ...], words: dict[str, str], field: str
) -> None:
    assert [place for place, _ in wrong(*dates, **words)] == [field]


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert [place for place, _ in wrong(title="", most="x", areas="Sörmlnd")] == [
        "title", "most", "currency", "areas",
    ]  # fmt: skip


def test_a_misspelt_area_is_answered_with_the_nearest() -> None:
    assert wrong(areas="Örebro, Sörmlnd") == [
        ("areas", "No area is called “Sörmlnd”. Did you mean Södermanlands län?")
    ]


def test_money_shares_and_areas_are_read() -> None:
    draft = understood(
        least="100 000", most="400 000 kr", currency="SEK", of="stöd", co_funding="33,5 %",
        bound="exakt", areas="Örebro, Sverige, Norge",
    )  # fmt: skip

    assert draft.amounts == (
        Amount(currency="SEK", least=Decimal(100000), most=Decimal(400000), of=MoneyKind.SUPPORT),
    )
    assert draft.rates == (Rate(co_funding_rate=Decimal("33.5"), bound=Bound.EXACT),)
    assert draft.areas == ("NO", "SE124")


def test_a_unit_names_the_currency() -> None:
    assert understood(total="2 000 000 EUR").amounts[0].currency == "EUR"


def test_control_characters_are_left_out() -> None:
    assert understood(text="En rad\r\nen till\0\x07").text == "En rad\nen till"


def test_a_call_is_typed_as_it_was() -> None:
    said = typed(
        TypedDate("2027-03-01", "16:00", "cut_off"), TypedDate("2027-09-01", "", "cut_off"),
        url="https://x.example/1", text="En\nTvå", most="400000", currency="SEK", of="support",
        co_funding="50", bound="at_most", areas="Örebro", applicants="Föreningar", language="sv",
        opens="2027-01-15", status="paused",
    )  # fmt: skip
    draft, _ = read(said, ZONE)
    assert draft is not None

    again = typed_of(take_over(Call(found_at=NOON, seen_at=NOON, corrections=[]), draft))

    assert read(again, ZONE) == (draft, [])
    assert again.dates == said.dates
