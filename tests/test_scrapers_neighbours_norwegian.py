"""Norwegian calls and schemes: days with the year beside them, sums by their labels."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from lexicon.terms import Deadline, DeadlineModel, Status
from scrapers import all_sources
from scrapers.sources.forskningsradet import START as FORSKNINGSRADET
from tests.neighbouring import Answering, doubts, only, read


def norwegian(**changes: Any) -> dict[str, Any]:
    call = {
        "id": "1", "dateLabel": "Søknadsfrist", "date": "12. mars", "year": "2027",
        "metadata": {"items": []}, "status": {"text": "Åpen"}, "tags": {"list": ["Hav"]},
        "text": "Renere fjorder.", "title": "Fjorder", "url": "/utlysninger/1/",
    }  # fmt: skip
    return {"groups": [{"title": "Alle", "proposals": [call | changes]}]}


@pytest.mark.parametrize(
    ("date", "year", "day"),
    [
        ("12. mars", "2027", dt.date(2027, 3, 12)),
        ("12.3.2027", "2026", dt.date(2027, 3, 12)),
        ("1. desember 2027", "", dt.date(2027, 12, 1)),
    ],
)
def test_a_norwegian_day_is_read_with_the_year_beside_it(
    date: str, year: str, day: dt.date
) -> None:
    draft = only(read("forskningsradet", norwegian(date=date, year=year)))

    assert draft.deadlines == (Deadline(day=day, zone="Europe/Oslo"),)
    assert draft.uncertain == ()


@pytest.mark.parametrize(
    ("date", "year"),
    [("12. mars", ""), ("30. februar", "2027"), ("12. mars og 4. mai", "2027"), ("", "2027"),
     ("12. Marsch", "2027"), ("våren", "2027")],
)  # fmt: skip
def test_what_is_not_one_day_with_a_year_is_a_doubt(date: str, year: str) -> None:
    draft = only(read("forskningsradet", norwegian(date=date, year=year)))

    assert draft.deadlines == ()
    assert doubts(draft) == [("deadlines", "no day could be read")]


def test_a_running_call_is_rolling() -> None:
    draft = only(read("forskningsradet", norwegian(date="Løpende", year="")))

    assert (draft.deadline_model, draft.deadlines) == (DeadlineModel.ROLLING, ())
    assert draft.uncertain == ()


def test_a_day_of_opening_is_no_deadline() -> None:
    draft = only(read("forskningsradet", norwegian(dateLabel="Åpner for søknad")))

    assert (draft.opens, draft.deadlines) == (dt.date(2027, 3, 12), ())
    assert doubts(draft) == [("deadlines", "its label does not call it a deadline")]


@pytest.mark.parametrize(
    ("label", "words", "sums"),
    [
        ("Tilgjengelige midler", "kr 100\u00a0000\u00a0000", (None, None, 100_000_000)),
        ("Støttegrenser", "kr 2 000 000-8 000 000", (2_000_000, 8_000_000, None)),
        ("Støttegrenser", "Inntil 500 000 kroner", (None, 500_000, None)),
    ],
)
def test_sums_are_what_their_label_says(
    label: str, words: str, sums: tuple[int | None, ...]
) -> None:
    items = {"items": [{"label": label, "text": words}]}

    draft = only(read("forskningsradet", norwegian(metadata=items)))

    (amount,) = draft.amounts
    assert (amount.least, amount.most, amount.total) == sums
    assert amount.currency == "NOK"


@pytest.mark.parametrize(
    "words", ["10 mill. kroner", "8 000 000-2 000 000 kr", "500 000 kr", "avklares"]
)
def test_a_sum_that_is_not_plain_is_a_doubt(words: str) -> None:
    items = {"items": [{"label": "Støttegrenser", "text": words}]}

    draft = only(read("forskningsradet", norwegian(metadata=items)))

    assert (draft.amounts, doubts(draft)) == ((), [("amounts", "no sum could be read")])


def test_a_call_in_two_groups_is_one() -> None:
    groups = norwegian()["groups"] * 2

    draft = only(read("forskningsradet", {"groups": groups}))

    assert draft.url == "https://www.forskningsradet.no/utlysninger/1/"


def test_a_cancelled_call_says_so() -> None:
    draft = only(read("forskningsradet", norwegian(status={"text": "Avlyst"})))

    assert draft.status is Status.WITHDRAWN


def test_the_search_is_asked_at_the_address_of_the_source() -> None:
    moved = FORSKNINGSRADET.replace("18404", "20001")
    site = Answering(moved, json.dumps(norwegian()).encode())

    reading = all_sources()["forskningsradet"].read(site)

    assert (site.asked, len(reading.drafts)) == ([moved], 1)


SCHEMES = "https://tilskudd.lottstift.no/ordning/DT-"


def scheme(**changes: Any) -> bytes:
    version = {
        "id": 7, "title": "Badeplasser", "description": "Støtte.", "deadlineType": "NO_DEADLINE",
        "deadlines": [], "currentDeadline": None, "amount": None, "amountType": None,
        "administrator": {"name": "Direktoratet"}, "owner": {"name": "Departementet"},
        "relevantApplicants": [{"value": "Kommuner"}], "requiresNonProfit": False,
        "objectives": None, "howToApply": None,
    } | changes  # fmt: skip
    year = {"publishedVersion": version if version["id"] else None}
    data = {"props": {"pageProps": {"grant": {"grantScheme": {"year": year}}}}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    return f"<html><body>{script}</body></html>".encode()


def test_a_scheme_is_known_by_its_address_or_its_number() -> None:
    named = only(read("tilskudd", scheme(), f"{SCHEMES}0123"))
    saved = only(read("tilskudd", scheme()))

    assert (named.identifier, saved.identifier) == ("DT-0123", "DT-0007")
    assert named.url == f"{SCHEMES}0123"


def test_long_texts_are_those_of_an_editor_or_plain() -> None:
    blocks = {"blocks": [{"text": "Flere skal bade."}, {"text": ""}, {"text": "Barn først."}]}

    draft = only(read("tilskudd", scheme(objectives=json.dumps(blocks), howToApply="På nett.")))

    assert draft.text == (
        "Støtte.\n\nFormål\nFlere skal bade.\nBarn først.\n\nSlik søker du\nPå nett."
    )


def test_who_may_apply_stands_in_fixed_words() -> None:
    draft = only(read("tilskudd", scheme(requiresNonProfit=True)))

    assert draft.applicants == "Kommuner, bare ideelle"


def test_several_deadlines_are_cut_offs() -> None:
    days = ["2027-09-01", "2027-03-01"]

    draft = only(
        read("tilskudd", scheme(deadlineType="X", deadlines=days, currentDeadline=days[1]))
    )

    assert [str(each.day) for each in draft.deadlines] == ["2027-03-01", "2027-09-01"]
    assert draft.deadline_model is DeadlineModel.MULTIPLE_CUTOFF


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"deadlineType": "X"}, "no closing date is given"),
        ({"deadlines": ["2027-03-01"]}, "it is said to have none"),
    ],
)
def test_a_scheme_that_contradicts_itself_is_a_doubt(changes: dict[str, Any], why: str) -> None:
    assert doubts(only(read("tilskudd", scheme(**changes)))) == [("deadlines", why)]


def test_only_a_known_kind_of_sum_is_money() -> None:
    known = only(read("tilskudd", scheme(amount=12_500_000, amountType="AMOUNT")))
    strange = only(read("tilskudd", scheme(amount=30, amountType="PERCENT")))

    assert [each.total for each in known.amounts] == [Decimal(12_500_000)]
    assert (strange.amounts, doubts(strange)) == ((), [("amounts", "no known kind of sum")])


def test_the_start_may_name_several_schemes() -> None:
    start = f"{SCHEMES}0001 {SCHEMES}0002"
    site = Answering(start, scheme(), scheme(id=None))

    reading = all_sources()["tilskudd"].read(site)

    assert site.asked == start.split()
    assert [draft.identifier for draft in reading.drafts] == ["DT-0001"]
    assert reading.warnings == [f"nothing is published of {SCHEMES}0002"]


def test_a_start_that_names_no_scheme_says_what_to_do() -> None:
    site = Answering("https://tilskudd.lottstift.no/", b"<html><body><a href='/om'>Om</a></body>")

    reading = all_sources()["tilskudd"].read(site)

    assert "name some as the start" in (reading.suspicion or "")
